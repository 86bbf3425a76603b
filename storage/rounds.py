"""What is to be done about accounts, and when, on SQL."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, delete, select
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.accounts import Round
from bot.domain.ids import AccountId
from storage.engine import Database
from storage.schema import rounds


class SqlRoundStore:
    """Implements `bot.ports.RoundStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def plan(self, account_id: AccountId, kind: Round, due_at: float) -> None:
        async def work(connection: AsyncConnection) -> None:
            await connection.execute(plan_round(account_id, kind, due_at))

        await self._database.write(work)

    async def planned(self, account_id: AccountId, kind: Round) -> float | None:
        wanted = select(rounds.c.due_at).where(
            rounds.c.account_id == account_id, rounds.c.kind == kind.value
        )

        async def work(connection: AsyncConnection) -> float | None:
            return (await connection.execute(wanted)).scalar_one_or_none()

        return await self._database.read(work)

    async def drop(self, account_id: AccountId, kind: Round) -> None:
        is_it = and_(rounds.c.account_id == account_id, rounds.c.kind == kind.value)

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(delete(rounds).where(is_it))

        await self._database.write(work)

    async def due(self, kind: Round, now: float, *, limit: int = 50) -> Sequence[AccountId]:
        wanted = (
            select(rounds.c.account_id)
            .where(rounds.c.kind == kind.value, rounds.c.due_at <= now)
            .order_by(rounds.c.due_at, rounds.c.account_id)
            .limit(limit)
        )

        async def work(connection: AsyncConnection) -> Sequence[AccountId]:
            return [AccountId(found) for found in (await connection.execute(wanted)).scalars()]

        return await self._database.read(work)


def plan_round(account_id: AccountId, kind: Round, due_at: float) -> Insert:
    """The statement that plans a round, in the place of an earlier plan."""
    planned = insert(rounds).values(account_id=account_id, kind=kind.value, due_at=due_at)
    return planned.on_conflict_do_update(
        index_elements=["account_id", "kind"], set_={"due_at": due_at}
    )
