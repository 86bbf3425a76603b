"""The golden dialogues about the roads to a picture, over real HTTP with the real bot process."""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.driving import Bot, Person, Playground, is_from_bot, wait_for, words
from tests.acceptance.photographs import photograph

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("acceptance-roads")]

LANGUAGES = ["zh-hans", "en"]
WORDS: dict[str, dict[str, str]] = {
    "zh-hans": {
        "done": "完成",
        "reference": "参考图 1 张",
        "references": "参考图 3 张",
        "agree": "✅",
        "add": "加为图3",
        "late": "相册里又来了",
        "without": "去掉后发送",
        "free": "未花积分",
        "edit": "✏️",
        "running": "已经开始或结束",
        "collected": "已收到 2 张",
        "frame": "图1 首帧",
        "kept": "要怎么处理",
        "join": "是，改图",
    },
    "en": {
        "done": "Done",
        "reference": "1 picture in",
        "references": "3 pictures in",
        "agree": "✅",
        "add": "Add as picture 3",
        "late": "too late",
        "without": "Send without",
        "free": "othing was spent",
        "edit": "✏️",
        "running": "started or closed already",
        "collected": "So far: 2",
        "frame": "picture 1: first frame",
        "kept": "What should become",
        "join": "Yes, change",
    },
}


@pytest.fixture(params=LANGUAGES)
def person(request: pytest.FixtureRequest, playground: Playground, shared_bot: Bot) -> Person:
    """Somebody who has logged in, in each of the languages."""
    found = playground.new_person(request.param)
    found.logs_in()
    return found


@pytest.fixture
def said(person: Person, request: pytest.FixtureRequest) -> dict[str, str]:
    """The bot's words in the person's language."""
    return WORDS[request.node.callspec.params["person"]]


