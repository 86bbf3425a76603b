"""How much people want to read, where results go, and in which language, in Telegram's calls."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from telegram.error import TelegramError

from bot.adapters.chat_limits import ChatLimits
from bot.adapters.chat_ranks import TelegramRanks
from bot.adapters.telegram_speaker import TelegramSpeaker
from bot.domain.commands import Note
from bot.domain.deliveries import plan_parts
from bot.domain.ids import ChatId, MessageId, UserId
from bot.domain.jobs import (
    Artifact,
    Charged,
    FailureKind,
    Job,
    JobState,
    Part,
    PartKind,
)
from bot.domain.observations import SendBegins, SendRefused, Sent
from bot.domain.receipts import Asks, Output, Receipt
from bot.domain.requests import ImageRequest
from bot.domain.transitions import decide
from bot.status_text import render_status
from tests.bot.telegram_double import RecordingRequest, make_bot, refusal
from tests.bot.test_telegram_notifier import TEXTS, Rig, in_group, job_in
from tests.builders import START, make_origin

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

CLOSED = refusal(403, "Forbidden: bot can't initiate conversation with a user")
PRIVATE = ImageRequest(prompt="a secret", model="jimeng-4.0", send_privately=True)
MINIMAL, VERBOSE = Receipt(output=Output.MINIMAL), Receipt(output=Output.VERBOSE)
ONE = Artifact(index=1, path="1.png", size=100, sha256="0", format="png")
TWO = replace(ONE, index=2)


def delivering(folder: Path, **fields: Any) -> Job:
    Image.new("RGB", (8, 8)).save(folder / "1.png")
    parts = (Part(kind=PartKind.PREVIEWS, indexes=(1,)),)
    return job_in(JobState.DELIVERING, artifacts=(ONE,), parts=parts, **fields)


def test_who_wants_pictures_only_gets_no_buttons_beside_them() -> None:
    request = ImageRequest(prompt="x", model="m")
    kinds = [part.kind for part in plan_parts(request, (ONE, TWO), Output.MINIMAL)]
    assert kinds == [PartKind.PREVIEWS]
    kinds = [part.kind for part in plan_parts(request, (ONE, TWO))]
    assert kinds == [PartKind.PREVIEWS, PartKind.CONTROL]


def test_who_wants_pictures_only_reads_one_line_until_something_needs_them() -> None:
    running = render_status(TEXTS, job_in(JobState.RUNNING, receipt=MINIMAL), now=START)
    assert running.count("\n") == 0
    assert "一只" not in running
    asking = Receipt(output=Output.MINIMAL, asks=Asks.ABOVE_CEILING, price=20)
    drafted = render_status(TEXTS, job_in(JobState.DRAFTED, receipt=asking), now=START)
    assert "一只可爱的猫咪" in drafted
    assert "20" in drafted


def test_who_wants_everything_reads_more() -> None:
    job = job_in(JobState.RUNNING, receipt=VERBOSE)
    told = render_status(TEXTS, job, now=START)
    assert job.submit_id in told
    assert "<code>jimeng-4.0</code>" in told
    assert job.submit_id not in render_status(TEXTS, job_in(JobState.RUNNING), now=START)


async def test_the_message_goes_when_the_pictures_are_there() -> None:
    rig = Rig()
    done = job_in(JobState.SUCCEEDED, receipt=MINIMAL, status_message_id=MessageId(70))
    assert await rig.notifier.show_status(done) is None
    (call,) = rig.telegram.calls
    assert (call.method, int(call.params["message_id"])) == ("deleteMessage", 70)
    # What came too late to be deleted, or is shown once more, is no failure.
    rig.plan("deleteMessage", refusal(400, "Bad Request: message to delete not found"))
    assert await rig.notifier.show_status(done) is None
    assert await rig.notifier.show_status(replace(done, status_message_id=None)) is None
    assert rig.made() == ["deleteMessage", "deleteMessage"]


async def test_a_private_result_goes_to_the_private_chat_alone(tmp_path: Path) -> None:
    rig = Rig()
    job = delivering(tmp_path, request=PRIVATE, origin=in_group())
    assert isinstance(await rig.notifier.send_part(job, 0, folder=tmp_path), Sent)
    sent = [call for call in rig.telegram.calls if call.method == "sendPhoto"]
    assert [int(call.params["chat_id"]) for call in sent] == [7]
    assert "reply_parameters" not in sent[0].params


def test_the_group_reads_nothing_of_a_private_request() -> None:
    for state in (JobState.QUEUED, JobState.RUNNING, JobState.SUCCEEDED):
        told = render_status(TEXTS, job_in(state, request=PRIVATE, origin=in_group()), now=START)
        assert "secret" not in told
    done = job_in(JobState.SUCCEEDED, request=PRIVATE, origin=in_group())
    assert "Done. Sent by private message." in render_status(TEXTS, done, now=START)
    at_home = job_in(JobState.SUCCEEDED, request=PRIVATE)
    assert "secret" in render_status(TEXTS, at_home, now=START)


async def test_a_private_chat_that_is_closed_is_said_and_the_result_kept(tmp_path: Path) -> None:
    rig = Rig()
    job = delivering(tmp_path, request=PRIVATE, origin=in_group())
    job = replace(job, parts=(*job.parts, Part(kind=PartKind.FILES, indexes=(1,))))
    rig.plan("sendPhoto", CLOSED)
    refused = await rig.notifier.send_part(job, 0, folder=tmp_path)
    assert isinstance(refused, SendRefused)
    assert refused.is_closed
    ended = decide(decide(job, SendBegins(0), START), refused, START)
    assert ended.state is JobState.FAILED
    assert ended.artifacts == (ONE,)
    assert all(part.is_settled for part in ended.parts)
    assert ended.failure is not None
    assert (ended.failure.kind, ended.failure.charged) == (
        FailureKind.PRIVATE_CHAT,
        Charged.YES,
    )
    told = render_status(TEXTS, ended, now=START)
    assert "/show" in told
    assert "secret" not in told


async def test_a_chat_that_is_gone_is_no_closed_private_chat(tmp_path: Path) -> None:
    """An ordinary result finds another address."""
    rig = Rig()
    rig.plan("sendPhoto", refusal(403, "Forbidden: bot was kicked from the group chat"))
    job = delivering(tmp_path, origin=in_group())
    assert isinstance(await rig.notifier.send_part(job, 0, folder=tmp_path), Sent)
    sent = [int(call.params["chat_id"]) for call in rig.telegram.calls]
    assert sent[-1] == 7


async def test_later_messages_of_a_job_speak_the_language_chosen_since(tmp_path: Path) -> None:
    async def chinese(user_id: UserId, otherwise: str) -> str:
        return "zh"

    rig = Rig(language_of=chinese)
    await rig.notifier.show_status(job_in(JobState.QUEUED))
    assert "排队中" in rig.telegram.texts()[0]
    speaker = TelegramSpeaker(make_bot(rig.telegram), TEXTS, ChatLimits(), chinese)
    await speaker.say(make_origin(3), [Note("album-late")])
    assert "太晚了" in rig.telegram.texts()[-1]


class Clock:
    """Real time, moved by hand."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def member(status: str) -> tuple[int, dict[str, Any]]:
    user = {"id": 7, "is_bot": False, "first_name": "N"}
    rights = dict.fromkeys(RIGHTS, False)
    return 200, {"ok": True, "result": {"user": user, "status": status, **rights}}


@pytest.mark.parametrize(
    ("status", "is_admin"),
    [("creator", True), ("administrator", True), ("member", False), ("left", False)],
)
async def test_a_rank_is_telegrams_word(status: str, is_admin: bool) -> None:
    telegram = RecordingRequest()
    telegram.planned["getChatMember"].append(member(status))
    ranks = TelegramRanks(make_bot(telegram), monotonic=Clock())
    assert await ranks.is_admin(ChatId(-5), UserId(7)) is is_admin


async def test_a_rank_is_asked_again_after_a_minute_and_no_answer_is_no_rank() -> None:
    telegram, clock = RecordingRequest(), Clock()
    trouble: TelegramError = TelegramError("down")
    telegram.planned["getChatMember"].extend([member("administrator"), trouble, member("member")])
    ranks = TelegramRanks(make_bot(telegram), monotonic=clock)
    assert await ranks.is_admin(ChatId(-5), UserId(7))
    clock.time += 59
    assert await ranks.is_admin(ChatId(-5), UserId(7))
    assert len(telegram.calls) == 1
    clock.time += 2
    assert not await ranks.is_admin(ChatId(-5), UserId(7))
    assert not await ranks.is_admin(ChatId(-5), UserId(7))
    assert len(telegram.calls) == 3
