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
from bot.domain.jobs import JobState
from bot.health import FRESH_FOR, read_health
from bot.ports import StorageError
from bot.single_instance import is_held
from operating.findings import Finding, duration
from operating.places import database_of, keys_of
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
    name, folder = "data directory", settings.data_dir.absolute()
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
        advice = "make it writable for the user that runs the bot, or free space"
        return Finding(name, f"{folder} can't be written ({error.strerror})", advice)
    room = f"{folder}, {free // 1024**2:,} MB free"
    if free < SPACE_AT_LEAST:
        return Finding(name, room, f"free at least {SPACE_AT_LEAST // 1024**2} MB")
    return Finding(name, room if where == folder else f"{room}; made at the first start")


def check_keys(settings: Settings) -> tuple[Finding, Collection[str] | None]:
    """The keys can be read and are nobody else's; gives their names too."""
    name = "keys"
    try:
        source = keys_of(settings)
        if source.is_own and source.path is not None and not source.path.exists():
            return _no_keys(settings, source.path), ()
        ids = source.read().ids
    except StorageError as error:
        return Finding(name, str(error), "put the right keys there, or restore a copy"), None
    detail = f"{source.place}, {len(ids)} keys, newest {ids[0]}"
    if source.path is not None and not source.is_managed:
        mode = stat.S_IMODE(source.path.stat().st_mode)
        if mode & OPEN_TO_OTHERS:
            advice = f"chmod 600 {source.path}, then main.py keys rotate if others use the machine"
            return Finding(name, f"{detail}, mode {mode:o}", advice), ids
        detail = f"{detail}, mode {mode:o}"
    return Finding(name, detail), ids


def _no_keys(settings: Settings, path: Path) -> Finding:
    if not database_of(settings).exists():
        return Finding("keys", f"{path} is made at the first start")
    return Finding(
        "keys",
        f"{path} is gone",
        "put a copy of it back before the next start, or everybody has to log in again",
    )


def check_database(settings: Settings) -> tuple[Finding, Survey | None]:
    """The file is sound and of a schema we know; gives what stands in it too."""
    name = "database"
    try:
        path = database_of(settings)
        if not path.exists():
            return Finding(name, f"{path} is made at the first start"), None
        survey = survey_database(path)
    except StorageError as error:
        return Finding(name, "can't be used", str(error)), None
    newest = newest_schema()
    older = "" if survey.schema == newest else f", migrated to {newest} at the next start"
    return Finding(name, f"{path} is sound, schema {survey.schema}{older}"), survey


def check_logins(survey: Survey, key_ids: Collection[str]) -> Finding:
    """Every stored login names a key that is there."""
    total = sum(survey.login_keys.values())
    lost = sum(count for key, count in survey.login_keys.items() if key not in key_ids)
    if lost:
        advice = "put the missing keys back, or let these people log in again"
        return Finding("logins", f"{lost} of {total} can't be read, their key is missing", advice)
    return Finding("logins", f"{total}, all readable")


def check_bot(settings: Settings, now: float) -> Finding:
    """If a bot runs here, it moves."""
    if not is_held(settings.data_dir):
        return Finding("bot", f"none is running on {settings.data_dir}")
    ages = read_health(settings.data_dir, now)
    told = ", ".join(
        f"{part} {'never moved' if age is None else f'moved {duration(age)} ago'}"
        for part, age in ages.items()
    )
    if all(age is not None and age <= FRESH_FOR for age in ages.values()):
        return Finding("bot", f"running, {told}")
    return Finding("bot", f"running, but {told}", "look into its log; a restart does no harm")


def check_work(survey: Survey, now: float, jobs_now: float, *, is_running: bool) -> Finding:
    """Nothing waits that should not wait. `jobs_now` is the time that jobs live in."""
    active = {state: count for state, count in survey.jobs.items() if not state.is_final and count}
    told = [f"{count} {state}" for state, count in active.items()] or ["no unfinished jobs"]
    troubles = []
    if survey.oldest_unknown is not None:
        age = jobs_now - survey.oldest_unknown
        told.append(f"oldest unknown job {duration(age)}")
        if age > UNKNOWN_AFTER:
            troubles.append("an unknown job waits for its person to answer, or for the service")
    if survey.updates:
        told.append(f"{survey.updates} messages not handled")
        if is_running and now - (survey.oldest_update or now) > STUCK_AFTER:
            troubles.append("messages wait too long: look into the bot's log")
    overdue = 0.0 if survey.longest_due is None else jobs_now - survey.longest_due
    if is_running and overdue > STUCK_AFTER:
        told.append(f"a job overdue for {duration(overdue)}")
        troubles.append("the worker does not keep up: look into the bot's log")
    waiting = survey.jobs.get(JobState.NEEDS_LOGIN, 0)
    if waiting:
        told.append(f"{waiting} of them wait for /login")
    return Finding("work", ", ".join(told), "; ".join(troubles))


def check_clock(jobs_now: float, survey: Survey | None, others: Sequence[float]) -> Finding:
    """Our clock agrees with the far ends' (`others`: ours less theirs, seconds) and our past.

    The past is that of the jobs, so it is compared with the time that they live in.
    """
    advice = "set this machine's clock (NTP): signatures, TLS and waiting depend on it"
    if others:
        skew = sorted(others)[len(others) // 2]
        if abs(skew) > SKEW_AT_MOST:
            side = "ahead of" if skew > 0 else "behind"
            return Finding("clock", f"{duration(abs(skew))} {side} the servers'", advice)
        return Finding("clock", f"within {max(1.0, abs(skew)):.0f} s of the servers'")
    latest = survey.latest if survey is not None else None
    if jobs_now < max(WRITTEN_AFTER, (latest or 0.0) - SKEW_AT_MOST):
        return Finding("clock", "behind what was written here before", advice)
    return Finding("clock", "plausible; no server could be asked")
