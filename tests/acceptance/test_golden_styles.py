"""Styles and new models, over real HTTP with the real bot process: saved by one person, handed on
to another, used by flag and by first word; a model that the service got today, used by its name."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from tests.acceptance.driving import Person, Playground, wait_for, words

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.xdist_group("acceptance-styles"),
    pytest.mark.usefixtures("shared_bot"),
]

FIGURE = "做成 1/7 比例的手办，{主题}，摆在电脑桌上 --ar 3:4 --res 1k"
FILM = "{subject} on grainy film --no blur --res 1k"
LANGUAGES = ["zh-hans", "en"]


def expanded(playground: Playground, prompt: str) -> dict[str, Any]:
    """The one accepted submission of this prompt: what the service was really asked for."""
    wait_for(f"a submission of {prompt!r}", lambda: playground.accepted(prompt))
    assert len(playground.accepted(prompt)) == 1
    books = playground.get("/books")["submissions"]
    entry: dict[str, Any] = next(each for each in books if each["prompt"] == prompt)
    return entry


def card_in(playground: Playground, person: Person) -> bytes:
    """The file of the last style that the bot sent to this person."""
    message = wait_for(
        "the card", lambda: next((m for m in person.sees()[::-1] if m.get("document")), None)
    )
    token, api = playground.addresses["bot_token"], playground.addresses["telegram_api"]
    asked = playground.control.post(
        f"{api}/bot{token}/getFile", json={"file_id": message["document"]["file_id"]}
    )
    path = asked.json()["result"]["file_path"]
    return playground.control.get(f"{api}/file/bot{token}/{path}").content


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_style_is_saved_used_handed_on_and_taken_in(
    playground: Playground, language: str
) -> None:
    is_chinese = language == "zh-hans"
    name, text = ("手办", FIGURE) if is_chinese else ("film", FILM)
    subject = f"一只{language}的猫" if is_chinese else "a cat"
    made = text.partition(" --")[0].replace("{主题}", subject).replace("{subject}", subject)
    author, friend = playground.new_person(language), playground.new_person(language)
    author.logs_in()

    # Saved and used by flag: the receipt shows the style, the service gets the whole prompt.
    author.says(f"/style save {name} {text}")
    author.reads("已保存" if is_chinese else "is saved")
    author.says(f"/image {subject} --style {name}")
    first = expanded(playground, made)
    receipt = words(author.reads("风格 手办" if is_chinese else "Style film"))
    assert made in receipt
    assert text in receipt
    author.gets_pictures(4)

    # Handed on: the link shows the text before anything is saved, a tap saves it.
    author.says(f"/style share {name}")
    shared = words(author.reads("?start=style_"))
    payload = shared.partition("?start=")[2].split()[0]
    friend.says(f"/start {payload}")
    offer = friend.reads(text)
    friend.taps(offer, "💾", asks=False)
    friend.reads(f"--style {name}")

    # Used by its name alone, on the friend's own account, as the first word of a plain message.
    friend.logs_in()
    other = subject.replace("猫", "狗").replace("cat", "dog")
    friend.says(f"{name} {other}")
    entry = expanded(playground, made.replace(subject, other))
    assert entry["account"] != first["account"]


def test_a_card_travels_as_a_file_and_a_spoilt_one_is_refused(playground: Playground) -> None:
    author, friend = playground.new_person("en"), playground.new_person("en")
    author.says(f"/style save film {FILM}")
    author.says("/style share film")
    author.reads("?start=style_")
    card = card_in(playground, author)
    assert json.loads(card)["text"] == FILM

    def sends(content: bytes) -> None:
        coded = base64.b64encode(content).decode()
        playground.post(f"/users/{friend.id}/send", document=coded, file_name="style.json")

    sends(b'{"kind": "jimeng-bot-style", "version": 1, "name": "a", "text": "x --yes"}')
    friend.reads("belongs into a message")
    sends(b"[" * 5_000)
    friend.reads("no style of mine")
    sends(card)
    friend.taps(friend.reads("Nothing is saved yet"), "💾", asks=False)
    friend.says("/style")
    friend.reads("Mine: film")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_model_that_the_service_got_today_is_used_by_its_beginning(
    playground: Playground, language: str
) -> None:
    """No release, no waiting; and gone again when the service drops it."""
    is_chinese = language == "zh-hans"
    key, title = f"high_aes_general_v55_{language[:2]}", f"Image 5{int(is_chinese) + 5}.5 Ultra"
    prefix = title.split()[1]
    person = playground.new_person(language)
    person.logs_in()
    playground.post("/models", add={"key": key, "name": title, "sites": ["cn"]})
    prompt = f"a {language} lighthouse"
    person.says(f"/image {prompt} --model {prefix} --res 1k")
    expanded(playground, prompt)
    receipt = words(person.reads(title))
    assert ("限制以网站为准" if is_chinese else "its limits are the service's") in receipt
    person.gets_pictures(4)
    assert key in json.dumps(
        [call["params"] for call in playground.calls("generate")], ensure_ascii=False
    )
    person.says("/models new")
    person.reads(f"+ {title}")

    person.says("/models")
    person.reads("读自网站" if is_chinese else "Read from the site")
    listed = wait_for(
        "the list with the new model",
        lambda: next(
            (m for m in person.sees()[::-1] if title in words(m) and "#1" in words(m)), None
        ),
    )
    person.taps(listed, "9–", asks=False)
    pictures = wait_for(
        "the page with the new model", lambda: _numbers_from_9(person, listed["message_id"])
    )
    playground.post("/models", drop=key)
    wait_for("the list to be old", lambda: _is_gone(person, title))
    person.playground.post(
        f"/users/{person.id}/tap",
        message_id=listed["message_id"],
        data=pictures[-1]["callback_data"],
        asks=False,
    )
    gone = "已经不能用这个模型" if is_chinese else "have this model any more"
    wait_for(
        "the tap to say so",
        lambda: any(
            gone in str(c["params"].get("text")) for c in playground.calls("answerCallbackQuery")
        ),
    )


def _numbers_from_9(person: Person, message_id: int) -> list[dict[str, Any]]:
    """The buttons of the second page of pictures, once it is shown."""
    shown = next(each for each in person.sees() if each["message_id"] == message_id)
    buttons = [b for row in shown["reply_markup"]["inline_keyboard"] for b in row]
    numbers = [b for b in buttons if b["text"].startswith("🖼")]
    return numbers if numbers[0]["text"] == "🖼 9" else []


def _is_gone(person: Person, title: str) -> bool:
    """Whether the news say that it went; asked again, since a list is good for some seconds."""
    before = len(person.sees())
    person.says("/models new")
    wait_for("an answer", lambda: len(person.sees()) > before + 1)
    return any(f"− {title}" in words(message) for message in person.sees())
