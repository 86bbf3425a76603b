"""Pauses and counts in memory, and the server that operators ask about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from bot.domain.accounts import SITE_DAY
from bot.domain.announcements import Copy, CopyState
from bot.domain.callbacks import Tap
from bot.domain.commands import Note
from bot.domain.holds import Hold
from bot.domain.jobs import JobState
from bot.domain.overview import Stats
from bot.ports import Backup, Finding, StorageError
from tests.fakes.jobs import FakeJobStore

UNKNOWN = {JobState.SUBMITTING, JobState.UNCERTAIN}


class FakeHoldStore:
    """Implements `bot.ports.HoldStore` in memory."""

    def __init__(self) -> None:
        self._holds: dict[str, Hold] = {}

    async def set(self, pause: Hold, *, by: int) -> None:
        earlier = self._holds.get(pause.scope, pause)
        self._holds[pause.scope] = replace(pause, since=earlier.since)

    async def end(self, scope: str) -> bool:
        return self._holds.pop(scope, None) is not None

    async def all(self) -> Sequence[Hold]:
        return sorted(self._holds.values(), key=lambda pause: (pause.since, pause.scope))


class FakeOverviewStore:
    """Implements `bot.ports.OverviewStore` in memory."""

    def __init__(self, jobs: FakeJobStore) -> None:
        self._jobs = jobs

    async def stats(self, since: float) -> Stats:
        jobs = [job for job in self._jobs.everything() if job.created_at >= since]
        days = (datetime.fromtimestamp(job.created_at, SITE_DAY).date() for job in jobs)
        return Stats(
            by_state=Counter(job.state for job in jobs),
            by_kind=Counter(job.request.kind for job in jobs),
            by_day=Counter(days),
            credits=sum(job.cost or 0 for job in jobs),
            users=len({job.origin.user_id for job in jobs}),
        )

    async def oldest_unknown(self) -> float | None:
        times = (job.state_since for job in self._jobs.everything() if job.state in UNKNOWN)
        return min(times, default=None)

    async def stores_soundly(self) -> bool:
        return True


@dataclass
class FakeOperators:
    """Implements `bot.ports.OperatorLine`; remembers what was said."""

    said: list[tuple[list[Note], list[Tap]]] = field(default_factory=list)
    is_deaf: bool = False

    async def tell(self, notes: Sequence[Note], taps: Sequence[Tap] = ()) -> bool:
        self.said.append((list(notes), list(taps)))
        return not self.is_deaf


@dataclass
class FakeHerald:
    """Implements `bot.ports.Herald`; the next outcomes are planned, by default all arrive."""

    carried: list[tuple[int, str]] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    outcomes: list[CopyState | float] = field(default_factory=list)

    async def carry(self, copy: Copy) -> CopyState | float:
        self.carried.append((copy.user_id, copy.announcement.text))
        if copy.is_repeat:
            self.repeated.append(copy.user_id)
        return self.outcomes.pop(0) if self.outcomes else CopyState.SENT


@dataclass
class FakeServer:
    """Implements `bot.ports.Doctor`, `Backups` and `Exits`."""

    findings: list[Finding] = field(default_factory=list)
    disk_is_full: bool = False
    backups: int = 0
    drains: int = 0
    started_at: float = 0.0
    in_hand: int = 0

    async def examine(self) -> Sequence[Finding]:
        return self.findings

    async def make(self) -> Backup:
        if self.disk_is_full:
            raise StorageError("the disk is full")
        self.backups += 1
        return Backup(Path("/data/backups/copy.db"), 3 * 1024**2)

    def drain(self) -> None:
        self.drains += 1
