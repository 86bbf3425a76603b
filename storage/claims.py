"""The claims of daily credits on SQL: the intent is a row, and the first to insert it may claim."""

from __future__ import annotations

from datetime import date

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.accounts import Claim, ClaimResult
from bot.domain.ids import AccountId
from storage.engine import Database
from storage.schema import daily_claims


class SqlClaimStore:
    """Implements `bot.ports.ClaimStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, account_id: AccountId, day: date, now: float) -> bool:
        intent = insert(daily_claims).values(
            account_id=account_id, day=day.isoformat(), begun_at=now, amount=0
        )

        async def work(connection: AsyncConnection) -> bool:
            try:
                await connection.execute(intent)
            except IntegrityError:  # begun before, or the account is gone
                return False
            return True

        return await self._database.write(work)

    async def finish(self, account_id: AccountId, day: date, claim: Claim) -> None:
        outcome = (
            update(daily_claims)
            .where(daily_claims.c.account_id == account_id, daily_claims.c.day == day.isoformat())
            .values(
                result=claim.result.value,
                amount=claim.amount,
                code=claim.code,
                finished_at=claim.at,
            )
        )

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(outcome)

        await self._database.write(work)

    async def of_day(self, account_id: AccountId, day: date) -> Claim | None:
        wanted = select(daily_claims).where(
            daily_claims.c.account_id == account_id, daily_claims.c.day == day.isoformat()
        )

        async def work(connection: AsyncConnection) -> Claim | None:
            row = (await connection.execute(wanted)).one_or_none()
            if row is None:
                return None
            if row.result is None:
                return Claim(result=ClaimResult.UNKNOWN, at=row.begun_at)
            return Claim(
                result=ClaimResult(row.result),
                amount=row.amount,
                code=row.code,
                at=row.finished_at,
            )

        return await self._database.read(work)
