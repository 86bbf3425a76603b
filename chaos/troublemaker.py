"""Brings the planned troubles about, one after the other, and counts those that took place.

Rule: a row that still waits for its call is not planned a second time, so nothing piles up.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from typing import Final

from chaos.control import Control, PlannedFaults, Value
from chaos.crowd import Crowd
from chaos.troubles import Deed, Trouble

BLOCKED_FOR: Final = 1.5


class Troublemaker:
    """Makes trouble until cancelled."""

    def __init__(
        self,
        control: Control,
        crowd: Crowd,
        plan: Iterator[tuple[float, Trouble]],
        chance: random.Random,
    ) -> None:
        self._control = control
        self._crowd = crowd
        self._plan = plan
        self._chance = chance
        self._waiting: dict[str, dict[str, Value]] = {}
        self.planned: Counter[str] = Counter()
        self.taken: Counter[str] = Counter()

    async def make_forever(self) -> None:
        """Go through the plan until cancelled."""
        for pause, trouble in self._plan:
            await asyncio.sleep(pause)
            await self._make(trouble)

    async def stop(self) -> None:
        """Forget what has not happened yet."""
        await self._count_taken()
        await self._control.delete("/faults")
        await self._control.post("/updates", {"repeat": 0, "swap": 0})

    async def _make(self, trouble: Trouble) -> None:
        match trouble.deed:
            case Deed.FAULT:
                await self._plan_fault(trouble.name, dict(trouble.body))
            case Deed.RECORD_FAULT:
                await self._plan_record_fault(trouble)
            case Deed.UPDATES:
                await self._control.post("/updates", trouble.body)
                self._note(trouble.name)
            case Deed.BLOCK:
                self._note(trouble.name)
                person = self._chance.choice(self._crowd.people)
                await self._crowd.block_for(person, BLOCKED_FOR)
            case Deed.SESSION:
                self._note(trouble.name)
                await self._crowd.end_session(self._chance.choice(self._crowd.people))

    async def _plan_record_fault(self, trouble: Trouble) -> None:
        """About one request, so that the reckoning knows whose record lied."""
        requests = self._crowd.open_requests
        if requests and trouble.name not in self._waiting:
            request = self._chance.choice(requests)
            request.record_troubles.append(trouble.name)
            await self._plan_fault(trouble.name, {**trouble.body, "contains": request.prompt})

    async def _plan_fault(self, name: str, body: dict[str, Value]) -> None:
        await self._count_taken()
        if name in self._waiting:
            return
        await self._control.post("/faults", body)
        self._waiting[name] = body
        self.planned[name] += 1

    async def _count_taken(self) -> None:
        """Faults that the services no longer wait to make have happened."""
        left = (await self._control.get(PlannedFaults, "/faults")).faults
        for name, body in list(self._waiting.items()):
            if not any(body.items() <= fault.items() for fault in left):
                del self._waiting[name]
                self.taken[name] += 1

    def _note(self, name: str) -> None:
        self.planned[name] += 1
        self.taken[name] += 1
