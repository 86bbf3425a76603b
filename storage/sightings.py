"""What the service listed, on SQL."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import AccountId
from bot.domain.models import Model
from bot.domain.sightings import Sighting
from storage.codec import MODEL
from storage.engine import Database
from storage.schema import model_sightings


class SqlSightingStore:
    """Implements `bot.ports.SightingStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, account_id: AccountId, models: Sequence[Model], now: float) -> None:
        rows = [
            {
                "account_id": account_id,
                "name": model.name,
                "model": MODEL.encode(model),
                "first_seen_at": now,
                "last_seen_at": now,
            }
            for model in models
        ]
        if not rows:
            return
        noted = insert(model_sightings)
        noted = noted.on_conflict_do_update(
            index_elements=["account_id", "name"],
            set_={"model": noted.excluded.model, "last_seen_at": noted.excluded.last_seen_at},
        )

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(noted, rows)

        await self._database.write(work)

    async def of_account(self, account_id: AccountId) -> Sequence[Sighting]:
        wanted = (
            select(model_sightings)
            .where(model_sightings.c.account_id == account_id)
            .order_by(model_sightings.c.name)
        )

        async def work(connection: AsyncConnection) -> Sequence[Sighting]:
            return [
                Sighting(
                    model=MODEL.decode(row.model),
                    first_seen=row.first_seen_at,
                    last_seen=row.last_seen_at,
                )
                for row in await connection.execute(wanted)
            ]

        return await self._database.read(work)

    async def forget(self, account_id: AccountId) -> None:
        async def work(connection: AsyncConnection) -> None:
            await connection.execute(
                delete(model_sightings).where(model_sightings.c.account_id == account_id)
            )

        await self._database.write(work)
