"""The claims of daily credits on SQL: the intent is a row, and the first to insert it may claim."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Insert, insert, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.accounts import Claim, ClaimResult
from storage.engine import Database
from storage.schema import claims


class SqlClaimStore:
    """Implements `bot.ports.ClaimStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, claimant: str, day: date, now: float) -> bool:
        intent = insert(claims).values(
            claimant=claimant, day=day.isoformat(), begun_at=now, amount=0
        )

        async def work(connection: AsyncConnection) -> bool:
            try:
                await connection.execute(intent)
            except IntegrityError:  # begun before
                return False
            return True

        return await self._database.write(work)

    async def finish(self, claimant: str, day: date, claim: Claim) -> None:
        outcome = (
            update(claims)
            .where(claims.c.claimant == claimant, claims.c.day == day.isoformat())
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

    async def of_day(self, claimant: str, day: date) -> Claim | None:
        wanted = select(claims).where(
            claims.c.claimant == claimant, claims.c.day == day.isoformat()
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


def carried(before: str, after: str) -> Insert:
    """The statement that lets what was claimed under one name count for the other one too."""
    rest = [column for column in claims.c if column is not claims.c.claimant]
    known = select(literal(after), *rest).where(claims.c.claimant == before)
    names = ["claimant", *(column.name for column in rest)]
    return insert(claims).from_select(names, known).prefix_with("OR IGNORE")
