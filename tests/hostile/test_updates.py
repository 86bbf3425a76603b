"""Whatever getUpdates answers, the library can read what is left of it, and nothing raises."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update
from telegram.request import BaseRequest

from bot.adapters.polling_request import LARGEST_ID, readable
from handlers.command_handler import read_command
from tests.hostile.json_damage import JSON, ODD_VALUES, damaged
from tests.hostile.telegram_updates import MESSAGE, UPDATES


def polled(body: bytes) -> list[Update]:
    """What the library makes of an answer."""
    answer = BaseRequest.parse_json_payload(body)
    return [Update.de_json(update, None) for update in answer["result"]]


@pytest.mark.parametrize("update", UPDATES, ids=lambda update: list(update)[1])
def test_every_type_of_update_is_left_as_it_is(update: object) -> None:
    body = json.dumps({"ok": True, "result": [update]}).encode()
    assert readable(body) is body
    assert len(polled(body)) == 1


@given(st.lists(damaged(UPDATES) | st.sampled_from(UPDATES) | JSON, max_size=4))
def test_damaged_updates_are_emptied_and_keep_their_ids(updates: list[object]) -> None:
    body = readable(json.dumps({"ok": True, "result": updates}).encode())
    left = polled(body)
    usable = [
        update["update_id"]
        for update in updates
        if isinstance(update, dict)
        and type(update.get("update_id")) is int
        and 0 <= update["update_id"] < LARGEST_ID
    ]
    assert [update.update_id for update in left] == usable
    for update in left:
        update.to_json()
        read_command(update, "bot")


@given(damaged([{"ok": True, "result": UPDATES[:2]}]) | JSON)
def test_any_json_is_passed_on_or_repaired(answer: object) -> None:
    body = readable(json.dumps(answer).encode())
    assert body == b"" or json.loads(body) is not ...


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe", b"<html>", b"null", b"[]", b'{"ok":true}', b'{"ok":true,"result":{}}'],
)
def test_what_holds_no_updates_is_left_to_the_library(body: bytes) -> None:
    assert readable(body) == body


@pytest.mark.parametrize(
    "deep",
    [b"[" * 100_000, b'{"ok":true,"result":[' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"]}"],
)
def test_bottomless_json_becomes_an_answer_that_polling_survives(deep: bytes) -> None:
    assert readable(deep) == b""


def test_messages_that_reply_to_replies_for_ever_are_emptied() -> None:
    message: dict[str, object] = {}
    for number in range(300):
        message = {
            "message_id": number,
            "date": 1,
            "chat": {"id": 7, "type": "private"},
            **({"reply_to_message": message} if message else {}),
        }
    body = readable(
        json.dumps({"ok": True, "result": [{"update_id": 9, "message": message}]}).encode()
    )
    assert [update.update_id for update in polled(body)] == [9]


@given(
    text=st.text(max_size=80)
    | st.sampled_from([value for value in ODD_VALUES if type(value) is str]),
    before=st.sampled_from(["", "/", "/image", "/image@bot", "/image@", "／image ", " /image "]),
)
def test_any_text_is_a_command_or_none(text: str, before: str) -> None:
    message = {**MESSAGE, "text": before + text}
    update = Update.de_json({"update_id": 1, "message": message}, None)
    call = read_command(update, "Bot")
    if call is not None:
        assert (before + text).startswith("/")
        assert call.name.isascii()
        assert call.name == call.name.lower()
        assert (before + text).endswith(call.tail)
