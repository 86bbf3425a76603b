"""Refusals after a receipt was opened: their buttons change that receipt, and pay nothing twice."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.jobs import JobState
from bot.domain.offers import write_choice
from bot.domain.requests import VideoRequest
from tests.handlers.conftest import Chat
from tests.handlers.test_albums import gather, send_part
from tests.handlers.test_pictures import SIZES

EDITED: dict[str, Any] = {"kind": "edited_message", "edit_date": 1_763_800_001}


async def film_of(chat: Chat) -> VideoRequest:
    (job,) = await chat.jobs()
    assert isinstance(job.request, VideoRequest)
    return job.request


@pytest.mark.parametrize(("language", "stays"), [("en", "stays as it was"), ("zh", "保持原样")])
async def test_an_edit_that_cannot_be_done_has_ways_out_that_rewrite_the_receipt(
    chat: Chat, language: str, stays: str
) -> None:
    await chat.say("/video 猫 --dur 5", language=language)
    (said,) = await chat.say("/video 狗 --dur 99", language=language, **EDITED)
    assert "99" in said
    assert stays in said
    assert chat.buttons()[:2] == ["--dur 10", "--dur 5"]
    assert (await film_of(chat)).prompt == "猫"
    await chat.press("--dur 10")
    (job,) = await chat.jobs()
    assert job.state is JobState.DRAFTED
    request = await film_of(chat)
    assert (request.prompt, request.seconds) == ("狗", 10)


async def test_after_the_receipt_was_agreed_to_its_old_ways_out_do_nothing(chat: Chat) -> None:
    await chat.say("/video 猫 --dur 5")
    await chat.say("/video 狗 --dur 99", **EDITED)
    (job,) = await chat.jobs()
    await chat.tap(f"v1:agree:{job.id}")
    (said,) = await chat.press("--dur 10")
    assert "Too late" in said
    (job,) = await chat.jobs()
    assert (job.state, job.request.prompt) == (JobState.QUEUED, "猫")


async def test_each_edit_has_ways_out_of_its_own(chat: Chat) -> None:
    await chat.say("/video 猫 --dur 99")
    await chat.press("--dur 5")
    for animal in ("狗", "鸟"):
        await chat.say(f"/video {animal} --dur 99", **EDITED)
        await chat.press("--dur 10")
        assert (await film_of(chat)).prompt == animal
    await chat.say("/video 鱼 --dur 99 --res 8k", **EDITED)
    await chat.press("Send without")
    assert "Send without" in chat.buttons()
    await chat.press("--dur 5")
    request = await film_of(chat)
    assert (request.prompt, request.seconds) == ("鱼", 5)


async def test_an_edit_of_words_under_a_picture_keeps_the_picture_on_the_way_out(
    chat: Chat,
) -> None:
    await send_part(chat, 10, caption="/video 走")
    await send_part(chat, 11)
    await gather(chat)
    await send_part(chat, 10, caption="/video 跑 --dur 99", **EDITED)
    await chat.press("--dur 10")
    request = await film_of(chat)
    assert (request.prompt, len(request.inputs)) == ("跑", 2)


async def third_comes_late(chat: Chat) -> tuple[str, str]:
    """A film of two pictures waits for ✅, and a third one came; what its two buttons say."""
    for number in (10, 11):
        photo = [{**size, "file_id": f"{size['file_id']} {number}"} for size in SIZES]
        caption = {"caption": "/video 走"} if number == 10 else {}
        await send_part(chat, number, photo=photo, **caption)
    await gather(chat)
    await send_part(chat, 12)
    (offer,) = chat.speaker.offers
    adding, ignoring = (
        write_tap(Tap(Action.CHOOSE, argument=write_choice(offer.id, number))) for number in (0, 1)
    )
    return adding, ignoring


async def test_a_late_picture_that_does_not_fit_leads_to_models_that_take_it(chat: Chat) -> None:
    adding, _ = await third_comes_late(chat)
    await chat.tap(adding)
    said = chat.telegram.texts()[-1]
    assert "3 came" in said
    assert "stays as it was" in said
    assert chat.buttons() == [
        "jimeng-video-seedance-2.0",
        "jimeng-video-seedance-2.0-fast",
        "Ignore",
    ]
    assert len((await film_of(chat)).inputs) == 2
    await chat.press("seedance-2.0")
    request = await film_of(chat)
    assert (request.model, len(request.inputs)) == ("jimeng-video-seedance-2.0", 3)
    assert request.as_references


async def test_after_that_refusal_the_first_buttons_still_work(chat: Chat) -> None:
    adding, ignoring = await third_comes_late(chat)
    await chat.tap(adding)
    await chat.press("Ignore")
    assert len((await film_of(chat)).inputs) == 2
    await chat.tap(adding)
    assert chat.buttons()[-1] == "Ignore"
    await chat.tap(ignoring)
    (job,) = await chat.jobs()
    await chat.tap(f"v1:agree:{job.id}")
    (job,) = await chat.jobs()
    assert (job.state, len(job.request.inputs)) == (JobState.QUEUED, 2)


async def test_a_button_does_what_it_says_after_two_refusals(chat: Chat) -> None:
    """Each question that a tap led to is its own: the one about the words holds no picture."""
    await chat.link()
    await chat.say(photo=SIZES, message_id=10)
    await chat.say("cat --res 9k", message_id=11)
    rows = chat.keyboard()["inline_keyboard"]
    change, _, alone = (button["callback_data"] for row in rows for button in row)
    await chat.tap(change)
    about_both = chat.keyboard()
    await chat.tap(alone)
    assert chat.keyboard() != about_both
    await chat.press("--res 2k")
    (job,) = await chat.jobs()
    assert job.request.inputs == ()


async def test_a_tap_that_is_refused_again_shows_the_same_question(chat: Chat) -> None:
    await chat.link()
    await chat.say(photo=SIZES, message_id=10)
    await chat.say("cat --res 9k", message_id=11)
    tap = chat.keyboard()["inline_keyboard"][0][0]["callback_data"]
    await chat.tap(tap)
    shown = chat.keyboard()
    await chat.tap(tap)
    assert chat.keyboard() == shown
