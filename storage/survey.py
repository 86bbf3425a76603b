"""What stands in a database, for an operator who asks: read only, nothing made or migrated."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.domain.jobs import JobState
from bot.ports import StorageError
from storage.backup import open_to_read
from storage.errors import ForeignDatabaseError
from storage.migrating import inspect

_UNKNOWN = (JobState.SUBMITTING.value, JobState.UNCERTAIN.value)


@dataclass(frozen=True, slots=True)
class Survey:
    """A sound database as it is now. Times are Unix seconds, None where there is nothing; those of
    jobs are by the clock that jobs live in."""

    schema: str
    jobs: Mapping[JobState, int]
    oldest_unknown: float | None
    """Since when the longest doubtful submission has been doubtful."""
    longest_due: float | None
    """When the job that waits longest for the worker could have been worked on."""
    updates: int
    """Telegram's updates that were taken and not handled."""
    oldest_update: float | None
    login_keys: Mapping[str, int]
    """How many logins name each key."""
    latest: float | None
    """The latest change of a job's state."""


def survey_database(path: Path) -> Survey:
    """Check the database and count. Blocks.

    Raises `DamagedDatabaseError`, `ForeignDatabaseError`, `NewerSchemaError` or `StorageError`.
    """
    try:
        with closing(open_to_read(path)) as connection:
            schema = inspect(connection, path)
            if schema is None:
                raise ForeignDatabaseError(f"{path} is empty: it is no database of this bot yet")
            return _survey(connection, schema)
    except sqlite3.Error as error:
        raise StorageError(f"the database {path} can't be read: {error}") from error


def _survey(connection: sqlite3.Connection, schema: str) -> Survey:
    def one(statement: str, *values: str) -> float | None:
        found = connection.execute(statement, values).fetchone()[0]
        return None if found is None else float(found)

    states = dict(connection.execute("SELECT state, count(*) FROM jobs GROUP BY state").fetchall())
    keys = "SELECT secret_key, count(*) FROM accounts WHERE secret_key IS NOT NULL GROUP BY 1"
    waiting = "FROM inbox WHERE is_done = 0"
    return Survey(
        schema=schema,
        jobs={state: states.get(state.value, 0) for state in JobState},
        oldest_unknown=one("SELECT min(state_since) FROM jobs WHERE state IN (?, ?)", *_UNKNOWN),
        longest_due=one("SELECT min(due_at) FROM jobs WHERE lease_until IS NULL"),
        updates=int(one(f"SELECT count(*) {waiting}") or 0),
        oldest_update=one(f"SELECT min(received_at) {waiting}"),
        login_keys=dict(connection.execute(keys).fetchall()),
        latest=one("SELECT max(state_since) FROM jobs"),
    )
