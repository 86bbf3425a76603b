"""What people make of each other's results in a group, and the lines that are given back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot import keyboards
from bot.domain.ids import ChatId, UserId
from bot.domain.jobs import Artifact, Job, JobState
from bot.domain.lineage import Relation
from bot.domain.prices import PriceKey
from bot.domain.receipts import Asks
from bot.domain.requests import GenerationRequest, ImageRequest, InputPicture, VideoRequest
from bot.domain.waiting import PICTURES_WORDS_SECONDS
from bot.i18n import Texts
from bot.status_text import render_status
from tests.bot.telegram_double import BOT_ID, BOT_NAME, Call, group, refusal
from tests.builders import START, make_job
from tests.handlers.conftest import PERSON, Chat

HERE = group(-5)
SOMEBODY = PERSON + 1
PICTURE = ImageRequest(prompt="猫", model="jimeng-4.0", resolution="2k")
FILM = VideoRequest(prompt="猫跑", model="jimeng-video-3.0", resolution="720p")
CHEAP = ("image jimeng-4.0 2k", "image jimeng-4.0 4k", "video jimeng-video-3.0 720p 5s")


async def made_by(
    chat: Chat, user: int = SOMEBODY, request: GenerationRequest = PICTURE, *, private: bool = False
) -> Job:
    """A job that ended with two results; every price is known and within the ceiling."""
    files = tuple(
        Artifact(
            index=n, path=f"{n}.webp", size=1, sha256="0" * 64, format="webp", width=9, height=9
        )
        for n in (1, 2)
    )
    place = make_job(9).origin
    if not private:
        place = replace(place, chat_id=ChatId(HERE["id"]), is_private=False)
    origin = replace(place, user_id=UserId(user))
    job = make_job(9, state=JobState.SUCCEEDED, request=request, origin=origin, artifacts=files)
    await chat.stores.jobs.add(job)
    await chat.link()
    for key in CHEAP:
        for source in ("from words", "with pictures"):
            await chat.stores.prices.learn(PriceKey(f"cn {key} {source}"), 1, START)
    return job


def to_the_line(chat: Chat) -> dict[str, Any]:
    """The fields of a message that answers the line that was given back last."""
    number = 1000 + len([c for c in chat.telegram.calls if c.method.startswith(("send", "editM"))])
    me = {"id": BOT_ID, "is_bot": True, "first_name": "P", "username": BOT_NAME}
    sent = {"message_id": number, "date": 1_763_800_000, "chat": HERE, "from": me, "text": "x"}
    return {"reply_to_message": sent}


TAPS = [
    ("like", 2, Relation.SIMILAR, PICTURE),
    ("upscale", 2, Relation.UPSCALE, PICTURE),
    ("animate", 2, Relation.ANIMATE, PICTURE),
    ("repeat", None, Relation.AGAIN, PICTURE),
    ("repeat", None, Relation.AGAIN, FILM),
    ("continue", 1, Relation.CONTINUE, FILM),
]


@pytest.mark.parametrize(("action", "number", "relation", "request_"), TAPS)
async def test_anothers_result_is_forked_under_a_receipt_that_asks_and_names_the_payer(
    chat: Chat, action: str, number: int | None, relation: Relation, request_: GenerationRequest
) -> None:
    job = await made_by(chat, request=request_)
    told = [await chat.tap(f"v1:{action}:{job.id}:{number or 2}", chat=HERE) for _ in range(3)]
    (made,) = await chat.jobs()
    assert [words for (words,) in told] == [
        f"#{made.id}: see its receipt.",
        *2 * [f"Already started: #{made.id}."],
    ]
    assert (made.state, made.receipt.payer, made.receipt.price) == (JobState.DRAFTED, "N", 1)
    assert made.lineage is not None
    assert (made.lineage.relation, made.lineage.picture) == (relation, number)
    assert await chat.jobs(SOMEBODY) == []


@pytest.mark.parametrize(("action", "number", "relation", "request_"), TAPS)
async def test_ones_own_picture_goes_on_at_once_and_a_video_asks(
    chat: Chat, action: str, number: int | None, relation: Relation, request_: GenerationRequest
) -> None:
    job = await made_by(chat, PERSON, request_)
    await chat.tap(f"v1:{action}:{job.id}:{number or 2}", chat=HERE)
    (made,) = await chat.jobs()
    is_film = isinstance(made.request, VideoRequest)
    assert made.state is (JobState.DRAFTED if is_film else JobState.QUEUED)


@pytest.mark.parametrize(
    ("language", "named"), [("en", "Re-run in 4k of picture 2 of"), ("zh", "4k 重跑：#")]
)
async def test_a_4k_re_run_of_unknown_price_asks_and_is_named_so(
    chat: Chat, texts: Texts, language: str, named: str
) -> None:
    job = await made_by(chat, PERSON)
    request = replace(PICTURE, prompt="猫", model="jimeng-4.6")
    job = await chat.stores.jobs.apply(job, replace(job, request=request))
    told = await chat.tap(f"v1:upscale:{job.id}:2", chat=HERE)
    (made,) = await chat.jobs()
    assert (told, made.state) == ([f"#{made.id}: see its receipt."], JobState.DRAFTED)
    assert (made.receipt.price, made.receipt.asks) == (None, Asks.PRICE_UNKNOWN)
    for state in (JobState.DRAFTED, JobState.SUCCEEDED):
        shown = replace(made, state=state, origin=replace(made.origin, language=language))
        text = render_status(texts, shown, now=START)
        assert named in text
        assert f"#{job.id}" in text


@pytest.mark.parametrize("action", ["like", "repeat"])
async def test_what_is_no_4k_re_run_starts_though_its_price_is_unknown(
    chat: Chat, action: str
) -> None:
    job = await made_by(chat, PERSON)
    request = replace(PICTURE, prompt="猫", model="jimeng-4.6")
    job = await chat.stores.jobs.apply(job, replace(job, request=request))
    await chat.tap(f"v1:{action}:{job.id}:2", chat=HERE)
    (made,) = await chat.jobs()
    assert (made.receipt.price, made.state) == (None, JobState.QUEUED)


@pytest.mark.parametrize(("language", "named"), [("en", "Needs login"), ("zh", "需要登录")])
async def test_a_fork_by_somebody_without_an_account_says_first_that_a_login_is_needed(
    chat: Chat, texts: Texts, language: str, named: str
) -> None:
    job = await made_by(chat)
    for account in await chat.stores.accounts.all_of(UserId(PERSON)):
        await chat.stores.accounts.unlink(account)
    await chat.tap(f"v1:like:{job.id}:2", chat=HERE)
    (made,) = await chat.jobs()
    told = replace(made, origin=replace(made.origin, language=language))
    text, keyboard = render_status(texts, told, now=START), keyboards.of_job(texts, told)
    assert made.state is JobState.DRAFTED
    assert text.split("\n")[-1].startswith(named)
    assert "N" not in text.split("\n")[-2]
    first, second = keyboard.to_dict()["inline_keyboard"] if keyboard else ([], [])
    assert [each["callback_data"] for each in first] == [f"v1:login::job.{made.id}"]
    assert second[0]["callback_data"] == f"v1:agree:{made.id}"


async def test_the_login_that_pays_is_named_once_there_is_one(chat: Chat, texts: Texts) -> None:
    await chat.say("/image 猫", chat=HERE)
    (made,) = await chat.jobs()
    payer = texts.text("en", "job-payer", name="N")
    assert payer not in render_status(texts, made, now=START)
    taken_over = replace(made, account_name="main")
    assert payer in render_status(texts, taken_over, now=START)


async def test_the_changed_line_of_anothers_result_asks_too(chat: Chat) -> None:
    job = await made_by(chat)
    await chat.tap(f"v1:remix:{job.id}:2", chat=HERE)
    assert "reply to this message" in chat.telegram.texts()[-1]
    await chat.say("/image 狗", chat=HERE, **to_the_line(chat))
    (made,) = await chat.jobs()
    assert (made.request.prompt, made.state) == ("狗", JobState.DRAFTED)
    assert made.receipt.payer == "N"
    assert made.lineage is not None
    assert (made.lineage.parent, made.lineage.relation) == (job.id, Relation.EDIT)


async def test_words_that_come_after_a_bare_answer_ask_too(chat: Chat) -> None:
    job = await made_by(chat)
    await chat.tap(f"v1:remix:{job.id}:2", chat=HERE)
    await chat.say("/image", chat=HERE, **to_the_line(chat))
    await chat.say("/image 狗", chat=HERE, message_id=11)
    (made,) = await chat.jobs()
    assert (made.state, made.lineage is None) == (JobState.DRAFTED, False)


async def test_an_edit_of_such_an_answer_still_asks(chat: Chat) -> None:
    job = await made_by(chat)
    await chat.tap(f"v1:remix:{job.id}:2", chat=HERE)
    answer = to_the_line(chat)
    await chat.say("/image 狗", chat=HERE, **answer)
    await chat.say("/image 鸟", chat=HERE, kind="edited_message", edit_date=1_763_800_001)
    (made,) = await chat.jobs()
    assert (made.request.prompt, made.state) == ("鸟", JobState.DRAFTED)


async def test_the_pictures_of_anothers_result_ask_without_a_reply_as_well(chat: Chat) -> None:
    request = replace(PICTURE, inputs=(InputPicture(source="p"),))
    job = await made_by(chat, request=request)
    await chat.tap(f"v1:remix:{job.id}:2", chat=HERE)
    await chat.say("/image 变绿", chat=HERE)
    (made,) = await chat.jobs()
    assert (made.request.inputs, made.state) == (request.inputs, JobState.DRAFTED)


async def test_ones_own_changed_line_goes_on_at_once_and_says_where_it_comes_from(
    chat: Chat,
) -> None:
    job = await made_by(chat, PERSON, private=True)
    await chat.tap(f"v1:remix:{job.id}:1")
    await chat.say("/image 狗", **to_the_line(chat))
    (made,) = await chat.jobs()
    assert made.state is JobState.QUEUED
    assert f"From #{job.id}" in render_status(Texts.load(), made, now=START)


@pytest.mark.parametrize("where", ["private", "group"])
async def test_a_reply_without_a_command_makes_what_the_line_made(chat: Chat, where: str) -> None:
    """Also later than a bare word would be waited for, and where plain words don't draw."""
    fields: dict[str, Any] = {} if where == "private" else {"chat": HERE}
    request = replace(FILM, inputs=(InputPicture(source="p"),))
    job = await made_by(chat, PERSON, request, private=where == "private")
    await chat.say("/settings plain off", message_id=70)
    await chat.tap(f"v1:remix:{job.id}", **fields)
    chat.clock.time += PICTURES_WORDS_SECONDS + 1
    await chat.say("狗跑 --dur 5", **fields, **to_the_line(chat))
    (made,) = await chat.jobs()
    assert isinstance(made.request, VideoRequest)
    assert (made.request.prompt, made.request.inputs) == ("狗跑", request.inputs)


