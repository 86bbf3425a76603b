"""Sentences in reply to a message: in its language and place, said once, tried again if unsaid."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import httpx
import pytest
from telegram.error import NetworkError, TimedOut

from bot.adapters.chat_limits import ChatLimits
from bot.adapters.telegram_speaker import PAUSES, TelegramSpeaker
from bot.domain.callbacks import Action, Tap
from bot.domain.commands import Note
from bot.domain.ids import UserId
from bot.i18n import Texts
from tests.bot.telegram_double import RecordingRequest, make_bot, refusal
from tests.builders import make_origin

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

TEXTS = Texts.load()
IN_TOPIC = replace(make_origin(3, chat=-5), thread_id=77, language="zh")
LATE = [Note("album-late")]


@pytest.fixture
def telegram() -> RecordingRequest:
    return RecordingRequest()


@pytest.fixture
def slept() -> list[float]:
    """The pauses that the speaker made."""
    return []


@pytest.fixture
def speaker(telegram: RecordingRequest, slept: list[float]) -> TelegramSpeaker:
    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    return TelegramSpeaker(make_bot(telegram), TEXTS, ChatLimits(), sleep=sleep)


def never_connected() -> NetworkError:
    error = NetworkError("httpx.ConnectError")
    error.__cause__ = httpx.ConnectError("refused")
    return error


async def test_it_answers_in_the_language_and_the_place_of_the_message(
    telegram: RecordingRequest, speaker: TelegramSpeaker
) -> None:
    notes = [*LATE, Note("picture-too-big", {"number": 2, "size": 24, "limit": 20})]
    assert await speaker.say(IN_TOPIC, notes) is None
    (call,) = telegram.calls
    assert (int(call.params["chat_id"]), int(call.params["message_thread_id"])) == (-5, 77)
    assert json.loads(call.params["reply_parameters"])["message_id"] == 3
    late, big = call.params["text"].split("\n")
    assert late == TEXTS.text("zh", "album-late")
    assert "图2 有 24 MB" in big


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        (refusal(429, "Too Many Requests: retry after 30", retry_after=30), 30.0),
        (never_connected(), 2.0),
        (refusal(401, "Unauthorized"), 60.0),
        (refusal(400, "Bad Request: can't parse entities"), None),
    ],
)
async def test_only_what_surely_was_not_said_is_the_callers_to_say_again(
    telegram: RecordingRequest, speaker: TelegramSpeaker, answer: Any, wait: float | None
) -> None:
    telegram.planned["sendMessage"].append(answer)
    assert await speaker.say(make_origin(), LATE) == wait
    assert len(telegram.calls) == 1


@pytest.mark.parametrize("trouble", [TimedOut(), refusal(502, "Bad Gateway")])
@pytest.mark.parametrize("is_private", [True, False])
async def test_what_a_person_must_hear_rather_comes_twice_than_never(
    telegram: RecordingRequest,
    speaker: TelegramSpeaker,
    slept: list[float],
    trouble: Any,
    is_private: bool,
) -> None:
    async def speak() -> float | None:
        if is_private:
            return await speaker.tell(UserId(7), "en", LATE)
        return await speaker.say(make_origin(), LATE)

    telegram.planned["sendMessage"].extend([trouble, trouble])
    assert await speak() is None
    assert (len(telegram.calls), slept) == (3, list(PAUSES[:2]))
    telegram.planned["sendMessage"].extend([trouble] * 10)
    assert await speak() is None
    assert len(telegram.calls) == 3 + len(PAUSES) + 1


async def test_a_flood_met_while_saying_it_again_is_the_callers_to_wait_for(
    telegram: RecordingRequest, speaker: TelegramSpeaker
) -> None:
    flood = refusal(429, "Too Many Requests: retry after 30", retry_after=30)
    telegram.planned["sendMessage"].extend([TimedOut(), flood])
    assert await speaker.tell(UserId(7), "en", LATE) == 30.0


async def test_who_left_the_topic_is_told_elsewhere_and_at_last_nowhere(
    telegram: RecordingRequest, speaker: TelegramSpeaker
) -> None:
    gone = refusal(400, "Bad Request: message thread not found")
    telegram.planned["sendMessage"].extend([gone, refusal(403, "Forbidden: bot was kicked")])
    assert await speaker.say(IN_TOPIC, LATE) is None
    assert [int(call.params["chat_id"]) for call in telegram.calls] == [-5, 7, -5]
    assert "没有了" in telegram.calls[-1].params["text"]
    telegram.planned["sendMessage"].append(refusal(403, "Forbidden: bot was blocked by the user"))
    assert await speaker.say(make_origin(), LATE) is None


async def test_it_tells_a_person_in_private_with_a_button(
    telegram: RecordingRequest, speaker: TelegramSpeaker
) -> None:
    lost = Note("login-lost", {"name": "<work>", "region": "us"})
    offer = Tap(Action.LOGIN, argument="12")
    assert await speaker.tell(UserId(7), "zh", [lost], offer) is None
    (call,) = telegram.calls
    assert (int(call.params["chat_id"]), "reply_parameters" in call.params) == (7, False)
    assert "&lt;work&gt;" in call.params["text"]
    (row,) = json.loads(call.params["reply_markup"])["inline_keyboard"]
    assert [button["callback_data"] for button in row] == ["v1:login::12"]


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        (refusal(429, "Too Many Requests: retry after 30", retry_after=30), 30.0),
        (never_connected(), 2.0),
        (refusal(401, "Unauthorized"), 60.0),
        (refusal(403, "Forbidden: bot was blocked by the user"), None),
    ],
)
async def test_only_what_surely_was_not_told_is_told_again(
    telegram: RecordingRequest, speaker: TelegramSpeaker, answer: Any, wait: float | None
) -> None:
    telegram.planned["sendMessage"].append(answer)
    assert await speaker.tell(UserId(7), "en", LATE) == wait
    assert len(telegram.calls) == 1


async def test_a_person_is_told_in_the_language_that_they_chose_since(
    telegram: RecordingRequest,
) -> None:
    async def chosen(user_id: UserId, otherwise: str) -> str:
        return "zh" if user_id == 7 else otherwise

    speaker = TelegramSpeaker(make_bot(telegram), TEXTS, ChatLimits(), chosen)
    for person in (UserId(7), UserId(8)):
        await speaker.tell(person, "en", LATE)
    assert telegram.texts() == [TEXTS.text(language, "album-late") for language in ("zh", "en")]
