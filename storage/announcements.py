"""Announcements on SQL: a row for each person's copy, counted before it is sent."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Row, Update, case, delete, func, literal, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.announcements import (
    ATTEMPTS_AT_MOST,
    Announcement,
    AnnouncementState,
    Copy,
    CopyState,
    Listener,
    Tally,
)
from bot.domain.ids import UserId
from storage.engine import Database
from storage.schema import announcement_copies as copies
from storage.schema import announcements, listeners

_HEARS = (listeners.c.wants_announcements == 1) & (listeners.c.is_gone == 0)


class SqlAnnouncementStore:
    """Implements `bot.ports.AnnouncementStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def listener(self, user_id: UserId) -> Listener | None:
        wanted = select(listeners).where(listeners.c.user_id == user_id)

        async def work(connection: AsyncConnection) -> Listener | None:
            row = (await connection.execute(wanted)).one_or_none()
            return None if row is None else _listener(row)

        return await self._database.read(work)

    async def set_listener(self, listener: Listener, now: float) -> None:
        values = {
            "wants_announcements": int(listener.wants_announcements),
            "is_gone": 0,
            "changed_at": now,
        }
        row = insert(listeners).values(user_id=listener.user_id, **values)
        row = row.on_conflict_do_update(index_elements=["user_id"], set_=values)

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(row)

        await self._database.write(work)

    async def set_gone(self, user_id: UserId, now: float) -> None:
        gone = (
            update(listeners)
            .where(listeners.c.user_id == user_id)
            .values(is_gone=1, changed_at=now)
        )

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(gone)

        await self._database.write(work)

    async def listeners(self) -> int:
        async def work(connection: AsyncConnection) -> int:
            counted = select(func.count()).select_from(listeners).where(_HEARS)
            return (await connection.execute(counted)).scalar_one()

        return await self._database.read(work)

    async def draft(self, author: UserId, text: str, cause: str, now: float) -> Announcement:
        row = insert(announcements).values(
            cause=cause,
            author=author,
            text=text,
            state=AnnouncementState.PREVIEW.value,
            created_at=now,
        )
        row = row.on_conflict_do_nothing(index_elements=["cause"])

        async def work(connection: AsyncConnection) -> Announcement:
            await connection.execute(row)
            found = select(announcements).where(announcements.c.cause == cause)
            return _announcement((await connection.execute(found)).one())

        return await self._database.write(work)

    async def get(self, announcement_id: int) -> Announcement | None:
        wanted = select(announcements).where(announcements.c.id == announcement_id)

        async def work(connection: AsyncConnection) -> Announcement | None:
            row = (await connection.execute(wanted)).one_or_none()
            return None if row is None else _announcement(row)

        return await self._database.read(work)

    async def confirm(self, announcement_id: int, now: float) -> bool:
        one_each = insert(copies).from_select(
            ["announcement_id", "user_id", "state", "attempts"],
            select(
                literal(announcement_id),
                listeners.c.user_id,
                literal(CopyState.WAITING.value),
                literal(0),
            ).where(_HEARS),
        )

        async def work(connection: AsyncConnection) -> bool:
            if not await _leave_preview(connection, announcement_id, AnnouncementState.SENDING):
                return False
            await connection.execute(one_each)
            return True

        return await self._database.write(work)

    async def drop(self, announcement_id: int, now: float) -> bool:
        async def work(connection: AsyncConnection) -> bool:
            return await _leave_preview(connection, announcement_id, AnnouncementState.DROPPED, now)

        return await self._database.write(work)

    async def next_copy(self) -> Copy | None:
        async def work(connection: AsyncConnection) -> Copy | None:
            row = await _next_wanted(connection)
            if row is None:
                return None
            whole = select(announcements).where(announcements.c.id == row.announcement_id)
            copy = Copy(
                announcement=_announcement((await connection.execute(whole)).one()),
                user_id=UserId(row.user_id),
                attempt=row.attempts + 1,
            )
            await connection.execute(_left(copy, CopyState.BEGUN, attempts=copy.attempt))
            return copy

        return await self._database.write(work)

    async def settle(self, copy: Copy, state: CopyState) -> None:
        is_unsent = state is CopyState.WAITING
        attempts = copy.attempt - 1 if is_unsent else copy.attempt

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(_left(copy, state, attempts=attempts))

        await self._database.write(work)

    async def doubt(self, copy: Copy) -> None:
        await self._doubt(_is(copy))

    async def resume(self) -> int:
        return await self._doubt(copies.c.state == CopyState.BEGUN.value)

    async def _doubt(self, which: ColumnElement[bool]) -> int:
        may_repeat = copies.c.attempts < ATTEMPTS_AT_MOST
        state = case((may_repeat, CopyState.WAITING.value), else_=CopyState.FAILED.value)
        doubted = update(copies).where(which).values(state=state)

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(doubted)).rowcount

        return await self._database.write(work)

    async def finish(self, now: float) -> Sequence[tuple[Announcement, Tally]]:
        waiting = select(copies.c.announcement_id).where(
            copies.c.announcement_id == announcements.c.id,
            copies.c.state == CopyState.WAITING.value,
        )
        closed = (
            update(announcements)
            .where(announcements.c.state == AnnouncementState.SENDING.value, ~waiting.exists())
            .values(state=AnnouncementState.DONE.value, ended_at=now)
            .returning(announcements)
        )

        async def work(connection: AsyncConnection) -> Sequence[tuple[Announcement, Tally]]:
            ended = [_announcement(row) for row in await connection.execute(closed)]
            return [(each, await _tally(connection, each.id)) for each in ended]

        return await self._database.write(work)

    async def tally(self, announcement_id: int) -> Tally:
        async def work(connection: AsyncConnection) -> Tally:
            return await _tally(connection, announcement_id)

        return await self._database.read(work)


async def _next_wanted(connection: AsyncConnection) -> Row[*tuple[object, ...]] | None:
    """The next waiting copy; those on the way to it that nobody wants any more are dropped."""
    declined = select(listeners.c.user_id).where(
        listeners.c.user_id == copies.c.user_id, listeners.c.wants_announcements == 0
    )
    first = (
        select(copies, declined.exists().label("is_declined"))
        .where(copies.c.state == CopyState.WAITING.value)
        .order_by(copies.c.announcement_id, copies.c.user_id)
        .limit(1)
    )
    while (row := (await connection.execute(first)).one_or_none()) is not None:
        if not row.is_declined:
            return row
        unwanted = (copies.c.announcement_id == row.announcement_id) & (
            copies.c.user_id == row.user_id
        )
        await connection.execute(delete(copies).where(unwanted))
    return None


async def _leave_preview(
    connection: AsyncConnection,
    announcement_id: int,
    state: AnnouncementState,
    ended_at: float | None = None,
) -> bool:
    left = (
        update(announcements)
        .where(
            announcements.c.id == announcement_id,
            announcements.c.state == AnnouncementState.PREVIEW.value,
        )
        .values(state=state.value, ended_at=ended_at)
    )
    return (await connection.execute(left)).rowcount > 0


def _is(copy: Copy) -> ColumnElement[bool]:
    return (copies.c.announcement_id == copy.announcement.id) & (copies.c.user_id == copy.user_id)


def _left(copy: Copy, state: CopyState, *, attempts: int) -> Update:
    return update(copies).where(_is(copy)).values(state=state.value, attempts=attempts)


async def _tally(connection: AsyncConnection, announcement_id: int) -> Tally:
    counted = (
        select(copies.c.state, func.count())
        .where(copies.c.announcement_id == announcement_id)
        .group_by(copies.c.state)
    )
    found = {state: count for state, count in await connection.execute(counted)}
    return Tally(
        sent=found.get(CopyState.SENT, 0),
        gone=found.get(CopyState.GONE, 0),
        failed=found.get(CopyState.FAILED, 0) + found.get(CopyState.BEGUN, 0),
        left=found.get(CopyState.WAITING, 0),
    )


def _listener(row: Row[*tuple[object, ...]]) -> Listener:
    cell = row._mapping
    return Listener(
        user_id=UserId(cell["user_id"]),
        wants_announcements=bool(cell["wants_announcements"]),
    )


def _announcement(row: Row[*tuple[object, ...]]) -> Announcement:
    cell = row._mapping
    return Announcement(
        id=cell["id"],
        author=UserId(cell["author"]),
        text=cell["text"],
        state=AnnouncementState(cell["state"]),
    )
