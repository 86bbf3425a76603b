"""SIGKILL while something is on its way that nobody looks up: files shown again, announcements,
the day's credits. Each arrives, at most twice and then marked; a claim is made once a day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.acceptance.driving import Bot, Person, Playground, is_from_bot, wait_for, words
from tests.acceptance.dying import in_database, killed_at, told, with_button

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("acceptance-kill-sends")]

TWICE = "可能重复"
CLAIMS = "rounds WHERE kind = 'claim'"


@pytest.fixture(scope="module")
def operator(playground: Playground) -> Person:
    return playground.new_person()


@pytest.fixture(scope="module")
def bot(
    playground: Playground, operator: Person, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bot]:
    """One for all of this file: it dies in each test, and its rows stay."""
    running = Bot(playground, tmp_path_factory.mktemp("sends") / "data")
    running.settings["ADMIN_USERS"] = str(operator.id)
    running.start()
    yield running
    running.close()


@pytest.fixture
def person(playground: Playground, bot: Bot) -> Person:
    somebody = playground.new_person()
    somebody.logs_in()
    return somebody


def from_bot(person: Person, kind: str) -> list[dict[str, Any]]:
    """The bot's messages that carry a photo or a document, in order."""
    return [m for m in person.sees() if m.get(kind) and is_from_bot(m)]


def settled(bot: Bot) -> bool:
    """Nothing is left to be taken, to be handled or to be shown."""
    if bot.playground.get("/updates"):
        return False
    return bot.undone_updates() == 0 and bot.count("showings WHERE due_at IS NOT NULL") == 0


@pytest.mark.parametrize("edge", ["sendDocument:before", "sendDocument:after"])
def test_originals_on_their_way(
    playground: Playground, bot: Bot, person: Person, edge: str
) -> None:
    """Begun and never answered: it is sent once more, and says so."""
    person.says(f"/image 1张 原图 {edge}")
    result = with_button(person, "📄")
    with killed_at(playground, bot, edge):
        person.taps(result, "📄", asks=False)
    wait_for("nothing to be left", lambda: settled(bot))
    files = from_bot(person, "document")
    assert len(files) == (2 if edge.endswith("after") else 1)
    assert TWICE in words(files[-1])
    assert TWICE not in words(files[0]) or len(files) == 1


def test_a_tap_for_originals_that_was_not_answered(
    playground: Playground, bot: Bot, person: Person
) -> None:
    """Its row is there: handled again, the tap finds it."""
    person.says("/image 1张 原图 没有回答")
    result = with_button(person, "📄")
    with killed_at(playground, bot, "answerCallbackQuery:before"):
        person.taps(result, "📄", asks=False)
    wait_for("nothing to be left", lambda: settled(bot))
    assert len(from_bot(person, "document")) == 1


def test_an_old_job_on_its_way_back(playground: Playground, bot: Bot, person: Person) -> None:
    """An album and its buttons: the album is repeated, the buttons come once."""
    person.says("/image 4张 再看一次")
    person.gets_pictures(4)
    job_id = words(with_button(person, "📄")).removeprefix("#").split()[0]
    with killed_at(playground, bot, "sendMediaGroup:after"):
        person.says(f"/show {job_id}")
    wait_for("nothing to be left", lambda: settled(bot))
    photos = from_bot(person, "photo")
    assert len(photos) == 12
    assert [TWICE in words(m) for m in (photos[4], photos[8])] == [False, True]
    assert sum("📄" in str(m.get("reply_markup")) for m in person.sees()) == 2


@pytest.mark.parametrize("change", ["the group moved", "the topic went"])
def test_originals_for_a_place_that_changed_while_we_were_dead(
    playground: Playground, bot: Bot, person: Person, change: str
) -> None:
    """Once, to where the group is now, and to their person where there is no topic any more."""
    is_move = change == "the group moved"
    kind: dict[str, object] = {"basic": True} if is_move else {"is_forum": True}
    group = playground.post("/users", group="一群人", members=[person.id], **kind)["chat_id"]
    place: dict[str, object] = {"chat_id": group}
    if not is_move:
        place["thread_id"] = playground.post("/users", topic="画", chat_id=group)["id"]
    text = f"/image@jimeng_playground_bot 1张 {change}"
    playground.post(f"/users/{person.id}/send", text=text, **place)
    result = wait_for("a result", lambda: last_with_button(playground, person, group, "📄"))
    with playground.held("sendDocument:before"):
        tap_in(playground, person, group, result, "📄")
        playground.wait_at("sendDocument:before")
        bot.kill()
        now = {"upgrade": True} if is_move else {"delete_topic": place["thread_id"]}
        answer = playground.post(f"/groups/{group}", **now)
    bot.start()
    wait_for("nothing to be left", lambda: settled(bot))
    here = answer["chat_id"] if is_move else person.id
    for chat_id in {group, here, person.id}:
        files = [m for m in messages_in(playground, person, chat_id) if m.get("document")]
        assert len(files) == (1 if chat_id == here else 0)


