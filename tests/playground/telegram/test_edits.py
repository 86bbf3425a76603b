"""Edits and deletions."""

from __future__ import annotations

import json

import pytest

from playground.telegram_service.people import User
from tests.playground.telegram.service import Service, bad, picture

NOT_MODIFIED = bad(
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
MARKUP = {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}


async def test_an_edit_replaces_text_and_takes_the_keyboard_away(service: Service, mei: User):
    sent = await service.result("sendMessage", chat_id=mei.id, text="a", reply_markup=MARKUP)
    place = {"chat_id": mei.id, "message_id": sent["message_id"]}
    service.clock.move(3)
    kept = await service.result("editMessageText", **place, text="b", reply_markup=MARKUP)
    assert (kept["text"], kept["reply_markup"]) == ("b", MARKUP)
    assert kept["edit_date"] == sent["date"] + 3
    assert "reply_markup" not in await service.result("editMessageText", **place, text="b")


async def test_an_edit_that_changes_nothing(service: Service, mei: User):
    sent = await service.result("sendMessage", chat_id=mei.id, text="a", reply_markup=MARKUP)
    place = {"chat_id": mei.id, "message_id": sent["message_id"]}
    same = {"text": " a ", "reply_markup": MARKUP}
    assert await service.refusal("editMessageText", **place, **same) == NOT_MODIFIED
    refusal = await service.refusal("editMessageReplyMarkup", **place, reply_markup=MARKUP)
    assert refusal == NOT_MODIFIED
    bold = {"text": "<b>a</b>", "parse_mode": "HTML", "reply_markup": MARKUP}
    assert (await service.result("editMessageText", **place, **bold))["entities"]


async def test_a_change_of_buttons_has_no_date(service: Service, mei: User):
    sent = await service.result("sendMessage", chat_id=mei.id, text="a", reply_markup=MARKUP)
    edited = await service.result(
        "editMessageReplyMarkup", chat_id=mei.id, message_id=sent["message_id"]
    )
    assert "edit_date" not in edited
    assert "reply_markup" not in edited


@pytest.mark.parametrize(
    ("method", "params", "complaint"),
    [
        ("editMessageText", {"message_id": 77, "text": "x"}, "message to edit not found"),
        ("editMessageText", {"message_id": 1, "text": "x"}, "message can't be edited"),
        ("editMessageText", {"message_id": 2}, "message text is empty"),
        ("editMessageText", {"message_id": 2, "text": "x" * 4097}, "message is too long"),
        ("editMessageCaption", {"message_id": 2, "caption": "x"},
         "there is no caption in the message to edit"),
        ("editMessageReplyMarkup", {"message_id": 77}, "message to edit not found"),
        ("editMessageMedia", {"message_id": 2}, 'parameter "media" is required'),
        ("editMessageMedia", {"message_id": 2, "media": "["},
         "can't parse input media JSON object"),
        ("editMessageMedia", {"message_id": 2, "media": "[]"},
         "can't parse InputMedia: expected an Object"),
        ("deleteMessage", {"message_id": 77}, "message to delete not found"),
        ("deleteMessages", {}, "message identifiers are not specified"),
        ("deleteMessages", {"message_ids": {}}, "expected an Array of message identifiers"),
        ("deleteMessages", {"message_ids": [0]}, "invalid message identifier specified"),
        ("deleteMessages", {"message_ids": list(range(1, 102))},
         "too many message identifiers specified"),
        ("copyMessage", {"from_chat_id": 1_000_001, "message_id": 77},
         "message to copy not found"),
        ("forwardMessage", {"from_chat_id": 1_000_001, "message_id": 77},
         "message to forward not found"),
        ("setMessageReaction", {"message_id": 77}, "message to react not found"),
    ],
)  # fmt: skip
async def test_what_is_refused(
    service: Service, mei: User, method: str, params: dict[str, object], complaint: str
):
    await service.result("sendMessage", chat_id=mei.id, text="own, number 2")
    assert await service.refusal(method, chat_id=mei.id, **params) == bad(complaint)


async def test_no_message_named_at_all(service: Service):
    refusal = await service.refusal("editMessageText", text="x")
    assert refusal == bad("message identifier is not specified")


async def test_captions_and_media(service: Service, mei: User):
    files = {"photo": ("a.png", picture())}
    sent = await service.result("sendPhoto", files=files, chat_id=mei.id, caption="a")
    place = {"chat_id": mei.id, "message_id": sent["message_id"]}
    assert (await service.result("editMessageCaption", **place, caption="b"))["caption"] == "b"
    assert await service.refusal("editMessageCaption", **place, caption="b") == NOT_MODIFIED
    refusal = await service.refusal("editMessageText", **place, text="x")
    assert refusal == bad("there is no text in the message to edit")
    again = {"type": "photo", "media": sent["photo"][-1]["file_id"], "caption": "b"}
    assert await service.refusal("editMessageMedia", **place, media=again) == NOT_MODIFIED
    edited = await service.result(
        "editMessageMedia",
        files={"new": ("b.png", picture(100, 90))},
        media={"type": "photo", "media": "attach://new"},
        **place,
    )
    assert edited["photo"][-1]["width"] == 100
    assert "caption" not in edited


async def test_a_text_can_be_given_a_medium(service: Service, mei: User):
    sent = await service.result("sendMessage", chat_id=mei.id, text="a")
    edited = await service.result(
        "editMessageMedia",
        files={"new": ("b.png", picture())},
        chat_id=mei.id,
        message_id=sent["message_id"],
        media={"type": "photo", "media": "attach://new"},
    )
    assert "text" not in edited
    assert edited["photo"]


async def test_an_album_item_keeps_its_family(service: Service, mei: User):
    sent = await service.result(
        "sendMediaGroup",
        files={"a": ("a.png", picture()), "b": ("b.png", picture())},
        chat_id=mei.id,
        media=[{"type": "photo", "media": f"attach://{name}"} for name in "ab"],
    )
    answer = await service.call(
        "editMessageMedia",
        files={"new": ("b.bin", b"1")},
        chat_id=mei.id,
        message_id=sent[0]["message_id"],
        media={"type": "document", "media": "attach://new"},
    )
    assert answer.refusal == bad("message content type can't be used in an album")


async def test_deleting(service: Service, mei: User):
    sent = await service.result("sendMessage", chat_id=mei.id, text="a")
    for number in (sent["message_id"], 1):
        assert await service.result("deleteMessage", chat_id=mei.id, message_id=number) is True
    assert service.world.history(mei.id) == []
    refusal = await service.refusal("deleteMessage", chat_id=mei.id, message_id=1)
    assert refusal == bad("message to delete not found")


async def test_deleting_is_possible_for_two_days(service: Service, mei: User):
    (other,) = await service.world.user_send(mei.id, text="x")
    service.clock.move(48 * 3600)
    numbers = [other.number, 77]
    assert await service.result("deleteMessages", chat_id=mei.id, message_ids=numbers) is True
    service.clock.move(2)
    refusal = await service.refusal("deleteMessage", chat_id=mei.id, message_id=1)
    assert refusal == bad("message can't be deleted for everyone")


async def test_in_a_group_only_administrators_delete_what_others_wrote(service: Service, mei: User):
    group = service.world.add_group("G", [mei.id])
    (said,) = await service.world.user_send(mei.id, group.id, text="/x")
    place = {"chat_id": group.id, "message_id": said.number}
    assert await service.refusal("deleteMessage", **place) == bad("message can't be deleted")
    service.world.seat_bot(mei.id, group.id, "administrator")
    assert await service.result("deleteMessage", **place) is True


async def test_copies_and_forwards(service: Service, mei: User):
    files = {"photo": ("a.png", picture())}
    sent = await service.result("sendPhoto", files=files, chat_id=mei.id, caption="a")
    source = {"from_chat_id": mei.id, "message_id": sent["message_id"], "chat_id": mei.id}
    copied = await service.result("copyMessage", **source, caption="b")
    assert set(copied) == {"message_id"}
    forwarded = await service.result("forwardMessage", **source)
    assert forwarded["forward_origin"]["sender_user"]["is_bot"] is True
    shown = service.world.history(mei.id)
    assert [message.get("caption") for message in shown] == [None, "a", "b", "a"]
    refusal = await service.refusal(
        "editMessageCaption", chat_id=mei.id, message_id=forwarded["message_id"], caption="x"
    )
    assert refusal == bad("message can't be edited")
    json.dumps(shown)
