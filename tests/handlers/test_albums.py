"""Parts of albums as they arrive: stored with what their captions ask, and one job in the end."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.requests import MediaKind
from tests.bot.telegram_double import BOT_NAME, group
from tests.handlers.conftest import Chat
from tests.handlers.test_pictures import FILE, PHOTO

VIDEO: dict[str, Any] = {
    "video": {
        "file_id": "v",
        "file_unique_id": "v",
        "width": 9,
        "height": 9,
        "duration": 1,
    }
}


async def send_part(chat: Chat, number: int, /, **fields: Any) -> list[str]:
    return await chat.say(message_id=number, media_group_id="album", **{**PHOTO, **fields})


async def gather(chat: Chat) -> None:
    chat.clock.time += 2.5
    await chat.albums.gather_due()
    await chat.board.drain()


async def test_an_album_with_a_caption_makes_one_job_of_all_pictures(chat: Chat) -> None:
    await send_part(chat, 12)
    await send_part(chat, 10, caption="合成一张")
    await send_part(chat, 11)
    await send_part(chat, 11)
    assert await chat.jobs() == []
    await gather(chat)
    (job,) = await chat.jobs()
    assert (job.request.prompt, len(job.request.inputs)) == ("合成一张", 3)
    assert job.origin.message_id == 10


async def test_a_command_in_the_caption_counts_in_groups(chat: Chat) -> None:
    here = group(-5)
    await send_part(chat, 10, chat=here)
    await send_part(chat, 11, chat=here, caption=f"/v@{BOT_NAME} 动起来")
    await gather(chat)
    (job,) = await chat.jobs()
    assert (job.request.kind, len(job.request.inputs)) == (MediaKind.VIDEO, 2)
    assert (job.origin.chat_id, job.origin.is_private) == (-5, False)


async def test_files_sent_together_are_an_album_too(chat: Chat) -> None:
    for number in (10, 11):
        caption = {"caption": "合成"} if number == 10 else {}
        await chat.say(message_id=number, media_group_id="album", **caption, **FILE)
    await gather(chat)
    (job,) = await chat.jobs()
    assert [picture.name for picture in job.request.inputs] == ["cat.png", "cat.png"]


@pytest.mark.parametrize("caption", [None, "变成油画", "/image@other_bot cat", "/queue"])
async def test_what_is_not_said_to_us_in_a_group_meets_silence(
    chat: Chat, caption: str | None
) -> None:
    await send_part(chat, 10, chat=group(), **({"caption": caption} if caption else {}))
    await send_part(chat, 11, chat=group())
    await gather(chat)
    assert await chat.jobs() == []
    assert chat.telegram.calls == []
    assert chat.speaker.said == []


async def test_an_album_without_a_caption_is_asked_about_once_in_private(chat: Chat) -> None:
    await send_part(chat, 10)
    await send_part(chat, 11)
    await gather(chat)
    assert chat.speaker.keys() == ["pictures-kept"]


async def test_what_is_no_picture_is_left_out_and_told(chat: Chat) -> None:
    await send_part(chat, 10, caption="变成油画")
    await chat.say(message_id=11, media_group_id="album", **VIDEO)
    await gather(chat)
    (job,) = await chat.jobs()
    assert len(job.request.inputs) == 1
    assert [note.key for note in job.receipt.notes] == ["album-others"]


async def test_an_album_of_other_things_is_left_alone(chat: Chat) -> None:
    for number in (10, 11):
        await chat.say(message_id=number, media_group_id="album", **VIDEO)
    await gather(chat)
    assert chat.speaker.said == []
    assert await chat.jobs() == []
