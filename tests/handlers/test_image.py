"""/image: one message makes one job, and nothing else makes any."""

from __future__ import annotations

from typing import Any, Final

import pytest

from bot.domain.jobs import JobState
from bot.domain.requests import ImageRequest, MediaKind
from tests.bot.telegram_double import BOT_ID, BOT_NAME, group, person
from tests.handlers.conftest import PERSON, Chat

BOT: Final = {"id": BOT_ID, "is_bot": True, "first_name": "P", "username": BOT_NAME}
EDIT: Final = "edited_message"


@pytest.mark.parametrize("command", ["image", "i", "imagine", "draw", "IMAGE", f"image@{BOT_NAME}"])
async def test_every_name_of_the_command_makes_the_same_job(chat: Chat, command: str) -> None:
    await chat.say(f"/{command} 一只猫 --ar 16:9 --res 4k --no 模糊 --seed 7 --file")
    (job,) = await chat.jobs()
    assert job.request == ImageRequest(
        prompt="一只猫",
        model="jimeng-4.0",
        ratio="16:9",
        resolution="4k",
        negative="模糊",
        seed=7,
        send_files=True,
    )


@pytest.mark.parametrize("command", ["image@other_bot", "video@other_bot", "start@other_bot"])
async def test_a_command_for_another_bot_makes_nothing(chat: Chat, command: str) -> None:
    """Forwarded into the private chat, where plain words are a prompt."""
    assert await chat.say(f"/{command} a cat") == []
    assert await chat.jobs() == []


async def test_the_job_knows_where_its_answers_belong(chat: Chat) -> None:
    await chat.say(
        "/image a cat",
        chat={**group(-5), "is_forum": True},
        message_id=31,
        message_thread_id=77,
        is_topic_message=True,
        language="zh-hant",
    )
    (job,) = await chat.jobs()
    origin = job.origin
    assert (origin.user_id, origin.chat_id, origin.message_id) == (PERSON, -5, 31)
    assert (origin.thread_id, origin.is_private, origin.language) == (77, False, "zh")


async def test_the_status_is_shown_by_the_board_and_no_other_message_is_sent(chat: Chat) -> None:
    assert await chat.say("/image a cat") == []
    assert len(chat.notifier.shown) == 1


async def test_a_repeated_update_makes_no_second_job(chat: Chat) -> None:
    for _ in range(2):
        await chat.say("/image a cat --ar 1024x1024", message_id=31)
    assert len(await chat.jobs()) == 1


async def test_an_edited_message_never_pays_again(chat: Chat) -> None:
    await chat.say("/image a cat", message_id=31)
    await chat.say("/image a dog", message_id=31, kind="edited_message", edit_date=1_763_800_001)
    await chat.say("/image a cow", message_id=32, kind="edited_message", edit_date=1_763_800_001)
    assert [job.request.prompt for job in await chat.jobs()] == ["a cat"]


@pytest.mark.parametrize("text", ["/image@other_bot a cat", "image a cat", "/images a cat", " /"])
async def test_what_is_not_our_command_makes_no_job(chat: Chat, text: str) -> None:
    await chat.say(text, chat=group())
    assert await chat.jobs() == []
    assert chat.telegram.calls == []


@pytest.mark.parametrize(
    "text", ["/image", "/image   ", "/image cat --chaos 20", "/image c --ar 5:7"]
)
async def test_what_cannot_be_asked_for_is_answered_and_costs_nothing(
    chat: Chat, text: str
) -> None:
    (answer,) = await chat.say(text)
    assert answer
    assert await chat.jobs() == []
    assert chat.failures == []


async def test_what_was_read_differently_from_what_was_typed_is_told(chat: Chat) -> None:
    await chat.say("/image a cat --ar 1:1 --ar 16:9")
    (job,) = await chat.jobs()
    assert [note.key for note in job.receipt.notes] == ["grammar-flag-twice"]
    assert job.request.ratio == "16:9"


async def test_plain_words_in_private_are_drawn_and_in_groups_silence(chat: Chat) -> None:
    await chat.say("a <b>cat</b>")
    assert [job.request.prompt for job in await chat.jobs()] == ["a <b>cat</b>"]
    assert await chat.say("a cat", chat=group()) == []
    assert len(await chat.jobs()) == 1


