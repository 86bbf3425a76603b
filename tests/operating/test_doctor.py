"""doctor: one line each, an exit status, nothing changed by looking, no secret shown."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Settings, SettingsError
from bot.domain.jobs import JobState
from bot.finding_text import FindingWords, put_finding
from bot.health import POLLING, WORKER, Pulse
from bot.i18n import Texts
from bot.ports import Finding
from bot.single_instance import hold_data_dir
from operating.checks_here import (
    check_bot,
    check_clock,
    check_database,
    check_folder,
    check_keys,
    check_logins,
    check_work,
)
from operating.checks_there import check_telegram, check_token, sites
from operating.doctor import examine, look_around
from operating.places import database_address, database_of, open_keys
from storage import open_storage
from storage.survey import Survey, survey_database
from tests.builders import START, make_account, make_credential, make_job
from tests.operating.far_ends import answering, closed_port, far_end

TEXTS = Texts.load()
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SQLITES_OWN = ("-wal", "-shm")
TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFake-_1"


def told(finding: Finding, language: str = "en") -> FindingWords:
    return put_finding(lambda note: TEXTS.plain(language, note.key, **note.values), finding)


@pytest.fixture
def filled(settings: Settings) -> Settings:
    async def fill() -> None:
        storage = await open_storage(database_address(settings), open_keys(settings))
        await storage.jobs.add(make_job(1))
        await storage.accounts.link(make_account(7), make_credential("kept"))
        await storage.close()

    asyncio.run(fill())
    return settings


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but SQLite's own two, which come and go with any reader."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {file.name: file.read_bytes() for file in files if file.suffix[-4:] not in SQLITES_OWN}


def test_a_fresh_machine_is_well_and_stays_untouched(settings: Settings, data_dir: Path) -> None:
    findings = [check_folder(settings), check_database(settings)[0], check_keys(settings)[0]]
    assert all(finding.is_ok for finding in findings)
    assert not data_dir.exists()


def test_looking_changes_nothing(filled: Settings, data_dir: Path) -> None:
    before = contents(data_dir)
    finding, survey = check_database(filled)
    keys, ids = check_keys(filled)
    assert survey is not None
    assert ids is not None
    checked = [check_folder(filled), finding, keys, check_bot(filled, START)]
    checked += [check_logins(survey, ids), check_work(survey, START, START, is_running=False)]
    assert [told(finding) for finding in checked if not finding.is_ok] == []
    assert contents(data_dir) == before


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    finding = check_folder(Settings(data_dir=tmp_path / "file"))
    assert not finding.is_ok
    assert "can't be written" in told(finding).detail


def test_a_disk_that_is_nearly_full_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("operating.checks_here.SPACE_AT_LEAST", 1 << 60)
    assert "free at least" in told(check_folder(settings)).advice


def test_one_of_a_thing_is_told_as_one(filled: Settings) -> None:
    keys, ids = check_keys(filled)
    assert ", 1 key " in told(keys).detail
    survey = survey_database(database_of(filled))
    assert ids is not None
    assert told(check_logins(survey, ids)).detail == "1, readable"


async def test_every_line_is_told_in_chinese_too(filled: Settings) -> None:
    nowhere = f"http://127.0.0.1:{closed_port()}"
    away = filled.model_copy(update={"telegram_api_url": nowhere, "jimeng_api_url": nowhere})
    for finding in await look_around(away):
        words = told(finding, "zh")
        assert CHINESE.search(words.detail)
        assert not re.search("[a-z]{3,} [a-z]{2,} [a-z]{3,}", words.detail), words
        assert finding.is_ok or CHINESE.search(words.advice)


def test_open_keys_lost_keys_and_broken_keys(filled: Settings, data_dir: Path) -> None:
    path = data_dir / "jimeng_bot_keys"
    survey = survey_database(database_of(filled))
    path.chmod(0o644)
    finding, ids = check_keys(filled)
    assert "chmod 600" in told(finding).advice
    assert ids is not None
    assert check_logins(survey, ids).is_ok
    secret = path.read_text()
    path.write_text(secret[:-9])
    finding, ids = check_keys(filled)
    assert not finding.is_ok
    assert ids is None
    assert secret.partition(":")[2][:20] not in str(told(finding))
    path.unlink()
    finding, ids = check_keys(filled)
    assert "log in again" in told(finding).advice
    assert ids is not None
    assert "1 of 1 can't be read" in told(check_logins(survey, ids)).detail


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda path: path.write_bytes(b"no database" * 900), "newest backup"),
        (lambda path: stamp(path, "0999"), "run that newer version"),
        (lambda path: path.write_bytes(b""), "DATABASE_URL"),
    ],
)
def test_a_database_that_cannot_be_used_says_what_to_do(
    filled: Settings, harm: Callable[[Path], object], said: str
) -> None:
    harm(database_of(filled))
    finding, survey = check_database(filled)
    assert survey is None
    assert said in told(finding).advice
    assert CHINESE.search(told(finding, "zh").advice)


def stamp(path: Path, revision: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.commit()
    connection.close()


def test_a_bot_that_stands_still_is_told(settings: Settings, data_dir: Path) -> None:
    now = time.time()
    assert "none is running" in told(check_bot(settings, now)).detail
    with hold_data_dir(data_dir):
        assert not check_bot(settings, now).is_ok
        pulse = Pulse(data_dir)
        for part in (POLLING, WORKER):
            pulse.beat(part)
        assert check_bot(settings, now).is_ok
        assert "5 min ago" in told(check_bot(settings, now + 300)).detail
        assert not check_bot(settings, now + 300).is_ok


NOTHING = Survey(
    schema="0001",
    jobs={},
    oldest_unknown=None,
    longest_due=None,
    updates=0,
    oldest_update=None,
    login_keys={},
    latest=None,
)


@pytest.mark.parametrize(
    ("survey", "is_running", "is_ok", "said"),
    [
        (NOTHING, True, True, "no unfinished jobs"),
        (replace(NOTHING, oldest_unknown=START - 120), True, True, "oldest unknown job 2 min"),
        (replace(NOTHING, oldest_unknown=START - 2 * 86_400), True, False, "2 d"),
        (replace(NOTHING, updates=3, oldest_update=START - 5), True, True, "3 messages"),
        (replace(NOTHING, updates=1, oldest_update=START - 5), True, True, "1 message not"),
        (replace(NOTHING, updates=3, oldest_update=START - 5_000), True, False, "3 messages"),
        (replace(NOTHING, updates=3, oldest_update=START - 5_000), False, True, "3 messages"),
        (replace(NOTHING, longest_due=START - 5_000), True, False, "overdue for 83 min"),
        (replace(NOTHING, longest_due=START - 5_000), False, True, "no unfinished jobs"),
        (replace(NOTHING, jobs={JobState.NEEDS_LOGIN: 2}), True, True, "2 of them wait for /login"),
        (replace(NOTHING, jobs={JobState.NEEDS_LOGIN: 1}), True, True, "1 of them waits"),
    ],
)
def test_waiting_work_is_counted_and_judged(
    survey: Survey, is_running: bool, is_ok: bool, said: str
) -> None:
    finding = check_work(survey, START, START, is_running=is_running)
    assert finding.is_ok is is_ok
    assert said in told(finding).detail


@pytest.mark.parametrize(
    ("now", "latest", "skews", "is_ok"),
    [
        (START, None, [0.4, 0.5, 0.6], True),
        (START, None, [400.0], False),
        (START, None, [-400.0, -401.0, 0.0], False),
        (START, None, [0.0, 0.0, 86_400.0], True),  # one far end has a wrong clock
        (START, START - 5, [], True),
        (START, START + 500, [], False),  # what happened here lies in the future
        (0.0, None, [], False),
    ],
)
def test_the_clock_is_compared(
    now: float, latest: float | None, skews: list[float], is_ok: bool
) -> None:
    assert check_clock(now, replace(NOTHING, latest=latest), skews).is_ok is is_ok


async def token_finding(status: str, body: object, **options: object) -> Finding:
    async with far_end(answering(status, json.dumps(body))) as port:
        return await check_token(
            Settings(
                telegram_bot_token=TOKEN,  # type: ignore[arg-type]
                telegram_api_url=f"http://127.0.0.1:{port}",
                **options,  # type: ignore[arg-type]
            )
        )


async def test_a_good_token_is_told_by_its_name() -> None:
    result = {"ok": True, "result": {"username": "pictures_bot", "pending_update_count": 4}}
    finding = await token_finding("200 OK", result)
    assert finding.is_ok
    assert "@pictures_bot, 4 updates wait" in told(finding).detail


async def test_a_token_that_telegram_does_not_know() -> None:
    refused = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    for status, body in (("401 Unauthorized", refused), ("200 OK", []), ("502 Bad", "x")):
        finding = await token_finding(status, body)
        assert "@BotFather" in told(finding).advice
        assert TOKEN not in str(told(finding))


async def test_a_dead_proxy_is_named_without_its_password() -> None:
    settings = Settings(
        telegram_bot_token=TOKEN,  # type: ignore[arg-type]
        telegram_api_url="http://far.test",
        telegram_proxy=f"socks5://me:hunter2@127.0.0.1:{closed_port()}",  # type: ignore[arg-type]
    )
    far, token = await check_telegram(settings), await check_token(settings)
    for finding in (far.finding, token):
        assert not finding.is_ok
        assert "hunter2" not in str(told(finding))
        assert TOKEN not in str(told(finding))
    assert "TCP of the proxy" in told(far.finding).detail
    assert "TELEGRAM_PROXY" in told(far.finding).advice


def test_every_site_is_asked_once() -> None:
    named = sites(Settings())
    assert "https://jimeng.jianying.com" in named
    names = {TEXTS.plain("en", note.key, **note.values) for note in named.values()}
    assert sorted(names) == [
        "site Dreamina HK, JP, SG",
        "site Dreamina US",
        "site Jimeng",
    ]
    one = Settings(jimeng_api_url="http://127.0.0.1:1")
    assert list(sites(one)) == ["http://127.0.0.1:1"]


def test_settings_that_cannot_be_read_are_the_finding(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def read() -> Settings:
        raise SettingsError("TELEGRAM_PROXY: must be an http address\nTIME_SCALE: too large")

    assert examine(read) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("failed  settings: TELEGRAM_PROXY")
    assert "TIME_SCALE" in first
    assert last == "1 thing needs attention."
