"""One run: gather everybody, make trouble for a while, drain, reckon.

Rule: whatever happens, the processes that were started here end here.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from chaos import plan
from chaos.control import Books, Control
from chaos.crowd import PEOPLE, Crowd
from chaos.facts import facts_of, read_again
from chaos.journal_notes import JournalReader, first_polls
from chaos.killer import Killer
from chaos.processes import BotProcess, PlaygroundProcess
from chaos.reckoning import reckon
from chaos.report import ACCEPTED_AT_LEAST, Run
from chaos.requests import Request
from chaos.troublemaker import Troublemaker

OPEN_AT_MOST: Final = 18
"""Requests at once; those that take longer than `IS_SLOW` don't count, up to `OPEN_IN_ALL`."""

SPARE: Final = 4

IS_SLOW: Final = 15.0
OPEN_IN_ALL: Final = 28
OPEN_AT_LEAST: Final = 10
LATELY: Final = 45.0
"""Seconds, fewer than there are for draining: what ended in them can end once more."""

OPEN_AT_FIRST: Final = 44
"""Until as many have asked as a run owes: on a slow machine all of them may still be open."""

LOOKS_EVERY: Final = 0.4
READS_JOURNAL_EVERY: Final = 2.0
TELLS_EVERY: Final = 30.0
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
        self._began = 0.0
        self._duration = duration
        self._control = control
        self._bot = bot
        self._journal = JournalReader(control)
        self._crowd = Crowd(
            control, plan.wishes(seed, PEOPLE), plan.plays(seed), self._journal.answers
        )
        self._killer = Killer(
            bot, control, self._journal, plan.deaths(seed), self._crowd.ask_in_one_breath
        )
        victims = random.Random(f"{seed} victims")  # noqa: S311 - an order to repeat, no secret
        self._trouble = Troublemaker(control, self._crowd, plan.troubles(seed), victims)

    async def play(self) -> Run:
        began = self._began = time.time()
        await self._crowd.gather()
        await self._killer.start()
        async with asyncio.TaskGroup() as group:
            helpers = [
                group.create_task(_every(LOOKS_EVERY, self._crowd.look_round)),
                group.create_task(_every(READS_JOURNAL_EVERY, self._journal.read)),
                group.create_task(_every(TELLS_EVERY, self._tell, first_after=TELLS_EVERY)),
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
        at_most = open_at_most(self._crowd.requests, now)
        return len(fresh) < OPEN_AT_MOST and len(open_ones) < at_most

    async def _drain(self) -> float:
        """Let everything end undisturbed, up to a minute; gives the seconds that it took."""
        began = time.monotonic()
        self._crowd.goes_home = True
        await self._trouble.stop()
        await self._killer.let_go()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAINS_WITHIN):
                while self._crowd.open_requests or not self._is_quiet():
                    await self._killer.revive()
                    await asyncio.sleep(GLANCE)
        return time.monotonic() - began

    async def _tell(self) -> None:
        """A line now and then for who waits."""
        requests, open_ones = self._crowd.requests, self._crowd.open_requests
        sys.stderr.write(
            f"{time.time() - self._began:5.0f} s: {len(requests)} asked, {len(open_ones)} open,"
            f" {len(self._bot.killed_at)} kills, {sum(self._trouble.taken.values())} faults\n"
        )
        sys.stderr.flush()

    def _is_quiet(self) -> bool:
        """Nothing was sent for a moment, so nothing is on its way twice."""
        notes = self._journal.notes
        return not notes or time.time() - notes[-1].at > QUIET_FOR

    async def _judge(self, began: float, drained_after: float, stopped_after: float) -> Run:
        await self._journal.read()
        chats = await self._crowd.chats()
        (self._bot.folder / "chats.json").write_bytes(msgspec.json.encode(chats))
        books = await self._control.get(Books, "/books")
        requests, notes = self._crowd.requests, self._journal.notes
        read_again(requests, chats)
        facts = facts_of(requests, chats)
        return Run(
            seed=self._seed,
            duration=self._duration,
            plant=self._bot.plant,
            people=len(self._crowd.people),
            began=began,
            requests=requests,
            facts=facts,
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


def open_at_most(requests: Sequence[Request], now: float) -> int:
    """How many may be open, so that a minute's draining can end them all on this machine."""
    if len(requests) <= ACCEPTED_AT_LEAST + SPARE:
        return OPEN_AT_FIRST
    ended = [request.ended_at for request in requests if request.ended_at is not None]
    lately = sum(now - at < LATELY for at in ended)
    return min(OPEN_IN_ALL, max(OPEN_AT_LEAST, lately))


async def _every(
    seconds: float, deed: Callable[[], Awaitable[object]], *, first_after: float = 0.0
) -> None:
    await asyncio.sleep(first_after)
    while True:
        await deed()
        await asyncio.sleep(seconds)
