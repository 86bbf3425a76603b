"""Operators' decisions on SQL, and the move of a group to another id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, Table, Update, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.access import Subject, SubjectKind
from bot.domain.ids import ChatId
from storage.engine import Database
from storage.schema import (
    access,
    gallery,
    history,
    jobs,
    moved_chats,
    preferences,
    quota_limits,
    quota_uses,
    showings,
    styles,
)

NEWER_WINS: Final = "OR REPLACE"
"""Where the supergroup has a row of its own already, what the group brings takes its place."""


class SqlAccessStore:
    """Implements `bot.ports.AccessStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def decide(self, subject: Subject, *, is_allowed: bool, by: int, now: float) -> None:
        await self._note(subject, is_allowed=int(is_allowed), decided_by=by, decided_at=now)

    async def decision(self, subject: Subject) -> bool | None:
        wanted = select(access.c.is_allowed).where(_is(subject))

        async def work(connection: AsyncConnection) -> bool | None:
            found = (await connection.execute(wanted)).scalar_one_or_none()
            return None if found is None else bool(found)

        return await self._database.read(work)

    async def decided(self) -> Sequence[tuple[Subject, bool]]:
        wanted = (
            select(access.c.kind, access.c.id, access.c.is_allowed)
            .where(access.c.is_allowed.is_not(None))
            .order_by(access.c.decided_at.desc(), access.c.id)
        )

        async def work(connection: AsyncConnection) -> Sequence[tuple[Subject, bool]]:
            rows = (await connection.execute(wanted)).all()
            return [(Subject(SubjectKind(row.kind), row.id), bool(row.is_allowed)) for row in rows]

        return await self._database.read(work)

    async def told_at(self, subject: Subject) -> float | None:
        wanted = select(access.c.told_at).where(_is(subject))

        async def work(connection: AsyncConnection) -> float | None:
            return (await connection.execute(wanted)).scalar_one_or_none()

        return await self._database.read(work)

    async def set_told(self, subject: Subject, now: float) -> None:
        await self._note(subject, told_at=now)

    async def move_chat(self, old_id: ChatId, new_id: ChatId) -> bool:
        remembered = (
            insert(moved_chats).values(old_id=old_id, new_id=new_id).on_conflict_do_nothing()
        )

        async def work(connection: AsyncConnection) -> bool:
            if (await connection.execute(remembered)).rowcount == 0:
                return False
            for move in _moves(old_id, new_id):
                await connection.execute(move)
            return True

        return await self._database.write(work)

    async def present_id(self, chat_id: ChatId) -> ChatId:
        wanted = select(moved_chats.c.new_id).where(moved_chats.c.old_id == chat_id)

        async def work(connection: AsyncConnection) -> ChatId:
            found = (await connection.execute(wanted)).scalar_one_or_none()
            return chat_id if found is None else ChatId(found)

        return await self._database.read(work)

    async def _note(self, subject: Subject, **values: float) -> None:
        noted = insert(access).values(kind=subject.kind.value, id=subject.id, **values)
        noted = noted.on_conflict_do_update(index_elements=["kind", "id"], set_=values)

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(noted)

        await self._database.write(work)


def _is(subject: Subject) -> ColumnElement[bool]:
    return (access.c.kind == subject.kind.value) & (access.c.id == subject.id)


def _moves(old_id: ChatId, new_id: ChatId) -> list[Update]:
    """Everything that names the group. Its messages have no number in the supergroup."""
    return [
        update(jobs)
        .where(jobs.c.chat_id == old_id)
        .values(chat_id=new_id, message_id=0, thread_id=None, status_message_id=None),
        update(showings)
        .where(showings.c.chat_id == old_id)
        .values(chat_id=new_id, message_id=0, thread_id=None),
        _follow(history, "chat_id", old_id, new_id),
        _follow(preferences, "chat_id", old_id, new_id),
        _follow(gallery, "chat_id", old_id, new_id),
        _follow(styles, "owner", old_id, new_id),
        _follow(quota_uses, "chat_id", old_id, new_id),
        _follow(quota_limits, "id", old_id, new_id),
        _follow(access, "id", old_id, new_id),
    ]


def _follow(table: Table, column: str, old_id: ChatId, new_id: ChatId) -> Update:
    named = update(table).where(table.c[column] == old_id).values({column: new_id})
    return named.prefix_with(NEWER_WINS)