@pytest.mark.parametrize(
    ("text", "kind", "prompt"),
    [
        ("画 一只猫", MediaKind.IMAGE, "一只猫"),
        ("画：一只猫", MediaKind.IMAGE, "一只猫"),
        ("视频 猫在跑", MediaKind.VIDEO, "猫在跑"),
        ("视频\n猫在跑", MediaKind.VIDEO, "猫在跑"),
        ("视频里的猫", MediaKind.IMAGE, "视频里的猫"),
        ("画一只猫", MediaKind.IMAGE, "画一只猫"),
    ],
)
async def test_chinese_words_are_commands_where_a_blank_follows(
    chat: Chat, text: str, kind: MediaKind, prompt: str
) -> None:
    await chat.say(text)
    (job,) = await chat.jobs()
    assert (job.request.kind, job.request.prompt) == (kind, prompt)


@pytest.mark.parametrize(
    ("text", "answered", "jobs"),
    [
        ("画 一只猫", None, 0),
        ("@pictures_bot 画 一只猫", None, 1),
        ("@Pictures_Bot  画 一只猫", None, 1),
        ("@pictures_bots 画 一只猫", None, 0),
        ("@pictures_bot 一只猫", None, 0),
        ("画 一只猫", BOT, 1),
        ("画 一只猫", person(9), 0),
    ],
)
async def test_in_groups_they_count_only_where_the_bot_is_spoken_to(
    chat: Chat, text: str, answered: dict[str, Any] | None, jobs: int
) -> None:
    fields: dict[str, Any] = {}
    if answered is not None:
        fields["reply_to_message"] = {
            "message_id": 50,
            "date": 1,
            "chat": group(),
            "from": answered,
            "text": "x",
        }
    await chat.say(text, chat=group(), **fields)
    assert len(await chat.jobs()) == jobs


async def test_words_that_sound_like_a_video_can_be_made_one_once(chat: Chat) -> None:
    await chat.say("视频里的猫 --ar 16:9")
    (picture,) = await chat.jobs()
    assert picture.receipt.offers_video
    for _ in range(3):
        await chat.tap(f"v1:video:{picture.id}")
    _, video = await chat.jobs()
    assert (video.request.kind, video.request.prompt) == (MediaKind.VIDEO, "视频里的猫")
    assert video.lineage is not None
    assert video.lineage.parent == picture.id


async def test_an_edit_rewrites_an_open_receipt_and_never_pays_again(chat: Chat) -> None:
    await chat.say("/video a cat runs", message_id=10)
    (job,) = await chat.jobs()
    assert job.state is JobState.DRAFTED
    await chat.say("/video a dog runs --dur 10", message_id=10, kind=EDIT)
    (amended,) = await chat.jobs()
    assert (amended.id, amended.request.prompt) == (job.id, "a dog runs")
    await chat.tap(f"v1:agree:{job.id}")
    (answer,) = await chat.say("/video a fox runs", message_id=10, kind=EDIT)
    assert "already" in answer
    (running,) = await chat.jobs()
    assert (running.state, running.request.prompt) == (JobState.QUEUED, "a dog runs")


async def test_an_edit_of_what_made_nothing_stays_silent(chat: Chat) -> None:
    await chat.say("/image a cat --chaos 20", message_id=10)
    assert await chat.say("/image a cat", message_id=10, kind=EDIT) == []
    assert await chat.jobs() == []


async def test_edit_needs_a_picture(chat: Chat) -> None:
    (answer,) = await chat.say("/edit brighter")
    assert "/edit" in answer
    assert await chat.jobs() == []


async def test_too_many_jobs_are_refused_by_name(chat: Chat) -> None:
    for number in range(20):
        await chat.say("/image a cat", message_id=100 + number)
    (answer,) = await chat.say("/image a cat", message_id=200)
    assert "20 unfinished jobs" in answer


async def test_a_model_of_another_region_is_refused_with_what_there_is(chat: Chat) -> None:
    await chat.link(region="us")
    (answer,) = await chat.say("/image a cat --model jimeng-3.1")
    assert "Dreamina US" in answer
    assert "jimeng-4.0" in answer
    assert await chat.jobs() == []


@pytest.mark.parametrize(
    ("text", "ask_above", "state"),
    [
        ("/image a cat", None, JobState.QUEUED),
        ("/image a cat --max 1", None, JobState.DRAFTED),
        ("/image a cat --max 1 --yes", None, JobState.DRAFTED),
        ("/image a cat", 1, JobState.QUEUED),
        ("/image a cat", 0, JobState.DRAFTED),
    ],
)
async def test_a_picture_of_unknown_price_asks_where_its_person_set_a_bound(
    chat: Chat, text: str, ask_above: int | None, state: JobState
) -> None:
    if ask_above is not None:
        await chat.say(f"/settings ask {ask_above}", message_id=30)
    await chat.say(text, message_id=31)
    (job,) = await chat.jobs()
    assert (job.state, job.receipt.price) == (state, None)
