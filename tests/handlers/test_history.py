"""/history and /fav: rows, filters, pages, and whose they are."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.ids import ChatId, UserId
from bot.domain.jobs import Artifact, Charged, Failure, FailureKind, Job, JobState
from bot.domain.requests import VideoRequest
from bot.domain.results import ResultRef
from tests.bot.telegram_double import group
from tests.builders import START, make_job
from tests.handlers.conftest import PERSON, Chat
from tests.handlers.test_pictures import answered

OTHER = 8


async def make(chat: Chat, number: int, prompt: str, *, count: int = 4, **fields: Any) -> Job:
    job = make_job(number, state=JobState.SUCCEEDED, **fields)
    made = tuple(
        Artifact(index=n, path=f"{n}.webp", size=1, sha256="0", format="webp")
        for n in range(1, count + 1)
    )
    job = replace(job, request=replace(job.request, prompt=prompt), artifacts=made, due_at=None)
    await chat.stores.jobs.add(job)
    chat.clock.time = START + 1_000
    return job


async def star(chat: Chat, job: Job, number: int, user: int = PERSON) -> None:
    ref = ResultRef(job=job.id, picture=number)
    await chat.stores.results.star(UserId(user), ref, START + 500 + number)


def buttons(chat: Chat, method: str = "sendMessage") -> list[list[tuple[str, str]]]:
    """The labels and data of the last keyboard."""
    markup = json.loads(chat.telegram.of(method)[-1].params["reply_markup"])
    return [
        [(each["text"], each.get("callback_data", each.get("url"))) for each in row]
        for row in markup["inline_keyboard"]
    ]


async def test_every_row_tells_what_and_when_and_opens_the_job(chat: Chat) -> None:
    first = await make(chat, 1, "雨夜的\n霓虹街道")
    film = VideoRequest(prompt="", model="jimeng-video-3.0")
    second = await make(chat, 2, "a fox", count=1, request=film)
    await star(chat, first, 4)
    await star(chat, first, 2)
    (answer,) = await chat.say("/history")
    assert answer.split("\n") == [
        "<b>History</b> · 2 results",
        f"<b>#{second.id}</b> · 2025-11-22 · video · Jimeng Video 3.0",
        "“a fox”",
        f"<b>#{first.id}</b> · 2025-11-22 · image · Jimeng 4.0 · ×4 · ⭐ 2 4",
        "“雨夜的 霓虹街道”",
    ]
    assert buttons(chat) == [
        [(f"#{second.id}", f"v1:show:{second.id}"), (f"#{first.id} ⭐", f"v1:show:{first.id}")]
    ]
    await chat.tap(f"v1:show:{first.id}")
    assert [each.job_id for each in chat.stores.showings.all()] == [first.id]


async def test_what_was_kept_quietly_or_never_arrived_is_there_and_says_so(chat: Chat) -> None:
    quiet = await make(chat, 1, "a cat")
    await chat.stores.jobs.mute(quiet.id, True)
    lost = await make(
        chat, 2, "a dog", failure=Failure(kind=FailureKind.DELIVERY, charged=Charged.YES)
    )
    await chat.stores.jobs.apply(lost, replace(lost, state=JobState.FAILED))
    (answer,) = await chat.say("/h")
    assert "kept quietly" in answer.split("\n")[3]
    assert "made, not delivered" in answer.split("\n")[1]


async def test_filters_are_read_and_repeated(chat: Chat) -> None:
    cat = await make(chat, 1, "A red <CAT> 100%")
    await make(chat, 2, "a red dog")
    await star(chat, cat, 1)
    (answer,) = await chat.say("/history <cat> 0% model:4.0 image ⭐ 2025-11")
    assert answer.split("\n")[0] == (
        "<b>History</b> · “&lt;cat&gt;” · “0%” · model: 4.0 · image · ⭐ starred · "
        "2025-11-01 – 2025-11-30 (UTC+8) · 1 result"
    )
    assert cat.id in answer


async def test_a_model_is_found_by_any_of_its_names(chat: Chat) -> None:
    job = await make(chat, 1, "a cat")
    (answer,) = await chat.say('/history --model "seedream 4"')
    assert job.id in answer


@pytest.mark.parametrize(
    ("typed", "language", "words"),
    [
        ("/history --modle 4", "en", "Did you mean <code>--model</code>"),
        ("/history 2026-13", "zh-hans", "看不懂日期“2026-13”"),
        ("/fav kind:music", "en", "“music” is no kind of result"),
        ("历史 video image", "zh-hans", "“image”和前面同类的筛选矛盾"),
    ],
)
async def test_a_filter_that_cannot_be_read_is_named(
    chat: Chat, typed: str, language: str, words: str
) -> None:
    await make(chat, 1, "a cat")
    (answer,) = await chat.say(typed, language=language)
    assert words in answer
    assert chat.failures == []


@pytest.mark.parametrize(
    ("typed", "language", "words"),
    [
        ("/history", "en", "Nothing was made yet. Write what you would like to see"),
        ("历史", "zh-hans", "还没有生成过内容。发一句话就能画"),
        ("/fav", "en", "Tap ⭐ under a result"),
        ("收藏", "zh-hans", "点结果下面的 ⭐"),
        ("/history nothing", "en", "all of it is behind /history alone"),
        ("收藏 没有", "zh-hans", "没有符合的结果"),
    ],
)
async def test_an_empty_list_says_what_to_do(
    chat: Chat, typed: str, language: str, words: str
) -> None:
    (answer,) = await chat.say(typed, language=language)
    assert words in answer
    assert "reply_markup" not in chat.telegram.of("sendMessage")[-1].params


async def test_pages_are_turned_in_the_same_message_and_stay_as_they_were(chat: Chat) -> None:
    jobs = [await make(chat, number, f"cat {number}") for number in range(1, 24)]
    (answer,) = await chat.say("/history cat", message_id=300)
    assert answer.count("#") == 10
    assert buttons(chat)[-1] == [("1/3", "v1:page::300.1"), ("Older ›", "v1:page::300.2")]
    await make(chat, 50, "cat 50", created_at=START + 2_000)
    assert await chat.tap("v1:page::300.3") == [""]
    edit = chat.telegram.of("editMessageText")[-1].params
    assert [line.split("</b>")[0] for line in edit["text"].split("\n")[1::2]] == [
        f"<b>#{jobs[at].id}" for at in (2, 1, 0)
    ]
    assert "23 results" in edit["text"]
    assert buttons(chat, "editMessageText")[-1] == [
        ("‹ Newer", "v1:page::300.2"),
        ("3/3", "v1:page::300.3"),
    ]


async def test_a_page_that_is_gone_is_the_last_one(chat: Chat) -> None:
    jobs = [await make(chat, number, "cat") for number in range(1, 12)]
    await chat.say("/history", message_id=300)
    await chat.stores.jobs.erase(jobs[0].id)
    await chat.tap("v1:page::300.2")
    assert chat.telegram.of("editMessageText")[-1].params["text"].count("<b>#") == 10


async def test_a_page_under_a_message_too_old_to_be_edited_comes_anew(chat: Chat) -> None:
    for number in range(1, 12):
        await make(chat, number, "cat")
    await chat.say("/history", message_id=300)
    await chat.tap("v1:page::300.2", is_old=True)
    assert chat.telegram.of("editMessageText") == []
    assert chat.telegram.texts()[-1].count("<b>#") == 1


async def test_favourites_come_with_the_latest_star_first(chat: Chat) -> None:
    old, new = await make(chat, 1, "a cat"), await make(chat, 2, "a dog")
    await make(chat, 3, "a fox")
    await star(chat, new, 1)
    await star(chat, old, 3)
    (answer,) = await chat.say("/fav")
    assert answer.split("\n")[0] == "<b>Starred</b> · 2 results"
    assert answer.index(old.id) < answer.index(new.id)
    (answer,) = await chat.say("收藏 cat", language="zh-hans", message_id=11)
    assert old.id in answer
    assert new.id not in answer


async def test_in_a_group_only_what_was_made_there_is_listed(chat: Chat) -> None:
    private = await make(chat, 1, "my secret plan")
    here = replace(make_job(2).origin, chat_id=ChatId(-100), is_private=False)
    shared = await make(chat, 2, "a cat", origin=here)
    (answer,) = await chat.say("/history", chat=group(-100))
    assert shared.id in answer
    assert private.id not in answer
    assert answer.split("\n")[-1] == (
        "Only what was asked for in this chat. The rest shows in the private chat."
    )
    assert buttons(chat)[-1] == [("💬 Open the private chat", "https://t.me/pictures_bot")]


async def test_an_empty_list_in_a_group_speaks_of_that_group_alone(chat: Chat) -> None:
    await make(chat, 1, "my secret plan")
    (answer,) = await chat.say("/history", chat=group(-100))
    assert answer.split("\n")[1:] == [
        "You have made nothing in this chat yet.",
        "Only what was asked for in this chat. The rest shows in the private chat.",
    ]
    (answer,) = await chat.say("/fav", chat=group(-100), message_id=11)
    assert answer.split("\n")[1].startswith("Nothing from this chat has your star yet.")


async def test_only_who_asked_turns_the_pages(chat: Chat) -> None:
    for number in range(1, 12):
        await make(chat, number, "my secret plan")
    await chat.say("/history", message_id=300)
    update = chat.telegram.of("sendMessage")
    for data in ("v1:page::300.2", "v1:page::9.1", "v1:page::x.1", "v1:page::300"):
        (word,) = await chat.tap(data, user=OTHER)
        assert word == "This list is too old. /history makes a new one."
    assert chat.telegram.of("editMessageText") == []
    assert chat.telegram.of("sendMessage") == update


async def test_nobody_elses_results_are_listed(chat: Chat) -> None:
    job = await make(chat, 1, "a cat", user=OTHER)
    await star(chat, job, 1)
    for command in ("/history", "/history cat", "/fav"):
        (answer,) = await chat.say(command)
        assert job.id not in answer


@pytest.mark.parametrize(
    ("language", "unknown", "label"),
    [("en", "I don't know the filter", "Search as text"), ("zh", "foo:bar", "当文字搜索")],
)
async def test_an_unknown_filter_can_be_looked_for_as_text(
    chat: Chat, language: str, unknown: str, label: str
) -> None:
    job = await make(chat, 1, "a poster that says foo:bar")
    (said,) = await chat.say("/history foo:bar", language=language)
    assert unknown in said
    assert [words for row in buttons(chat) for words, _ in row] == [f"🔎 {label}"]
    await chat.press(label, reply_to_message=typed("/history foo:bar"), language=language)
    assert f"#{job.id}" in chat.telegram.texts()[-1]


async def test_a_near_filter_is_put_right_and_only_by_who_typed_it(chat: Chat) -> None:
    job = await make(chat, 1, "猫")
    line = "/history modle:4.0 猫"
    (said,) = await chat.say(line)
    assert "Did you mean <code>model:4.0</code>" in said
    before = len(chat.telegram.texts())
    await chat.press("model:4.0", reply_to_message=typed(line), user=OTHER)
    assert len(chat.telegram.texts()) == before
    await chat.press("model:4.0", reply_to_message=typed(line))
    assert f"#{job.id}" in chat.telegram.texts()[-1]


@pytest.mark.parametrize("word", ["4.5", "seedream", "v3.1"])
async def test_a_word_like_a_model_says_how_to_look_for_one(chat: Chat, word: str) -> None:
    job = await make(chat, 1, "猫")
    (said,) = await chat.say(f"/history {word}")
    assert f"<code>model:{word}</code>" in said
    (found,) = await chat.say("/history model:4.0")
    assert f"#{job.id}" in found


@pytest.mark.parametrize("typed", ["16:9", "4.5 dogs", "model:4.5", "dogs", "4.5.6"])
async def test_other_words_that_find_nothing_say_nothing_of_models(chat: Chat, typed: str) -> None:
    await make(chat, 1, "猫")
    (said,) = await chat.say(f"/history {typed}")
    assert "Nothing fits" in said
    assert "<code>model:" not in said


def typed(line: str) -> dict[str, Any]:
    """The message that the refusal answers."""
    message = {**answered(text=line), "message_id": 10}
    message["from"] = {"id": PERSON, "is_bot": False, "first_name": "N"}
    return message