def buttons(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def with_button(person: Person, label: str) -> dict[str, Any]:
    """The newest message that has such a button, once there is one."""

    def look() -> dict[str, Any] | None:
        found = [m for m in person.sees() if any(label in text for text in buttons(m))]
        return found[-1] if found else None

    return wait_for(f"a button {label}", look)


def count(person: Person, part: str) -> int:
    return sum(is_from_bot(m) and part in words(m) for m in person.sees())


def test_a_photo_with_a_caption(
    playground: Playground, person: Person, said: dict[str, str]
) -> None:
    prompt = f"变成油画 {person.id}"
    request = person.sends(photograph(1600, 900), caption=prompt)
    pictures = person.gets_pictures(4)
    assert pictures[0]["reply_to_message"]["message_id"] == request
    done = words(person.reads(said["done"]))
    assert "16:9" in done
    assert said["reference"] in done
    assert len(playground.accepted(prompt)) == 1


def test_an_album_of_three_one_of_them_late(
    playground: Playground, person: Person, said: dict[str, str]
) -> None:
    """The receipt is open, since a word of the prompt raises the price."""
    prompt = f"合成 4k 海报 {person.id}"
    first = person.sends(photograph(hue=0), photograph(hue=80), caption=prompt)
    receipt = with_button(person, said["agree"])
    before = len(playground.get("/received"))
    person.sends(photograph(hue=160), album_of=first)
    person.taps(with_button(person, said["add"]), said["add"], asks=False)
    wait_for(
        "three pictures in the receipt",
        lambda: next(
            (
                m
                for m in person.sees()
                if m["message_id"] == receipt["message_id"] and said["references"] in words(m)
            ),
            None,
        ),
    )
    assert playground.accepted(prompt) == []
    person.taps(with_button(person, said["agree"]), said["agree"], asks=False)
    person.gets_pictures(4)
    assert len(playground.calls("algo_proxy", after=before)) == 3
    for _ in range(2):
        person.sends(photograph(hue=200), album_of=first)
    person.reads(said["late"])
    person.says("/queue")
    assert count(person, said["late"]) == 1
    assert len(playground.accepted(prompt)) == 1


def test_a_reply_to_a_result_by_its_number(
    playground: Playground, person: Person, said: dict[str, str]
) -> None:
    """The third picture in full size goes up, not what Telegram kept of it."""
    person.says(f"/image 一只猫 {person.id} --ar 3:4")
    result = person.gets_pictures(4)[0]
    prompt = f"它跑开了 {person.id}"
    before = len(playground.get("/received"))
    person.replies(result["message_id"], f"/video 3 {prompt} --res 480p")
    person.agrees()
    film = person.gets_video()["video"]
    assert film["height"] > film["width"]
    assert len(playground.accepted(prompt)) == 1
    assert playground.calls("getFile", after=before) == []
    assert any(said["frame"] in words(m) for m in person.sees())


def test_a_flag_of_midjourneys(
    playground: Playground, person: Person, said: dict[str, str], shared_bot: Bot
) -> None:
    """Asked about; the button works after a restart, once."""
    prompt = f"一只狗 {person.id}"
    person.says(f"/image {prompt} --chaos 20 --ar 3:4")
    question = with_button(person, said["without"])
    assert "--chaos" in words(question)
    assert said["free"] in words(question)
    assert playground.accepted(prompt) == []
    shared_bot.kill()
    shared_bot.start()
    for _ in range(3):
        person.taps(question, said["without"], asks=False)
    person.gets_pictures(4)
    assert "3:4" in words(person.reads(said["done"]))
    assert len(playground.accepted(prompt)) == 1


def test_editing_a_paid_message(
    playground: Playground, person: Person, said: dict[str, str]
) -> None:
    prompt = f"一只鸟 {person.id}"
    request = person.says(f"/image {prompt}")
    person.gets_pictures(4)
    before = len(playground.get("/received"))
    person.edits(request, f"/image 两{prompt}")
    assert said["edit"] in buttons(person.reads(said["running"]))[0]
    person.edits(request, f"/image 三{prompt}")
    person.says("/queue")
    wait_for("an answer to /queue", lambda: len(person.sees()) and count(person, said["running"]))
    assert count(person, said["running"]) == 1
    assert playground.calls("generate", after=before) == []
    assert len(playground.accepted(prompt)) == 1


def test_pictures_one_by_one_survive_a_death(
    playground: Playground, person: Person, said: dict[str, str], shared_bot: Bot
) -> None:
    prompt = f"收齐了 {person.id}"
    person.says("/album")
    person.sends(photograph(hue=10))
    person.sends(photograph(hue=90))
    person.reads(said["collected"])
    shared_bot.kill()
    shared_bot.start()
    person.sends(photograph(hue=170))
    person.says(f"/done {prompt}")
    person.gets_pictures(4)
    assert said["references"] in words(person.reads(said["done"]))
    assert len(playground.accepted(prompt)) == 1


def test_words_right_after_an_album_are_joined_by_a_button(
    playground: Playground, person: Person, said: dict[str, str]
) -> None:
    """At once, while its parts are still waited for."""
    prompt = f"拼在一起 {person.id}"
    person.sends(photograph(hue=20), photograph(hue=100), photograph(hue=180))
    person.says(prompt)
    question = with_button(person, said["join"])
    assert playground.accepted(prompt) == []
    person.taps(question, said["join"], asks=False)
    person.gets_pictures(4)
    assert said["references"] in words(person.reads(said["done"]))
    assert len(playground.accepted(prompt)) == 1


def test_three_pictures_of_a_video_are_references(playground: Playground, shared_bot: Bot) -> None:
    """Where the model takes them; the words name them by their numbers."""
    person = playground.new_person()
    person.logs_in()
    person.sends(
        *(photograph(320, 320, hue=hue) for hue in (0, 80, 160)),
        caption="/video 图1 走过 @2，背景是图3 --model seedance-2.0 --dur 4",
    )
    receipt = with_button(person, "✅")
    assert "图1 参考 · 图2 参考 · 图3 参考" in words(receipt)
    person.taps(receipt, "✅", asks=False)
    person.gets_video()
