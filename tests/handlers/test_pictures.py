"""Pictures with words: captions, files, replies; each makes one job or one kind answer."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.requests import ImageRequest, InputPicture, VideoRequest
from tests.bot.telegram_double import BOT_ID, group
from tests.handlers.conftest import Chat

SIZES = [
    {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 160, "file_size": 900},
    {"file_id": "large", "file_unique_id": "l", "width": 720, "height": 1280, "file_size": 90_000},
]
PHOTO: dict[str, Any] = {"photo": SIZES}
LARGE = InputPicture(source="large", size=90_000, width=720, height=1280)
FILE: dict[str, Any] = {
    "document": {
        "file_id": "file",
        "file_unique_id": "f",
        "file_name": "cat.png",
        "mime_type": "image/png",
        "file_size": 5_000_000,
        "thumbnail": {"file_id": "t", "file_unique_id": "t", "width": 320, "height": 180},
    }
}
PNG = InputPicture(source="file", size=5_000_000, name="cat.png", width=320, height=180)


def answered(**media: Any) -> dict[str, Any]:
    """A message of ours that is replied to."""
    return {
        "message_id": 5,
        "date": 1_763_800_000,
        "chat": {"id": 7, "type": "private", "first_name": "N"},
        "from": {"id": BOT_ID, "is_bot": True, "first_name": "P"},
        **media,
    }


async def test_a_caption_in_private_redraws_the_largest_size(chat: Chat) -> None:
    assert await chat.say(caption="变成油画 --res 4k", **PHOTO) == []
    (job,) = await chat.jobs()
    assert job.request == ImageRequest(
        prompt="变成油画", model="jimeng-4.0", ratio="9:16", resolution="4k", inputs=(LARGE,)
    )


@pytest.mark.parametrize("where", [None, group()])
@pytest.mark.parametrize("command", ["/video", "/v"])
async def test_a_command_in_a_caption_counts_everywhere(
    chat: Chat, where: dict[str, Any] | None, command: str
) -> None:
    await chat.say(caption=f"{command} 动起来 --dur 10", chat=where, **PHOTO)
    (job,) = await chat.jobs()
    assert job.request == VideoRequest(
        prompt="动起来", model="jimeng-video-3.0", ratio="9:16", seconds=10, inputs=(LARGE,)
    )


async def test_a_file_is_a_picture_by_its_type_with_the_shape_of_its_thumbnail(chat: Chat) -> None:
    await chat.say(caption="/image 变成油画", **FILE)
    (job,) = await chat.jobs()
    assert (job.request.inputs, job.request.ratio) == ((PNG,), "16:9")


async def test_a_reply_to_a_picture_takes_it_along_and_before_its_own(chat: Chat) -> None:
    await chat.say("/video 它跑开了", reply_to_message=answered(**PHOTO))
    await chat.say(caption="合成", message_id=11, reply_to_message=answered(**FILE), **PHOTO)
    one, two = await chat.jobs()
    assert one.request.inputs == (LARGE,)
    assert two.request.inputs == (PNG, LARGE)


async def test_a_reply_to_anything_else_is_about_the_words_alone(chat: Chat) -> None:
    await chat.say("/video 一只猫", reply_to_message=answered(text="hello"))
    (job,) = await chat.jobs()
    assert (job.request.inputs, job.request.kind) == ((), "video")


@pytest.mark.parametrize("fields", [PHOTO, FILE, {**PHOTO, "caption": "  "}])
async def test_a_picture_without_words_is_asked_about_in_private_only(
    chat: Chat, fields: dict[str, Any]
) -> None:
    (answer,) = await chat.say(**fields)
    assert "Got your picture" in answer
    assert chat.buttons() == ["🖼 Change it", "🎬 Animate", "📝 Say what to do"]
    assert await chat.say(chat=group(), **fields) == []
    assert await chat.jobs() == []


async def test_words_for_another_bot_are_not_drawn(chat: Chat) -> None:
    await chat.say(caption="/image@other_bot cat", **PHOTO)
    await chat.say(caption="变成油画", chat=group(), **PHOTO)
    assert await chat.jobs() == []


async def test_a_file_that_is_too_big_is_refused_by_its_size(chat: Chat) -> None:
    huge: dict[str, Any] = {"document": {**FILE["document"], "file_size": 24 * 1024 * 1024}}
    (answer,) = await chat.say(caption="/image cat", **huge)
    assert "24 MB" in answer
    assert "Nothing was spent" in answer
    assert await chat.jobs() == []


async def test_a_repeated_caption_makes_no_second_job(chat: Chat) -> None:
    for _ in range(2):
        await chat.say(caption="变成油画", message_id=31, **PHOTO)
    assert len(await chat.jobs()) == 1


async def test_a_video_from_words_alone(chat: Chat) -> None:
    await chat.say("/video 一只猫 --ar 16:9 --res 1080p --seed 7 --file")
    (job,) = await chat.jobs()
    assert job.request == VideoRequest(
        prompt="一只猫",
        model="jimeng-video-3.0",
        ratio="16:9",
        resolution="1080p",
        seed=7,
        send_files=True,
    )