async def test_somebody_elses_reply_to_the_line_is_a_message_like_any_other(chat: Chat) -> None:
    job = await made_by(chat)
    await chat.link(8)
    await chat.tap(f"v1:remix:{job.id}:2", chat=HERE)
    await chat.say("/image 狗", chat=HERE, user=8, **to_the_line(chat))
    (made,) = await chat.jobs(8)
    assert (made.lineage, made.state) == (None, JobState.QUEUED)


@pytest.mark.parametrize(
    ("request_", "placeholder"),
    [
        (PICTURE, "/image …"),
        (FILM, "/video …"),
        (replace(PICTURE, inputs=(InputPicture(source="p"),)), "/image, and what should change"),
    ],
    ids=["image", "video", "edit"],
)
async def test_the_reply_box_says_what_is_expected(
    chat: Chat, request_: GenerationRequest, placeholder: str
) -> None:
    job = await made_by(chat, PERSON, request_)
    await chat.tap(f"v1:remix:{job.id}:2", chat=HERE)
    assert chat.keyboard()["input_field_placeholder"] == placeholder


async def test_a_receipt_says_which_result_it_comes_from(chat: Chat) -> None:
    job = await made_by(chat)
    await chat.tap(f"v1:like:{job.id}:2", chat=HERE)
    (made,) = await chat.jobs()
    texts = Texts.load()
    assert f"From result 2 of #{job.id}" in render_status(texts, made, now=START)
    chinese = replace(made, origin=replace(made.origin, language="zh"))
    assert f"来自 #{job.id} 的第 2 个结果" in render_status(texts, chinese, now=START)


