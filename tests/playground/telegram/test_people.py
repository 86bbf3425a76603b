"""The people's side: speaking, editing, seeing, and what an app would not do."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from playground.telegram_service import JsonFace, UserSideError
from playground.telegram_service.people import User
from tests.playground.telegram.service import Service, picture


async def updates(service: Service):
    """What the bot gets now."""
    service.clock.move(1)
    return await service.result("getUpdates")


async def test_a_photo_reaches_the_bot_with_its_caption(service: Service, mei: User):
    await service.world.user_send(mei.id, photos=[picture(400, 300)], caption="/image 像素风")
    message = (await updates(service))[-1]["message"]
    assert message["caption"] == "/image 像素风"
    assert message["caption_entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]
    assert [size["width"] for size in message["photo"]] == [90, 320, 400]
    path = await service.result("getFile", file_id=message["photo"][-1]["file_id"])
    assert path["file_path"].endswith(".jpg")


async def test_an_album_is_one_update_per_picture(service: Service, mei: User):
    await service.world.user_send(mei.id, photos=[picture(), picture()], caption="两张")
    messages = [update["message"] for update in (await updates(service))[-2:]]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["两张", None]


async def test_a_document_keeps_its_bytes_and_is_never_a_sticker(service: Service, mei: User):
    data = picture(form="WEBP")
    await service.world.user_send(mei.id, documents=[("a.webp", data)])
    document = (await updates(service))[-1]["message"]["document"]
    assert service.world.file_bytes(document["file_unique_id"]) == (data, "image/webp", "a.webp")


async def test_an_edit_is_an_edited_message_once(service: Service, mei: User):
    await service.world.user_edit(mei.id, mei.id, 1, "/start again")
    await service.world.user_edit(mei.id, mei.id, 1, "/start again")
    kinds = [kind for update in await updates(service) for kind in update if kind != "update_id"]
    assert kinds == ["message", "edited_message"]


async def test_a_reply_shows_what_it_answers(service: Service, mei: User):
    sent = await service.result("sendMessage", chat_id=mei.id, text="x")
    await service.world.user_send(mei.id, text="y", reply_to=sent["message_id"])
    message = (await updates(service))[-1]["message"]
    assert message["reply_to_message"]["text"] == "x"


async def test_private_chats_share_one_counter_and_supergroups_do_not(service: Service, mei: User):
    """Message ids of a bot run through all its private chats, as on the real service."""
    li = service.world.add_user("Li")
    (second,) = await service.world.user_send(li.id, text="/start")
    group = service.world.add_group("G", [mei.id])
    (said,) = await service.world.user_send(mei.id, group.id, text="/x")
    assert (second.number, said.number) == (2, 2), "the first in the group says that the bot came"


@pytest.mark.parametrize(
    ("params", "complaint"),
    [
        ({"text": "  "}, "text is empty"),
        ({"text": "x" * 4097}, "too long"),
        ({"photos": [picture()], "caption": "x" * 1025}, "too long"),
        ({"photos": [b"no picture"]}, "IMAGE_PROCESS_FAILED"),
        ({"photos": [picture()] * 11}, "at most 10"),
        ({"photos": [picture()], "documents": [("a", b"1")]}, "not both"),
        ({"text": "x", "reply_to": 77}, "no message 77"),
        ({"text": "x", "thread_id": 77}, "no topic 77"),
        ({"text": "x", "chat_id": -1}, "no chat -1"),
    ],
)
async def test_what_an_app_would_not_send(
    service: Service, mei: User, params: dict[str, object], complaint: str
):
    with pytest.raises(UserSideError, match=complaint):
        await service.world.user_send(mei.id, **params)  # type: ignore[arg-type]  # as a page may


async def test_others_messages_cannot_be_edited(service: Service, mei: User):
    sent = await service.result("sendMessage", chat_id=mei.id, text="x")
    with pytest.raises(UserSideError, match="own messages"):
        await service.world.user_edit(mei.id, mei.id, sent["message_id"], "y")


async def test_strangers_see_nothing_of_a_group(service: Service, mei: User):
    li = service.world.add_user("Li")
    group = service.world.add_group("G", [mei.id])
    assert [chat["id"] for chat in service.world.chats_of(mei.id)] == [mei.id, group.id]
    assert [chat["id"] for chat in service.world.chats_of(li.id)] == [li.id]
    with pytest.raises(UserSideError):
        service.world.history(li.id, group.id)
    with pytest.raises(UserSideError):
        await service.world.user_send(li.id, group.id, text="x")


async def test_news_come_in_order(service: Service, mei: User):
    async with service.world.subscribe(mei.id) as news:
        sent = await service.result("sendMessage", chat_id=mei.id, text="a")
        place = {"chat_id": mei.id, "message_id": sent["message_id"]}
        await service.result("editMessageText", **place, text="b")
        await service.result("deleteMessage", **place)
        events = [await anext(news) for _ in range(3)]
    assert [event["type"] for event in events] == ["message", "edit", "delete"]
    assert events[2]["message_ids"] == [sent["message_id"]]


async def test_a_closed_subscription_ends(service: Service, mei: User):
    news = service.world.subscribe(mei.id)
    await news.aclose()
    assert [event async for event in news] == []
    assert not service.world.events.listening(mei.id)


async def test_deliveries_are_booked_under_their_request(service: Service, mei: User):
    (asked,) = await service.world.user_send(mei.id, text="/image 猫 --n 2")
    status = await service.result(
        "sendMessage", chat_id=mei.id, text="…", reply_parameters={"message_id": asked.number}
    )
    for answered in (asked.number, status["message_id"]):
        await service.result(
            "sendPhoto",
            files={"photo": ("a.png", picture())},
            chat_id=mei.id,
            reply_parameters={"message_id": answered},
        )
    page = service.stage.books.to_json()["users"]
    assert page == {
        str(mei.id): {"requests": 2, "taps": 0, "accepted": 0, "charged": 0, "delivered": 2}
    }


async def test_a_picture_is_turned_as_its_camera_says(service: Service, mei: User):
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter to the right
    (message,) = await service.world.user_send(mei.id, photos=[picture(80, 40, "JPEG", exif=exif)])
    assert message.medium is not None
    image = Image.open(io.BytesIO(message.medium.main.data))
    assert image.size == (40, 80)


async def test_the_json_face_says_the_same(service: Service, mei: User):
    face = JsonFace(service.world)
    li = face.add_user("Li", "en")
    group = face.add_group("G", [mei.id, int(str(li["id"]))])
    (said,) = await face.user_send(mei.id, int(str(group["id"])), text="/x")
    assert said["text"] == "/x"
    assert [person["first_name"] for person in face.people()] == ["Mei", "Li"]
    assert face.bot_profile()["username"] == "jimeng_playground_bot"
    assert face.history(mei.id)[0]["text"] == "/start"
