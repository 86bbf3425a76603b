"""Brings encrypted rows under the newest key, a few in a transaction, so that nobody waits long.

A row is read and written in one transaction: what a person changes meanwhile is never undone.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NoReturn, Protocol

from sqlalchemy import Column, RowMapping, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import StorageError
from storage.crypto import Keys, TokenCipher, key_id_of
from storage.engine import Database
from storage.errors import KeyMissingError, SecretMismatchError

log = logging.getLogger(__name__)

ROWS_AT_ONCE = 50
LOOK_EVERY = 1.0
"""Seconds between two looks at whether there is a newer key."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """How many rows were brought under the newest key, and how many no key opens."""

    renewed: int = 0
    unreadable: int = 0

    def __add__(self, other: Renewal) -> Renewal:
        return Renewal(self.renewed + other.renewed, self.unreadable + other.unreadable)


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """Where records lie in a table, the names of their keys, and what each is bound to."""

    id: Column[int]
    record: Column[bytes | None]
    key_id: Column[str | None]
    belongs_to: Callable[[RowMapping], tuple[str, ...]]


async def renew(
    database: Database, keys: Keys, cipher: TokenCipher, column: SealedColumn
) -> Renewal:
    """Re-encrypt every record of a column that names another key than the newest."""
    total, reached = await _renew_some(database, keys, cipher, column, None)
    while reached is not None:
        some, reached = await _renew_some(database, keys, cipher, column, reached)
        total += some
    return total


async def _renew_some(
    database: Database, keys: Keys, cipher: TokenCipher, column: SealedColumn, after: int | None
) -> tuple[Renewal, int | None]:
    """The next rows behind the id `after`; gives the last one's id, None when there are none."""

    async def work(connection: AsyncConnection) -> tuple[Renewal, int | None]:
        older = select(column.id.table).where(column.key_id != keys.newest.id)
        if after is not None:
            older = older.where(column.id > after)
        rows = (await connection.execute(older.order_by(column.id).limit(ROWS_AT_ONCE))).mappings()
        total, reached = Renewal(), None
        for row in rows.all():
            reached = row[column.id]
            total += await _renew_one(connection, cipher, column, row)
        return total, reached

    return await database.write(work)


async def _renew_one(
    connection: AsyncConnection, cipher: TokenCipher, column: SealedColumn, row: RowMapping
) -> Renewal:
    belongs_to = column.belongs_to(row)
    try:
        plain = cipher.decrypt(row[column.record], *belongs_to)
    except (KeyMissingError, SecretMismatchError) as error:
        row_id = row[column.id]
        log.error("record_unreadable table=%s id=%d reason=%s", column.id.table, row_id, error)
        return Renewal(unreadable=1)
    record = cipher.encrypt(plain, *belongs_to)
    await connection.execute(
        update(column.id.table)
        .where(column.id == row[column.id])
        .values({column.record: record, column.key_id: key_id_of(record)})
    )
    return Renewal(renewed=1)


class Renewable(Protocol):
    """What `keep_renewed` keeps."""

    @property
    def newest_key(self) -> str: ...

    async def renew_secrets(self) -> Renewal: ...


async def keep_renewed(
    storage: Renewable,
    *,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> NoReturn:
    """Re-encrypt at start, and whenever a newer key appears while the bot runs."""
    done_under: str | None = None
    while True:
        newest = storage.newest_key
        if newest != done_under:
            try:
                renewal = await storage.renew_secrets()
            except StorageError as error:
                log.warning("secrets_not_renewed: %s", error)
            else:
                done_under = newest
                if renewal.renewed:
                    log.info("secrets_renewed key=%s rows=%d", newest, renewal.renewed)
        await sleep(LOOK_EVERY)
