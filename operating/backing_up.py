"""`backup` and `restore`: a copy of the database while it is in use, and the way back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.config import Settings
from bot.ports import StorageError
from bot.single_instance import hold_data_dir
from operating.places import database_of, keys_of
from storage.backup import copy_database
from storage.restoring import restore_database
from storage.survey import survey_database


def back_up(settings: Settings, target: Path | None, now: datetime, *, replace: bool) -> int:
    """Copy the database to `target`; prints where it and the keys are. Raises `StorageError`."""
    source = database_of(settings)
    if not source.is_file():
        raise StorageError(f"there is no database yet: {source}")
    copy = name_copy(settings, target, now)
    if any(copy.resolve() == file.resolve() for file in _files_of(source)):
        raise StorageError(f"{copy} is the database itself")
    if copy.exists() and not replace:
        raise StorageError(f"{copy} is there already; name another, or say --replace")
    copy_database(source, copy)
    survey = survey_database(copy)
    logins, size = sum(survey.login_keys.values()), copy.stat().st_size
    print(f"{copy}: {size:,} bytes, schema {survey.schema}, {logins} logins")
    print(
        f"The keys of the logins are not in it. They are in {keys_of(settings).place}: keep a copy "
        "of them too, in another place. Without them everybody has to log in again; whoever has "
        "both can read the logins."
    )
    return 0


def restore(settings: Settings, source: Path, now: datetime) -> int:
    """Put a backup in the place of the database; prints what came of it.

    Raises `AlreadyRunningError` while a bot holds the data directory, and `StorageError`.
    """
    target = database_of(settings)
    if any(source.resolve() == file.resolve() for file in _files_of(target)):
        raise StorageError(f"{source} is the database itself")
    kept = target.with_name(f"{target.name}.before-restore-{_stamp(now)}")
    with hold_data_dir(settings.data_dir):
        restored = restore_database(source, target, data_dir=settings.data_dir, kept=kept)
    print(
        f"{target} is restored from {source}: schema {restored.schema}, "
        f"{restored.unfinished_jobs} unfinished jobs, {restored.accounts} accounts."
    )
    if restored.kept is not None:
        print(f"The database that was there is kept as {restored.kept}.")
    keys = keys_of(settings)
    known = keys.read().ids if keys.path is None or keys.path.is_file() else ()
    unreadable = sum(
        count for key, count in survey_database(target).login_keys.items() if key not in known
    )
    if unreadable:
        print(
            f"{unreadable} logins name keys that are not in {keys.place}: put the keys of that "
            "time there, or these people have to log in again."
        )
    print("Start the bot: jobs go on, and unsent ones are looked up before they are sent.")
    return 0


def name_copy(settings: Settings, target: Path | None, now: datetime) -> Path:
    """Where a copy goes: the file named, a name of its own in a folder, or in `backups`."""
    folder = settings.data_dir / "backups" if target is None else target
    if target is None or target.is_dir():
        return folder / f"jimeng_bot-{_stamp(now)}.db"
    return target


def _files_of(database: Path) -> list[Path]:
    return [database.with_name(f"{database.name}{end}") for end in ("", "-wal", "-shm")]


def _stamp(now: datetime) -> str:
    return now.strftime("%Y%m%dT%H%M%SZ")
