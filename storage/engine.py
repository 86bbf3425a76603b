"""One SQLite file: one writer, a few readers that cannot write, nothing lost once committed.

Every write transaction begins IMMEDIATE: a transaction that reads first and then wants to write
fails at once when somebody wrote in between, whatever the busy timeout says.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import URL, Connection, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.ports import StorageError

T = TypeVar("T")
Work = Callable[[AsyncConnection], Awaitable[T]]

BUSY_SECONDS = 30.0
"""How long a write waits for another process (a backup tool, a person with a shell)."""

CHECKPOINT_SECONDS = 2.0
"""How long emptying the log waits for a foreign reader before it is put off."""

READERS = 4

_SHARED_PRAGMAS = ("foreign_keys=on", "trusted_schema=off")
_WRITER_PRAGMAS = ("synchronous=full", "secure_delete=on")
_READER_PRAGMAS = ("query_only=on",)
_NO_TRANSACTION = "no_transaction"
_WAL_LIMIT = "journal_size_limit=67108864"

_ADVICE = {
    sqlite3.SQLITE_BUSY: "another program holds the database",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the database may not be written",
    sqlite3.SQLITE_CORRUPT: "the database is damaged",
    sqlite3.SQLITE_NOTADB: "the file is not a database",
    sqlite3.SQLITE_IOERR: "the disk failed",
}


class _Cursor(Protocol):
    def execute(self, operation: str) -> object: ...
    def close(self) -> None: ...


class _DriverConnection(Protocol):
    """What SQLAlchemy hands to a connect hook, as far as it is used here."""

    isolation_level: str | None

    def cursor(self) -> _Cursor: ...


class Database:
    """The engines of one file. `read` and `write` are the only ways to it.

    Writers of this process stand in line; those of other processes are waited for up to
    `busy_seconds`. Both methods raise `StorageError` for whatever SQLite refuses, with
    `IntegrityError` left to the work function, which knows what a conflict means.
    """

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self._busy = busy = _busy_pragma(busy_seconds)
        self._writer = _open_engine(path, 1, (busy, *_SHARED_PRAGMAS, *_WRITER_PRAGMAS, _WAL_LIMIT))
        event.listen(self._writer.sync_engine, "begin", _begin_immediate)
        self._readers = _open_engine(path, READERS, (busy, *_SHARED_PRAGMAS, *_READER_PRAGMAS))
        self._line = asyncio.Lock()
        self._closed = False

    async def write(self, work: Work[T]) -> T:
        """Run `work` in a transaction of its own; committed to the disk when this returns.

        A cancelled caller does not tear the transaction: it goes on to its end.
        """
        return await asyncio.shield(asyncio.ensure_future(self._write(work)))

    async def _write(self, work: Work[T]) -> T:
        async with self._line:
            self._refuse_if_closed()
            try:
                async with self._writer.begin() as connection:
                    return await work(connection)
            except DBAPIError as error:
                raise _told(error) from error

    async def read(self, work: Work[T]) -> T:
        """Run `work`; each of its statements sees what is committed when it starts."""
        self._refuse_if_closed()
        try:
            async with self._readers.connect() as connection:
                return await work(connection)
        except DBAPIError as error:
            raise _told(error) from error

    async def forget_log(self) -> bool:
        """Move the write-ahead log into the file and empty it: what was erased is gone from both.

        False when a reader of another process still needs the log.
        """
        async with self._line:
            self._refuse_if_closed()
            try:
                async with self._writer.connect() as connection:
                    await connection.execution_options(**{_NO_TRANSACTION: True})
                    return await _empty_log(connection, self._busy)
            except DBAPIError as error:
                raise _told(error) from error

    async def close(self) -> None:
        """Wait for the write in hand, then close; the last connection empties the log."""
        async with self._line:
            self._closed = True
            await self._readers.dispose()
            await self._writer.dispose()

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise StorageError("the database is closed")


def _open_engine(path: Path, size: int, pragmas: tuple[str, ...]) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        pool_size=size,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS * 10,
        hide_parameters=True,
    )

    def prepare(connection: _DriverConnection, _record: object) -> None:
        # Transactions are ours alone: the driver must not begin or commit any by itself.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    event.listen(engine.sync_engine, "connect", prepare)
    return engine


async def _empty_log(connection: AsyncConnection, usual_wait: str) -> bool:
    # Waiting long for a foreign reader would hold up every writer for a mere second broom.
    short_wait = _busy_pragma(CHECKPOINT_SECONDS)
    await connection.exec_driver_sql(f"PRAGMA {short_wait}")
    try:
        row = (await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).one()
        return bool(row[0] == 0)
    finally:
        await connection.exec_driver_sql(f"PRAGMA {usual_wait}")


def _busy_pragma(seconds: float) -> str:
    return f"busy_timeout={round(seconds * 1000)}"


def _begin_immediate(connection: Connection) -> None:
    if not connection.get_execution_options().get(_NO_TRANSACTION):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _told(error: DBAPIError) -> StorageError:
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    return StorageError(f"{_ADVICE.get(code, 'the database refused')}: {error.orig}")
