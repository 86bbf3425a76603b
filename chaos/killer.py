"""Death, again and again: SIGKILL after one to ten seconds, at an edge of a call or anywhere.

Rule: an edge is only aimed at. When nobody comes there in time, death comes anyway.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Final

from chaos.control import Control, HeldEdges
from chaos.journal_notes import JournalReader
from chaos.plan import ACCEPTANCE_EDGE, ANYWHERE, NEWCOMER_EDGE, Death
from chaos.processes import BotProcess

OWED: Final = 5
"""The first deaths have to come in 45 seconds, one more than is asked for."""

OWED_EVERY: Final = 7.0
SHORTEST_LIFE: Final = 1.0
STARTS_WITHIN, HURRIES, PATIENCE = 5.0, 3.0, 20.0
"""Seconds to its first question for updates: usually; where the owed deaths fall behind; later."""

WAITS_AT_EDGE: Final = 1.5
WAITS_FOR_ACCEPTANCE: Final = 4.0
"""Seconds. The death that matters most is worth some more of them on a machine with much to do."""
GLANCE: Final = 0.2
BREATH: Final = 0.15
"""Between somebody's standing at an edge and death, so that the bot can take in what else comes."""

GATHERS_FOR: Final = 0.8
"""The same where submissions were accepted: several may stand there then, and each is paid for."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a start may take before the life is counted, and how long the life may be."""

    listens_within: float
    longest_life: float


def pace_of(number: int, elapsed: float) -> Pace:
    """The pace of the life with this number, from 1, after so many seconds.

    On a slow machine the deaths that a run owes come after shorter lives; those that follow wait
    until the bot listens, or it would never get to do anything between two of them.
    """
    if number > OWED:
        return Pace(PATIENCE, math.inf)
    due_in = number * OWED_EVERY - elapsed
    return Pace(STARTS_WITHIN if due_in > 0 else HURRIES, max(SHORTEST_LIFE, due_in))


class Killer:
    """Kills the bot and starts it again."""

    def __init__(
        self,
        bot: BotProcess,
        control: Control,
        journal: JournalReader,
        plan: Iterator[Death],
        newcomer: Callable[[], Awaitable[None]],
    ) -> None:
        self._bot = bot
        self._control = control
        self._journal = journal
        self._plan = plan
        self._newcomer = newcomer
        self.births: list[float] = []
        self.aims: Counter[str] = Counter()
        self.hits: Counter[str] = Counter()

    async def start(self) -> None:
        """Give the bot its first life."""
        self.births.append(time.time())
        await self._bot.start()

    async def kill_forever(self) -> None:
        """Go through the plan until cancelled; the bot may be dead then."""
        began = time.monotonic()
        for number, death in enumerate(self._plan, start=1):
            pace = pace_of(number, time.monotonic() - began)
            if death.edge != ANYWHERE:  # that one may also come before it listens
                await self._wait_until_it_listens(pace.listens_within)
            await asyncio.sleep(min(death.life, pace.longest_life))
            await self._kill(death)
            await self.start()

    async def revive(self) -> None:
        """Start it if it is dead."""
        if not self._bot.is_alive:
            await self.start()

    async def let_go(self) -> None:
        """Hold nobody any more: a call that was being held when the time was over may still be."""
        for edge in (await self._control.get(HeldEdges, "/holds")).held:
            await self._control.post("/release", {"edge": edge})

    async def _wait_until_it_listens(self, seconds: float) -> None:
        """A life counts from the first question for updates, or not much later."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not any(at > self.births[-1] for at in self._journal.polls[-1:]):
                    await asyncio.sleep(GLANCE)
                    await self._journal.read()

    async def _kill(self, death: Death) -> None:
        self.aims[death.edge or "anywhere"] += 1
        if death.edge == ANYWHERE:
            await self._bot.kill()
            return
        try:
            await self._control.post("/hold", {"edge": death.edge})
            await self._wait_at(death.edge)
            await self._bot.kill()
        finally:
            await self._control.post("/release", {"edge": death.edge})

    async def _wait_at(self, edge: str) -> None:
        if edge == NEWCOMER_EDGE:
            await self._newcomer()
        seconds = WAITS_FOR_ACCEPTANCE if edge == ACCEPTANCE_EDGE else WAITS_AT_EDGE
        query = {"wait": edge, "seconds": str(seconds)}
        held = await self._control.get(HeldEdges, "/holds", query)
        if held.reached:
            self.hits[edge] += 1
            await asyncio.sleep(GATHERS_FOR if edge == ACCEPTANCE_EDGE else BREATH)
