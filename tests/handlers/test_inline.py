"""`@bot words`: one's own results by the names that Telegram knows, and nobody else's."""

from __future__ import annotations

import json
from typing import Any

import pytest
from telegram import Update

from bot.domain.ids import MessageId
from bot.domain.jobs import Job, PartKind
from bot.domain.requests import VideoRequest
from bot.domain.results import SentFile
from tests.bot.telegram_double import Call, person, refusal
from tests.handlers.conftest import PERSON, STRANGER, Chat
from tests.handlers.test_history import OTHER, make, star


def query_update(
    chat: Chat, words: str, *, user: int = PERSON, offset: str = "", language: str = "en"
) -> Update:
    query = {
        "id": "88",
        "from": person(user, language),
        "query": words,
        "offset": offset,
        "chat_type": "private",
    }
    update = Update.de_json({"update_id": 3, "inline_query": query}, chat.bot)
    assert update is not None
    return update


async def ask(chat: Chat, words: str, **fields: Any) -> Call:
    """Type the words; gives the answer."""
    before = len(chat.telegram.calls)
    await chat.handle(query_update(chat, words, **fields))
    (answer,) = chat.telegram.calls[before:]
    assert answer.method == "answerInlineQuery"
    assert answer.params["is_personal"] == "true"
    assert int(answer.params["cache_time"]) <= 10
    assert chat.failures == []
    return answer


def results(answer: Call) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(answer.params["results"])
    return found


def ids(answer: Call) -> list[str]:
    return [each["id"] for each in results(answer)]


async def send(chat: Chat, job: Job, *, kind: PartKind = PartKind.PREVIEWS) -> Job:
    files = [
        SentFile(
            chat_id=job.origin.chat_id,
            message_id=MessageId(job.origin.message_id * 100 + artifact.index),
            picture=artifact.index,
            kind=kind,
            file_id=f"file {job.id} {artifact.index}",
            file_unique_id="",
        )
        for artifact in job.artifacts
    ]
    await chat.stores.results.record(job.id, files, 1.0)
    return job


async def test_no_words_give_the_newest_by_file_id(chat: Chat) -> None:
    cat = await send(chat, await make(chat, 1, "a cat", count=2))
    film = VideoRequest(prompt="", model="jimeng-video-3.0")
    made = await make(chat, 2, "a fox runs", count=1, request=film)
    fox = await send(chat, made, kind=PartKind.VIDEO)
    assert results(await ask(chat, "")) == [
        {
            "id": f"{fox.id}.1",
            "type": "video",
            "video_file_id": f"file {fox.id} 1",
            "title": "a fox runs",
            "description": f"#{fox.id} · 1 · 2025-11-22",
        },
        *(
            {
                "id": f"{cat.id}.{number}",
                "type": "photo",
                "photo_file_id": f"file {cat.id} {number}",
                "title": "a cat",
                "description": f"#{cat.id} · {number} · 2025-11-22",
            }
            for number in (1, 2)
        ),
    ]
    assert chat.backend.submitted == []


async def test_words_stars_and_ids_choose(chat: Chat) -> None:
    cat = await send(chat, await make(chat, 1, "a red cat", count=2))
    dog = await send(chat, await make(chat, 2, "a red dog", count=2))
    await star(chat, cat, 2)
    assert ids(await ask(chat, "CAT")) == [f"{cat.id}.1", f"{cat.id}.2"]
    assert ids(await ask(chat, "red ⭐")) == [f"{cat.id}.2"]
    assert ids(await ask(chat, f"#{dog.id} 2")) == [f"{dog.id}.2"]
    assert ids(await ask(chat, dog.id.lower())) == [f"{dog.id}.1", f"{dog.id}.2"]


async def test_words_that_look_like_an_id_are_words_where_there_is_no_such_job(chat: Chat) -> None:
    tiger = await send(chat, await make(chat, 1, "a tiger", count=1))
    assert ids(await ask(chat, "tiger")) == [f"{tiger.id}.1"]
    assert ids(await ask(chat, "#tiger")) == []


@pytest.mark.parametrize("words", ["", "cat", "⭐", "#{job}", "#{job} 1", "{job}"])
async def test_nobody_elses_results_are_found(chat: Chat, words: str) -> None:
    job = await send(chat, await make(chat, 1, "a cat", user=OTHER))
    await star(chat, job, 1)
    answer = await ask(chat, words.format(job=job.id))
    assert ids(answer) == []
    assert job.id not in str(answer.params.get("button"))


async def test_a_stranger_gets_nothing_but_a_button(chat: Chat) -> None:
    await send(chat, await make(chat, 1, "a cat", user=STRANGER))
    answer = await ask(chat, "", user=STRANGER, language="zh-hans")
    assert ids(answer) == []
    assert json.loads(answer.params["button"]) == {
        "text": "这个机器人没有对你开放",
        "start_parameter": "inline",
    }


async def test_nothing_found_leads_to_the_chat(chat: Chat) -> None:
    button = json.loads((await ask(chat, "cat")).params["button"])
    assert button["text"] == "Nothing found. Make something in the chat"
    await send(chat, await make(chat, 1, "a cat"))
    assert "button" not in (await ask(chat, "cat")).params


@pytest.mark.parametrize(
    ("words", "language", "said"),
    [
        ("model:", "en", "I can't read “model:”"),
        ("cat 2026-13", "zh-hans", "看不懂“2026-13”"),
        ("--" + "z" * 200, "en", "I can't read “--"),
        ("w " * 20, "en", "I can't read “w w"),
    ],
)
async def test_half_a_filter_is_named_in_the_button(
    chat: Chat, words: str, language: str, said: str
) -> None:
    answer = await ask(chat, words, language=language)
    text = json.loads(answer.params["button"])["text"]
    assert ids(answer) == []
    assert text.startswith(said)
    assert len(text) <= 64


async def test_fifty_at_most_and_the_rest_behind_an_offset(chat: Chat) -> None:
    jobs = [await send(chat, await make(chat, n, "a cat", count=4)) for n in range(1, 16)]
    first = await ask(chat, "cat")
    assert len(results(first)) == 50
    offset = first.params["next_offset"]
    assert 0 < len(offset.encode()) <= 64
    second = await ask(chat, "cat", offset=offset)
    assert second.params.get("next_offset", "") == ""
    assert sorted(ids(first) + ids(second)) == sorted(
        f"{job.id}.{number}" for job in jobs for number in (1, 2, 3, 4)
    )


@pytest.mark.parametrize("offset", ["x", "ZZZZZ.1", "0", "-1", "ABC.DEF", "'; drop"])
async def test_an_offset_that_is_not_ours_ends_the_list(chat: Chat, offset: str) -> None:
    await send(chat, await make(chat, 1, "a cat"))
    answer = await ask(chat, "", offset=offset)
    assert ids(answer) == []
    assert "button" not in answer.params


async def test_a_query_that_is_over_is_nobodys_loss(chat: Chat) -> None:
    chat.telegram.planned["answerInlineQuery"].append(
        refusal(400, "Bad Request: query is too old and response timeout expired")
    )
    await ask(chat, "cat")


async def test_what_was_never_sent_cannot_be_shown(chat: Chat) -> None:
    await make(chat, 1, "a cat")
    assert ids(await ask(chat, "")) == []
