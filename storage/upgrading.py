"""Alembic at work on a database file: all migrations in one transaction.

Apart from `storage.migrating`, which every start needs, while few starts need Alembic.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from bot.ports import StorageError


def upgrade(path: Path, revision: str, migrations: Path, *, lock_seconds: float) -> None:
    """Run the migrations of a folder up to a revision, all or none, waiting for another process
    that writes. Raises `StorageError`."""
    engine = _migration_engine(path, lock_seconds)
    config = alembic_config(migrations)
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    except SQLAlchemyError as error:
        raise StorageError(f"{path} could not be migrated and is as before: {error}") from error
    finally:
        engine.dispose()


def alembic_config(migrations: Path) -> Config:
    """Where Alembic finds the migrations."""
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _migration_engine(path: Path, lock_seconds: float) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"timeout": lock_seconds},
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
