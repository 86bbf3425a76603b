"""Lines to the operators and copies of announcements, in each one's language, never raising."""

from __future__ import annotations

import logging

import pytest
from telegram.error import NetworkError

from bot.adapters.chat_limits import ChatLimits
from bot.adapters.telegram_errors import TOKEN_REFUSED_SECONDS
from bot.adapters.telegram_herald import TelegramHerald
from bot.adapters.telegram_operators import TelegramOperators
from bot.domain.announcements import Announcement, AnnouncementState, Copy, CopyState
from bot.domain.callbacks import Action, Tap
from bot.domain.commands import Note
from bot.domain.ids import UserId
from bot.domain.jobs import JobState
from bot.domain.overview import Unfinished, resumed_line
from bot.i18n import Texts
from bot.services.languages import Languages
from bot.services.troubles import TOLD_AGAIN_AFTER, Troubles
from bot.trouble_handler import TroubleHandler
from tests.bot.telegram_double import RecordingRequest, make_bot, refusal
from tests.fakes.preferences import FakeLanguageStore
from tests.fakes.services import FakeClock

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

TEXTS = Texts.load()
LINE = Note("operator-trouble", {"what": "<x>", "count": 2})
HELLO = Announcement(id=1, author=UserId(1), text="1 < 2 & more", state=AnnouncementState.SENDING)
BLOCKED = refusal(403, "Forbidden: bot was blocked by the user")


COUNTS = {
    JobState.QUEUED: 1,
    JobState.SUBMITTING: 1,
    JobState.RUNNING: 3,
    JobState.DELIVERING: 2,
    JobState.NEEDS_LOGIN: 1,
    JobState.UNCERTAIN: 4,
    JobState.SUCCEEDED: 90,
    JobState.DRAFTED: 5,
}


async def language_of(user_id: UserId) -> str:
    return "zh" if user_id == 2 else "en"


STARTED = {
    "en": "Started · resumed 7 · waiting for login 1 · unknown 4 · sent while down 12",
    "zh": "已启动 · 继续 7 · 等登录 1 · 不明 4 · 停机时收到 12",
}


@pytest.mark.parametrize(
    ("heard", "chosen", "line"),
    [
        ("en", None, STARTED["en"]),
        ("zh", None, STARTED["zh"]),
        ("en", "zh", STARTED["zh"]),  # /lang goes before what Telegram tells
        ("zh", "en", STARTED["en"]),
        (None, None, f"{STARTED['en']} / {STARTED['zh']}"),
    ],
)
async def test_the_line_of_a_start_is_one_line_in_the_operators_language(
    telegram: RecordingRequest, heard: str | None, chosen: str | None, line: str
) -> None:
    languages = Languages(FakeLanguageStore())
    if heard is not None:
        await languages.heard(UserId(1), heard)
        await languages.choose(UserId(1), chosen, heard)
    line_to = TelegramOperators(make_bot(telegram), TEXTS, [1], languages.known)
    await line_to.say(resumed_line(COUNTS, Unfinished(), 12))
    [call] = telegram.of("sendMessage")
    assert call.params["text"] == line


EVERYTHING = Unfinished(showings=2, copies=3, albums=4, collections=5, claims=6, losses=7)


@pytest.mark.parametrize(
    ("language", "left", "line"),
    [
        (
            "en",
            EVERYTHING,
            "Started · showing again 2 · copies of announcements 3 · albums 4 · collecting "
            "pictures 5 · daily credits due 6 · ended logins to tell 7",
        ),
        (
            "zh",
            EVERYTHING,
            "已启动 · 重发结果 2 · 公告待发 3 · 相册 4 · 收图中 5 · 待自动签到 6 · "
            "待通知登录失效 7",
        ),
        ("en", Unfinished(), "Started · nothing was left open"),
        ("zh", Unfinished(), "已启动 · 没有未完的事"),
    ],
)
def test_the_line_of_a_start_names_only_what_there_is(
    language: str, left: Unfinished, line: str
) -> None:
    note = resumed_line({}, left, 0)
    assert TEXTS.text(language, note.key, **note.values) == line


@pytest.fixture
def telegram() -> RecordingRequest:
    return RecordingRequest()


def operators(telegram: RecordingRequest, *ids: int) -> TelegramOperators:
    return TelegramOperators(make_bot(telegram), TEXTS, ids, language_of)


