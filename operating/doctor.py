"""`doctor`: every check, a line each, in an order in which one explains the next."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable

from bot.clock import ScaledClock
from bot.config import Settings, SettingsError
from bot.domain.commands import Note
from bot.finding_text import put_finding
from bot.i18n import DEFAULT_LANGUAGE, Texts
from bot.ports import Finding
from bot.single_instance import is_held
from operating.checks_here import (
    check_bot,
    check_clock,
    check_database,
    check_folder,
    check_keys,
    check_logins,
    check_work,
)
from operating.checks_there import check_site, check_telegram, check_token, sites
from operating.findings import found
from storage.survey import Survey


def examine(read_settings: Callable[[], Settings]) -> int:
    """Print what is well and what is not; 0 if all is well. Changes nothing, shows no secret."""
    try:
        settings = read_settings()
    except SettingsError as error:
        problems = Note("doctor-settings-wrong", {"why": "; ".join(str(error).splitlines())})
        return _tell([found(Note("doctor-settings"), problems, Note("doctor-see-example"))])
    return _tell([_settings(settings), *asyncio.run(look_around(settings))])


async def look_around(settings: Settings) -> list[Finding]:
    """Everything but the settings: this machine, the far ends, and how the clocks agree."""
    here, survey = await asyncio.to_thread(_look_everywhere_here, settings)
    there, skews = await _look_there(settings)
    return [*here, *there, check_clock(_jobs_now(settings), survey, skews)]


def _tell(findings: Iterable[Finding]) -> int:
    """In English whoever reads it, as everything on the command line."""
    texts, failed = Texts.load(), 0

    def say(note: Note) -> str:
        return texts.plain(DEFAULT_LANGUAGE, note.key, **note.values)

    for finding in findings:
        words = put_finding(say, finding)
        line = f"{'ok    ' if finding.is_ok else 'failed'}  {words.name}: {words.detail}"
        print(line if finding.is_ok else f"{line} -- {words.advice}")
        failed += not finding.is_ok
    print(say(Note("doctor-verdict", {"failed": failed})))
    return 1 if failed else 0


def _settings(settings: Settings) -> Finding:
    name, readable, access = Note("doctor-settings"), Note("doctor-readable"), settings.access
    if access.allowed is None:
        return found(name, [readable, Note("doctor-everybody")])
    people = len(access.allowed | access.admins)
    who = Note("doctor-people", {"count": people})
    return found(name, [readable, who], () if people else Note("doctor-let-in"))


def _look_everywhere_here(settings: Settings) -> tuple[list[Finding], Survey | None]:
    database, survey = check_database(settings)
    return [check_folder(settings), database, *_look_here(settings, survey)], survey


def _look_here(settings: Settings, survey: Survey | None) -> list[Finding]:
    now = time.time()
    keys, key_ids = check_keys(settings)
    findings = [keys, check_bot(settings, now)]
    if survey is not None and key_ids is not None:
        findings.append(check_logins(survey, key_ids))
    if survey is not None:
        is_running = is_held(settings.data_dir)
        findings.append(check_work(survey, now, _jobs_now(settings), is_running=is_running))
    return findings


def _jobs_now(settings: Settings) -> float:
    return ScaledClock(settings.time_scale).now()


async def _look_there(settings: Settings) -> tuple[list[Finding], list[float]]:
    """All far ends at once, told in order; and how far our clock is from theirs."""
    ends = [check_telegram(settings)]
    ends += [check_site(names, origin, settings) for origin, names in sites(settings).items()]
    token, reached = await asyncio.gather(check_token(settings), asyncio.gather(*ends))
    telegram, *others = [far.finding for far in reached]
    skews = [far.skew for far in reached if far.skew is not None]
    return [telegram, token, *others], skews
