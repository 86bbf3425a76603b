"""Buttons: the tap, the update it makes, the one answer it takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import pytest

from playground.telegram_service import UserSideError
from playground.telegram_service.people import User
from tests.playground.telegram.service import Service, bad

MARKUP = {"inline_keyboard": [[{"text": "x", "callback_data": "again"}]]}
TOO_OLD = bad("query is too old and response timeout expired or query ID is invalid")


async def tapped(service: Service, mei: User):
    """A message with a button, tapped; gives the callback query that the bot gets."""
    sent = await service.result(
        "sendMessage",
        chat_id=mei.id,
        text="x",
        reply_markup=MARKUP,
        reply_parameters={"message_id": 1},
    )
    answer = await service.world.user_tap(mei.id, mei.id, sent["message_id"], "again")
    assert not answer.answered
    query = (await service.result("getUpdates"))[-1]["callback_query"]
    assert query["id"] == answer.callback_query_id
    return query


async def test_the_update_holds_the_message(service: Service, mei: User):
    query = await tapped(service, mei)
    assert query["data"] == "again"
    assert query["from"]["id"] == mei.id
    assert query["message"]["reply_markup"] == MARKUP
    assert query["message"]["reply_to_message"]["message_id"] == 1
    assert query["chat_instance"]


async def test_one_answer_reaches_the_person(service: Service, mei: User):
    query = await tapped(service, mei)
    given = {"callback_query_id": query["id"], "text": "好", "show_alert": True}
    async with service.world.subscribe(mei.id) as news:
        assert await service.result("answerCallbackQuery", **given) is True
        event = await anext(news)
    assert (event["type"], event["text"], event["show_alert"]) == ("callback_answer", "好", True)
    assert await service.refusal("answerCallbackQuery", **given) == TOO_OLD


async def test_unknown_and_late_answers(service: Service, mei: User):
    assert await service.refusal("answerCallbackQuery", callback_query_id="1") == TOO_OLD
    query = await tapped(service, mei)
    service.clock.move(service.world.settings.callback_answer_seconds + 1)
    refusal = await service.refusal("answerCallbackQuery", callback_query_id=query["id"])
    assert refusal == TOO_OLD


async def test_an_answer_has_200_characters(service: Service, mei: User):
    query = await tapped(service, mei)
    given = {"callback_query_id": query["id"]}
    refusal = await service.refusal("answerCallbackQuery", **given, text="猫" * 201)
    assert refusal == bad("MESSAGE_TOO_LONG")
    assert await service.result("answerCallbackQuery", **given, text="猫" * 200) is True


async def test_a_button_that_is_gone_cannot_be_tapped(service: Service, mei: User):
    query = await tapped(service, mei)
    message = query["message"]
    await service.result("editMessageReplyMarkup", chat_id=mei.id, message_id=message["message_id"])
    with pytest.raises(UserSideError, match="no such button"):
        await service.world.user_tap(mei.id, mei.id, message["message_id"], "again")


@pytest.mark.parametrize("asks", [False, True])
async def test_a_tap_asks_only_if_the_person_says_so(service: Service, mei: User, asks: bool):
    query = await tapped(service, mei)
    number = query["message"]["message_id"]
    await service.world.user_tap(mei.id, mei.id, number, query["data"], asks=asks)
    pages = cast(Mapping[str, Mapping[str, object]], service.stage.books.to_json()["users"])
    assert pages[str(mei.id)]["taps"] == int(asks)
