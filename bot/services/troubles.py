"""Errors told to the operators: by kind, seldom, and nothing of what anybody wrote.

A kind is told at once when it comes for the first time, and then at most every ten minutes, with
the number of times that it came meanwhile. What can't be told, since Telegram itself is the
trouble, waits for the next time; telling never makes an error of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from bot.domain.commands import Note
from bot.ports import OperatorLine

TOLD_AGAIN_AFTER: Final = 600.0
KINDS_AT_ONCE: Final = 10
KINDS_AT_MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Kind:
    """What makes two errors the same to an operator: what was being done, and what broke."""

    event: str
    error: str


@dataclass(slots=True)
class Tally:
    """How often a kind came since it was last told; `told_at` also counts tries to tell."""

    count: int = 0
    job_id: str = ""
    where: str = ""
    told_at: float | None = None


class Troubles:
    """Collects errors and tells them. `now` and `sleep` are real time."""

    def __init__(
        self,
        operators: OperatorLine,
        *,
        now: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._operators = operators
        self._now = now
        self._sleep = sleep
        self._tallies: dict[Kind, Tally] = {}
        self._woken = asyncio.Event()

    def note(self, event: str, error: str = "", *, job_id: str = "", where: str = "") -> None:
        """An error happened. Never raises."""
        kind = Kind(event, error)
        if kind not in self._tallies and len(self._tallies) >= KINDS_AT_MOST:
            kind = Kind("other", "")
        tally = self._tallies.setdefault(kind, Tally())
        tally.count += 1
        tally.job_id, tally.where = job_id or tally.job_id, where or tally.where
        self._woken.set()

    async def run(self) -> None:
        """Tell what is due until cancelled."""
        while True:
            self._woken.clear()
            pause = await self.tell_due()
            await self._rest(pause)

    async def tell_due(self) -> float:
        """Tell the kinds whose time has come; gives the seconds until the next one's."""
        now = self._now()
        due = [each for each in self._tallies.items() if each[1].count and _wait(each[1], now) <= 0]
        if due:
            await self._tell(due[:KINDS_AT_ONCE], now)
        waits = [_wait(tally, now) for tally in self._tallies.values() if tally.count]
        return min([TOLD_AGAIN_AFTER, *(wait for wait in waits if wait > 0)])

    async def _tell(self, due: list[tuple[Kind, Tally]], now: float) -> None:
        counts = [tally.count for _, tally in due]
        for _, tally in due:
            tally.told_at = now
        heard = await self._operators.tell([_line(kind, tally) for kind, tally in due])
        if not heard:
            return
        for (_, tally), count in zip(due, counts, strict=True):
            tally.count -= count  # what came while it was told is told next time

    async def _rest(self, seconds: float) -> None:
        sleeping = asyncio.ensure_future(self._sleep(seconds))
        woken = asyncio.ensure_future(self._woken.wait())
        try:
            await asyncio.wait({sleeping, woken}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            woken.cancel()


def _wait(tally: Tally, now: float) -> float:
    """Seconds until a kind may be told again."""
    return 0.0 if tally.told_at is None else tally.told_at + TOLD_AGAIN_AFTER - now


def _line(kind: Kind, tally: Tally) -> Note:
    parts = [kind.error, tally.where, f"#{tally.job_id}" if tally.job_id else ""]
    what = " · ".join([kind.event, *(part for part in parts if part)])
    return Note("operator-trouble", {"what": what, "count": tally.count})
