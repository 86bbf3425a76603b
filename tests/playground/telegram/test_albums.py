"""sendMediaGroup."""

from __future__ import annotations

import pytest

from playground.telegram_service.people import User
from tests.playground.telegram.service import Service, bad, picture

FILES = {
    "a": ("a.png", picture()),
    "b": ("b.png", picture(80, 60)),
    "c": ("c.bin", b"1"),
    "d": ("d.png", b"1"),
}
MEDIA = "can't parse InputMedia: "


def photo(name: str = "a", **more: object) -> dict[str, object]:
    """One photo of the call's files."""
    return {"type": "photo", "media": f"attach://{name}", **more}


async def test_an_album_is_messages_with_one_group(service: Service, mei: User):
    sent = await service.result(
        "sendMediaGroup",
        files=FILES,
        chat_id=mei.id,
        media=[photo(caption="<b>猫</b>", parse_mode="HTML"), photo("b")],
        reply_parameters={"message_id": 1},
        reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]},
    )
    assert len({message["media_group_id"] for message in sent}) == 1
    assert [message["message_id"] for message in sent] == [2, 3]
    assert sent[0]["caption_entities"] == [{"offset": 0, "length": 1, "type": "bold"}]
    assert "caption" not in sent[1]
    for message in sent:
        assert message["reply_to_message"]["message_id"] == 1
        assert "reply_markup" not in message, "albums carry no buttons"


async def test_an_album_of_one_is_a_message_in_a_list(service: Service, mei: User):
    (sent,) = await service.result("sendMediaGroup", files=FILES, chat_id=mei.id, media=[photo()])
    assert "media_group_id" not in sent


@pytest.mark.parametrize(
    ("media", "complaint"),
    [
        ("", 'parameter "media" is required'),
        ("{", "can't parse media JSON object"),
        ({}, "expected an Array of InputMedia"),
        ([], "there are no messages to send"),
        ([1], MEDIA + "expected an Object"),
        ([photo("nothing")], MEDIA + "media not found"),
        ([{"type": "photo"}], MEDIA + "media not found"),
        ([{"media": "attach://a"}], MEDIA + 'Can\'t find field "type"'),
        ([photo() | {"type": "animation"}], MEDIA + 'type "animation" can\'t be used in'
         " sendMediaGroup"),
        ([photo() | {"type": "poll"}], MEDIA + 'type "poll" is unsupported'),
        ([photo()] * 11, "too many messages to send as an album"),
        ([photo(), {"type": "document", "media": "attach://c"}],
         "document can't be mixed with other media types"),
        ([photo(), {"type": "audio", "media": "attach://c"}],
         "audio can't be mixed with other media types"),
        ([photo(caption="x" * 1025), photo()], "message caption is too long"),
        ([photo(caption="<b>", parse_mode="HTML")],
         MEDIA + 'Can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'),
        ([photo(), photo("d")],
         'failed to send message #2 with the error message "IMAGE_PROCESS_FAILED"'),
    ],
)  # fmt: skip
async def test_albums_that_are_refused(service: Service, mei: User, media: object, complaint: str):
    answer = await service.call("sendMediaGroup", files=FILES, chat_id=mei.id, media=media)
    assert answer.refusal == bad(complaint)
    assert len(service.world.history(mei.id)) == 1, "all or nothing"


async def test_documents_in_an_album_are_not_detected(service: Service, mei: User):
    sent = await service.result(
        "sendMediaGroup",
        files={"a": ("a.webp", picture(form="WEBP")), "b": ("b.webp", picture(form="WEBP"))},
        chat_id=mei.id,
        media=[{"type": "document", "media": f"attach://{name}"} for name in "ab"],
    )
    assert all("document" in message for message in sent)


async def test_a_late_part_of_a_persons_album_has_its_name(service: Service, mei: User):
    picture = FILES["a"][1]
    sent = await service.world.user_send(mei.id, photos=[picture, picture])
    (late,) = await service.world.user_send(mei.id, photos=[picture], album_of=sent[0].number)
    (alone,) = await service.world.user_send(mei.id, photos=[picture])
    assert late.album == sent[0].album
    assert late.album is not None
    assert alone.album is None
