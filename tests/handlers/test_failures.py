"""The buttons under a failure: each leads on, and none pays twice."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.domain.accounts import Balance
from bot.domain.jobs import Charged, Failure, FailureKind, Job, JobState
from bot.domain.prices import PriceKey
from bot.domain.receipts import Receipt
from bot.domain.requests import VideoRequest
from bot.i18n import Texts
from bot.keyboards import of_job
from tests.builders import make_job
from tests.handlers.conftest import PERSON, Chat

TEXTS = Texts.load()
CHARGED_NO = Charged.NO


async def failed(chat: Chat, kind: FailureKind, **fields: object) -> Job:
    failure = Failure(kind=kind, charged=CHARGED_NO, code="1", region="cn")
    job = make_job(1, user=PERSON, state=JobState.FAILED, failure=failure)
    stored, _ = await chat.stores.jobs.add(replace(job, **fields))  # type: ignore[arg-type]
    await chat.link()
    return stored


def data_of(chat: Chat) -> list[str]:
    """What the buttons of the latest message say."""
    markup = json.loads(chat.telegram.of("sendMessage")[-1].params["reply_markup"])
    return [button["callback_data"] for row in markup["inline_keyboard"] for button in row]


async def test_another_model_is_offered_and_asked_under_a_receipt(chat: Chat) -> None:
    job = await failed(chat, FailureKind.RISK)
    await chat.tap(f"v1:alter:{job.id}:model")
    chips = data_of(chat)
    assert f"v1:vary:{job.id}:model.jimeng-3.0" in chips
    assert not any("nanobanana" in chip for chip in chips)  # not of this site
    assert await chat.jobs() == []
    for _ in range(3):
        await chat.tap(f"v1:vary:{job.id}:model.jimeng-3.0")
    (made,) = await chat.jobs()
    assert (made.request.model, made.request.prompt) == ("jimeng-3.0", job.request.prompt)
    assert made.state is JobState.DRAFTED


async def test_each_change_is_a_job_of_its_own(chat: Chat) -> None:
    job = await failed(chat, FailureKind.CREDIT)
    await chat.tap(f"v1:alter:{job.id}:size")
    assert data_of(chat) == [f"v1:vary:{job.id}:res.1k"]
    await chat.tap(f"v1:vary:{job.id}:res.1k")
    await chat.tap(f"v1:vary:{job.id}:ar.16-9")
    made = [(each.request.resolution, each.request.ratio) for each in await chat.jobs()]
    assert made == [("1k", "1:1"), ("2k", "16:9")]


@pytest.mark.parametrize("argument", ["model.gone", "res.8k", "speed.9", "dur.5"])
async def test_what_is_no_longer_possible_says_so_and_stores_nothing(
    chat: Chat, argument: str
) -> None:
    job = await failed(chat, FailureKind.PARAMETERS)
    await chat.tap(f"v1:vary:{job.id}:{argument}")
    assert await chat.jobs() == []
    said = chat.telegram.texts() + [
        call.params.get("text", "") for call in chat.telegram.of("answerCallbackQuery")
    ]
    assert any(said)


async def test_claiming_goes_on_without_another_question_where_it_is_enough(chat: Chat) -> None:
    job = await failed(chat, FailureKind.CREDIT, receipt=Receipt(price=12, balance=5))
    before, after = Balance(gift=5, purchase=0, vip=0), Balance(gift=65, purchase=0, vip=0)
    chat.backend.balances.extend([before, after])
    told = [await chat.tap(f"v1:topup:{job.id}") for _ in range(2)]
    (made,) = await chat.jobs()
    assert told == [
        [f"#{made.id} is on its way: see its message."],
        [f"Already started: #{made.id}."],
    ]
    assert chat.telegram.of("sendMessage") == []
    assert made.state is JobState.QUEUED
    assert chat.backend.claims == 1


async def test_claiming_for_a_video_of_known_price_goes_on_as_well(chat: Chat) -> None:
    """Its receipt was agreed to before, and the button says that it goes on."""
    film = VideoRequest(prompt="猫", model="jimeng-video-3.0", resolution="720p")
    receipt = Receipt(price=8, balance=5)
    job = await failed(chat, FailureKind.CREDIT, request=film, receipt=receipt)
    key = PriceKey("cn video jimeng-video-3.0 720p 5s from words")
    await chat.stores.prices.learn(key, 8, 1.0)
    chat.backend.balances.extend([Balance(gift=n, purchase=0, vip=0) for n in (5, 65)])
    await chat.tap(f"v1:topup:{job.id}")
    (made,) = await chat.jobs()
    assert made.state is JobState.QUEUED


async def test_claiming_that_is_not_enough_says_the_sum_and_begins_nothing(chat: Chat) -> None:
    job = await failed(chat, FailureKind.CREDIT, receipt=Receipt(price=120, balance=5))
    await chat.tap(f"v1:topup:{job.id}")
    assert await chat.jobs() == []
    assert "120" in chat.telegram.texts()[-1]


async def test_logging_in_is_explained(chat: Chat) -> None:
    await chat.tap("v1:login:")
    assert "sessionid" in chat.telegram.texts()[-1]


@pytest.mark.parametrize(
    ("kind", "leads"),
    [
        (FailureKind.RISK, ["jimeng.jianying.com", "alter"]),
        (FailureKind.CREDIT, ["topup", "alter"]),
        (FailureKind.CONTENT, ["remix"]),
        (FailureKind.UNCLASSIFIED, ["copy_text"]),
        (FailureKind.PARAMETERS, ["alter"]),
        (FailureKind.DELIVERY, ["files"]),
        (FailureKind.TOO_LARGE, ["jimeng.jianying.com"]),
        (FailureKind.GENERATION, ["retry"]),
        (FailureKind.UPSTREAM, ["retry"]),
    ],
)
def test_every_failure_has_its_way_out(kind: FailureKind, leads: list[str]) -> None:
    failure = Failure(kind=kind, charged=CHARGED_NO, code="7", region="cn")
    keyboard = of_job(TEXTS, make_job(1, state=JobState.FAILED, failure=failure))
    assert keyboard is not None
    assert all(lead in str(keyboard.to_dict()) for lead in leads)


def test_what_may_have_cost_something_is_not_offered_again() -> None:
    failure = Failure(kind=FailureKind.UPSTREAM, charged=Charged.UNKNOWN)
    keyboard = of_job(TEXTS, make_job(1, state=JobState.FAILED, failure=failure))
    assert "retry" not in str(keyboard and keyboard.to_dict())
