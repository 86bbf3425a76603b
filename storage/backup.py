"""A consistent copy of a database while it is in use: VACUUM INTO, made whole before it is named.

SQLite's page-by-page backup starts again at each write of another process and may never end.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from bot.ports import StorageError


def copy_database(source: Path, target: Path) -> None:
    """Copy `source` to `target`, replacing it. Blocks. Raises `StorageError`; no half file stays.

    The copy holds the encrypted secrets of that moment, and not the keys.
    """
    draft = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL, 0o600))
        _vacuum_into(source, draft)
        draft.replace(target)
        sync(target.parent)
    except (OSError, sqlite3.Error) as error:
        draft.unlink(missing_ok=True)
        raise StorageError(f"no copy of the database could be made: {error}") from error


def open_to_read(path: Path, *, seconds: float = 5.0) -> sqlite3.Connection:
    """A connection that can't change the file, and doesn't make one. Raises `sqlite3.Error`."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=seconds)


def _vacuum_into(source: Path, draft: Path) -> None:
    connection = open_to_read(source)
    try:
        connection.isolation_level = None
        connection.execute("VACUUM INTO ?", (str(draft),))
    finally:
        connection.close()
    sync(draft)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
