"""One person's rows in all tables, on SQL. See `storage.holdings` for which they are."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, and_, case, delete, false, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import JobId, UserId
from bot.ports.personal import Erased, Row
from storage.crypto import Keys, TokenCipher
from storage.engine import Database
from storage.errors import KeyMissingError, SecretMismatchError
from storage.holdings import HOLDINGS, Holding, claimants
from storage.schema import accounts, inbox, jobs

log = logging.getLogger(__name__)

ROWS_AT_ONCE: Final = 500
TRIES_TO_FORGET: Final = 3


class SqlPersonalStore:
    """Implements `bot.ports.PersonalStore`; its docstrings are the contract."""

    def __init__(self, database: Database, keyring: Keys) -> None:
        self._database = database
        self._cipher = TokenCipher(keyring, "update")

    async def survey(self, user_id: UserId) -> Mapping[str, int]:
        async def work(connection: AsyncConnection) -> Mapping[str, int]:
            found = {}
            for holding in HOLDINGS:
                counted = select(func.count()).select_from(holding.table)
                mine = counted.where(holding.whose(user_id))
                found[holding.table.name] = (await connection.execute(mine)).scalar_one()
            return {name: count for name, count in found.items() if count}

        return await self._database.read(work)

    async def export(self, user_id: UserId) -> AsyncIterator[tuple[str, Sequence[Row]]]:
        for holding in HOLDINGS:
            start = 0
            while rows := await self._page(holding, user_id, start):
                yield holding.table.name, rows
                start += len(rows)

    async def _page(self, holding: Holding, user_id: UserId, start: int) -> Sequence[Row]:
        shown = _shown(holding, user_id)
        keys = holding.table.primary_key.columns
        wanted = (
            select(*shown)
            .where(holding.whose(user_id))
            .order_by(*keys)
            .limit(ROWS_AT_ONCE)
            .offset(start)
        )

        async def work(connection: AsyncConnection) -> Sequence[Row]:
            rows = (await connection.execute(wanted)).mappings()
            return [_opened(dict(row), holding.documents) for row in rows]

        return await self._database.read(work)

    async def erase(self, user_id: UserId, now: float, *, asked_in: int | None = None) -> Erased:
        waiting = await self._waiting_updates(user_id, asked_in)

        async def work(connection: AsyncConnection) -> tuple[int, tuple[JobId, ...]]:
            mine = select(jobs.c.id).where(jobs.c.user_id == user_id)
            job_ids = tuple((await connection.execute(mine)).scalars())
            rows = 0
            for holding in HOLDINGS:
                rows += await _erase(connection, holding, user_id, now)
            if waiting:
                handled = update(inbox).where(inbox.c.update_id.in_(waiting))
                await connection.execute(handled.values(is_done=1, payload=None, payload_key=None))
            return rows, tuple(JobId(job_id) for job_id in job_ids)

        rows, job_ids = await self._database.write(work)
        return Erased(rows, job_ids, await self._forget_log())

    async def sweep(self, now: float) -> int:
        async def work(connection: AsyncConnection) -> int:
            swept = 0
            for holding in HOLDINGS:
                ended = _is_orphaned(holding.table)
                if holding.stays is not None:
                    ended = and_(ended, ~holding.stays(now))
                swept += (await connection.execute(delete(holding.table).where(ended))).rowcount
            return swept

        swept = await self._database.write(work)
        if swept:
            await self._forget_log()
        return swept

    async def _waiting_updates(self, user_id: UserId, asked_in: int | None) -> Sequence[int]:
        """Updates of this person that no handler has taken up, and that came before they asked to
        be forgotten: those must not bring anything back.

        The one in hand was taken up, and ends by itself.
        """
        wanted = select(inbox.c.update_id, inbox.c.payload).where(
            inbox.c.is_done == 0, inbox.c.attempts == 0
        )
        if asked_in is not None:
            wanted = wanted.where(inbox.c.update_id < asked_in)

        async def work(connection: AsyncConnection) -> Sequence[tuple[int, bytes]]:
            rows = await connection.execute(wanted)
            return [(row.update_id, row.payload) for row in rows]

        return [
            update_id
            for update_id, record in await self._database.read(work)
            if self._is_from(user_id, update_id, record)
        ]

    def _is_from(self, user_id: UserId, update_id: int, record: bytes) -> bool:
        try:
            payload = self._cipher.decrypt(record, str(update_id))
        except (KeyMissingError, SecretMismatchError):
            return False  # nobody can read it any more
        return user_id in _senders(json.loads(payload))

    async def _forget_log(self) -> bool:
        for _ in range(TRIES_TO_FORGET):
            if await self._database.forget_log():
                return True
        log.warning("erased_in_log: another process still reads the log; it empties later")
        return False


def _shown(holding: Holding, user_id: UserId) -> Sequence[ColumnElement[Any]]:
    """What is handed over of a row; withheld columns come out empty."""
    shown = [column for column in holding.table.c if column.name not in holding.hidden]
    if holding.withheld is None:
        return shown
    is_own, names = holding.withheld
    return [
        case((is_own(user_id), column)).label(column.name) if column.name in names else column
        for column in shown
    ]


async def _erase(connection: AsyncConnection, holding: Holding, user_id: UserId, now: float) -> int:
    mine = holding.whose(user_id)
    if holding.stays is not None:
        mine = and_(mine, or_(~holding.stays(now), _is_recognised_by_nothing(holding.table)))
    erased = (await connection.execute(delete(holding.table).where(mine))).rowcount
    if holding.scrubbed is not None:
        theirs, values = holding.scrubbed
        scrubbed = update(holding.table).where(theirs(user_id)).values(**values)
        erased += (await connection.execute(scrubbed)).rowcount
    return erased


def _is_recognised_by_nothing(table: Table) -> ColumnElement[bool]:
    """A name of ours is never given to another account: nothing would know such a row again."""
    return table.c.claimant.like("account %") if "claimant" in table.c else false()


def _is_orphaned(table: Table) -> ColumnElement[bool]:
    """What the row is about is gone: its job, or its account. Jobs may outlive their account."""
    if table is jobs:
        return false()
    if "job_id" in table.c:
        return table.c.job_id.not_in(select(jobs.c.id))
    if "account_id" in table.c:
        return table.c.account_id.not_in(select(accounts.c.id))
    if "claimant" in table.c:
        return table.c.claimant.not_in(claimants())
    return false()


def _opened(row: dict[str, Any], documents: frozenset[str]) -> Row:
    """The row with its documents as they were written, not as text in text."""
    for name in documents:
        if row.get(name) is not None:
            row[name] = json.loads(row[name])
    return row


def _senders(update_json: object) -> set[int]:
    """Who an update comes from, whatever kind it is."""
    if not isinstance(update_json, dict):
        return set()
    contents = (part for part in update_json.values() if isinstance(part, dict))
    senders = (part.get("from") for part in contents)
    return {sender["id"] for sender in senders if isinstance(sender, dict) and "id" in sender}