async def test_the_line_of_a_topic_that_is_gone_goes_to_the_chat(chat: Chat) -> None:
    job = await made_by(chat, PERSON)
    gone = refusal(400, "Bad Request: message thread not found")
    chat.telegram.planned["sendMessage"].append(gone)
    topic = {"message_thread_id": 3, "is_topic_message": True}
    await chat.tap(f"v1:remix:{job.id}:2", chat=HERE, **topic)
    tried = [call.params.get("message_thread_id") for call in chat.telegram.of("sendMessage")]
    assert tried == ["3", None]


def redrawn(chat: Chat) -> list[Call]:
    """Every change of what everybody in the group sees."""
    return [call for call in chat.telegram.calls if call.method.startswith("editMessage")]


@pytest.mark.parametrize(
    ("action", "says"),
    [
        ("pick", "Only whoever asked for"),
        ("more", "This menu is for whoever asked"),
        ("star", "2 has your star: /fav"),
        ("delete", "isn't yours"),
        ("gallery", "isn't yours"),
    ],
)
async def test_others_change_nothing_on_a_shared_message_and_are_answered_alone(
    chat: Chat, action: str, says: str
) -> None:
    job = await made_by(chat)
    (said,) = await chat.tap(f"v1:{action}:{job.id}:2", chat=HERE)
    assert says in said
    assert redrawn(chat) == []
    assert chat.telegram.texts() == []
    shown = chat.telegram.of("answerCallbackQuery")[-1].params["show_alert"]
    assert (shown == "true") is (action in {"pick", "more", "star"})


