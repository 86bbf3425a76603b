"""Puts a backup in the place of the database. Nothing is touched before the backup has passed.

A backup is a memory of an earlier moment: what it takes for unsent may have been sent since. So
every unsent job is looked up before it is sent, and what waited to be handled is given up with a
word to its person instead of being done perhaps a second time.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from bot.domain.announcements import CopyState
from bot.domain.jobs import JobState, Part
from bot.ports import StorageError
from storage import codec
from storage.backup import copy_database, open_to_read, sync
from storage.errors import ForeignDatabaseError
from storage.migrating import inspect, migrate, newest_schema

SENT_PERHAPS = (JobState.DRAFTED.value, JobState.QUEUED.value, JobState.NEEDS_LOGIN.value)
TOO_OFTEN = 1_000
"""More attempts than any update gets: it is given up when it is replayed."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: the schema of the backup, how much stands in it, where the rest went."""

    schema: str
    unfinished_jobs: int
    accounts: int
    kept: Path | None
    """The database that was there before, None when there was none."""


def restore_database(source: Path, target: Path, *, data_dir: Path, kept: Path) -> Restored:
    """Replace the database `target` by the backup `source`; the present one is kept as `kept`.

    Nobody else may have `target` open. Blocks. Raises `StorageError` (`DamagedDatabaseError`,
    `ForeignDatabaseError`, `NewerSchemaError`); then everything is as before.
    """
    schema = _check(source)
    draft = target.with_name(f"{target.name}.restoring")
    try:
        copy_database(source, draft)
        migrate(draft, newest_schema())
        jobs, accounts = _doubt(draft, data_dir)
        sync(draft)
        was_there = target.exists()
        if was_there:
            _keep(target, kept)
        draft.replace(target)
        sync(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise StorageError(f"{source} could not be restored: {error}") from error
    finally:
        for file in _with_logs(draft):
            file.unlink(missing_ok=True)
    return Restored(schema, jobs, accounts, kept if was_there else None)


def _check(source: Path) -> str:
    if not source.is_file():
        raise StorageError(f"there is no file {source}")
    try:
        with closing(open_to_read(source)) as connection:
            schema = inspect(connection, source, thoroughly=True)
    except sqlite3.Error as error:
        raise StorageError(f"the backup {source} can't be read: {error}") from error
    if schema is None:
        raise ForeignDatabaseError(f"{source} holds nothing: it is not a backup of this bot")
    return schema


def _doubt(draft: Path, data_dir: Path) -> tuple[int, int]:
    """Make the backup careful; gives how many unfinished jobs and accounts it holds."""
    with closing(sqlite3.connect(draft)) as connection, connection:
        connection.execute(
            "UPDATE jobs SET submitted_at = created_at, version = version + 1 "
            "WHERE submitted_at IS NULL AND state IN (?, ?, ?)",
            SENT_PERHAPS,
        )
        connection.execute("UPDATE inbox SET attempts = ? WHERE is_done = 0", (TOO_OFTEN,))
        _doubt_deliveries(connection, data_dir)
        _doubt_repeats(connection)
        jobs = connection.execute("SELECT count(*) FROM jobs WHERE finished_at IS NULL").fetchone()
        accounts = connection.execute("SELECT count(*) FROM accounts").fetchone()
    return jobs[0], accounts[0]


def _doubt_deliveries(connection: sqlite3.Connection, data_dir: Path) -> None:
    """Parts may have arrived; files may be gone, and are fetched again then."""
    delivering = connection.execute(
        "SELECT id, artifacts, parts FROM jobs WHERE state = ?", (JobState.DELIVERING.value,)
    ).fetchall()
    for job_id, artifacts_text, parts_text in delivering:
        artifacts = codec.ARTIFACTS.decode(artifacts_text)
        if all((data_dir / artifact.path).is_file() for artifact in artifacts):
            parts = _doubted(codec.PARTS.decode(parts_text))
        else:
            artifacts, parts = (), ()
        connection.execute(
            "UPDATE jobs SET artifacts = ?, parts = ?, version = version + 1 WHERE id = ?",
            (codec.ARTIFACTS.encode(artifacts), codec.PARTS.encode(parts), job_id),
        )


def _doubt_repeats(connection: sqlite3.Connection) -> None:
    """Showings and copies of announcements may have arrived, too: they are marked."""
    showing = connection.execute(
        "SELECT cause, parts FROM showings WHERE due_at IS NOT NULL"
    ).fetchall()
    for cause, parts_text in showing:
        connection.execute(
            "UPDATE showings SET parts = ? WHERE cause = ?",
            (codec.PARTS.encode(_doubted(codec.PARTS.decode(parts_text))), cause),
        )
    connection.execute(
        "UPDATE announcement_copies SET attempts = 1 WHERE state = ? AND attempts = 0",
        (CopyState.WAITING.value,),
    )


def _doubted(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(
        part if part.is_settled else replace(part, attempts=max(1, part.attempts)) for part in parts
    )


def _keep(target: Path, kept: Path) -> None:
    """Copy the present database with its log, then make sure that no old log meets the new file.

    Copied before SQLite looks at it: it takes the log of a damaged file for litter.
    """
    for file, copy in zip(_with_logs(target)[:2], _with_logs(kept)[:2], strict=True):
        if file.exists() and file.stat().st_size:
            shutil.copyfile(file, copy)
            copy.chmod(0o600)
            sync(copy)
    sync(kept.parent)
    _fold_log(target)
    for log in _with_logs(target)[1:]:
        log.unlink(missing_ok=True)


def _fold_log(target: Path) -> None:
    """If the end comes before the new file has its name, the present one needs no log any more."""
    try:
        with closing(sqlite3.connect(target)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        return  # damaged; the copy has its log


def _with_logs(path: Path) -> list[Path]:
    return [path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))]
