"""The job store in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.ids import ChatId, JobId, MessageId, UserId
from bot.domain.jobs import TOLD_STATES, Job, JobState
from bot.domain.lineage import Cause
from bot.domain.quotas import Allowance, QuotaUsedError, has_room
from bot.ports import COMPANION_SECONDS, StaleJobError
from tests.fakes.quotas import FakeQuotaStore

SLOT_STATES = {JobState.SUBMITTING, JobState.UNCERTAIN, JobState.RUNNING}
LINE_STATES = {JobState.QUEUED, JobState.SUBMITTING, JobState.RUNNING}

Line = tuple[UserId, str]
"""Whose jobs wait for each other: a person's, of one account."""


@dataclass(frozen=True)
class Lease:
    owner: str
    until: float
    version: int


class FakeJobStore:
    """Implements `bot.ports.JobStore` in memory."""

    def __init__(self, quotas: FakeQuotaStore | None = None) -> None:
        self._jobs: dict[JobId, Job] = {}
        self._quotas = quotas or FakeQuotaStore()
        self._leases: dict[JobId, Lease] = {}
        self._told: set[JobId] = set()

    async def add(self, job: Job, allowances: Sequence[Allowance] = ()) -> tuple[Job, bool]:
        earlier = await self.made_by(job.made_by)
        if earlier is not None:
            return earlier, False
        for allowance in allowances:
            used = await self._quotas.used(allowance)
            if not has_room(allowance, used, job):
                raise QuotaUsedError(allowance, used)
        taken = {name for other in self._jobs.values() for name in (other.id, other.submit_id)}
        if job.id in taken or job.submit_id in taken:
            raise StaleJobError(job.id)
        self._jobs[job.id] = job
        self._quotas.take(job)
        return job, True

    def forget(self, user_id: UserId) -> None:
        """Forget all jobs of a person, whatever they are at."""
        gone = [job.id for job in self._jobs.values() if job.origin.user_id == user_id]
        for job_id in gone:
            del self._jobs[job_id]
            self._leases.pop(job_id, None)

    async def get(self, job_id: JobId) -> Job | None:
        return self._jobs.get(job_id)

    async def made_by(self, cause: Cause) -> Job | None:
        return next((job for job in self._jobs.values() if job.made_by == cause), None)

    async def children_of(self, job_id: JobId, user_id: UserId) -> Sequence[JobId]:
        children = [
            job for job in self._of(user_id) if job.lineage and job.lineage.parent == job_id
        ]
        return [job.id for job in sorted(children, key=_age)]

    async def uncosted(self, ended_after: float) -> Sequence[Job]:
        return [
            job
            for job in self._jobs.values()
            if (job.finished_at or 0.0) > ended_after
            and job.submitted_at is not None
            and job.cost is None
        ]

    async def set_cost(self, job_id: JobId, credits_: int) -> None:
        if job_id in self._jobs:
            self._jobs[job_id] = replace(self._jobs[job_id], cost=credits_)
            self._quotas.settle(self._jobs[job_id])

    async def spent(self, user_id: UserId, since: float, *, account_name: str | None = None) -> int:
        mine = [job for job in self._of(user_id) if account_name in (None, job.account_name)]
        return sum(job.cost or 0 for job in mine if (job.submitted_at or 0.0) >= since)

    def rename_account(self, user_id: UserId, before: str, after: str) -> None:
        """What the account store does to jobs when an account is linked or renamed."""
        for job in self._of(user_id):
            if job.account_name == before:
                self._jobs[job.id] = replace(job, account_name=after)

    async def erase(self, job_id: JobId) -> bool:
        job = self._jobs.get(job_id)
        if job is None or not job.state.is_final:
            return False
        del self._jobs[job_id]
        return True

    async def of_user(
        self, user_id: UserId, states: Collection[JobState], *, limit: int = 50
    ) -> Sequence[Job]:
        mine = [job for job in self._of(user_id) if job.state in states]
        return sorted(mine, key=_age)[-limit:]

    async def claim_due(
        self, now: float, *, owner: str, lease_until: float, limit: int, running_per_account: int
    ) -> Sequence[Job]:
        free = [job for job in self._jobs.values() if not self._is_leased(job.id, now)]
        due = [job for job in free if job.due_at is not None and job.due_at <= now]
        taken = self._slots_taken(self._is_leased_at(now))
        people = Counter[UserId]()
        for (user_id, _), slots in taken.items():
            people[user_id] += slots
        turns: dict[JobId, int] = {}
        waits: set[JobId] = set()
        for job in sorted(due, key=_age):
            if job.state is JobState.QUEUED:
                people[job.origin.user_id] += 1
                turns[job.id] = people[job.origin.user_id]
                taken[_line(job)] += 1
                if taken[_line(job)] > running_per_account:
                    waits.add(job.id)
        in_turn = [job for job in due if job.id not in waits]
        in_turn.sort(key=lambda job: (turns.get(job.id, 0), _urgency(job, due), *_age(job)))
        chosen = in_turn[:limit]
        chosen += _companions(chosen, free, now)
        return [self._take(job, owner, lease_until) for job in chosen]

    async def apply(self, before: Job, after: Job, *, release: bool = True) -> Job:
        if before.id != after.id:
            raise ValueError(f"job {before.id} cannot become job {after.id}")
        stored = self._jobs.get(before.id)
        if stored is None or stored.version != before.version:
            raise StaleJobError(before.id)
        if release:
            self._leases.pop(before.id, None)
        job = replace(
            after,
            version=stored.version + 1,
            origin=stored.origin,
            cause=stored.cause,
            cost=stored.cost,
            account_name=(
                after.account_name
                if after.account_name != before.account_name
                else stored.account_name
            ),
            status_message_id=stored.status_message_id,
            is_muted=stored.is_muted,
        )
        if after.state is not stored.state:
            self._told.discard(job.id)
        self._jobs[job.id] = job
        if job.state.is_final or job.receipt.price != before.receipt.price:
            self._quotas.settle(job)
        return job

    def move_chat(self, old_id: ChatId, new_id: ChatId) -> None:
        for job in list(self._jobs.values()):
            if job.origin.chat_id == old_id:
                origin = replace(
                    job.origin, chat_id=new_id, message_id=MessageId(0), thread_id=None
                )
                moved = replace(job, origin=origin, cause=job.made_by, status_message_id=None)
                self._jobs[job.id] = moved

    async def release(self, job: Job) -> None:
        lease = self._leases.get(job.id)
        if lease is not None and lease.version <= job.version:
            del self._leases[job.id]

    async def renew(self, job_ids: Collection[JobId], *, owner: str, lease_until: float) -> None:
        for job_id, lease in self._leases.items():
            if job_id in job_ids and lease.owner == owner:
                self._leases[job_id] = replace(lease, until=lease_until)

    async def release_all(self) -> int:
        count = len(self._leases)
        self._leases.clear()
        return count

    async def bring_back(self, now: float) -> int:
        ahead = [
            job
            for job in self._jobs.values()
            if job.state_since > now and job.due_at is not None and job.due_at > now
        ]
        for job in ahead:
            self._jobs[job.id] = replace(job, state_since=now, due_at=now)
        return len(ahead)

    async def next_due(self, *, running_per_account: int | None = None) -> float | None:
        taken = self._slots_taken(set(self._leases))
        times = []
        for job in self._jobs.values():
            if job.due_at is None:
                continue
            lease = self._leases.get(job.id)
            if lease is not None:
                times.append(max(job.due_at, lease.until))
            elif (
                running_per_account is None
                or job.state is not JobState.QUEUED
                or taken[_line(job)] < running_per_account
            ):
                times.append(job.due_at)
        return min(times, default=None)

    async def set_status_message(self, job_id: JobId, message_id: MessageId) -> None:
        if job_id in self._jobs:
            self._jobs[job_id] = replace(self._jobs[job_id], status_message_id=message_id)

    async def mute(self, job_id: JobId, muted: bool) -> None:
        if job_id in self._jobs:
            self._jobs[job_id] = replace(self._jobs[job_id], is_muted=muted)

    async def set_told(self, job: Job) -> None:
        if self._jobs[job.id].state is job.state:
            self._told.add(job.id)

    async def untold(self) -> Sequence[Job]:
        def is_untold(job: Job) -> bool:
            has_nothing = job.status_message_id is None and not job.state.is_final
            is_news = job.state in TOLD_STATES and job.id not in self._told
            return has_nothing or is_news

        untold = filter(is_untold, self._jobs.values())
        return sorted(untold, key=lambda job: (job.state_since, job.id))

    async def place_in_queue(self, job: Job) -> int:
        return sum(
            _age(other) < _age(job)
            for other in self._jobs.values()
            if _line(other) == _line(job) and other.state in LINE_STATES
        )

    async def count_by_state(self) -> Mapping[JobState, int]:
        counted = Counter(job.state for job in self._jobs.values())
        return {state: counted[state] for state in JobState}

    def everything(self) -> list[Job]:
        """All jobs, for the history."""
        return list(self._jobs.values())

    def _of(self, user_id: UserId) -> list[Job]:
        return [job for job in self._jobs.values() if job.origin.user_id == user_id]

    def _take(self, job: Job, owner: str, until: float) -> Job:
        claimed = replace(job, version=job.version + 1)
        self._jobs[job.id] = claimed
        self._leases[job.id] = Lease(owner, until, claimed.version)
        return claimed

    def _is_leased(self, job_id: JobId, now: float) -> bool:
        return job_id in self._leases and self._leases[job_id].until > now

    def _is_leased_at(self, now: float) -> set[JobId]:
        return {job_id for job_id in self._leases if self._is_leased(job_id, now)}

    def _slots_taken(self, leased: set[JobId]) -> Counter[Line]:
        return Counter(
            _line(job)
            for job in self._jobs.values()
            if job.state in SLOT_STATES or (job.state is JobState.QUEUED and job.id in leased)
        )


def _line(job: Job) -> Line:
    return job.origin.user_id, job.account_name


def _age(job: Job) -> tuple[float, JobId]:
    return job.created_at, job.id


def _urgency(job: Job, due: Sequence[Job]) -> float:
    """When a job was due; in a line, when the most overdue of it and those behind it was."""
    times = [job.due_at or 0.0]
    if job.state is JobState.QUEUED:
        times += [
            other.due_at or 0.0
            for other in due
            if other.state is JobState.QUEUED
            and _line(other) == _line(job)
            and _age(other) > _age(job)
        ]
    return min(times)


def _companions(chosen: Sequence[Job], free: Sequence[Job], now: float) -> Sequence[Job]:
    accounts = {job.account_id for job in chosen if job.state is JobState.RUNNING} - {None}
    near = [
        job
        for job in free
        if job.state is JobState.RUNNING
        and job.account_id in accounts
        and job not in chosen
        and job.due_at is not None
        and job.due_at <= now + COMPANION_SECONDS
    ]
    return sorted(near, key=lambda job: (job.due_at, *_age(job)))
