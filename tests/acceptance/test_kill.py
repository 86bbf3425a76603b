"""SIGKILL at every edge of a job. Nothing is lost, and nothing is paid for twice unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.acceptance.driving import Bot, Person, Playground, wait_for

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("acceptance-kill")]

SEND_AGAIN = "再发一次"
SEND_AGAIN_TEXT = "要再发一次吗"


@pytest.fixture
def bot(playground: Playground, shared_bot: Bot) -> Iterator[Bot]:
    """One for all of this file: it dies in each test, and its rows stay."""
    yield shared_bot
    playground.control.delete("/faults")


@pytest.fixture
def person(playground: Playground, bot: Bot) -> Person:
    somebody = playground.new_person()
    somebody.logs_in()
    return somebody


def test_between_the_stored_intent_and_the_post(
    playground: Playground, bot: Bot, person: Person
) -> None:
    """Absent after a minute: the person is asked, and the tap sends the same id, once."""
    prompt = "猫在雨里，意图之后"
    before = bot.stored_submit_ids()
    with playground.held("generate:before"):
        person.says(f"/image {prompt}")
        playground.wait_at("generate:before")
        bot.kill()
    intended = [each for each in bot.stored_submit_ids() if each not in before]
    bot.start()
    asked = person.reads(SEND_AGAIN_TEXT)
    assert playground.accepted(prompt) == []
    for asks in (True, False, False):
        person.taps(asked, SEND_AGAIN, asks=asks)
    assert len(person.gets_pictures(4)) == 4
    assert playground.accepted(prompt) == intended
    assert playground.get("/books")["paid_twice"] == 0


def test_between_acceptance_and_its_answer(
    playground: Playground, bot: Bot, person: Person
) -> None:
    prompt = "猫在雨里，已收未答"
    with playground.held("generate:after"):
        person.says(f"/image {prompt}")
        playground.wait_at("generate:after")
        bot.kill()
    bot.start()
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.accepted(prompt)) == 1


def test_between_the_answer_and_its_commit(
    playground: Playground, bot: Bot, person: Person
) -> None:
    prompt = "猫在雨里，已答未记"
    with playground.held("generate:after") as release:
        person.says(f"/image {prompt}")
        playground.wait_at("generate:after")
        with bot.nothing_can_commit():
            release()
            wait_until_answered(playground, "generate", prompt)
            bot.kill()
    bot.start()
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.accepted(prompt)) == 1


def test_between_the_download_and_the_send(
    playground: Playground, bot: Bot, person: Person
) -> None:
    prompt = "猫在雨里，已取未发"
    with playground.held("sendMediaGroup:before"):
        person.says(f"/image {prompt}")
        playground.wait_at("sendMediaGroup:before")
        bot.kill()
    bot.start()
    person.reads("完成")
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.accepted(prompt)) == 1


def test_between_telegrams_answer_and_its_commit(
    playground: Playground, bot: Bot, person: Person
) -> None:
    """Nobody can look up whether it arrived: it is sent once more, and says so."""
    prompt = "猫在雨里，已发未记"
    with playground.held("sendMediaGroup:after") as release:
        person.says(f"/image {prompt}")
        playground.wait_at("sendMediaGroup:after")
        with bot.nothing_can_commit():
            release()
            wait_until_answered(playground, "sendMediaGroup", "")
            bot.kill()
    bot.start()
    person.reads("完成")
    pictures = person.gets_pictures(8)
    assert len(pictures) == 8
    assert "可能重复" in pictures[4]["caption"]
    assert len(playground.accepted(prompt)) == 1


@pytest.mark.parametrize("edge", ["sendMessage:before", "sendMessage:after"])
def test_between_the_stored_update_and_the_status_message(
    playground: Playground, bot: Bot, person: Person, edge: str
) -> None:
    prompt = f"猫在雨里，{edge}"
    with playground.held(edge):
        person.says(f"/image {prompt}")
        playground.wait_at(edge)
        bot.kill()
    bot.start()
    assert len(person.gets_pictures(4)) == 4
    assert len(playground.accepted(prompt)) == 1


def test_killed_again_and_again(playground: Playground, bot: Bot, person: Person) -> None:
    """Many jobs, a death after each thing that a job does: all arrive, each paid once."""
    prompts = [f"第{number}只猫" for number in range(6)]
    for prompt in prompts:
        person.says(f"/image {prompt}")
    for name in ("generate", "get_history_by_ids", "generate", "sendMediaGroup", "editMessageText"):
        seen = len(playground.get("/received"))
        wait_for(name, lambda n=name, s=seen: playground.calls(n, after=s))  # type: ignore[misc]
        bot.kill()
        bot.start()
    for prompt in prompts:
        wait_for(f"{prompt} to be done", done(person, prompt), seconds=60)
    assert [len(playground.accepted(prompt)) for prompt in prompts] == [1] * len(prompts)
    assert playground.get("/books")["paid_twice"] == 0


def done(person: Person, prompt: str) -> Callable[[], bool]:
    """Whether the job's message says that it is done; if it asks, say yes."""

    def look() -> bool:
        for message in person.sees():
            text = message.get("text") or ""
            if prompt not in text or message["from"]["id"] == person.id:
                continue
            if SEND_AGAIN_TEXT in text:
                person.taps(message, SEND_AGAIN, asks=True)
            if "完成" in text:
                return True
        return False

    return look


def wait_until_answered(playground: Playground, name: str, prompt: str) -> None:
    """Return once the latest such call was answered."""

    def answered() -> bool:
        calls = playground.calls(name)
        return bool(calls) and calls[-1]["answered"] is True

    wait_for(f"an answer to {name} {prompt}", answered)