@pytest.mark.parametrize("shown", ["on", "off"])
async def test_everybody_has_a_star_of_their_own_and_the_message_shows_its_askers(
    chat: Chat, shown: str
) -> None:
    """What the button says is about the asker's star, whoever taps it."""
    job = await made_by(chat, PERSON)
    await chat.tap(f"v1:star:{job.id}:1.on", chat=HERE)
    stars = chat.stores.results.stars_of
    before = len(redrawn(chat))
    assert "has your star" in (await chat.tap(f"v1:star:{job.id}:2.{shown}", chat=HERE, user=8))[0]
    assert await stars(UserId(8), job.id) == {2}
    again = await chat.tap(f"v1:star:{job.id}:2.{shown}", chat=HERE, user=8, query_id="78")
    assert "no longer" in again[0]
    assert await stars(UserId(8), job.id) == frozenset()
    assert len(redrawn(chat)) == before
    await chat.tap(f"v1:star:{job.id}:1.{shown}", chat=HERE, user=8)
    await chat.tap(f"v1:pick:{job.id}:2", chat=HERE)
    rows = json.loads(redrawn(chat)[-1].params["reply_markup"])["inline_keyboard"]
    assert [button["text"] for button in rows[0]] == ["1 ⭐", "· 2 ·"]
    assert await stars(UserId(PERSON), job.id) == {1}


async def test_whoever_asked_still_picks_opens_and_stars(chat: Chat) -> None:
    job = await made_by(chat, PERSON)
    for action in ("pick", "more", "star"):
        await chat.tap(f"v1:{action}:{job.id}:2", chat=HERE)
    assert len(redrawn(chat)) == 3
    taps = chat.telegram.of("answerCallbackQuery")
    assert {call.params["show_alert"] for call in taps} == {"false"}
