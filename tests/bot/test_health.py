from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.health import POLLING, WORKER, Pulse, is_healthy, read_health
from bot.single_instance import AlreadyRunningError, hold_data_dir


def test_healthy_while_both_parts_moved_in_the_last_minute(tmp_path: Path) -> None:
    pulse = Pulse(tmp_path)
    pulse.beat(POLLING)
    assert not is_healthy(read_health(tmp_path, time.time()))  # the worker never moved
    pulse.beat(WORKER)
    assert is_healthy(read_health(tmp_path, time.time()))
    assert not is_healthy(read_health(tmp_path, time.time() + 61))
    assert not is_healthy(read_health(tmp_path, time.time() - 3600))  # the clock was set back


def test_a_clock_that_is_set_back_stops_no_beat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulse, now = Pulse(tmp_path), time.time()
    for part in (POLLING, WORKER):
        pulse.beat(part)
    monkeypatch.setattr("bot.health.time.time", lambda: now - 3600)
    for part in (POLLING, WORKER):
        pulse.beat(part)
    pulse.beat(POLLING)
    assert read_health(tmp_path, now - 3600)[POLLING] == 0


@pytest.mark.parametrize("content", [None, "", "{", '{"polling": "yes"}', "[]"])
def test_a_missing_or_broken_file_is_unhealthy(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "health.json").write_text(content)
    assert not is_healthy(read_health(tmp_path, time.time()))


def test_one_bot_a_data_directory(tmp_path: Path) -> None:
    with hold_data_dir(tmp_path), pytest.raises(AlreadyRunningError), hold_data_dir(tmp_path):
        pass
    with hold_data_dir(tmp_path):  # and free again afterwards
        pass