async def test_every_operator_is_told_in_their_language(telegram: RecordingRequest) -> None:
    added = Note("operator-chat-added", {"name": "N", "user": "5", "chat": "C", "id": "-7"})
    taps = [Tap(Action.ALLOW, argument="-7"), Tap(Action.LEAVE, argument="-7")]
    assert await operators(telegram, 2, 1).tell([added, LINE], taps)
    first, second = telegram.of("sendMessage")
    assert (first.params["chat_id"], second.params["chat_id"]) == ("1", "2")
    assert "added me" in first.params["text"]
    assert "&lt;x&gt;" in first.params["text"]
    assert "拉进了" in second.params["text"]
    assert "v1:allow::-7" in first.params["reply_markup"]
    assert "v1:leave::-7" in first.params["reply_markup"]


async def test_one_who_can_not_be_reached_keeps_nothing_from_the_others(
    telegram: RecordingRequest,
) -> None:
    telegram.planned["sendMessage"].append(BLOCKED)
    assert await operators(telegram, 1, 2).tell([LINE])
    assert len(telegram.of("sendMessage")) == 2


async def test_nobody_there_is_told_by_the_answer_not_by_an_error(
    telegram: RecordingRequest,
) -> None:
    assert not await operators(telegram).tell([LINE])
    telegram.planned["sendMessage"].extend([BLOCKED, NetworkError("down")])
    assert not await operators(telegram, 1, 2).tell([LINE])


async def test_errors_reach_the_chat_by_kind_with_their_counts_every_ten_minutes(
    telegram: RecordingRequest,
) -> None:
    clock = FakeClock(0.0)
    troubles = Troubles(operators(telegram, 1), now=clock.now, sleep=clock.sleep)
    logger = logging.Logger("a library")
    logger.addHandler(TroubleHandler(troubles))
    for number in range(3):
        logger.error("a secret prompt %d", number)
        await troubles.tell_due()
    logging.Logger.error(logger, {"event": "job.step_failed", "job_id": "A7K2M"})
    await troubles.tell_due()
    clock.time += TOLD_AGAIN_AFTER
    await troubles.tell_due()
    said = telegram.texts()
    assert [text.split("×")[-1] for text in said] == ["1", "1", "2"]
    assert "job.step_failed · #A7K2M" in said[1]
    assert not any("secret" in text for text in said)


async def test_a_copy_is_escaped_and_offers_its_end(telegram: RecordingRequest) -> None:
    herald = TelegramHerald(make_bot(telegram), TEXTS, language_of, ChatLimits())
    assert await herald.carry(Copy(announcement=HELLO, user_id=UserId(2))) is CopyState.SENT
    [call] = telegram.of("sendMessage")
    assert "公告" in call.params["text"]
    assert "1 &lt; 2 &amp; more" in call.params["text"]
    assert "v1:unhear:" in call.params["reply_markup"]


async def test_a_copy_that_may_have_arrived_before_says_so(telegram: RecordingRequest) -> None:
    herald = TelegramHerald(make_bot(telegram), TEXTS, language_of, ChatLimits())
    await herald.carry(Copy(announcement=HELLO, user_id=UserId(2), attempt=2))
    [call] = telegram.of("sendMessage")
    assert "可能重复" in call.params["text"]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (BLOCKED, CopyState.GONE),
        (refusal(403, "Forbidden: user is deactivated"), CopyState.GONE),
        (refusal(400, "Bad Request: chat not found"), CopyState.GONE),
        (refusal(400, "Bad Request: message is too long"), CopyState.FAILED),
        (refusal(500, "Internal Server Error"), CopyState.BEGUN),
        (refusal(429, "Too Many Requests: retry after 7", retry_after=7), 7.0),
        (NetworkError("lost"), CopyState.BEGUN),
        (refusal(401, "Unauthorized"), TOKEN_REFUSED_SECONDS),
        (refusal(404, "Not Found"), TOKEN_REFUSED_SECONDS),
    ],
)
async def test_what_became_of_a_copy(
    telegram: RecordingRequest, answer: object, outcome: object
) -> None:
    telegram.planned["sendMessage"].append(answer)  # type: ignore[arg-type]
    herald = TelegramHerald(make_bot(telegram), TEXTS, language_of, ChatLimits())
    assert await herald.carry(Copy(announcement=HELLO, user_id=UserId(1))) == outcome
