"""The disk and the database against the bot: full, locked, damaged, too new. Nothing paid twice."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from bot.clock import ScaledClock
from tests.acceptance.driving import TIME_SCALE, Bot, Person, Playground, wait_for
from tests.acceptance.operator import command, no_room

DUMPS = Path(__file__).parents[1] / "fixtures" / "databases"

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("acceptance-operating")]


@pytest.fixture
def person(playground: Playground, bot: Bot) -> Person:
    somebody = playground.new_person()
    somebody.logs_in()
    return somebody


def test_a_request_that_cannot_be_stored_stays_with_telegram(
    playground: Playground, bot: Bot, person: Person
) -> None:
    """The update is not confirmed, so it comes again when there is room."""
    seen = len(playground.get("/received"))
    with no_room(bot):
        person.says("/image 磁盘满了")
        wait_for(
            "the bot to ask for it again",
            lambda: len(playground.calls("getUpdates", after=seen)) > 2,
        )
        assert playground.accepted("磁盘满了") == []
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.accepted("磁盘满了")) == 1
    assert bot.process is not None
    assert bot.process.poll() is None


def test_an_acceptance_that_cannot_be_stored_is_looked_up(
    playground: Playground, bot: Bot, person: Person
) -> None:
    with playground.held("generate:after") as release:
        person.says("/image 记不下来")
        playground.wait_at("generate:after")
        with no_room(bot):
            release()
            wait_for("the answer", lambda: playground.calls("generate")[-1]["answered"])
            seen = len(playground.get("/received"))
            person.says("/queue")
            wait_for("a failing write", lambda: playground.calls("getUpdates", after=seen))
    assert len(person.gets_pictures(4, seconds=60)) == 4
    assert len(playground.accepted("记不下来")) == 1


def test_a_locked_database_is_waited_for(playground: Playground, bot: Bot, person: Person) -> None:
    """Somebody's shell holds it for seconds; here the time itself is what is tested."""
    with bot.nothing_can_commit():
        person.says("/image 锁住几秒")
        time.sleep(3)
        assert playground.accepted("锁住几秒") == []
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.accepted("锁住几秒")) == 1
    assert "Traceback" not in bot.log


def test_a_damaged_database_stops_the_start_with_the_way_out(
    playground: Playground, bot: Bot, person: Person
) -> None:
    for number in range(3):
        person.says(f"/image 备份前 {number}")
    person.gets_pictures(12)
    assert command(bot, "backup", "good.db").returncode == 0
    bot.stop()
    path = bot.data_dir / "jimeng_bot.db"
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 5] = b"\xa5" * 4096 * 4
    path.write_bytes(content)
    started = command(bot)
    assert started.returncode == 1
    assert "is damaged" in started.stderr
    assert "main.py restore" in started.stderr
    assert "Traceback" not in started.stderr
    assert command(bot, "restore", "good.db").returncode == 0
    bot.start()
    person.says("/credit")
    person.reads("今日签到")


def test_a_database_of_a_newer_version_stops_the_start(bot: Bot) -> None:
    bot.stop()
    database = sqlite3.connect(bot.data_dir / "jimeng_bot.db")
    database.execute("UPDATE alembic_version SET version_num = '0999'")
    database.commit()
    database.close()
    started = command(bot)
    assert started.returncode == 1
    assert "a newer version of the bot wrote" in started.stderr
    assert "Traceback" not in started.stderr


def test_a_database_of_the_first_version_comes_up_and_its_job_goes_on(
    playground: Playground, bot: Bot
) -> None:
    person = playground.new_person()
    bot.stop()
    for file in bot.data_dir.glob("jimeng_bot.db*"):
        file.unlink()
    dump = (DUMPS / "schema-0001.sql").read_text(encoding="utf-8")
    database = sqlite3.connect(bot.data_dir / "jimeng_bot.db")
    database.executescript(dump)
    database.execute("DELETE FROM accounts")
    database.execute("DELETE FROM inbox")
    database.execute("DELETE FROM jobs WHERE state != 'queued'")
    message, now = person.says("从前的请求"), ScaledClock(TIME_SCALE).now()
    database.execute(
        "UPDATE jobs SET user_id = ?, chat_id = ?, message_id = ?, created_at = ?, state_since = ?",
        (person.id, person.id, message, now, now),
    )
    database.commit()
    database.close()
    bot.start()
    person.reads("Needs login")
    person.logs_in()
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.accepted("猫在雨里")) == 1