def messages_in(playground: Playground, person: Person, chat_id: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = playground.get(f"/users/{person.id}/messages", chat_id=chat_id)
    return found


def last_with_button(
    playground: Playground, person: Person, chat_id: int, label: str
) -> dict[str, Any] | None:
    found = reversed(messages_in(playground, person, chat_id))
    return next((m for m in found if label in str(m.get("reply_markup"))), None)


def tap_in(
    playground: Playground, person: Person, chat_id: int, message: dict[str, Any], label: str
) -> None:
    rows = message["reply_markup"]["inline_keyboard"]
    data = next(b["callback_data"] for row in rows for b in row if label in b["text"])
    tapped = {"message_id": message["message_id"], "chat_id": chat_id, "data": data, "asks": False}
    playground.post(f"/users/{person.id}/tap", **tapped)


def test_telegrams_no_for_now_is_obeyed_by_what_is_shown_again(
    playground: Playground, bot: Bot, person: Person
) -> None:
    person.says("/image 1张 太快了")
    result = with_button(person, "📄")
    playground.post("/faults", service="telegram", method="sendDocument", code=429, retry_after=2)
    before = len(playground.get("/received"))
    person.taps(result, "📄", asks=False)
    wait_for("nothing to be left", lambda: settled(bot))
    refused, sent = playground.calls("sendDocument", after=before)
    assert (refused["status"], sent["status"]) == (429, 200)
    (file,) = from_bot(person, "document")
    assert TWICE not in words(file)


def announced(bot: Bot) -> bool:
    """Whether no announcement is on its way any more."""
    with closing(sqlite3.connect(bot.data_dir / "jimeng_bot.db")) as database:
        sending = database.execute("SELECT count(*) FROM announcements WHERE state = 'sending'")
        (count,) = sending.fetchone()
        return int(count) == 0


@pytest.mark.parametrize("edge", ["answerCallbackQuery:before", "sendMessage:after"])
def test_an_announcement(playground: Playground, bot: Bot, operator: Person, edge: str) -> None:
    """Confirmed once; whoever's copy was on its way may get two, everybody else one."""
    listeners = [playground.new_person() for _ in range(3)]
    for each in listeners:
        each.says("/announcements on")
        each.reads("公告")
    text = f"今晚维护 {edge}"
    operator.says(f"/admin announce {text}")
    preview = with_button(operator, "📣")
    with killed_at(playground, bot, edge):
        operator.taps(preview, "📣", asks=False)
    for each in listeners:
        wait_for("a copy", told(each, text))
    wait_for("the end", lambda: announced(bot))
    if edge.startswith("answer"):
        wait_for("its line", told(operator, "公告发完了"))
    copies = [[m for m in each.sees() if text in words(m)] for each in listeners]
    doubted = sum(len(each) - 1 for each in copies)
    assert doubted == (1 if edge.endswith("after") else 0)
    marked = [TWICE in words(m) for each in copies for m in each]
    assert sum(marked) == doubted
    for each in listeners:
        each.says("/announcements off")


def test_credits_that_were_claimed_by_themselves(playground: Playground, bot: Bot) -> None:
    """The service has given them and we don't know: asked no second time, by its own books."""
    person = playground.new_person()
    token = person.logs_in()
    playground.post("/credits", token=token, claim="zero")
    person.says("/credit")
    person.taps(with_button(person, "自动签到"), "自动签到", asks=False)
    wait_for("auto-claim on", lambda: "自动签到：开" in str(person.sees()[-1]))
    playground.post("/credits", token=token, claim="ok", quota=60)
    before = len(playground.get("/received"))
    bot.kill()
    in_database(bot, "DELETE FROM claims")  # as on the next day
    with playground.held("credit_receive:after"):
        make_due(bot)
        bot.start()
        playground.wait_at("credit_receive:after")
        bot.kill()
    make_due(bot)
    bot.start()
    wait_for("the next plan", lambda: bot.count(f"{CLAIMS} AND due_at > 0"))
    assert len(playground.calls("credit_receive", after=before)) == 1
    assert playground.post("/credits", token=token)["balance"]["gift"] == 66 + 60


def make_due(bot: Bot) -> None:
    """Let the one planned claim be due."""
    assert in_database(bot, f"UPDATE {CLAIMS.replace(' WHERE', ' SET due_at = 0 WHERE')}") == 1
