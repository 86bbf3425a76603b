"""SIGKILL between what a tap or a command stored and its answer: done again, it is done once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.acceptance.driving import Bot, Person, Playground, wait_for
from tests.acceptance.dying import killed_at, told, with_button
from tests.acceptance.photographs import photograph

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("acceptance-kill")]


@pytest.fixture
def bot(shared_bot: Bot) -> Bot:
    """One for all of this file: it dies in each test, and its rows stay."""
    return shared_bot


@pytest.fixture
def person(playground: Playground, bot: Bot) -> Iterator[Person]:
    somebody = playground.new_person()
    somebody.logs_in()
    yield somebody
    assert playground.get("/books")["paid_twice"] == 0


def test_a_tap_that_answers_a_question(playground: Playground, bot: Bot, person: Person) -> None:
    prompt = "1张 问题的回答"
    person.sends(photograph())
    person.reads("要怎么处理")
    person.says(prompt)
    question = with_button(person, "只画文字")
    with killed_at(playground, bot, "answerCallbackQuery:before"):
        for option in ("只画文字", "改图", "只画文字"):
            person.taps(question, option, asks=False)
    assert len(person.gets_pictures(1)) == 1
    person.says("/queue")
    person.reads("没有在排队")
    assert len(playground.accepted(prompt)) == 1


def test_again(playground: Playground, bot: Bot, person: Person) -> None:
    prompt = "1张 再来一次"
    person.says(f"/image {prompt}")
    result = with_button(person, "🔁")
    with killed_at(playground, bot, "answerCallbackQuery:before"):
        person.taps(result, "🔁", asks=True)
    assert len(person.gets_pictures(2)) == 2
    for _ in range(3):
        person.taps(result, "🔁", asks=False)
    person.says("/queue")
    person.reads("没有在排队")
    assert len(playground.accepted(prompt)) == 2


def test_yes_to_a_receipt(playground: Playground, bot: Bot, person: Person) -> None:
    prompt = "1张 同意回执"
    person.says("/settings ask 0")
    person.reads("0")
    person.says(f"/image {prompt}")
    receipt = with_button(person, "✅")
    with killed_at(playground, bot, "answerCallbackQuery:before"):
        person.taps(receipt, "✅", asks=False)
    assert len(person.gets_pictures(1)) == 1
    assert len(playground.accepted(prompt)) == 1


def test_the_days_credits(playground: Playground, bot: Bot, person: Person) -> None:
    """No key finds a claim again: it is made once, and the account's history is read."""
    before = len(playground.get("/received"))
    with killed_at(playground, bot, "credit_receive:after"):
        person.says("/credit")
    person.reads("今日签到")
    for number in (2, 3):
        person.says("/credit")
        wait_for("another answer", told(person, "今日签到", number))
    assert len(playground.calls("credit_receive", after=before)) == 1


def test_a_login(playground: Playground, bot: Bot) -> None:
    person, accounts = playground.new_person(), bot.count("accounts")
    with killed_at(playground, bot, "sendMessage:before"):
        person.says(f"/login {playground.new_token()}")
    person.reads("✅")
    assert bot.count("accounts") == accounts + 1


def test_an_account_of_another_name(playground: Playground, bot: Bot, person: Person) -> None:
    accounts = bot.count("accounts")
    person.says("/account add 工作")
    person.reads("工作")
    with killed_at(playground, bot, "sendMessage:before"):
        person.says(f"/login {playground.new_token()}")
    wait_for("the second login", told(person, "✅", 2))
    assert bot.count("accounts") == accounts + 1


def test_a_style(playground: Playground, bot: Bot, person: Person) -> None:
    styles = bot.count("styles")
    with killed_at(playground, bot, "sendMessage:before"):
        person.says("/style save 水彩 {主题}，水彩")
    person.reads("水彩")
    assert bot.count("styles") == styles + 1


def test_a_star(playground: Playground, bot: Bot, person: Person) -> None:
    person.says("/image 1张 有星的")
    result, stars = with_button(person, "⭐"), bot.count("stars")
    with killed_at(playground, bot, "editMessageReplyMarkup:before"):
        person.taps(result, "⭐", asks=False)
    wait_for("the star", lambda: bot.count("stars") == stars + 1)
    person.says("/queue")
    person.reads("没有在排队")
    assert bot.count("stars") == stars + 1


def test_an_erasure(playground: Playground, bot: Bot, person: Person) -> None:
    """Nothing stays behind: no row, no file, no message."""
    person.says("/image 1张 要删掉的")
    person.gets_pictures(1)
    jobs, folders = bot.count("jobs"), len(list((bot.data_dir / "results").iterdir()))
    person.taps(with_button(person, "⋯"), "⋯", asks=False)
    person.taps(with_button(person, "🗑"), "🗑", asks=False)
    sure = with_button(person, "surely")
    with killed_at(playground, bot, "deleteMessage:before"):
        person.taps(sure, "🗑", asks=False)
    wait_for("the job to be gone", lambda: bot.count("jobs") == jobs - 1)
    assert len(list((bot.data_dir / "results").iterdir())) == folders - 1
    assert not any(m.get("photo") for m in person.sees())
