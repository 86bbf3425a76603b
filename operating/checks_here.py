"""What can be checked on this machine. Nothing is made, changed or migrated by looking."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from bot.config import Settings
from bot.domain.commands import Note
from bot.domain.jobs import JobState
from bot.health import FRESH_FOR, read_health
from bot.ports import Finding, StorageError
from bot.single_instance import is_held
from operating.findings import found, span
from operating.places import database_of, keys_of
from operating.unusable import unusable_database
from storage.key_file import OPEN_TO_OTHERS
from storage.migrating import newest_schema
from storage.survey import Survey, survey_database

SPACE_AT_LEAST: Final = 200 * 1024 * 1024
"""A film and its copies, and the database's own growth."""

SKEW_AT_MOST: Final = 60.0
STUCK_AFTER: Final = 600.0
UNKNOWN_AFTER: Final = 86_400.0
WRITTEN_AFTER: Final = 1_763_000_000.0
"""This program was not written before November 2025: a clock that says so is wrong."""


def check_folder(settings: Settings) -> Finding:
    """The data directory can be written, or made, and has room."""
    name, folder = Note("doctor-folder"), settings.data_dir.absolute()
    where = folder
    while not where.exists():
        where = where.parent
    try:
        with tempfile.TemporaryFile(dir=where) as file:
            file.write(b"x")
            file.flush()
            os.fsync(file.fileno())
        free = shutil.disk_usage(where).free
    except OSError as error:
        locked = {"folder": str(folder), "why": error.strerror or type(error).__name__}
        return found(name, Note("doctor-folder-locked", locked), Note("doctor-make-writable"))
    room = Note("doctor-folder-room", {"folder": str(folder), "size": f"{free // 1024**2:,}"})
    if free < SPACE_AT_LEAST:
        return found(name, room, Note("doctor-free-space", {"size": SPACE_AT_LEAST // 1024**2}))
    return found(name, [room] if where == folder else [room, Note("doctor-made-at-start")])


def check_keys(settings: Settings) -> tuple[Finding, Collection[str] | None]:
    """The keys can be read and are nobody else's; gives their names too."""
    name = Note("doctor-keys")
    try:
        source = keys_of(settings)
        if source.is_own and source.path is not None and not source.path.exists():
            return _no_keys(settings, source.path), ()
        ids = source.read().ids
    except StorageError as error:
        unusable = Note("doctor-keys-unusable", {"why": str(error)})
        return found(name, unusable, Note("doctor-put-keys")), None
    detail = [
        Note("doctor-keys-known", {"place": source.place, "count": len(ids), "newest": ids[0]})
    ]
    if source.path is not None and not source.is_managed:
        mode = stat.S_IMODE(source.path.stat().st_mode)
        detail.append(Note("doctor-keys-mode", {"mode": f"{mode:o}"}))
        if mode & OPEN_TO_OTHERS:
            return found(name, detail, Note("doctor-close-keys", {"path": str(source.path)})), ids
    return found(name, detail), ids


def _no_keys(settings: Settings, path: Path) -> Finding:
    name, values = Note("doctor-keys"), {"path": str(path)}
    if not database_of(settings).exists():
        return found(name, Note("doctor-file-to-come", values))
    return found(name, Note("doctor-file-gone", values), Note("doctor-put-keys-back"))


def check_database(settings: Settings) -> tuple[Finding, Survey | None]:
    """The file is sound and of a schema we know; gives what stands in it too."""
    name = Note("doctor-database")
    try:
        path = database_of(settings)
        if not path.exists():
            return found(name, Note("doctor-file-to-come", {"path": str(path)})), None
        survey = survey_database(path)
    except StorageError as error:
        return found(name, *unusable_database(error)), None
    newest = newest_schema()
    sound = [Note("doctor-database-sound", {"path": str(path), "schema": survey.schema})]
    if survey.schema != newest:
        sound.append(Note("doctor-database-older", {"schema": newest}))
    return found(name, sound), survey


def check_logins(survey: Survey, key_ids: Collection[str]) -> Finding:
    """Every stored login names a key that is there."""
    total = sum(survey.login_keys.values())
    lost = sum(count for key, count in survey.login_keys.items() if key not in key_ids)
    name = Note("doctor-logins")
    if lost:
        keyless = Note("doctor-logins-lost", {"count": total, "lost": lost})
        return found(name, keyless, Note("doctor-put-missing-keys"))
    return found(name, Note("doctor-logins-readable", {"count": total}))


def check_bot(settings: Settings, now: float) -> Finding:
    """If a bot runs here, it moves."""
    name = Note("doctor-bot")
    if not is_held(settings.data_dir):
        return found(name, Note("doctor-bot-none", {"folder": str(settings.data_dir)}))
    ages = read_health(settings.data_dir, now)
    told = [Note("doctor-bot-running"), *(_moved(part, age) for part, age in ages.items())]
    if all(age is not None and age <= FRESH_FOR for age in ages.values()):
        return found(name, told)
    return found(name, told, Note("doctor-bot-restart"))


def _moved(part: str, age: float | None) -> Note:
    if age is None:
        return Note("doctor-bot-still", {"part": part})
    return Note("doctor-bot-moved", {"part": part, **span(age)})


def check_work(survey: Survey, now: float, jobs_now: float, *, is_running: bool) -> Finding:
    """Nothing waits that should not wait. `jobs_now` is the time that jobs live in."""
    active = {state: count for state, count in survey.jobs.items() if not state.is_final and count}
    told = [
        Note("admin-jobs-line", {"state": state.value, "count": count})
        for state, count in active.items()
    ] or [Note("doctor-work-none")]
    troubles = []
    if survey.oldest_unknown is not None:
        age = jobs_now - survey.oldest_unknown
        told.append(Note("doctor-work-unknown", span(age)))
        if age > UNKNOWN_AFTER:
            troubles.append(Note("doctor-work-unknown-long"))
    if survey.updates:
        told.append(Note("doctor-work-messages", {"count": survey.updates}))
        if is_running and now - (survey.oldest_update or now) > STUCK_AFTER:
            troubles.append(Note("doctor-work-messages-long"))
    overdue = 0.0 if survey.longest_due is None else jobs_now - survey.longest_due
    if is_running and overdue > STUCK_AFTER:
        told.append(Note("doctor-work-overdue", span(overdue)))
        troubles.append(Note("doctor-work-overdue-long"))
    waiting = survey.jobs.get(JobState.NEEDS_LOGIN, 0)
    if waiting:
        told.append(Note("doctor-work-login", {"count": waiting}))
    return found(Note("doctor-work"), told, troubles)


def check_clock(jobs_now: float, survey: Survey | None, others: Sequence[float]) -> Finding:
    """Our clock agrees with the far ends' (`others`: ours less theirs, seconds) and our past.

    The past is that of the jobs, so it is compared with the time that they live in.
    """
    name, advice = Note("doctor-clock"), Note("doctor-set-clock")
    if others:
        skew = sorted(others)[len(others) // 2]
        if abs(skew) > SKEW_AT_MOST:
            side = "doctor-clock-ahead" if skew > 0 else "doctor-clock-behind"
            return found(name, Note(side, span(abs(skew))), advice)
        return found(name, Note("doctor-clock-agrees", {"seconds": max(1, round(abs(skew)))}))
    latest = survey.latest if survey is not None else None
    if jobs_now < max(WRITTEN_AFTER, (latest or 0.0) - SKEW_AT_MOST):
        return found(name, Note("doctor-clock-past"), advice)
    return found(name, Note("doctor-clock-plausible"))
