"""Quotas in memory: the limits, and a ledger that the job store writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.access import Subject
from bot.domain.ids import ChatId, JobId
from bot.domain.jobs import Job
from bot.domain.quotas import (
    EVERYBODY,
    Allowance,
    Limit,
    Period,
    Unit,
    credits_of,
    is_given_back,
    subjects_of,
)


@dataclass(frozen=True)
class Use:
    subjects: tuple[Subject, ...]
    taken_at: float
    credits: int | None
    is_returned: bool = False


class FakeQuotaStore:
    """Implements `bot.ports.QuotaStore` in memory."""

    def __init__(self) -> None:
        self._limits: dict[tuple[Subject, Period, Unit], Limit] = {}
        self._uses: dict[JobId, Use] = {}

    async def set_limit(self, limit: Limit) -> None:
        self._limits[limit.subject, limit.period, limit.unit] = limit

    async def drop_limit(self, subject: Subject, period: Period, unit: Unit) -> bool:
        return self._limits.pop((subject, period, unit), None) is not None

    async def limits(self) -> Sequence[Limit]:
        def place(limit: Limit) -> tuple[object, ...]:
            subject = limit.subject
            is_own = subject.id != EVERYBODY
            return is_own, subject.kind == "chat", subject.id, limit.period, limit.unit == "credits"

        return sorted(self._limits.values(), key=place)

    async def used(self, allowance: Allowance) -> int:
        uses = [
            use
            for use in self._uses.values()
            if allowance.subject in use.subjects
            and allowance.since <= use.taken_at < allowance.until
            and not use.is_returned
        ]
        return len(uses) if allowance.unit is Unit.JOBS else sum(use.credits or 0 for use in uses)

    async def purge(self, older_than: float) -> int:
        old = [job_id for job_id, use in self._uses.items() if use.taken_at < older_than]
        for job_id in old:
            del self._uses[job_id]
        return len(old)

    def take(self, job: Job) -> None:
        self._uses[job.id] = Use(subjects_of(job), job.created_at, credits_of(job))

    def settle(self, job: Job) -> None:
        use = self._uses[job.id]
        self._uses[job.id] = replace(use, credits=credits_of(job), is_returned=is_given_back(job))

    def move_chat(self, old_id: ChatId, new_id: ChatId) -> None:
        def moved(subject: Subject) -> Subject:
            return replace(subject, id=new_id) if subject.id == old_id else subject

        for job_id, use in self._uses.items():
            self._uses[job_id] = replace(use, subjects=tuple(map(moved, use.subjects)))
        for key, limit in list(self._limits.items()):
            if limit.subject.id == old_id:
                del self._limits[key]
                new = replace(limit, subject=moved(limit.subject))
                self._limits[new.subject, new.period, new.unit] = new
