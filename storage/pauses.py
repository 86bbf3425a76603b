"""Pauses after risk control on SQL."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database
from storage.schema import pauses


class SqlPauseStore:
    """Implements `bot.ports.PauseStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, claimant: str, model: str, until: float) -> None:
        begun = insert(pauses).values(claimant=claimant, model=model, until=until)
        longer = func.max(pauses.c.until, begun.excluded.until)
        statement = begun.on_conflict_do_update(
            index_elements=["claimant", "model"], set_={"until": longer}
        )

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(statement)

        await self._database.write(work)

    async def until(self, claimant: str, model: str) -> float | None:
        wanted = select(pauses.c.until).where(
            pauses.c.claimant == claimant, pauses.c.model == model
        )

        async def work(connection: AsyncConnection) -> float | None:
            return (await connection.execute(wanted)).scalar_one_or_none()

        return await self._database.read(work)
