"""One run: gather everybody, make trouble for a while, drain, reckon.

Rule: whatever happens, the processes that were started here end here.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from chaos import plan
from chaos.control import Books, Control
from chaos.crowd import PEOPLE, Crowd
from chaos.journal_notes import JournalReader, first_polls
from chaos.killer import Killer
from chaos.processes import BotProcess, PlaygroundProcess
from chaos.reckoning import Facts, reckon
from chaos.report import Run
from chaos.requests import Request
from chaos.troublemaker import Troublemaker

OPEN_AT_MOST: Final = 18
"""Requests at once; those that take longer than `IS_SLOW` don't count, up to `OPEN_IN_ALL`."""

IS_SLOW: Final = 15.0
OPEN_IN_ALL: Final = 30

LOOKS_EVERY: Final = 0.4
READS_JOURNAL_EVERY: Final = 3.0
DRAINS_WITHIN: Final = 56.0
QUIET_FOR: Final = 1.5
GLANCE: Final = 0.2


async def run(seed: int, duration: float, plant: str | None, folder: Path) -> Run:
    """Run it; `duration` in seconds. The bot's data and log stay in the folder."""
    playground = await PlaygroundProcess.start()
    control = Control(playground.addresses["control"])
    bot = BotProcess(playground.addresses, folder, plant)
    try:
        return await _Play(control, bot, seed, duration).play()
    finally:
        if bot.is_alive:
            await bot.kill()
        await control.aclose()
        await playground.close()


class _Play:
    """One run's people, troubles and deaths, and how they go together."""

    def __init__(self, control: Control, bot: BotProcess, seed: int, duration: float) -> None:
        self._seed = seed
        self._duration = duration
        self._control = control
        self._bot = bot
        self._crowd = Crowd(control, plan.wishes(seed, PEOPLE))
        self._journal = JournalReader(control)
        self._killer = Killer(
            bot, control, self._journal, plan.deaths(seed), self._crowd.ask_in_one_breath
        )
        victims = random.Random(f"{seed} victims")  # noqa: S311 - an order to repeat, no secret
        self._trouble = Troublemaker(control, self._crowd, plan.troubles(seed), victims)

    async def play(self) -> Run:
        began = time.time()
        await self._crowd.gather()
        await self._killer.start()
        async with asyncio.TaskGroup() as group:
            helpers = [
                group.create_task(_every(LOOKS_EVERY, self._crowd.look_round)),
                group.create_task(_every(READS_JOURNAL_EVERY, self._journal.read)),
            ]
            await self._misbehave()
            drained_after = await self._drain()
            for helper in helpers:
                helper.cancel()
        stopped_after = await self._bot.stop()
        return await self._judge(began, drained_after, stopped_after)

    async def _misbehave(self) -> None:
        """People ask, things go wrong, the bot dies, until the time is over."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._duration), asyncio.TaskGroup() as group:
                group.create_task(self._ask_forever())
                group.create_task(self._killer.kill_forever())
                group.create_task(self._trouble.make_forever())

    async def _ask_forever(self) -> None:
        while True:
            pause = await self._crowd.ask() if self._has_room() else LOOKS_EVERY
            await asyncio.sleep(pause)

    def _has_room(self) -> bool:
        open_ones = self._crowd.open_requests
        now = time.monotonic()
        fresh = [request for request in open_ones if now - request.said_at < IS_SLOW]
        return len(fresh) < OPEN_AT_MOST and len(open_ones) < OPEN_IN_ALL

    async def _drain(self) -> float:
        """Let everything end undisturbed, up to a minute; gives the seconds that it took."""
        began = time.monotonic()
        await self._trouble.stop()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAINS_WITHIN):
                while self._crowd.open_requests or not self._is_quiet():
                    await self._killer.revive()
                    await asyncio.sleep(GLANCE)
        return time.monotonic() - began

    def _is_quiet(self) -> bool:
        """Nothing was sent for a moment, so nothing is on its way twice."""
        notes = self._journal.notes
        return not notes or time.time() - notes[-1].at > QUIET_FOR

    async def _judge(self, began: float, drained_after: float, stopped_after: float) -> Run:
        await self._journal.read()
        await self._crowd.read_again()
        books = await self._control.get(Books, "/books")
        requests, notes = self._crowd.requests, self._journal.notes
        facts = [_facts_of(request) for request in requests]
        return Run(
            seed=self._seed,
            duration=self._duration,
            plant=self._bot.plant,
            people=len(self._crowd.people),
            began=began,
            requests=requests,
            verdict=reckon(facts, books, notes, self._bot.killed_at),
            books=books,
            notes=notes,
            deaths=self._bot.killed_at,
            aims=self._killer.aims,
            hits=self._killer.hits,
            planned=self._trouble.planned,
            taken=self._trouble.taken,
            resumed_after=first_polls(self._journal.polls, self._killer.births),
            drained_after=drained_after,
            stopped_after=stopped_after,
            died_by_itself=self._bot.died_by_itself,
        )


def _facts_of(request: Request) -> Facts:
    standing = request.standing
    return Facts(
        prompt=request.prompt,
        chat_id=request.person.id,
        message_id=request.message_id,
        outcomes=standing.outcomes,
        status_ids=standing.message_ids,
        results=request.kind.results,
        wants_files=request.kind.wants_files,
        may_be_partial=bool(request.record_troubles),
        was_blocked=request.was_blocked,
        says_nothing_spent=standing.says_nothing_spent,
    )


async def _every(seconds: float, deed: Callable[[], Awaitable[object]]) -> None:
    while True:
        await deed()
        await asyncio.sleep(seconds)
