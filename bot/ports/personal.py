"""Everything that is stored about one person: to be handed over, or erased."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.domain.ids import JobId, UserId

Row = Mapping[str, object]
"""One stored thing, its parts by name, ready for JSON."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: so many rows, among them these jobs. `is_gone` when nothing of them is left
    in the file either; otherwise a reader still holds the log, and it goes with the next one."""

    rows: int
    jobs: tuple[JobId, ...]
    is_gone: bool


class PersonalStore(Protocol):
    """All tables at once, from one person's side."""

    async def survey(self, user_id: UserId) -> Mapping[str, int]:
        """How many rows of each kind are this person's; kinds without any are left out."""
        ...

    def export(self, user_id: UserId) -> AsyncIterator[tuple[str, Sequence[Row]]]:
        """All of them, kind by kind, a few at a time, without secrets."""
        ...

    async def erase(self, user_id: UserId, now: float, *, asked_in: int | None = None) -> Erased:
        """Erase all of them, all or nothing, down to the bytes of the file.

        What they sent after the update `asked_in` stays to be handled: there they start anew.

        What must outlive its person for a while (today's claim of an account, its risk control's
        pauses) stays until `sweep`.
        """
        ...

    async def sweep(self, now: float) -> int:
        """Erase what outlived its person and needs to no longer."""
        ...


class Packer(Protocol):
    """Makes files of what is exported."""

    def pack(
        self, user_id: UserId, rows: AsyncIterator[tuple[str, Sequence[Row]]]
    ) -> AsyncIterator[Path]:
        """Archives that Telegram takes from a bot, one after the other; each is gone when the next
        is asked for."""
        ...
