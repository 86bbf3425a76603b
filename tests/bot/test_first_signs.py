"""The first sign of life in a group, and what the chat's head says while something is sent."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest

from bot.adapters import chat_actions
from bot.adapters.addresses import Address
from bot.domain.ids import JobId
from bot.domain.jobs import JobState, PartKind
from bot.domain.lineage import Lineage, Relation, caused_by_tap
from tests.bot.telegram_double import RecordingRequest, make_bot, refusal
from tests.bot.test_telegram_notifier import Rig, in_group, job_in

AGAIN = Lineage(parent=JobId("A7K2N"), relation=Relation.AGAIN)
QUEUED = job_in(JobState.QUEUED, origin=in_group())


async def test_a_group_sees_eyes_at_once_and_a_message_after_ten_seconds() -> None:
    rig = Rig()
    for _ in range(2):
        await rig.notifier.greet(QUEUED)
        await rig.notifier.show_status(QUEUED)
    (call,) = rig.telegram.calls
    assert call.method == "setMessageReaction"
    assert (int(call.params["chat_id"]), int(call.params["message_id"])) == (-5, 3)
    assert json.loads(call.params["reaction"]) == [{"type": "emoji", "emoji": "👀"}]
    assert rig.notifier.wait_before_showing(QUEUED) == 10.0
    rig.time += 10
    assert await rig.notifier.show_status(QUEUED) == 1001


async def test_what_ends_within_these_seconds_is_said_at_once() -> None:
    rig = Rig()
    await rig.notifier.greet(QUEUED)
    await rig.notifier.show_status(replace(QUEUED, state=JobState.CANCELLED))
    assert rig.made() == ["setMessageReaction", "sendMessage"]


@pytest.mark.parametrize(
    "job",
    [
        job_in(JobState.QUEUED),
        job_in(JobState.DRAFTED, origin=in_group()),
        replace(QUEUED, lineage=AGAIN, cause=caused_by_tap(AGAIN, QUEUED.origin.user_id)),
    ],
    ids=["in private", "a receipt that asks", "made by a tap on a message of ours"],
)
async def test_nobody_else_is_looked_at(job: object) -> None:
    rig = Rig()
    await rig.notifier.greet(job)  # type: ignore[arg-type]
    assert rig.made() == []


async def test_the_changed_line_of_a_result_is_greeted_like_any_message() -> None:
    rig = Rig()
    edit = Lineage(parent=JobId("A7K2N"), relation=Relation.EDIT)
    await rig.notifier.greet(replace(QUEUED, lineage=edit))
    assert rig.made() == ["setMessageReaction"]


async def test_a_group_without_reactions_gets_its_message_all_the_same() -> None:
    rig = Rig()
    rig.plan("setMessageReaction", refusal(400, "Bad Request: REACTION_INVALID"))
    await rig.notifier.greet(QUEUED)
    rig.time += 10
    assert await rig.notifier.show_status(QUEUED) == 1001


async def test_a_long_send_is_announced_again_and_again_in_its_topic(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chat_actions, "FIRST_AFTER", 0.0)
    monkeypatch.setattr(chat_actions, "REPEATED_AFTER", 0.0)
    telegram, thrice = RecordingRequest(), asyncio.Event()
    telegram.before = lambda call: thrice.set() if len(telegram.calls) == 2 else None
    address = Address(-5, thread_id=77)
    async with chat_actions.announced(make_bot(telegram), address, PartKind.VIDEO):
        await asyncio.wait_for(thrice.wait(), 5)
    told = telegram.of("sendChatAction")
    assert {call.params["action"] for call in told} == {"upload_video"}
    assert {int(call.params["message_thread_id"]) for call in told} == {77}
    count = len(telegram.calls)
    await asyncio.sleep(0)
    assert len(telegram.calls) == count


async def test_a_short_send_and_a_refused_announcement_cost_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    telegram, asked = RecordingRequest(), asyncio.Event()
    bot = make_bot(telegram)
    async with chat_actions.announced(bot, Address(7), PartKind.PREVIEWS):
        pass
    assert telegram.calls == []
    monkeypatch.setattr(chat_actions, "FIRST_AFTER", 0.0)
    telegram.planned["sendChatAction"].append(refusal(403, "Forbidden: bot was kicked"))
    telegram.before = lambda call: asked.set()
    async with chat_actions.announced(bot, Address(7), PartKind.PREVIEWS):
        await asyncio.wait_for(asked.wait(), 5)
    assert len(telegram.calls) == 1
