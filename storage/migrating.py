"""Brings a database file to the newest schema before anything else opens it, or refuses it.

Migrations go forward only, all of them in one transaction, after a copy of what was there.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from pathlib import Path

from bot.ports import StorageError
from storage.backup import copy_database, sync
from storage.errors import DamagedDatabaseError, ForeignDatabaseError, NewerSchemaError

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"

LOCK_SECONDS = 30.0
"""How long we wait for another process that writes."""


def newest_schema() -> str:
    """The schema that this version of the bot works with."""
    return revisions()[0]


def prepare_file(path: Path) -> None:
    """Create the file if there is none, check it, copy it if it must change, migrate it. Blocks.

    Raises `DamagedDatabaseError`, `ForeignDatabaseError`, `NewerSchemaError` or `StorageError`;
    a file that is refused is left as it was.
    """
    _create_private(path)
    newest = newest_schema()
    found = _inspect(path)
    if found != newest:
        _bring_up(path, found, newest)
    _use_log(path)


def _bring_up(path: Path, found: str | None, newest: str) -> None:
    if found is not None:
        copy = path.with_name(f"{path.name}.before-{newest}")
        copy_database(path, copy)
        log.info("database_copied_before_migration from=%s to=%s copy=%s", found, newest, copy)
    migrate(path, newest)
    log.info("database_migrated from=%s to=%s", found, newest)


def migrate(path: Path, revision: str) -> None:
    """Run the migrations up to a revision, all or none."""
    # Most starts find nothing to do, and are a sixth faster without Alembic.
    from storage.upgrading import upgrade

    upgrade(path, revision, MIGRATIONS, lock_seconds=LOCK_SECONDS)


def _create_private(path: Path) -> None:
    """Prompts are private: the file is its owner's alone. SQLite's log files follow its mode."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        sync(path.parent)
    except OSError as error:
        raise StorageError(f"the database {path} can't be opened: {error}") from error


def _inspect(path: Path) -> str | None:
    connection = sqlite3.connect(path, timeout=LOCK_SECONDS)
    try:
        return inspect(connection, path)
    finally:
        connection.close()


def inspect(connection: sqlite3.Connection, path: Path, *, thoroughly: bool = False) -> str | None:
    """The schema of the sound database of ours at `path`, None of an empty one. Reads only.

    `thoroughly` compares the indexes with their tables, too. Raises `DamagedDatabaseError`,
    `ForeignDatabaseError`, `NewerSchemaError` or `StorageError`.
    """
    try:
        check = "integrity_check" if thoroughly else "quick_check"
        answer = connection.execute(f"PRAGMA {check}(5)").fetchall()
        if answer != [("ok",)]:
            raise _damaged(path, "; ".join(str(row[0]) for row in answer))
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
        if not tables:
            return None
        if "alembic_version" not in tables:
            raise ForeignDatabaseError(f"{path} is a database of another program; name another")
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        raise StorageError(f"the database {path} can't be read: {error}") from error
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from error
    return None if row is None else _known(str(row[0]), path)


def _known(found: str, path: Path) -> str:
    newest, known = revisions()
    if found not in known:
        raise NewerSchemaError(
            f"a newer version of the bot wrote {path} (schema {found}; this one knows schemas up "
            f"to {newest}). Run that version, or restore the copy made before it was migrated."
        )
    return found


def _use_log(path: Path) -> None:
    """Turn write-ahead logging on for good, before readers and the writer meet."""
    connection = sqlite3.connect(path, timeout=LOCK_SECONDS)
    try:
        connection.execute("PRAGMA journal_mode=wal")
    except sqlite3.OperationalError as error:
        raise StorageError(f"the database {path} can't be written: {error}") from error
    finally:
        connection.close()


def _damaged(path: Path, finding: str) -> DamagedDatabaseError:
    return DamagedDatabaseError(
        f"the database {path} is damaged ({finding}). Stop the bot, keep a copy of the file and "
        "of its -wal, and put the newest backup in their place (main.py restore BACKUP); or move "
        "them away to start anew, and then everybody has to log in again.",
        finding=finding,
    )


def revisions() -> tuple[str, frozenset[str]]:
    """The newest and all, from the names of the migrations' files."""
    known = [
        file.stem.partition("_")[0].removeprefix("r")
        for file in (MIGRATIONS / "versions").glob("r*.py")
    ]
    if not known:
        raise StorageError(f"there are no migrations in {MIGRATIONS}")
    return max(known), frozenset(known)
