"""reply_markup: what is refused and what is kept."""

from __future__ import annotations

import pytest

from playground.telegram_service.people import User
from tests.playground.telegram.service import Service, bad


def one(**button: object) -> dict[str, object]:
    """A keyboard with one button."""
    return {"inline_keyboard": [[{"text": "x", **button}]]}


BUTTON = "can't parse inline keyboard button: "


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        ({"inline_keyboard": {}}, 'field "inline_keyboard" must be of type Array'),
        ({"inline_keyboard": [{}]},
         'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        ({"inline_keyboard": [["x"]]}, BUTTON + "InlineKeyboardButton must be an Object"),
        ({"inline_keyboard": [[{"callback_data": "x"}]]}, BUTTON + 'Can\'t find field "text"'),
        ({"inline_keyboard": [[{"text": {}, "callback_data": "x"}]]},
         BUTTON + 'Field "text" must be of type String'),
        (one(), BUTTON + "Text buttons are unallowed in the inline keyboard"),
        (one(callback_data=""), BUTTON + "Text buttons are unallowed in the inline keyboard"),
        (one(callback_data="y", url="https://a.example/"),
         BUTTON + "Button must have exactly one action"),
        (one(callback_data="y", switch_inline_query=""),
         BUTTON + "Button must have exactly one action"),
        (one(copy_text={"text": "y"}, web_app={"url": "https://a.example/"}),
         BUTTON + "Button must have exactly one action"),
        (one(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (one(callback_data="猫" * 22), "BUTTON_DATA_INVALID"),
        (one(url="localhost"),
         "inline keyboard button URL 'localhost' is invalid: Wrong HTTP URL"),
        (one(copy_text={"text": "x" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        (one(web_app={"url": "http://a.example"}),
         "inline keyboard button Web App URL 'http://a.example' is invalid:"
         " Only HTTPS links are allowed"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "y"}]] * 101},
         "reply markup is too long"),
        ({"keyboard": [{}]}, 'field "keyboard" must be an Array of Arrays'),
        ({"keyboard": [[1]]}, "can't parse keyboard button: KeyboardButton must be a String or"
         " an Object"),
    ],
)  # fmt: skip
async def test_keyboards_that_are_refused(
    service: Service, mei: User, markup: object, complaint: str
):
    refusal = await service.refusal("sendMessage", chat_id=mei.id, text="x", reply_markup=markup)
    assert refusal == bad(complaint)


async def test_what_fits_is_kept(service: Service, mei: User):
    markup = {
        "inline_keyboard": [
            [{"text": "猫", "callback_data": "猫" * 21 + "x"}],
            [{"text": "u", "url": "https://a.example/"}, {"text": "c", "copy_text": {"text": "y"}}],
            [{"text": "s", "switch_inline_query": ""}],
            [{"text": "t", "callback_data": "z", "style": "primary"}],
            [{"text": "w", "web_app": {"url": "https://a.example/"}}],
        ]
    }
    sent = await service.result("sendMessage", chat_id=mei.id, text="x", reply_markup=markup)
    assert sent["reply_markup"] == markup


async def test_web_apps_are_for_private_chats(service: Service, mei: User):
    group = service.world.add_group("G", [mei.id])
    refusal = await service.refusal(
        "sendMessage",
        chat_id=group.id,
        text="x",
        reply_markup=one(web_app={"url": "https://a.example/"}),
    )
    assert refusal == bad("BUTTON_TYPE_INVALID")


async def test_only_inline_keyboards_are_part_of_a_message(service: Service, mei: User):
    for markup in ({"keyboard": [["a"]]}, {"remove_keyboard": True}, {"force_reply": True}):
        sent = await service.result("sendMessage", chat_id=mei.id, text="x", reply_markup=markup)
        assert "reply_markup" not in sent
        seen = service.world.history(mei.id)[-1]
        assert "reply_markup" in seen, "the person's app shows it"


async def test_edits_take_inline_keyboards_only(service: Service, mei: User):
    sent = await service.result("sendMessage", chat_id=mei.id, text="x")
    place = {"chat_id": mei.id, "message_id": sent["message_id"]}
    refusal = await service.refusal(
        "editMessageReplyMarkup", **place, reply_markup={"keyboard": [["a"]]}
    )
    assert refusal == bad("inline keyboard expected")


async def test_a_message_with_another_keyboard_cannot_be_edited(service: Service, mei: User):
    sent = await service.result(
        "sendMessage", chat_id=mei.id, text="x", reply_markup={"keyboard": [["a"]]}
    )
    place = {"chat_id": mei.id, "message_id": sent["message_id"]}
    refusal = await service.refusal("editMessageText", **place, text="y")
    assert refusal == bad("message can't be edited")
