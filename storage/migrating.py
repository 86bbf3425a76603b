"""Brings a database file to the newest schema before anything else opens it, or refuses it.

Migrations go forward only, all of them in one transaction, after a copy of what was there.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from bot.ports import StorageError
from storage.backup import copy_database, sync
from storage.errors import DamagedDatabaseError, ForeignDatabaseError, NewerSchemaError

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"

LOCK_SECONDS = 30.0
"""How long a migration waits for another process that writes."""


def newest_schema() -> str:
    """The schema that this version of the bot works with."""
    return _revisions()[0]


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
    engine = _migration_engine(path)
    config = _config()
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    except SQLAlchemyError as error:
        raise StorageError(f"{path} could not be migrated and is as before: {error}") from error
    finally:
        engine.dispose()


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
    newest, known = _revisions()
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


def _revisions() -> tuple[str, frozenset[str]]:
    scripts = ScriptDirectory.from_config(_config())
    newest = scripts.get_current_head()
    if newest is None:
        raise StorageError(f"there are no migrations in {MIGRATIONS}")
    return newest, frozenset(script.revision for script in scripts.walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _migration_engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"timeout": LOCK_SECONDS},
    )

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA synchronous=full")
        connection.execute("PRAGMA secure_delete=on")

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine
