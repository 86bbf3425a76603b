"""Sent results and stars on SQL."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import ChatId, JobId, MessageId, UserId
from bot.domain.jobs import PartKind
from bot.domain.results import ResultRef, SentFile
from storage.engine import Database
from storage.schema import sent_files, stars


class SqlResultStore:
    """Implements `bot.ports.ResultStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, job_id: JobId, files: Sequence[SentFile], now: float) -> None:
        rows = [
            {
                "chat_id": file.chat_id,
                "message_id": file.message_id,
                "job_id": job_id,
                "picture": file.picture,
                "kind": file.kind.value,
                "file_id": file.file_id,
                "file_unique_id": file.file_unique_id,
                "sent_at": now,
            }
            for file in files
        ]
        if not rows:
            return
        noted = insert(sent_files).on_conflict_do_nothing()

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(noted, rows)

        await self._database.write(work)

    async def result_at(self, chat_id: ChatId, message_id: MessageId) -> ResultRef | None:
        wanted = select(sent_files.c.job_id, sent_files.c.picture).where(
            sent_files.c.chat_id == chat_id, sent_files.c.message_id == message_id
        )

        async def work(connection: AsyncConnection) -> ResultRef | None:
            row = (await connection.execute(wanted)).one_or_none()
            return None if row is None else ResultRef(job=JobId(row.job_id), picture=row.picture)

        return await self._database.read(work)

    async def files_of(self, job_id: JobId) -> Sequence[SentFile]:
        wanted = (
            select(sent_files)
            .where(sent_files.c.job_id == job_id)
            .order_by(sent_files.c.sent_at, sent_files.c.message_id)
        )

        async def work(connection: AsyncConnection) -> Sequence[SentFile]:
            return [
                SentFile(
                    chat_id=ChatId(row.chat_id),
                    message_id=MessageId(row.message_id),
                    picture=row.picture,
                    kind=PartKind(row.kind),
                    file_id=row.file_id,
                    file_unique_id=row.file_unique_id,
                )
                for row in await connection.execute(wanted)
            ]

        return await self._database.read(work)

    async def star(self, user_id: UserId, ref: ResultRef, now: float) -> None:
        starred = insert(stars).values(
            user_id=user_id, job_id=ref.job, picture=ref.picture, starred_at=now
        )

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(starred.on_conflict_do_nothing())

        await self._database.write(work)

    async def unstar(self, user_id: UserId, ref: ResultRef) -> None:
        mine = (
            stars.c.user_id == user_id,
            stars.c.job_id == ref.job,
            stars.c.picture == ref.picture,
        )

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(delete(stars).where(*mine))

        await self._database.write(work)

    async def stars_of(self, user_id: UserId, job_id: JobId) -> frozenset[int]:
        wanted = select(stars.c.picture).where(stars.c.user_id == user_id, stars.c.job_id == job_id)

        async def work(connection: AsyncConnection) -> frozenset[int]:
            return frozenset((await connection.execute(wanted)).scalars())

        return await self._database.read(work)

    async def forget(self, job_id: JobId) -> None:
        async def work(connection: AsyncConnection) -> None:
            await connection.execute(delete(sent_files).where(sent_files.c.job_id == job_id))
            await connection.execute(delete(stars).where(stars.c.job_id == job_id))

        await self._database.write(work)
