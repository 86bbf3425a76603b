"""Quotas on SQL. A use is written by the job store, in the transaction that changes the job."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Insert, Select, Update, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.access import Subject, SubjectKind
from bot.domain.jobs import Job
from bot.domain.quotas import Allowance, Limit, Period, Unit, credits_of, is_given_back
from storage.engine import Database
from storage.schema import quota_limits, quota_uses


class SqlQuotaStore:
    """Implements `bot.ports.QuotaStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set_limit(self, limit: Limit) -> None:
        row = insert(quota_limits).values(
            kind=limit.subject.kind.value,
            id=limit.subject.id,
            period=limit.period.value,
            unit=limit.unit.value,
            most=limit.most,
        )
        row = row.on_conflict_do_update(
            index_elements=["kind", "id", "period", "unit"], set_={"most": limit.most}
        )

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(row)

        await self._database.write(work)

    async def drop_limit(self, subject: Subject, period: Period, unit: Unit) -> bool:
        gone = delete(quota_limits).where(
            quota_limits.c.kind == subject.kind.value,
            quota_limits.c.id == subject.id,
            quota_limits.c.period == period.value,
            quota_limits.c.unit == unit.value,
        )

        async def work(connection: AsyncConnection) -> bool:
            return (await connection.execute(gone)).rowcount > 0

        return await self._database.write(work)

    async def limits(self) -> Sequence[Limit]:
        wanted = select(quota_limits).order_by(
            quota_limits.c.id != 0,
            quota_limits.c.kind.desc(),
            quota_limits.c.id,
            quota_limits.c.period,
            quota_limits.c.unit.desc(),
        )

        async def work(connection: AsyncConnection) -> Sequence[Limit]:
            return [
                Limit(
                    subject=Subject(SubjectKind(row.kind), row.id),
                    period=Period(row.period),
                    unit=Unit(row.unit),
                    most=row.most,
                )
                for row in await connection.execute(wanted)
            ]

        return await self._database.read(work)

    async def used(self, allowance: Allowance) -> int:
        async def work(connection: AsyncConnection) -> int:
            return int((await connection.execute(used_of(allowance))).scalar_one())

        return await self._database.read(work)

    async def purge(self, older_than: float) -> int:
        old = delete(quota_uses).where(quota_uses.c.taken_at < older_than)

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(old)).rowcount

        return await self._database.write(work)


def used_of(allowance: Allowance) -> Select[int]:
    """What was taken in its time and not given back."""
    is_user = allowance.subject.kind is SubjectKind.USER
    whose = quota_uses.c.user_id if is_user else quota_uses.c.chat_id
    counted = func.count() if allowance.unit is Unit.JOBS else func.sum(quota_uses.c.credits)
    return select(func.coalesce(counted, 0)).where(
        whose == allowance.subject.id,
        quota_uses.c.taken_at >= allowance.since,
        quota_uses.c.taken_at < allowance.until,
        quota_uses.c.is_returned == 0,
    )


def take(job: Job) -> Insert:
    """The use that a new job is."""
    return insert(quota_uses).values(
        job_id=job.id,
        user_id=job.origin.user_id,
        chat_id=None if job.origin.is_private else job.origin.chat_id,
        taken_at=job.created_at,
        credits=credits_of(job),
        is_returned=0,
    )


def settle(job: Job) -> Update:
    """Count the job as it stands now: given back, or with the credits that it took."""
    return (
        update(quota_uses)
        .where(quota_uses.c.job_id == job.id)
        .values(credits=credits_of(job), is_returned=int(is_given_back(job)))
    )
