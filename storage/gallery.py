"""The gallery on SQL."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Row, delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.gallery import Exhibit
from bot.domain.ids import ChatId, JobId, UserId
from storage.engine import Database
from storage.schema import gallery


class SqlGalleryStore:
    """Implements `bot.ports.GalleryStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, exhibit: Exhibit) -> None:
        values = {
            "user_id": exhibit.user_id,
            "author": exhibit.author,
            "chat_id": exhibit.chat_id,
            "shows_prompt": int(exhibit.shows_prompt),
            "shown_at": exhibit.shown_at,
        }
        row = insert(gallery).values(job_id=exhibit.job_id, picture=exhibit.picture, **values)
        row = row.on_conflict_do_update(index_elements=["job_id", "picture"], set_=values)

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(row)

        await self._database.write(work)

    async def get(self, job_id: JobId, picture: int) -> Exhibit | None:
        wanted = select(gallery).where(gallery.c.job_id == job_id, gallery.c.picture == picture)

        async def work(connection: AsyncConnection) -> Exhibit | None:
            row = (await connection.execute(wanted)).one_or_none()
            return None if row is None else _exhibit(row)

        return await self._database.read(work)

    async def take_down(self, job_id: JobId, picture: int | None = None) -> int:
        gone = delete(gallery).where(gallery.c.job_id == job_id)
        if picture is not None:
            gone = gone.where(gallery.c.picture == picture)

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(gone)).rowcount

        return await self._database.write(work)

    async def count(self, chat_id: ChatId | None) -> int:
        counted = select(func.count()).select_from(gallery).where(_hangs_in(chat_id))

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(counted)).scalar_one()

        return await self._database.read(work)

    async def at(self, chat_id: ChatId | None, place: int) -> Exhibit | None:
        wanted = (
            select(gallery)
            .where(_hangs_in(chat_id))
            .order_by(gallery.c.shown_at.desc(), gallery.c.job_id, gallery.c.picture)
            .offset(place)
            .limit(1)
        )

        async def work(connection: AsyncConnection) -> Exhibit | None:
            row = (await connection.execute(wanted)).one_or_none()
            return None if row is None else _exhibit(row)

        return await self._database.read(work)


def _hangs_in(chat_id: ChatId | None) -> ColumnElement[bool]:
    return gallery.c.chat_id.is_(None) if chat_id is None else gallery.c.chat_id == chat_id


def _exhibit(row: Row[*tuple[object, ...]]) -> Exhibit:
    cell = row._mapping
    return Exhibit(
        job_id=JobId(cell["job_id"]),
        picture=cell["picture"],
        user_id=UserId(cell["user_id"]),
        author=cell["author"],
        chat_id=None if cell["chat_id"] is None else ChatId(cell["chat_id"]),
        shows_prompt=bool(cell["shows_prompt"]),
        shown_at=cell["shown_at"],
    )
