"""`python main.py` where something is missing or wrong, and its health check."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import pytest

from bot.health import POLLING, WORKER, Pulse
from tests.commands.programs import run_main

USAGE, UNWELL = 2, 1
TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"


def test_without_a_token_it_says_so_and_points_to_the_playground(tmp_path: Path) -> None:
    """The first thing that a newcomer sees; and nothing is left in the folder."""
    ended = run_main(cwd=tmp_path)
    assert ended.status == USAGE
    assert "TELEGRAM_BOT_TOKEN is not set" in ended.err
    assert "make playground" in ended.err
    assert len(ended.err.strip().splitlines()) == 2
    assert (ended.out, list(tmp_path.iterdir())) == ("", [])


def test_the_token_may_stand_in_the_file(tmp_path: Path) -> None:
    """Told apart by the next complaint: the key ring can't be read."""
    keys = tmp_path / "no-keys"
    (tmp_path / ".env").write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\nENCRYPTION_KEYS_FILE={keys}\n")
    ended = run_main(cwd=tmp_path)
    assert ended.status == 1
    assert "TELEGRAM_BOT_TOKEN" not in ended.err
    assert str(keys) in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("command", [[], ["health"]], ids=["run", "health"])
def test_all_wrong_settings_are_told_at_once(tmp_path: Path, command: list[str]) -> None:
    """Whoever mends one must not find the next at the next start; values are never shown."""
    ended = run_main(
        *command,
        cwd=tmp_path,
        TELEGRAM_BOT_TOKEN=TOKEN,
        ALLOWED_USERS="alice",
        JIMENG_PROXY="socks4://user:hunter2@proxy.test:1080",
        LOG_LEVEL="LOUD",
        TIME_SCALE="fast",
    )
    assert ended.status == USAGE
    head, *problems = ended.err.splitlines()
    assert head == "The settings can't be used:"
    assert {problem.partition(":")[0] for problem in problems} == {
        "ALLOWED_USERS",
        "JIMENG_PROXY",
        "LOG_LEVEL",
        "TIME_SCALE",
    }
    assert "hunter2" not in ended.err
    assert TOKEN not in ended.err


def test_an_unknown_command_is_told_with_what_there_is(tmp_path: Path) -> None:
    ended = run_main("fly", cwd=tmp_path)
    assert ended.status == USAGE
    assert "health" in ended.err


def test_help_says_what_it_is(tmp_path: Path) -> None:
    ended = run_main("--help", cwd=tmp_path)
    assert (ended.status, ended.err) == (0, "")
    assert "health" in ended.out


def test_a_bot_that_never_ran_is_not_healthy(tmp_path: Path) -> None:
    ended = run_main("health", cwd=tmp_path, DATA_DIR=str(tmp_path))
    assert ended.status == UNWELL
    assert ended.out.splitlines() == ["polling: never moved", "worker: never moved"]


@pytest.mark.parametrize(
    ("polled", "worked", "status"),
    [(1, 1, 0), (61, 1, UNWELL), (1, 61, UNWELL), (50, 50, 0), (None, 1, UNWELL)],
)
def test_both_parts_must_have_moved_within_a_minute(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    polled: float | None,
    worked: float | None,
    status: int,
) -> None:
    """A bot that is deaf but works, or hears but does nothing, must be started anew."""
    now, pulse = time.time(), Pulse(tmp_path)
    with monkeypatch.context() as then:
        for part, ago in ((POLLING, polled), (WORKER, worked)):
            if ago is not None:
                then.setattr(time, "time", partial(float, now - ago))
                pulse.beat(part)
    assert run_main("health", cwd=tmp_path, DATA_DIR=str(tmp_path)).status == status
