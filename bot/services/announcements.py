"""Announcements: who hears them, and the loop that carries one copy to each of them.

The rows are the truth: a copy is counted before it is sent. One without an answer, or that a death
cut off, may have arrived: it is sent once more and says so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from bot.domain.announcements import LONGEST, Announcement, Copy, CopyState, Listener
from bot.domain.commands import Note
from bot.domain.errors import UserError
from bot.domain.ids import UserId
from bot.ports import AnnouncementStore, Herald, OperatorLine

log = structlog.get_logger(__name__)

PACE: Final = 0.1
"""Seconds between two copies: a third of what Telegram takes from a bot, so that results and
answers keep their room (Bot API, FAQ: about 30 messages a second)."""

IDLE: Final = 60.0
AFTER_TROUBLE: Final = 5.0


class Announcements:
    """Announcements from both sides. `wall_clock` and `sleep` are real time."""

    def __init__(
        self,
        *,
        store: AnnouncementStore,
        herald: Herald,
        operators: OperatorLine,
        wall_clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._store = store
        self._herald = herald
        self._operators = operators
        self._wall_clock = wall_clock
        self._sleep = sleep
        self._woken = asyncio.Event()
        self._unsettled: tuple[Copy, CopyState] | None = None

    async def hears(self, user_id: UserId) -> bool:
        """Whether the person asked to hear announcements."""
        listener = await self._store.listener(user_id)
        return listener is not None and listener.wants_announcements

    async def choose(self, user_id: UserId, *, wants: bool) -> None:
        """Hear them from now on, or no more."""
        listener = Listener(user_id=user_id, wants_announcements=wants)
        await self._store.set_listener(listener, self._wall_clock())

    async def draft(self, author: UserId, text: str, cause: str) -> tuple[Announcement, int]:
        """A preview, and how many people would get it now. The same cause finds its preview again.

        Raises `UserError` (announce-too-long).
        """
        if len(text) > LONGEST:
            raise UserError("announce-too-long", most=LONGEST)
        drafted = await self._store.draft(author, text, cause, self._wall_clock())
        return drafted, await self._store.listeners()

    async def confirm(self, announcement_id: int) -> bool:
        """Send a preview to everybody who listens; False where it is none any more."""
        confirmed = await self._store.confirm(announcement_id, self._wall_clock())
        if confirmed:
            log.info("announcement.confirmed", announcement_id=announcement_id)
        self._woken.set()
        return confirmed

    async def drop(self, announcement_id: int) -> bool:
        """Never send a preview; False where it is none any more."""
        return await self._store.drop(announcement_id, self._wall_clock())

    async def lose(self, user_id: UserId) -> None:
        """The person shut the bot out."""
        await self._store.set_gone(user_id, self._wall_clock())

    async def run(self) -> None:
        """Carry copies until cancelled."""
        is_resumed = False
        while True:
            self._woken.clear()
            try:
                if not is_resumed:
                    await self.resume()
                    is_resumed = True
                pause = await self.carry_one()
            except Exception:
                log.exception("announcement.store_failed")
                pause = AFTER_TROUBLE
            await self._rest(pause)

    async def resume(self) -> None:
        """Take up what the process before this one had begun."""
        if begun := await self._store.resume():
            log.warning("announcement.resumed", copies=begun)

    async def carry_one(self) -> float:
        """Carry the next copy, if one waits; gives the seconds until the next.

        What became of a copy is stored before anything else is done, however often that takes: a
        copy that is only begun would be sent again by the next process.
        """
        if self._unsettled is not None:
            await self._settle(*self._unsettled)
        copy = await self._store.next_copy()
        if copy is None:
            await self._tell_ends()
            return IDLE
        outcome = await self._herald.carry(copy)
        if not isinstance(outcome, CopyState):
            await self._settle(copy, CopyState.WAITING)
            return max(PACE, outcome)
        await self._settle(copy, outcome)
        return AFTER_TROUBLE if outcome is CopyState.BEGUN else PACE

    async def _settle(self, copy: Copy, outcome: CopyState) -> None:
        self._unsettled = copy, outcome
        if outcome is CopyState.BEGUN:
            await self._store.doubt(copy)
        else:
            await self._store.settle(copy, outcome)
        if outcome is CopyState.GONE:
            await self.lose(copy.user_id)
        self._unsettled = None

    async def _tell_ends(self) -> None:
        for announcement, tally in await self._store.finish(self._wall_clock()):
            log.info(
                "announcement.done",
                announcement_id=announcement.id,
                sent=tally.sent,
                gone=tally.gone,
                failed=tally.failed,
            )
            values = {"sent": tally.sent, "gone": tally.gone, "failed": tally.failed}
            await self._operators.tell([Note("announce-done", values)])

    async def _rest(self, seconds: float) -> None:
        """Sleep; a confirmed announcement ends an idle sleep, never the pace between copies."""
        if seconds < IDLE:
            await self._sleep(seconds)
            return
        sleeping = asyncio.ensure_future(self._sleep(seconds))
        woken = asyncio.ensure_future(self._woken.wait())
        try:
            await asyncio.wait({sleeping, woken}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            woken.cancel()
