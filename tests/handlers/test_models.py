"""/models: the account's own list, numbers, details, news, and models that come and go."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.adapters.jimeng_catalogue import read_catalogue
from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.ids import UserId
from bot.domain.models import Model
from bot.domain.prices import PriceKey
from bot.domain.requests import MediaKind
from tests.bot.telegram_double import group
from tests.catalogue import make_image_model
from tests.handlers.conftest import OPERATOR, PERSON, Chat

BUILT_IN = read_catalogue()
CHINA = frozenset({"cn"})
NEW = replace(
    make_image_model("key:v55", regions=CHINA, aliases=("Image 5.5", "5.5")),
    title="Image 5.5",
    is_built_in=False,
)


def listed(*without: str) -> list[Model]:
    """The service's own list: all of the region but these."""
    here = [replace(model, regions=CHINA) for model in BUILT_IN.models if "cn" in model.regions]
    return [model for model in here if model.name not in without]


def tap_on(action: Action, model: Model) -> str:
    return write_tap(Tap(action, argument=model.tag))


async def test_the_list_is_that_of_the_account(chat: Chat) -> None:
    await chat.link()
    (text,) = await chat.say("/models")
    assert "built-in one of 2026-02-28" in text
    chat.backend.listed = [*listed(), NEW]
    chat.clock.time += 100
    (text,) = await chat.say("/models")
    assert "Read from the site" in text
    assert "#1 Jimeng 4.0 · 1k 2k 4k · makes 4" in text
    assert "Image 5.5" in text
    assert "nanobanana" not in text
    assert "4–15 s" in text
    assert chat.buttons() == [*(f"🖼 {number}" for number in range(1, 9)), "Pictures 9–16 ›"]
    await chat.press("Pictures 9")
    assert tap_on(Action.MODEL, NEW) in str(redrawn(chat))


@pytest.mark.parametrize(
    ("language", "pages"),
    [
        ("en", ["Pictures 9–15 ›", "Videos 1–8 ›", "‹ Pictures 9–15"]),
        ("zh", ["图片 9–15 ›", "视频 1–8 ›", "‹ 图片 9–15"]),
    ],
)
async def test_eight_numbers_at_once_and_the_pages_beside_them(
    chat: Chat, language: str, pages: list[str]
) -> None:
    await chat.link()
    await chat.say("/models", language=language)
    keyboard, seen = chat.keyboard(), []
    for page in pages:
        flat = [button for row in keyboard["inline_keyboard"] for button in row]
        assert len(flat) <= 10
        seen += [each["text"] for each in flat if each["text"][0] in "🖼🎬"]
        data = next(each["callback_data"] for each in flat if each["text"] == page)
        await chat.tap(data, language=language)
        keyboard = redrawn(chat)
    assert seen == [
        *(f"🖼 {number}" for number in range(1, 16)),
        *(f"🎬 {number}" for number in range(1, 9)),
    ]
    before = len(chat.telegram.of("sendMessage"))
    await chat.tap(write_tap(Tap(Action.MODEL_PAGE, argument="99")))
    assert len(chat.telegram.of("sendMessage")) == before


async def test_only_who_asked_for_the_list_turns_its_pages(chat: Chat) -> None:
    await chat.link()
    await chat.link(OPERATOR)
    here = group()
    await chat.say("/models", chat=here)
    (said,) = await chat.press("Pictures 9", chat=here, user=OPERATOR)
    assert "Somebody else asked" in said
    assert chat.telegram.of("editMessageReplyMarkup") == []
    assert await chat.press("Pictures 9", chat=here) == [""]
    assert "Videos 1" in str(redrawn(chat))
    assert await chat.tap(write_tap(Tap(Action.MODEL_PAGE, argument="0")), user=OPERATOR) == [""]


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "first/last frames: 2 · references: up to 9"), ("zh", "首尾帧 2 张 · 参考图最多 9 张")],
)
async def test_frames_and_references_of_a_video_are_told_apart(
    chat: Chat, language: str, told: str
) -> None:
    await chat.link()
    (text,) = await chat.say("/models", language=language)
    assert text.count(told) == 2
    (text,) = await chat.say("/models seedance-2.0", language=language)
    assert told in text


def redrawn(chat: Chat) -> dict[str, Any]:
    keyboard: dict[str, Any] = json.loads(
        chat.telegram.of("editMessageReplyMarkup")[-1].params["reply_markup"]
    )
    return keyboard


async def test_without_an_account_it_is_that_of_all_sites(chat: Chat) -> None:
    (text,) = await chat.say("/models")
    assert "of all sites" in text
    assert "nanobanana" in text
    assert chat.backend.listings == 0


async def test_the_service_is_not_asked_again_at_once(chat: Chat) -> None:
    await chat.link()
    for _ in range(3):
        await chat.say("/models")
    assert chat.backend.listings == 1


