"""What an operator does to a living bot: copy it, restore it, change its keys, look at it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.acceptance.driving import Bot, Person, Playground, is_from_bot, wait_for, words
from tests.acceptance.dying import in_database, with_button
from tests.acceptance.operator import bytes_on_disk, command

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("acceptance-operating")]

KEY_FILE = "jimeng_bot_keys"
DATABASE = "jimeng_bot.db"


@pytest.fixture
def person(playground: Playground, bot: Bot) -> Person:
    somebody = playground.new_person()
    somebody.logs_in()
    return somebody


def lose_database(bot: Bot) -> None:
    for file in bot.data_dir.glob(f"{DATABASE}*"):
        file.unlink()


def secret_records(bot: Bot) -> list[bytes]:
    database = sqlite3.connect(bot.data_dir / DATABASE)
    try:
        return [row[0] for row in database.execute("SELECT secret FROM accounts")]
    finally:
        database.close()


def test_a_copy_made_under_way_brings_a_lost_database_back(
    playground: Playground, bot: Bot, person: Person, tmp_path: Path
) -> None:
    """The job was running when the copy was made; it goes on, and is not paid again."""
    copy = tmp_path / "copy.db"
    with playground.held("get_history_by_ids:before"):
        person.says("/image 备份途中")
        playground.wait_at("get_history_by_ids:before")
        made = command(bot, "backup", str(copy))
        assert made.returncode == 0, made.stderr
        assert str(bot.data_dir / KEY_FILE) in made.stdout
        refused = command(bot, "restore", str(copy))
        assert refused.returncode == 1
        assert "stop it first" in refused.stderr
        bot.kill()
    lose_database(bot)
    restored = command(bot, "restore", str(copy))
    assert restored.returncode == 0, restored.stderr
    bot.start()
    assert len(person.gets_pictures(4)) == 4
    person.reads("完成")
    assert len(playground.accepted("备份途中")) == 1


def test_what_was_sent_after_the_copy_is_found_and_not_sent_again(
    playground: Playground, bot: Bot, person: Person, tmp_path: Path
) -> None:
    prompt, copy = "备份之后才提交", tmp_path / "copy.db"
    with playground.held("generate:before"):
        person.says(f"/image {prompt}")
        playground.wait_at("generate:before")
        assert command(bot, "backup", str(copy)).returncode == 0
    make_earlier(copy)
    person.gets_pictures(4)
    bot.stop()
    assert command(bot, "restore", str(copy)).returncode == 0
    bot.start()
    person.gets_pictures(8)  # what the copy doesn't know as sent to Telegram comes once more
    wait_for("the job to be done", lambda: not unfinished(bot))
    assert len(playground.accepted(prompt)) == 1


def make_earlier(copy: Path) -> None:
    """As if the copy had been made a moment before the worker took the job."""
    database = sqlite3.connect(copy)
    changed = database.execute(
        "UPDATE jobs SET state = 'queued', submitted_at = NULL WHERE state = 'submitting'"
    )
    assert changed.rowcount == 1
    database.commit()
    database.close()


def unfinished(bot: Bot) -> int:
    database = sqlite3.connect(bot.data_dir / DATABASE)
    try:
        count: int = database.execute(
            "SELECT count(*) FROM jobs WHERE finished_at IS NULL"
        ).fetchone()[0]
        return count
    finally:
        database.close()


def test_keys_are_changed_under_a_living_bot(
    playground: Playground, bot: Bot, person: Person
) -> None:
    old = (bot.data_dir / KEY_FILE).read_text()
    (before,) = secret_records(bot)
    rotated = command(bot, "keys", "rotate")
    assert rotated.returncode == 0, rotated.stdout + rotated.stderr
    assert "A bot is running" in rotated.stdout
    new = (bot.data_dir / KEY_FILE).read_text()
    assert len(new.splitlines()) == 1
    assert new != old
    assert secret_records(bot) != [before]
    assert before[-32:] not in bytes_on_disk(bot)
    person.says("/image 换了钥匙")
    assert len(person.gets_pictures(4)) == 4
    listed = command(bot, "keys", "list").stdout
    assert "(encrypts)" in listed
    assert "MISSING" not in listed
    bot.stop()
    bot.start()
    person.says("/credit")
    person.reads("今日签到")
    for text in (old, new):
        assert text.partition(":")[2].strip() not in bot.log + rotated.stdout + listed


def test_without_the_key_people_log_in_again_and_their_jobs_go_on(
    playground: Playground, bot: Bot, person: Person
) -> None:
    bot.stop()
    (bot.data_dir / KEY_FILE).unlink()
    bot.start()
    assert "encryption_key_missing" in bot.log
    person.says("/credit")
    assert "/login" in words(person.reads("登录失效了"))
    person.says("/image 钥匙丢了")
    person.reads("登录后自动继续")
    person.says(f"/login {playground.new_token()}")
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.accepted("钥匙丢了")) == 1


def test_a_login_that_was_erased_is_gone_from_the_disk_while_the_bot_runs(
    bot: Bot, person: Person
) -> None:
    (record,) = secret_records(bot)
    assert record in bytes_on_disk(bot)
    person.says("/logout")
    person.taps(person.reads("退出 main"), "退出登录", asks=False)
    wait_for("the login to be erased", lambda: not secret_records(bot))
    wait_for("its traces to go", lambda: record[-40:] not in bytes_on_disk(bot))


def test_the_doctor_finds_nothing_wrong_and_says_no_secret(
    playground: Playground, bot: Bot, person: Person
) -> None:
    token = person.logs_in()
    seen = command(bot, "doctor")
    assert seen.returncode == 0, seen.stdout
    lines = seen.stdout.splitlines()
    assert [line for line in lines if not line.startswith("ok    ")] == ["All is well."]
    for name in ("settings", "data directory", "keys", "database", "bot", "logins", "work"):
        assert f"ok      {name}:" in seen.stdout
    for name in ("telegram", "bot token", "site", "clock"):
        assert f"ok      {name}" in seen.stdout
    for secret in (token, playground.addresses["bot_token"]):
        assert secret not in seen.stdout + seen.stderr


def test_the_doctor_names_what_is_broken(playground: Playground, bot: Bot) -> None:
    bot.stop()
    bot.settings["TELEGRAM_PROXY"] = "http://me:hunter2@127.0.0.1:9"
    bot.settings["JIMENG_API_URL"] = "https://no-such-site.invalid"
    bot.settings["ALLOWED_USERS"] = ""
    (bot.data_dir / KEY_FILE).chmod(0o640)
    seen = command(bot, "doctor")
    assert seen.returncode == 1
    failed = {
        line.split(":")[0].removeprefix("failed  "): line
        for line in seen.stdout.splitlines()
        if line.startswith("failed")
    }
    assert set(failed) == {"settings", "keys", "telegram", "bot token", "site (JIMENG_API_URL)"}
    assert "TCP of the proxy: 127.0.0.1:9" in failed["telegram"]
    assert "DNS: no-such-site.invalid" in failed["site (JIMENG_API_URL)"]
    assert "chmod 600" in failed["keys"]
    assert "hunter2" not in seen.stdout + seen.stderr
    assert (bot.data_dir / KEY_FILE).stat().st_mode & 0o777 == 0o640


def test_the_line_of_a_start_counts_all_that_was_on_its_way(
    playground: Playground, bot: Bot, person: Person
) -> None:
    """Files shown again, an announcement, an /album and a claim, cut off by a death."""
    operator = playground.new_person()
    bot.settings["ADMIN_USERS"] = str(operator.id)
    operator.says("/queue")  # nobody is written to who never wrote
    wait_for("an answer", lambda: any(is_from_bot(m) for m in operator.sees()))
    person.says("/image 1张 原图")
    result = with_button(person, "📄")
    person.says("/album")
    person.reads("/done")
    with playground.held("sendDocument:before"):
        person.taps(result, "📄", asks=False)
        playground.wait_at("sendDocument:before")
        bot.kill()
        leave_copies(bot, person)
        in_database(bot, "INSERT INTO rounds SELECT id, 'claim', 0 FROM accounts")
        bot.start()
    started = words(operator.reads("已启动"))
    assert started == "已启动 · 重发结果 1 · 公告待发 1 · 收图中 1 · 待自动签到 1"
    noted = next(line for line in reversed(bot.log.splitlines()) if "bot.resumed" in line)
    assert "showings=1 copies=1 albums=0 collections=1 claims=1 losses=0" in noted


def leave_copies(bot: Bot, person: Person) -> None:
    """An announcement on its way, as a death leaves it: one copy arrived, one did not."""
    in_database(
        bot,
        "INSERT INTO announcements (id, cause, author, text, state, created_at)"
        " VALUES (1, 'message 1 1', 1, '公告', 'sending', 0)",
    )
    copies = f"(1, {person.id}, 'waiting', 0), (1, 999, 'sent', 1)"
    in_database(bot, f"INSERT INTO announcement_copies VALUES {copies}")
