"""Holds, and counts over everybody's jobs, on SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import delete, func, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.accounts import SITE_DAY
from bot.domain.holds import Hold
from bot.domain.jobs import JobState
from bot.domain.overview import Stats
from bot.domain.requests import MediaKind
from storage.engine import Database
from storage.schema import holds, jobs

_UNKNOWN: Final = (JobState.SUBMITTING.value, JobState.UNCERTAIN.value)


class SqlHoldStore:
    """Implements `bot.ports.HoldStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set(self, pause: Hold, *, by: int) -> None:
        row = insert(holds).values(
            scope=pause.scope, reason=pause.reason, held_by=by, since=pause.since
        )
        row = row.on_conflict_do_update(
            index_elements=["scope"], set_={"reason": pause.reason, "held_by": by}
        )

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(row)

        await self._database.write(work)

    async def end(self, scope: str) -> bool:
        async def work(connection: AsyncConnection) -> bool:
            gone = await connection.execute(delete(holds).where(holds.c.scope == scope))
            return gone.rowcount > 0

        return await self._database.write(work)

    async def all(self) -> Sequence[Hold]:
        wanted = select(holds).order_by(holds.c.since, holds.c.scope)

        async def work(connection: AsyncConnection) -> Sequence[Hold]:
            return [
                Hold(scope=row.scope, reason=row.reason, since=row.since)
                for row in await connection.execute(wanted)
            ]

        return await self._database.read(work)


class SqlOverviewStore:
    """Implements `bot.ports.OverviewStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def stats(self, since: float) -> Stats:
        kind = func.json_extract(jobs.c.request, "$.kind")
        # The hour is enough to tell the day, and keeps the groups few.
        hour = func.cast(jobs.c.created_at / 3600, jobs.c.version.type)
        groups = (
            select(jobs.c.state, kind, hour, func.count(), func.coalesce(func.sum(jobs.c.cost), 0))
            .where(jobs.c.created_at >= since)
            .group_by(jobs.c.state, kind, hour)
        )
        people = select(func.count(jobs.c.user_id.distinct())).where(jobs.c.created_at >= since)

        async def work(connection: AsyncConnection) -> Stats:
            by_state: Counter[JobState] = Counter()
            by_kind: Counter[MediaKind] = Counter()
            by_day: Counter[date] = Counter()
            credits_ = 0
            for state, made, at, count, cost in await connection.execute(groups):
                by_state[JobState(state)] += count
                by_kind[MediaKind(made)] += count
                by_day[datetime.fromtimestamp(at * 3600, SITE_DAY).date()] += count
                credits_ += cost
            users = (await connection.execute(people)).scalar_one()
            return Stats(
                by_state=by_state, by_kind=by_kind, by_day=by_day, credits=credits_, users=users
            )

        return await self._database.read(work)

    async def oldest_unknown(self) -> float | None:
        oldest = select(func.min(jobs.c.state_since)).where(jobs.c.state.in_(_UNKNOWN))

        async def work(connection: AsyncConnection) -> float | None:
            since: float | None = (await connection.execute(oldest)).scalar_one()
            return since

        return await self._database.read(work)

    async def stores_soundly(self) -> bool:
        async def work(connection: AsyncConnection) -> bool:
            found = (await connection.execute(text("PRAGMA quick_check"))).scalars().all()
            return list(found) == ["ok"]

        return await self._database.read(work)
