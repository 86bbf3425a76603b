"""Changing the keys: a new one comes first, rows follow, and a key goes when no row names it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.ports import StorageError
from storage.backup import open_to_read
from storage.crypto import Keyring, new_key
from storage.key_file import read_key_file, replace_key_file

LOCK_SECONDS = 30.0

_NAMED = """
    SELECT key, count(*) FROM (
        SELECT secret_key AS key FROM accounts UNION ALL SELECT payload_key FROM inbox
    ) WHERE key IS NOT NULL GROUP BY key
"""


@dataclass(frozen=True, slots=True)
class Dropped:
    """The keys that left the file, and those that had to stay with the rows that name them."""

    gone: tuple[str, ...]
    needed: Mapping[str, int]


def add_key(path: Path) -> str:
    """Put a fresh key first into the file; gives its name. Raises `KeyringError`."""
    key = new_key()
    replace_key_file(path, read_key_file(path).led_by(key))
    return key.id


def keys_in_use(database: Path) -> dict[str, int]:
    """How many rows name each key, known or not. Raises `StorageError`."""
    with _told(database), closing(open_to_read(database, seconds=LOCK_SECONDS)) as connection:
        return _named(connection)


def drop_unused_keys(path: Path, database: Path) -> Dropped:
    """Take every key but the first out of the file, unless a row names it.

    Nothing can be written meanwhile, and writers encrypt inside their transaction: so no row can
    come to name a key after it was seen to be unused. Raises `StorageError`.
    """
    with (
        _told(database),
        closing(sqlite3.connect(database, timeout=LOCK_SECONDS, isolation_level=None)) as holder,
    ):
        holder.execute("BEGIN IMMEDIATE")
        try:
            return _drop_unused(path, read_key_file(path), _named(holder))
        finally:
            holder.execute("ROLLBACK")


def _drop_unused(path: Path, keyring: Keyring, named: Mapping[str, int]) -> Dropped:
    older = [key_id for key_id in keyring.ids if key_id != keyring.newest.id]
    gone = tuple(key_id for key_id in older if key_id not in named)
    if gone:
        replace_key_file(path, keyring.without(gone))
    return Dropped(gone, {key_id: named[key_id] for key_id in older if key_id in named})


def _named(connection: sqlite3.Connection) -> dict[str, int]:
    return {str(key): int(count) for key, count in connection.execute(_NAMED)}


@contextmanager
def _told(database: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StorageError(f"the database {database} can't be read: {error}") from error