async def test_one_model_in_full_with_what_it_took(chat: Chat) -> None:
    await chat.link()
    await chat.stores.prices.learn(PriceKey("cn image jimeng-3.1 2k from words"), 3, 1.0)
    await chat.stores.prices.learn(PriceKey("cn video jimeng-video-3.0 720p 10s from words"), 40, 1)
    (text,) = await chat.say("/models #2")
    assert "<code>jimeng-3.1</code> · #2" in text
    assert "16:9" in text
    assert "2k ≈ 3" in text
    (text,) = await chat.say("/models video 3.0")
    assert "720p 10 s ≈ 40" in text
    (text,) = await chat.say("模型 4.1")
    assert "Price not known" in text
    (text,) = await chat.say("/models nosuch")
    assert "Nothing was spent" in text


async def test_the_buttons_show_and_use_a_model(chat: Chat) -> None:
    await chat.link()
    chat.backend.listed = [*listed(), NEW]
    await chat.say("/models")
    await chat.tap(tap_on(Action.MODEL, NEW))
    assert "Image 5.5" in chat.telegram.texts()[-1]
    assert "its limits are the service's" in chat.telegram.texts()[-1].replace("&#x27;", "'")
    await chat.tap(tap_on(Action.MODEL_USE, NEW))
    assert "/image … --model key:v55" in chat.telegram.texts()[-1]


async def test_a_model_that_came_today_is_used_without_a_release(chat: Chat) -> None:
    await chat.link()
    chat.backend.listed = listed()
    await chat.say("/models")
    chat.clock.time += 100
    chat.backend.listed = [*listed(), NEW]
    await chat.say("/image a cat --model 5.5", message_id=20)
    (job,) = await chat.jobs()
    assert (job.request.model, job.request.model_title) == ("key:v55", "Image 5.5")
    assert [note.key for note in job.receipt.notes] == ["grammar-model-new"]
    (text,) = await chat.say("/models new")
    assert "+ Image 5.5" in text


async def test_a_model_that_nobody_knows_is_refused_after_one_look(chat: Chat) -> None:
    await chat.link()
    chat.backend.listed = listed()
    for number in range(3):
        (answer,) = await chat.say("/image a cat --model nosuch", message_id=20 + number)
        assert "Nothing was spent" in answer
    assert chat.backend.listings == 1
    assert await chat.jobs() == []


async def test_a_model_that_went_is_said_by_every_button_and_command(chat: Chat) -> None:
    await chat.link()
    chat.backend.listed = [*listed(), NEW]
    await chat.say("/models")
    chat.clock.time += 100
    chat.backend.listed = listed("jimeng-3.1")
    (text,) = await chat.say("/models new")
    assert "− Jimeng 3.1" in text
    assert "− Image 5.5" in text
    for model in (NEW, next(each for each in BUILT_IN.models if each.name == "jimeng-3.1")):
        for action in (Action.MODEL, Action.MODEL_USE):
            (word,) = await chat.tap(tap_on(action, model))
            assert "doesn't have this model any more" in word
    (answer,) = await chat.say("/image a cat --model 3.1", message_id=20)
    assert "jimeng-3.1 isn&#x27;t offered at Jimeng" in answer or "isn't offered" in answer
    (answer,) = await chat.say("/image a cat --model 5.5", message_id=21)
    assert "Nothing was spent" in answer
    assert await chat.jobs() == []


async def test_an_old_list_is_read_in_the_background_and_nobody_waits(chat: Chat) -> None:
    await chat.link()
    models = chat.application.services.models
    chat.backend.listed = listed()
    await chat.say("/image a cat", message_id=20)
    assert chat.backend.listings == 0
    await models.read_wanted()
    await models.read_wanted()
    assert chat.backend.listings == 1
    await chat.say("/image a dog", message_id=21)
    await models.read_wanted()
    assert chat.backend.listings == 1
    chat.clock.time += 7 * 3600
    await chat.say("/image a cow", message_id=22)
    await models.read_wanted()
    assert chat.backend.listings == 2
    catalogue = await models.catalogue_of(UserId(PERSON))
    assert len(catalogue.offered(MediaKind.IMAGE)) == 15


async def test_a_model_of_the_settings_that_went_gives_way_and_the_settings_say_so(
    chat: Chat,
) -> None:
    await chat.link()
    chat.backend.listed = listed()
    await chat.say("/models")
    await chat.say("/settings model jimeng-3.1", message_id=20)
    await chat.say("/image a cat", message_id=21)
    chat.clock.time += 100
    chat.backend.listed = listed("jimeng-3.1")
    await chat.say("/models")
    (why,) = await chat.say("/settings why", message_id=22)
    assert "Jimeng 3.1 isn't offered for this account now" in why
    await chat.say("/image a dog", message_id=23)
    made = {job.request.prompt: job for job in await chat.jobs()}
    assert made["a cat"].request.model == "jimeng-3.1"
    assert made["a dog"].request.model == "jimeng-4.0"
    assert "grammar-usual-model-gone" in [note.key for note in made["a dog"].receipt.notes]
