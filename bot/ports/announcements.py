"""Where announcements and their listeners are kept, and who carries a copy to somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.announcements import Announcement, Copy, CopyState, Listener, Tally
from bot.domain.ids import UserId


class AnnouncementStore(Protocol):
    """Listeners, announcements, and what became of each copy."""

    async def listener(self, user_id: UserId) -> Listener | None: ...

    async def set_listener(self, listener: Listener, now: float) -> None:
        """Remember somebody's choice; whoever chooses anew is no longer gone."""
        ...

    async def set_gone(self, user_id: UserId, now: float) -> None:
        """They can't be reached: no more announcements until they ask for them again."""
        ...

    async def listeners(self) -> int:
        """How many people want announcements and can be reached."""
        ...

    async def draft(self, author: UserId, text: str, cause: str, now: float) -> Announcement:
        """Keep a preview; the same cause finds its announcement again, wherever it stands."""
        ...

    async def get(self, announcement_id: int) -> Announcement | None: ...

    async def confirm(self, announcement_id: int, now: float) -> bool:
        """Send it: a copy for everybody who listens now. False if it is no preview any more."""
        ...

    async def drop(self, announcement_id: int, now: float) -> bool:
        """Never send it. False if it is no preview any more."""
        ...

    async def next_copy(self) -> Copy | None:
        """The next copy to send, marked as begun and counted; None when none waits.

        The oldest announcement goes first. A copy whose person no longer wants announcements is
        dropped, as if it had not been meant for them.
        """
        ...

    async def settle(self, copy: Copy, state: CopyState) -> None:
        """What became of a copy. WAITING puts it back as if it had not been begun: it surely was
        not sent."""
        ...

    async def doubt(self, copy: Copy) -> None:
        """The send got no answer: it waits to be repeated, or has FAILED if it was the last."""
        ...

    async def resume(self) -> int:
        """Doubt all copies that are begun: the process that sent them is gone. Gives their
        number."""
        ...

    async def finish(self, now: float) -> Sequence[tuple[Announcement, Tally]]:
        """Close the announcements of which no copy waits; gives those that this call closed."""
        ...

    async def tally(self, announcement_id: int) -> Tally: ...


class Herald(Protocol):
    """Carries one copy."""

    async def carry(self, copy: Copy) -> CopyState | float:
        """What became of it, or the seconds after which it may be tried again, since it surely was
        not sent. BEGUN: there was no answer. Never raises."""
        ...
