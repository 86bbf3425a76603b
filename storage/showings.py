"""Showings on SQL."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import ChatId, JobId, MessageId, UserId
from bot.domain.jobs import Origin
from bot.domain.lineage import Cause
from bot.domain.showings import Showing
from storage import codec
from storage.engine import Database
from storage.rows import Value
from storage.schema import showings


class SqlShowingStore:
    """Implements `bot.ports.ShowingStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, showing: Showing) -> bool:
        origin = showing.origin
        row = insert(showings).values(
            cause=showing.cause,
            job_id=showing.job_id,
            user_id=origin.user_id,
            chat_id=origin.chat_id,
            message_id=origin.message_id,
            thread_id=origin.thread_id,
            is_private=int(origin.is_private),
            language=origin.language,
            asked_at=showing.asked_at,
            **_progress_of(showing),
        )

        async def work(connection: AsyncConnection) -> bool:
            stored = await connection.execute(row.on_conflict_do_nothing())
            return stored.rowcount > 0

        return await self._database.write(work)

    async def get(self, cause: Cause) -> Showing | None:
        wanted = select(showings).where(showings.c.cause == cause)

        async def work(connection: AsyncConnection) -> Showing | None:
            row = (await connection.execute(wanted)).one_or_none()
            return None if row is None else _showing(row)

        return await self._database.read(work)

    async def save(self, showing: Showing) -> bool:
        come_so_far = update(showings).where(showings.c.cause == showing.cause)
        come_so_far = come_so_far.values(**_progress_of(showing))

        async def work(connection: AsyncConnection) -> bool:
            return (await connection.execute(come_so_far)).rowcount > 0

        return await self._database.write(work)

    async def due(self, now: float) -> Sequence[Showing]:
        wanted = (
            select(showings)
            .where(showings.c.due_at <= now)
            .order_by(showings.c.asked_at, showings.c.cause)
        )

        async def work(connection: AsyncConnection) -> Sequence[Showing]:
            return [_showing(row) for row in await connection.execute(wanted)]

        return await self._database.read(work)

    async def next_due(self) -> float | None:
        earliest = select(func.min(showings.c.due_at))

        async def work(connection: AsyncConnection) -> float | None:
            found: float | None = (await connection.execute(earliest)).scalar_one()
            return found

        return await self._database.read(work)

    async def bring_back(self, now: float) -> int:
        ahead = update(showings).where(showings.c.asked_at > now, showings.c.due_at.is_not(None))
        ahead = ahead.values(asked_at=now, due_at=now)

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(ahead)).rowcount

        return await self._database.write(work)

    async def purge(self, older_than: float) -> int:
        old = delete(showings).where(showings.c.due_at.is_(None), showings.c.asked_at < older_than)

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(old)).rowcount

        return await self._database.write(work)


def _progress_of(showing: Showing) -> dict[str, Value]:
    return {
        "due_at": showing.due_at,
        "parts": codec.PARTS.encode(showing.parts),
        "attempt": showing.attempt,
        "trouble_since": showing.trouble_since,
        "is_failed": int(showing.is_failed),
    }


def _showing(row: Row[*tuple[object, ...]]) -> Showing:
    cell = row._mapping
    return Showing(
        cause=Cause(cell["cause"]),
        job_id=JobId(cell["job_id"]),
        origin=Origin(
            user_id=UserId(cell["user_id"]),
            chat_id=ChatId(cell["chat_id"]),
            message_id=MessageId(cell["message_id"]),
            thread_id=cell["thread_id"],
            is_private=bool(cell["is_private"]),
            language=cell["language"],
        ),
        parts=codec.PARTS.decode(cell["parts"]),
        asked_at=cell["asked_at"],
        due_at=cell["due_at"],
        attempt=cell["attempt"],
        trouble_since=cell["trouble_since"],
        is_failed=bool(cell["is_failed"]),
    )
