"""Replies to an open receipt: its words change, its pictures stay, and nothing starts unasked."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.jobs import Job, JobState
from bot.domain.lineage import Relation
from bot.domain.requests import ImageRequest, VideoRequest
from bot.i18n import Texts
from bot.keyboards import of_job, of_results
from bot.status_text import render_status
from tests.bot.telegram_double import BOT_ID, BOT_NAME
from tests.builders import START
from tests.handlers.conftest import PERSON, Chat
from tests.handlers.test_forks import FILM, HERE, SOMEBODY, made_by, to_the_line


async def receipt_of(chat: Chat, action: str = "animate") -> Job:
    """An open receipt that a button made, in the group."""
    parent = await made_by(chat)
    await chat.tap(f"v1:{action}:{parent.id}:2", chat=HERE)
    (receipt,) = await chat.jobs()
    assert receipt.state is JobState.DRAFTED
    return receipt


def to(job: Job, message_id: int = 500) -> dict[str, Any]:
    me = {"id": BOT_ID, "is_bot": True, "first_name": "P", "username": BOT_NAME}
    sent = {"message_id": message_id, "date": 1_763_800_000, "chat": HERE, "from": me}
    return {"chat": HERE, "message_id": 30, "reply_to_message": sent | {"text": f"#{job.id} x"}}


@pytest.mark.parametrize(
    "words", ["让它慢慢转身", "/video 让它慢慢转身", "/video 让它慢慢转身 --yes"]
)
async def test_new_words_for_an_open_receipt_keep_its_picture_and_ask(
    chat: Chat, words: str
) -> None:
    receipt = await receipt_of(chat)
    await chat.say(words, **to(receipt))
    (job,) = await chat.jobs()
    assert (job.id, job.state) == (receipt.id, JobState.DRAFTED)
    assert isinstance(job.request, VideoRequest)
    assert job.request.prompt == "让它慢慢转身"
    assert [each.result_number for each in job.request.inputs] == [2]
    assert job.lineage is not None
    assert job.lineage.relation is Relation.ANIMATE


async def test_a_command_of_another_kind_opens_a_receipt_with_the_same_pictures(
    chat: Chat,
) -> None:
    receipt = await receipt_of(chat)
    await chat.say("/image 变绿", **to(receipt))
    first, second = await chat.jobs()
    assert (first.id, first.request) == (receipt.id, receipt.request)
    assert isinstance(second.request, ImageRequest)
    assert second.state is JobState.DRAFTED
    assert [each.result_number for each in second.request.inputs] == [2]


async def test_flags_of_the_new_words_are_read(chat: Chat) -> None:
    receipt = await receipt_of(chat)
    await chat.say("转身 --dur 10", **to(receipt))
    (job,) = await chat.jobs()
    assert isinstance(job.request, VideoRequest)
    assert (job.request.prompt, job.request.seconds) == ("转身", 10)


async def test_somebody_elses_reply_changes_nothing_of_it(chat: Chat) -> None:
    receipt = await receipt_of(chat)
    await chat.say("让它慢慢转身", user=SOMEBODY, **to(receipt))
    (job,) = await chat.jobs(PERSON)
    assert job == receipt


async def test_a_receipt_that_was_agreed_to_stays_as_it_is(chat: Chat) -> None:
    receipt = await receipt_of(chat)
    await chat.tap(f"v1:agree:{receipt.id}", chat=HERE)
    await chat.say("/video 让它慢慢转身", **to(receipt))
    agreed = await chat.stores.jobs.get(receipt.id)
    assert agreed is not None
    assert (agreed.state, agreed.request) == (JobState.QUEUED, receipt.request)


async def test_a_receipt_of_a_button_can_be_changed_by_its_line(chat: Chat, texts: Texts) -> None:
    receipt = await receipt_of(chat)
    keyboard = of_job(texts, receipt)
    assert keyboard is not None
    data = [b.callback_data for row in keyboard.inline_keyboard for b in row]
    assert f"v1:edit:{receipt.id}" in data
    await chat.tap(f"v1:edit:{receipt.id}", chat=HERE)
    await chat.say("/video 狗跑", **{"chat": HERE, "message_id": 31} | to_the_line(chat))
    _, made = await chat.jobs()
    assert isinstance(made.request, VideoRequest)
    assert (made.request.prompt, made.state) == ("狗跑", JobState.DRAFTED)
    assert [each.result_number for each in made.request.inputs] == [2]
    assert made.lineage == receipt.lineage


async def test_a_receipt_of_a_button_says_how_many_pictures_it_makes(
    chat: Chat, texts: Texts
) -> None:
    receipt = await receipt_of(chat, "like")
    assert receipt.receipt.makes == 4
    assert "×4" in render_status(texts, receipt, now=START)


async def test_under_a_film_there_is_one_original_file(chat: Chat, texts: Texts) -> None:
    film = await made_by(chat, request=FILM)
    keyboard = of_results(texts, "zh", film)
    words = [each.text for row in keyboard.inline_keyboard for each in row]
    assert "📄 原文件" in words
    assert "📄 原图" not in words
