"""Made, starred, found again: by lists, by its id, and from any chat. Both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.acceptance.driving import Bot, Person, Playground, is_from_bot, wait_for, words

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.xdist_group("acceptance-memory"),
    pytest.mark.usefixtures("shared_bot"),
]


@dataclass(frozen=True)
class Language:
    """What is typed in a language, and what is answered."""

    code: str
    cat: str
    dog: str
    word: str
    image: str
    history: str
    fav: str
    show: str
    star: str
    history_of_two: str
    starred_one: str
    unreadable: tuple[str, str]


LANGUAGES = [
    Language(
        code="zh-hans",
        cat="雨夜的红猫 100%",
        dog="雪地的狗",
        word="红猫",
        image="画",
        history="历史",
        fav="收藏",
        show="查看",
        star="收藏",
        history_of_two="历史 · 共 2 条",
        starred_one="收藏 · 共 1 条",
        unreadable=("历史 2026-13", "看不懂日期“2026-13”"),
    ),
    Language(
        code="en",
        cat="a red CAT at night 100%",
        dog="a dog in the snow",
        word="cat",
        image="/image",
        history="/history",
        fav="/fav",
        show="/show",
        star="Star",
        history_of_two="History · 2 results",
        starred_one="Starred · 1 result",
        unreadable=("/history --modle 4", "Did you mean --model"),
    ),
]


def types(person: Person, query: str, **fields: object) -> dict[str, Any]:
    """Type words behind the bot's name, as in any chat; gives the answer."""
    path = f"/users/{person.id}/inline"
    answer = person.playground.post(path, query=query, wait_seconds=20, **fields)
    assert answer["answered"], query
    return answer


def asks(person: Person, text: str) -> dict[str, Any]:
    """Say something; gives the bot's answer to it."""
    asked = person.says(text)
    return wait_for(
        f"an answer to {text!r}",
        lambda: next(
            (
                message
                for message in person.sees()
                if is_from_bot(message)
                and message.get("reply_to_message", {}).get("message_id") == asked
                and message.get("text")
            ),
            None,
        ),
    )


def makes(person: Person, language: Language, prompt: str, *, pictures: int) -> dict[str, Any]:
    """Have pictures made; gives the message with their buttons."""
    person.says(f"{language.image} {prompt} --res 1k")
    person.gets_pictures(pictures)

    def controls() -> list[dict[str, Any]]:
        found = [m for m in person.sees() if "v1:star:" in str(m.get("reply_markup"))]
        return found if len(found) == pictures // 4 else []

    return wait_for("the buttons", controls)[-1]


def now(person: Person, message: dict[str, Any]) -> dict[str, Any]:
    """A message as it is now."""
    return next(m for m in person.sees() if m["message_id"] == message["message_id"])


def job_of(control: dict[str, Any]) -> str:
    return words(control)[1:6]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_what_was_made_is_found_again(playground: Playground, language: Language) -> None:
    person, other = playground.new_person(language.code), playground.new_person(language.code)
    other.says("/start")
    person.logs_in()
    cat = makes(person, language, language.cat, pictures=4)
    person.taps(cat, language.star, asks=False)
    wait_for("the star", lambda: "1 ⭐" in str(now(person, cat)["reply_markup"]) or None)
    dog = makes(person, language, language.dog, pictures=8)
    spent = len(playground.get("/books")["submissions"])

    found = asks(person, language.history)
    assert language.history_of_two in words(found)
    assert [words(found).index(f"#{job_of(each)}") for each in (dog, cat)] == sorted(
        words(found).index(f"#{job_of(each)}") for each in (cat, dog)
    )
    for filters in (language.word, "0%", "⭐", f"7d {language.word} model:4.0", "图片 ⭐"):
        found = asks(person, f"{language.history} {filters}")
        assert job_of(cat) in words(found), filters
        assert job_of(dog) not in words(found), filters
    typed, named = language.unreadable
    assert named in words(asks(person, typed))
    found = asks(person, language.fav)
    assert language.starred_one in words(found)
    assert job_of(cat) in words(found)
    assert job_of(cat) not in words(asks(other, language.history))

    before = len(playground.get("/received"))
    details = asks(person, f"{language.show} {job_of(cat).lower()}")
    assert language.cat in words(details)
    person.gets_pictures(12)
    sent = playground.calls("sendMediaGroup", after=before)
    assert "attach://" not in str(sent[-1]["params"])  # by the names that Telegram knows
    person.taps(found, f"#{job_of(cat)}", asks=False)
    person.gets_pictures(16)

    first = next(message for message in person.sees() if message.get("photo"))
    newest = types(person, "")
    assert [each["id"][:5] for each in newest["results"]] == [job_of(dog)] * 4 + [job_of(cat)] * 4
    assert newest["is_personal"]
    starred = types(person, f"{language.word} ⭐")
    assert [each["id"] for each in starred["results"]] == [f"{job_of(cat)}.1"]
    unique = starred["results"][0]["photo"][-1]["file_unique_id"]
    assert unique == first["photo"][-1]["file_unique_id"]
    for query in ("", language.word, f"#{job_of(cat)}", "⭐"):
        answer = types(other, query)
        assert answer["results"] == []
        assert answer["button"]["start_parameter"]

    group = playground.post("/users", group="Friends", members=[person.id, other.id])["id"]
    asked = types(person, f"#{job_of(cat)} 2", chat_id=group)
    chosen = {"query_id": asked["query_id"], "result_id": f"{job_of(cat)}.2", "chat_id": group}
    message = playground.post(f"/users/{person.id}/choose", **chosen)["message"]
    assert message["via_bot"]["is_bot"]
    seen = playground.get(f"/users/{other.id}/messages", chat_id=group)
    assert seen[-1]["photo"][-1]["file_unique_id"] == message["photo"][-1]["file_unique_id"]
    # Neither a list nor a keystroke made anything.
    assert len(playground.get("/books")["submissions"]) == spent


def test_the_menu_gives_the_data_and_the_words_for_another_chat(playground: Playground) -> None:
    language = LANGUAGES[1]
    person = playground.new_person(language.code)
    person.logs_in()
    control = makes(person, language, "a fox in the wood", pictures=4)
    person.taps(control, "More", asks=False)

    def menu() -> dict[str, Any] | None:
        shown = now(person, control)
        return shown if "switch_inline_query" in str(shown["reply_markup"]) else None

    opened = wait_for("the menu", menu)
    buttons = [each for row in opened["reply_markup"]["inline_keyboard"] for each in row]
    shared = next(each for each in buttons if "switch_inline_query" in each)
    answer = types(person, shared["switch_inline_query"])
    assert [each["id"] for each in answer["results"]] == [f"{job_of(control)}.1"]
    person.taps(opened, "JSON", asks=False)
    document = wait_for(
        "the document",
        lambda: next((m["document"] for m in person.sees() if m.get("document")), None),
    )
    assert document["file_name"] == f"{job_of(control)}.json"
    assert document["mime_type"] == "application/json"


def test_keystrokes_leave_nothing_in_the_inbox(playground: Playground, shared_bot: Bot) -> None:
    person = playground.new_person("en")
    person.says("/start")
    person.reads("Jimeng")
    before = shared_bot.count("inbox")
    for length in range(1, 6):
        types(person, "a red"[:length])
    assert shared_bot.count("inbox") == before
