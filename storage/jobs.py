"""The job store on SQL. Every change compares or raises the version; leases are columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import (
    ColumnElement,
    Update,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import JobId, MessageId, UserId
from bot.domain.jobs import ACTIVE_STATES, FINAL_STATES, TOLD_STATES, Job, JobState
from bot.domain.lineage import Cause
from bot.domain.quotas import Allowance, QuotaUsedError, has_room
from bot.ports import StaleJobError
from storage import claiming, quotas
from storage.engine import Database
from storage.history import note_made
from storage.rows import Value, job_from, marks_of, origin_of, values_of
from storage.schema import jobs

_IN_LINE = tuple(state.value for state in (JobState.QUEUED, JobState.SUBMITTING, JobState.RUNNING))
_NO_LEASE = {"lease_owner": None, "lease_until": None, "lease_version": None}


class SqlJobStore:
    """Implements `bot.ports.JobStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, job: Job, allowances: Sequence[Allowance] = ()) -> tuple[Job, bool]:
        same_cause = select(jobs).where(jobs.c.cause == job.made_by)
        columns = {**values_of(job), **origin_of(job), **marks_of(job)}
        row = insert(jobs).values(id=job.id, version=job.version, **columns)

        async def work(connection: AsyncConnection) -> tuple[Job, bool]:
            earlier = (await connection.execute(same_cause)).one_or_none()
            if earlier is not None:
                return job_from(earlier), False
            for allowance in allowances:
                used = (await connection.execute(quotas.used_of(allowance))).scalar_one()
                if not has_room(allowance, used, job):
                    raise QuotaUsedError(allowance, used)
            try:
                await connection.execute(row)
                await connection.execute(quotas.take(job))
            except IntegrityError:
                raise StaleJobError(f"the id of job {job.id} is taken") from None
            await note_made(connection, job)
            return job, True

        return await self._database.write(work)

    async def get(self, job_id: JobId) -> Job | None:
        return await self._one(jobs.c.id == job_id)

    async def made_by(self, cause: Cause) -> Job | None:
        return await self._one(jobs.c.cause == cause)

    async def _one(self, which: ColumnElement[bool]) -> Job | None:
        async def work(connection: AsyncConnection) -> Job | None:
            found = await connection.execute(select(jobs).where(which))
            row = found.one_or_none()
            return None if row is None else job_from(row)

        return await self._database.read(work)

    async def children_of(self, job_id: JobId, user_id: UserId) -> Sequence[JobId]:
        wanted = (
            select(jobs.c.id)
            .where(jobs.c.parent_id == job_id, jobs.c.user_id == user_id)
            .order_by(jobs.c.created_at, jobs.c.id)
        )

        async def work(connection: AsyncConnection) -> Sequence[JobId]:
            return [JobId(found) for found in (await connection.execute(wanted)).scalars()]

        return await self._database.read(work)

    async def uncosted(self, ended_after: float) -> Sequence[Job]:
        wanted = select(jobs).where(
            jobs.c.finished_at > ended_after,
            jobs.c.submitted_at.is_not(None),
            jobs.c.cost.is_(None),
        )

        async def work(connection: AsyncConnection) -> Sequence[Job]:
            return [job_from(row) for row in await connection.execute(wanted)]

        return await self._database.read(work)

    async def set_cost(self, job_id: JobId, credits_: int) -> None:
        noted = update(jobs).where(jobs.c.id == job_id).values(cost=credits_).returning(jobs)

        async def work(connection: AsyncConnection) -> None:
            row = (await connection.execute(noted)).one_or_none()
            if row is not None:
                await connection.execute(quotas.settle(job_from(row)))

        await self._database.write(work)

    async def spent(self, user_id: UserId, since: float, *, account_name: str | None = None) -> int:
        total = select(func.coalesce(func.sum(jobs.c.cost), 0)).where(
            jobs.c.user_id == user_id, jobs.c.submitted_at >= since
        )
        if account_name is not None:
            total = total.where(jobs.c.account_name == account_name)

        async def work(connection: AsyncConnection) -> int:
            return int((await connection.execute(total)).scalar_one())

        return await self._database.read(work)

    async def erase(self, job_id: JobId) -> bool:
        ended = [state.value for state in FINAL_STATES]
        gone = delete(jobs).where(jobs.c.id == job_id, jobs.c.state.in_(ended))

        async def work(connection: AsyncConnection) -> bool:
            return (await connection.execute(gone)).rowcount > 0

        return await self._database.write(work)

    async def of_user(
        self, user_id: UserId, states: Collection[JobState], *, limit: int = 50
    ) -> Sequence[Job]:
        latest = (
            select(jobs)
            .where(jobs.c.user_id == user_id, jobs.c.state.in_([state.value for state in states]))
            .order_by(jobs.c.created_at.desc(), jobs.c.id.desc())
            .limit(limit)
        )

        async def work(connection: AsyncConnection) -> Sequence[Job]:
            rows = (await connection.execute(latest)).all()
            return [job_from(row) for row in reversed(rows)]

        return await self._database.read(work)

    async def claim_due(
        self, now: float, *, owner: str, lease_until: float, limit: int, running_per_account: int
    ) -> Sequence[Job]:
        due = claiming.choose_due(now, limit=limit, running_per_account=running_per_account)

        async def work(connection: AsyncConnection) -> Sequence[Job]:
            picked = (await connection.execute(due)).all()
            chosen = [row.id for row in picked]
            running = {row.account_id for row in picked if row.state == claiming.RUNNING} - {None}
            if running:
                more = claiming.choose_companions(now, running, chosen)
                chosen += (await connection.execute(more)).scalars()
            if not chosen:
                return []
            taken = claiming.take(chosen, owner, lease_until).returning(jobs)
            by_id = {row.id: job_from(row) for row in await connection.execute(taken)}
            return [by_id[job_id] for job_id in chosen]

        return await self._database.write(work)

    async def apply(self, before: Job, after: Job, *, release: bool = True) -> Job:
        if before.id != after.id:
            raise ValueError(f"job {before.id} cannot become job {after.id}")
        statement = (
            update(jobs)
            .where(jobs.c.id == before.id, jobs.c.version == before.version)
            .values(version=before.version + 1, **values_of(after), **_changed(before, after))
            .returning(
                jobs.c.version,
                jobs.c.cost,
                jobs.c.status_message_id,
                jobs.c.is_muted,
                jobs.c.account_name,
                jobs.c.chat_id,
                jobs.c.message_id,
                jobs.c.thread_id,
            )
        )
        if release:
            statement = statement.values(**_NO_LEASE)

        async def work(connection: AsyncConnection) -> Job:
            row = (await connection.execute(statement)).one_or_none()
            if row is None:
                raise StaleJobError(f"job {before.id} is past version {before.version}")
            stored = replace(
                after,
                origin=replace(
                    after.origin,
                    chat_id=row.chat_id,
                    message_id=row.message_id,
                    thread_id=row.thread_id,
                ),
                version=row.version,
                cost=row.cost,
                account_name=row.account_name,
                status_message_id=row.status_message_id,
                is_muted=bool(row.is_muted),
            )
            if after.state.is_final or after.receipt.price != before.receipt.price:
                await connection.execute(quotas.settle(stored))
            await note_made(connection, stored)
            return stored

        return await self._database.write(work)

    async def release(self, job: Job) -> None:
        await self._change(
            update(jobs)
            .where(jobs.c.id == job.id, jobs.c.lease_version <= job.version)
            .values(**_NO_LEASE)
        )

    async def renew(self, job_ids: Collection[JobId], *, owner: str, lease_until: float) -> None:
        await self._change(
            update(jobs)
            .where(jobs.c.id.in_(job_ids), jobs.c.lease_owner == owner)
            .values(lease_until=lease_until)
        )

    async def release_all(self) -> int:
        return await self._change(
            update(jobs).where(jobs.c.lease_until.is_not(None)).values(**_NO_LEASE)
        )

    async def bring_back(self, now: float) -> int:
        ahead = update(jobs).where(jobs.c.state_since > now, jobs.c.due_at > now)
        return await self._change(ahead.values(state_since=now, due_at=now))

    async def next_due(self, *, running_per_account: int | None = None) -> float | None:
        earliest = claiming.earliest(running_per_account)

        async def work(connection: AsyncConnection) -> float | None:
            return (await connection.execute(earliest)).one()[0]

        return await self._database.read(work)

    async def set_status_message(self, job_id: JobId, message_id: MessageId) -> None:
        await self._change(
            update(jobs).where(jobs.c.id == job_id).values(status_message_id=message_id)
        )

    async def mute(self, job_id: JobId, muted: bool) -> None:
        await self._change(update(jobs).where(jobs.c.id == job_id).values(is_muted=int(muted)))

    async def set_told(self, job: Job) -> None:
        await self._change(
            update(jobs)
            .where(jobs.c.id == job.id, jobs.c.state == job.state.value)
            .values(is_told=1)
        )

    async def untold(self) -> Sequence[Job]:
        must_be_told = jobs.c.state.in_([state.value for state in TOLD_STATES])
        is_active = jobs.c.state.in_([state.value for state in ACTIVE_STATES])
        untold = (
            select(jobs)
            .where(
                or_(
                    and_(must_be_told, jobs.c.is_told == 0),
                    and_(is_active, jobs.c.status_message_id.is_(None)),
                )
            )
            .order_by(jobs.c.state_since, jobs.c.id)
        )

        async def work(connection: AsyncConnection) -> Sequence[Job]:
            return [job_from(row) for row in await connection.execute(untold)]

        return await self._database.read(work)

    async def place_in_queue(self, job: Job) -> int:
        ahead = select(func.count()).where(
            jobs.c.user_id == job.origin.user_id,
            jobs.c.account_name == job.account_name,
            jobs.c.state.in_(_IN_LINE),
            tuple_(jobs.c.created_at, jobs.c.id) < tuple_(job.created_at, job.id),
        )

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(ahead)).scalar_one()

        return await self._database.read(work)

    async def count_by_state(self) -> Mapping[JobState, int]:
        counted = select(jobs.c.state, func.count()).group_by(jobs.c.state)

        async def work(connection: AsyncConnection) -> Mapping[JobState, int]:
            found = {state: count for state, count in await connection.execute(counted)}
            return {state: found.get(state.value, 0) for state in JobState}

        return await self._database.read(work)

    async def _change(self, statement: Update) -> int:
        """Run one statement; gives the number of rows it changed."""

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(statement)).rowcount

        return await self._database.write(work)


def _changed(before: Job, after: Job) -> dict[str, Value]:
    """Another state is news. An account's name may have changed behind a step's back, so it is
    written only by whoever changes it."""
    changed: dict[str, Value] = {}
    if after.state is not before.state:
        changed["is_told"] = 0
    if after.account_name != before.account_name:
        changed["account_name"] = after.account_name
    return changed
