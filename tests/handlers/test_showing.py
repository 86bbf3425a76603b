"""/show and what ⋯ holds: everything about a job, as words and as a document."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.ids import ChatId, JobId
from bot.domain.jobs import JobState, PartKind
from bot.domain.lineage import Lineage, Relation
from bot.domain.requests import ImageRequest
from tests.bot.telegram_double import group, refusal, tap_update
from tests.builders import make_job
from tests.handlers.conftest import PERSON, Chat
from tests.handlers.test_history import OTHER, make

PARENT = JobId("CAT22")


async def make_whole(chat: Chat, **fields: Any) -> JobId:
    """A job of which everything is known, and a child of it."""
    request = ImageRequest(prompt="x", model="jimeng-4.0", ratio="16:9", seed=7)
    job = await make(chat, 1, "a <red> cat", request=request, count=2, **fields)
    line = Lineage(parent=PARENT, relation=Relation.SIMILAR, picture=1)
    sized = tuple(replace(each, width=2560, height=1440) for each in job.artifacts)
    await chat.stores.jobs.apply(job, replace(job, lineage=line, artifacts=sized))
    await chat.stores.jobs.set_cost(job.id, 4)
    child = replace(make_job(2), lineage=Lineage(parent=job.id, relation=Relation.ANIMATE))
    await chat.stores.jobs.add(child)
    return job.id


@pytest.mark.parametrize("typed", ["/show {id}", "查看 #{id}", "/start show_{id}"])
async def test_an_old_job_is_told_whole_and_its_results_come_again(chat: Chat, typed: str) -> None:
    job_id = await make_whole(chat)
    (told,) = await chat.say(typed.format(id=job_id.lower()))
    assert told.split("\n") == [
        f"<b>#{job_id}</b> · 2025-11-22 16:26 UTC+8",
        "<code>/image a &lt;red&gt; cat --model jimeng-4.0 --ar 16:9 --res 2k --seed 7</code>",
        "Model: jimeng-4.0",
        "Seed: 7",
        f"Submission: <code>{make_job(1).submit_id}</code>",
        f"Similar from #{PARENT}",
        f"Came from it: #{make_job(2).id}",
        "Sizes: 2560×1440 · 2560×1440",
        "Cost: 4",
        told.split("\n")[-1],
    ]
    (shown,) = chat.stores.showings.all()
    assert (shown.job_id, shown.origin.chat_id, shown.origin.user_id) == (job_id, PERSON, PERSON)


async def test_without_an_id_or_with_a_strange_one_it_says_what_to_do(chat: Chat) -> None:
    (which,) = await chat.say("/show")
    (strange,) = await chat.say("/show ZZZZZ")
    for answer in (which, strange):
        assert "Nothing was spent" in answer
        assert "/history" in answer
    assert "“”" not in which


async def test_a_seed_that_nobody_named_is_not_made_up(chat: Chat) -> None:
    job = await make(chat, 1, "a cat")
    (told,) = await chat.say(f"/show {job.id}")
    assert "Seed: chosen by the service" in told


async def test_a_message_that_is_handled_again_shows_once(chat: Chat) -> None:
    job = await make(chat, 1, "a cat")
    for _ in range(2):
        await chat.say(f"/show {job.id}")
    (shown,) = chat.stores.showings.all()
    assert [part.kind for part in shown.parts] == [PartKind.PREVIEWS, PartKind.CONTROL]
    await chat.say(f"/show {job.id}", message_id=11)
    assert len(chat.stores.showings.all()) == 2


async def test_of_a_job_without_results_there_is_nothing_to_show(chat: Chat) -> None:
    job = make_job(3, state=JobState.CANCELLED)
    await chat.stores.jobs.add(job)
    await chat.say(f"/show {job.id}")
    assert chat.stores.showings.all() == []


async def test_more_holds_the_data_and_the_way_into_another_chat(chat: Chat) -> None:
    job_id = await make_whole(chat)
    await chat.tap(f"v1:more:{job_id}:2")
    markup = json.loads(chat.telegram.of("editMessageReplyMarkup")[-1].params["reply_markup"])
    buttons = [each for row in markup["inline_keyboard"] for each in row]
    assert {"text": "↗ Share in a chat", "switch_inline_query": f"#{job_id} 2"} in buttons
    assert {"text": "📎 JSON", "callback_data": f"v1:json:{job_id}:2"} in buttons
    assert {each.get("callback_data") for each in buttons} >= {
        f"v1:{action}:{job_id}:2" for action in ("details", "delete", "pick")
    }


async def test_a_bot_without_inline_mode_offers_none(chat: Chat) -> None:
    job_id = await make_whole(chat)
    chat.telegram.has_inline_mode = False
    await chat.bot.get_me()
    await chat.tap(f"v1:more:{job_id}")
    assert "switch_inline" not in str(chat.telegram.calls)


async def test_the_data_comes_as_a_document(chat: Chat) -> None:
    job_id = await make_whole(chat)
    await chat.tap(f"v1:json:{job_id}")
    (call,) = chat.telegram.of("sendDocument")
    ((name, body),) = call.files.values()
    assert name == f"{job_id}.json"
    document = json.loads(body)
    assert document["request"]["prompt"] == "a <red> cat"
    assert document["lineage"]["children"] == [make_job(2).id]
    assert int(call.params["chat_id"]) == PERSON


async def test_in_a_group_the_data_goes_to_its_person_alone(chat: Chat) -> None:
    here = replace(make_job(1).origin, chat_id=ChatId(-100), is_private=False)
    job_id = await make_whole(chat, origin=here)
    assert await chat.tap(f"v1:json:{job_id}", user=OTHER) == [
        "Only whose job it is gets its data."
    ]
    assert chat.telegram.of("sendDocument") == []
    await chat.handle(in_group(chat, f"v1:json:{job_id}"))
    assert int(chat.telegram.of("sendDocument")[-1].params["chat_id"]) == PERSON
    assert chat.telegram.texts()[-1] == "Sent to you in the private chat."
    chat.telegram.planned["sendDocument"].append(
        refusal(403, "Forbidden: bot can't initiate conversation with a user")
    )
    await chat.handle(in_group(chat, f"v1:json:{job_id}"))
    assert "Open it with the button" in chat.telegram.texts()[-1]
    assert chat.failures == []


def in_group(chat: Chat, data: str) -> Any:
    """A tap by the person, in the group."""
    update = tap_update(chat.bot, data)
    body = update.to_dict()
    body["callback_query"]["message"]["chat"] = group(-100)
    return type(update).de_json(body, chat.bot)


async def test_show_alone_asks_for_an_id(chat: Chat) -> None:
    (said,) = await chat.say("/show")
    assert "“”" not in said
    assert "/history" in said
