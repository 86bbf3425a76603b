"""SIGKILL between the rows and the files of /forget: nothing of the person stays."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.acceptance.driving import Bot, Playground, wait_for
from tests.acceptance.dying import with_button

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("acceptance-kill")]

MANY = 20_000
"""Files in a folder take their time to erase, and no signal holds a process between two."""


def test_the_files_go_after_a_death_behind_the_rows(playground: Playground, bot: Bot) -> None:
    person, other = playground.new_person(), playground.new_person()
    for somebody in (person, other):
        somebody.logs_in()
        somebody.says("/image 1张 要忘记的")
        somebody.gets_pictures(1)
    (folder, others), database = folders(bot, person.id, other.id), bot.data_dir / "jimeng_bot.db"
    fill(folder)
    person.says("/forget")
    sure = with_button(person, "全部删除")
    with closing(sqlite3.connect(database)) as looking:
        person.taps(sure, "🗑", asks=False)
        while looking.execute("SELECT 1 FROM jobs WHERE user_id = ?", (person.id,)).fetchone():
            pass
        bot.kill()
        left = len(list(folder.iterdir()))
    assert left > 0, "the files were gone before the process was"
    bot.start()
    wait_for("the files to be gone", lambda: not folder.exists())
    person.reads("都已删除")
    assert any(others.iterdir())
    for table in ("jobs", "accounts", "history"):
        assert bot.count(f"{table} WHERE user_id = {person.id}") == 0
        assert bot.count(f"{table} WHERE user_id = {other.id}") == 1


def folders(bot: Bot, *people: int) -> list[Path]:
    """Where the results of each person's one job are."""
    with closing(sqlite3.connect(bot.data_dir / "jimeng_bot.db")) as database:
        ids = [
            database.execute("SELECT id FROM jobs WHERE user_id = ?", (each,)).fetchone()[0]
            for each in people
        ]
    return [bot.data_dir / "results" / job_id for job_id in ids]


def fill(folder: Path) -> None:
    for number in range(MANY):
        (folder / f"more {number}").touch()
