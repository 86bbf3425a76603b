"""Answers whose place went away between the question and them."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update
from telegram.error import BadRequest, Forbidden

from bot.answers import Spot, answer, say_at
from tests.bot.telegram_double import (
    RecordingRequest,
    group,
    make_bot,
    message_update,
    refusal,
)

NO_TOPIC = refusal(400, "Bad Request: message thread not found")
NO_CHAT = refusal(400, "Bad Request: chat not found")
KICKED = refusal(403, "Forbidden: bot was kicked from the supergroup chat")
TOPIC: dict[str, Any] = {"chat": group(-5), "message_thread_id": 3, "is_topic_message": True}


def rig(*planned: Any, **fields: Any) -> tuple[RecordingRequest, Update]:
    telegram = RecordingRequest()
    telegram.planned["sendMessage"].extend(planned)
    return telegram, message_update(make_bot(telegram), "/queue", **fields)


def places(telegram: RecordingRequest) -> list[tuple[int, str | None, bool]]:
    """Chat, topic, and whether it was a reply, of each try."""
    return [
        (
            int(call.params["chat_id"]),
            call.params.get("message_thread_id"),
            "reply_parameters" in call.params,
        )
        for call in telegram.of("sendMessage")
    ]


async def test_an_answer_goes_to_the_topic_that_it_was_asked_in() -> None:
    telegram, update = rig(**TOPIC)
    await answer(update, "x")
    assert places(telegram) == [(-5, "3", True)]


async def test_without_its_topic_it_goes_to_the_chat_itself() -> None:
    telegram, update = rig(NO_TOPIC, **TOPIC)
    message = await answer(update, "x")
    assert message is not None
    assert places(telegram) == [(-5, "3", True), (-5, None, True)]


@pytest.mark.parametrize("gone", [NO_CHAT, KICKED], ids=["no chat", "kicked"])
async def test_without_its_chat_it_goes_to_the_persons_private_chat(gone: Any) -> None:
    telegram, update = rig(gone, gone, **TOPIC)
    await answer(update, "x")
    assert places(telegram) == [(-5, "3", True), (-5, None, True), (7, None, False)]


async def test_a_private_chat_that_is_gone_is_tried_once() -> None:
    telegram, update = rig(refusal(403, "Forbidden: bot was blocked by the user"))
    with pytest.raises(Forbidden):
        await answer(update, "x")
    assert places(telegram) == [(7, None, True)]


async def test_what_is_wrong_with_the_words_is_no_reason_to_go_elsewhere() -> None:
    telegram, update = rig(refusal(400, "Bad Request: can't parse entities"), **TOPIC)
    with pytest.raises(BadRequest):
        await answer(update, "x")
    assert len(places(telegram)) == 1


async def test_where_nobody_is_known_the_chat_is_the_last_place() -> None:
    telegram, _ = rig(NO_TOPIC, NO_CHAT)
    with pytest.raises(BadRequest):
        await say_at(make_bot(telegram), Spot(-5, 3, None, None), "x")
    assert places(telegram) == [(-5, "3", False), (-5, None, False)]
