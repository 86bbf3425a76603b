"""Albums on SQL: their parts are rows, and the album's row says when the last of them came."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Insert, Row, Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.albums import Album, AlbumPart, Fate
from bot.domain.ids import ChatId, MessageId
from storage import codec
from storage.engine import Database
from storage.schema import album_parts, albums


class SqlAlbumStore:
    """Implements `bot.ports.AlbumStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, part: AlbumPart, now: float) -> Fate:
        async def work(connection: AsyncConnection) -> Fate:
            if (await connection.execute(_part_named(part))).first() is not None:
                return Fate.REPEATED
            album = (await connection.execute(_album_of(part))).one_or_none()
            if album is not None and album.closed_at is not None:
                return await _late(connection, part, album)
            if album is None:
                await connection.execute(_new_album(part, now))
            else:
                touch = update(albums).where(*_named(part.origin.chat_id, part.album_id))
                await connection.execute(touch.values(last_at=now))
            await connection.execute(_new_part(part, codec.ALBUM_PART.encode(part)))
            return Fate.KEPT

        return await self._database.write(work)

    async def leave_untold(self, chat_id: ChatId, album_id: str) -> None:
        untold = update(albums).where(*_named(chat_id, album_id)).values(is_late_told=0)

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(untold)

        await self._database.write(work)

    async def messages_of(self, chat_id: ChatId, album_id: str) -> Sequence[MessageId]:
        wanted = (
            select(album_parts.c.message_id)
            .where(album_parts.c.chat_id == chat_id, album_parts.c.album_id == album_id)
            .order_by(album_parts.c.message_id)
        )

        async def work(connection: AsyncConnection) -> Sequence[MessageId]:
            return [MessageId(number) for number in (await connection.execute(wanted)).scalars()]

        return await self._database.read(work)

    async def open_albums(self) -> Sequence[Album]:
        wanted = (
            select(albums.c.chat_id, albums.c.album_id, albums.c.first_at, albums.c.last_at)
            .add_columns(album_parts.c.part)
            .join(album_parts)
            .where(albums.c.closed_at.is_(None))
            .order_by(
                albums.c.first_at, albums.c.chat_id, albums.c.album_id, album_parts.c.message_id
            )
        )

        async def work(connection: AsyncConnection) -> Sequence[Album]:
            rows = (await connection.execute(wanted)).all()
            named = groupby(rows, key=lambda row: (row.chat_id, row.album_id))
            return [_album_from(list(parts)) for _, parts in named]

        return await self._database.read(work)

    async def reopen(self, now: float) -> None:
        anew = update(albums).where(albums.c.closed_at.is_(None)).values(first_at=now, last_at=now)

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(anew)

        await self._database.write(work)

    async def close(self, album: Album, now: float, *, made_job: bool) -> bool:
        closed = update(albums).where(*_named(album.chat_id, album.album_id))
        of_album = (
            album_parts.c.chat_id == album.chat_id,
            album_parts.c.album_id == album.album_id,
        )
        known = [part.origin.message_id for part in album.parts]
        others = select(func.count()).where(*of_album, album_parts.c.message_id.not_in(known))

        async def work(connection: AsyncConnection) -> bool:
            is_all = (await connection.execute(others)).scalar_one() == 0
            if is_all or made_job:
                await connection.execute(closed.values(closed_at=now, made_job=int(made_job)))
                await connection.execute(update(album_parts).where(*of_album).values(part=None))
            return is_all

        return await self._database.write(work)

    async def purge(self, older_than: float) -> int:
        forgotten = delete(albums).where(albums.c.closed_at < older_than)

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(forgotten)).rowcount

        return await self._database.write(work)


def _named(chat_id: ChatId, album_id: str) -> tuple[ColumnElement[bool], ...]:
    return albums.c.chat_id == chat_id, albums.c.album_id == album_id


def _album_of(part: AlbumPart) -> Select[Any]:
    return select(albums).where(*_named(part.origin.chat_id, part.album_id))


def _part_named(part: AlbumPart) -> Select[Any]:
    return select(album_parts.c.message_id).where(
        album_parts.c.chat_id == part.origin.chat_id,
        album_parts.c.message_id == part.origin.message_id,
    )


def _new_album(part: AlbumPart, now: float) -> Insert:
    return insert(albums).values(
        chat_id=part.origin.chat_id,
        album_id=part.album_id,
        first_at=now,
        last_at=now,
        made_job=0,
        is_late_told=0,
    )


def _new_part(part: AlbumPart, document: str | None) -> Insert:
    return insert(album_parts).values(
        chat_id=part.origin.chat_id,
        message_id=part.origin.message_id,
        album_id=part.album_id,
        part=document,
    )


async def _late(connection: AsyncConnection, part: AlbumPart, album: Row[Any]) -> Fate:
    """Only the name of a late part is kept, so that its repetition is known as such."""
    await connection.execute(_new_part(part, None))
    if album.is_late_told or not (album.made_job or part.origin.is_private):
        return Fate.IGNORED
    told = update(albums).where(*_named(part.origin.chat_id, part.album_id)).values(is_late_told=1)
    await connection.execute(told)
    return Fate.LATE


def _album_from(rows: Sequence[Row[Any]]) -> Album:
    first = rows[0]
    return Album(
        chat_id=ChatId(first.chat_id),
        album_id=first.album_id,
        parts=tuple(codec.ALBUM_PART.decode(row.part) for row in rows),
        first_at=first.first_at,
        last_at=first.last_at,
    )
