"""Styles on SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import StyleId, UserId
from bot.domain.styles import Shelf, ShelfKind, Style, fold_name
from storage.engine import Database
from storage.schema import styles

NOBODY = 0
PRIVATE = (ShelfKind.MINE.value, ShelfKind.OFFERED.value)


class SqlStyleStore:
    """Implements `bot.ports.StyleStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, style: Style, now: float, *, most: int) -> Style | None:
        async def work(connection: AsyncConnection) -> Style | None:
            is_known = await _id_of(connection, style) is not None
            if not is_known and await _count(connection, style.shelf) >= most:
                return None
            return await _put(connection, style, now)

        return await self._database.write(work)

    async def offer(self, style: Style, now: float, *, most: int) -> Style:
        oldest = (
            select(styles.c.id)
            .where(*_on(style.shelf))
            .order_by(styles.c.saved_at, styles.c.id)
            .limit(1)
            .scalar_subquery()
        )

        async def work(connection: AsyncConnection) -> Style:
            is_known = await _id_of(connection, style) is not None
            if not is_known and await _count(connection, style.shelf) >= most:
                await connection.execute(delete(styles).where(styles.c.id == oldest))
            return await _put(connection, style, now)

        return await self._database.write(work)

    async def get(self, style_id: StyleId) -> Style | None:
        wanted = select(styles).where(styles.c.id == style_id)

        async def work(connection: AsyncConnection) -> Style | None:
            row = (await connection.execute(wanted)).one_or_none()
            return None if row is None else _style(row)

        return await self._database.read(work)

    async def on_shelves(self, shelves: Sequence[Shelf]) -> Sequence[Style]:
        async def work(connection: AsyncConnection) -> Sequence[Style]:
            found: list[Style] = []
            for shelf in shelves:
                rows = select(styles).where(*_on(shelf)).order_by(styles.c.folded)
                found += [_style(row) for row in await connection.execute(rows)]
            return found

        return await self._database.read(work)

    async def share(self, style_id: StyleId) -> bool:
        shared = update(styles).where(styles.c.id == style_id).values(is_shared=1)

        async def work(connection: AsyncConnection) -> bool:
            return bool((await connection.execute(shared)).rowcount)

        return await self._database.write(work)

    async def delete(self, style_id: StyleId) -> bool:
        async def work(connection: AsyncConnection) -> bool:
            gone = await connection.execute(delete(styles).where(styles.c.id == style_id))
            return bool(gone.rowcount)

        return await self._database.write(work)

    async def forget(self, user_id: UserId) -> None:
        own = delete(styles).where(styles.c.shelf.in_(PRIVATE), styles.c.owner == user_id)
        written = update(styles).where(styles.c.author == user_id).values(author=NOBODY)

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(own)
            await connection.execute(written)

        await self._database.write(work)


def _on(shelf: Shelf) -> tuple[Any, ...]:
    return styles.c.shelf == shelf.kind.value, styles.c.owner == shelf.owner


async def _id_of(connection: AsyncConnection, style: Style) -> str | None:
    named = styles.c.folded == fold_name(style.name)
    wanted = select(styles.c.id).where(*_on(style.shelf), named)
    return (await connection.execute(wanted)).scalar_one_or_none()


async def _count(connection: AsyncConnection, shelf: Shelf) -> int:
    wanted = select(func.count()).select_from(styles).where(*_on(shelf))
    return (await connection.execute(wanted)).scalar_one()


async def _put(connection: AsyncConnection, style: Style, now: float) -> Style:
    told = {
        "name": style.name,
        "text": style.text,
        "author": style.author,
        "example": style.example,
        "saved_at": now,
    }
    new = {
        "id": style.id,
        "shelf": style.shelf.kind.value,
        "owner": style.shelf.owner,
        "folded": fold_name(style.name),
        "is_shared": int(style.is_shared),
    }
    put = (
        insert(styles)
        .values(**new, **told)
        .on_conflict_do_update(index_elements=["shelf", "owner", "folded"], set_=told)
        .returning(*styles.c)
    )
    return _style((await connection.execute(put)).one())


def _style(row: Row[Any]) -> Style:
    return Style(
        id=StyleId(row.id),
        shelf=Shelf(ShelfKind(row.shelf), row.owner),
        name=row.name,
        text=row.text,
        author=UserId(row.author),
        example=row.example,
        is_shared=bool(row.is_shared),
    )
