"""/image: one message makes one job, and nothing else makes any."""

from __future__ import annotations

import pytest

from bot.domain.requests import ImageRequest
from tests.bot.telegram_double import BOT_NAME, group
from tests.handlers.conftest import PERSON, Chat


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


async def test_plain_words_in_private_get_a_hint_and_in_groups_silence(chat: Chat) -> None:
    (answer,) = await chat.say("a <b>cat</b>")
    assert "/image a &lt;b&gt;cat&lt;/b&gt;" in answer
    assert await chat.say("a cat", chat=group()) == []


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
