"""/admin: what each subcommand does for an operator, and that nobody else learns it is there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.access import subject_of
from bot.domain.commands import Note
from bot.domain.jobs import Charged, Failure, FailureKind, JobState
from bot.domain.requests import MediaKind
from bot.ports import Finding
from handlers.admin import SUBCOMMANDS
from tests.bot.telegram_double import group
from tests.builders import make_job
from tests.handlers.conftest import OPERATOR, PERSON, Chat

TYPED = {
    "allow": "allow 55",
    "deny": "deny 55",
    "quota": "quota users day jobs 1",
    "pause": "pause image risk",
    "resume": "resume",
    "jobs": "jobs",
    "stats": "stats",
    "doctor": "doctor",
    "backup": "backup",
    "announce": "announce hello",
    "drain": "drain",
}


async def ask(chat: Chat, words: str, **fields: Any) -> str:
    [answer] = await chat.say(f"/admin {words}", user=OPERATOR, **fields)
    return answer


def test_every_subcommand_is_tried_on_everybody() -> None:
    assert set(TYPED) == set(SUBCOMMANDS)


@pytest.mark.parametrize("where", [None, group()])
@pytest.mark.parametrize("words", ["", *TYPED.values()])
async def test_for_everybody_else_it_is_a_command_that_does_not_exist(
    chat: Chat, words: str, where: dict[str, object] | None
) -> None:
    async def state() -> object:
        stores = chat.stores
        return (
            await stores.access.decided(),
            await stores.quotas.limits(),
            await stores.holds.all(),
            chat.server,
        )

    before = await state()
    said = await chat.say(f"/admin {words}", chat=where)
    unknown = await chat.say("/nosuchthing", chat=where)
    assert [text.replace("admin", "nosuchthing") for text in said] == unknown
    assert await state() == before
    assert (chat.server.backups, chat.server.drains) == (0, 0)


async def test_a_mistyped_command_is_never_helped_to_admin(chat: Chat) -> None:
    [answer] = await chat.say("/admim")
    assert "/admin" not in answer


@pytest.mark.parametrize(("language", "word"), [("en", "drain"), ("zh-hans", "退出")])
async def test_alone_it_lists_what_there_is(chat: Chat, language: str, word: str) -> None:
    answer = await ask(chat, "", language=language)
    assert word in answer
    for name in SUBCOMMANDS:
        assert name in answer
    assert (await ask(chat, "frobnicate", language=language)).endswith(answer)


@pytest.mark.parametrize(
    ("words", "usage"),
    [
        ("allow x", "/admin allow"),
        ("deny 0", "/admin allow"),
        ("allow 5 5", "/admin allow"),
        ("quota users", "/admin quota"),
        ("quota users week jobs 5", "/admin quota"),
        ("quota users day jobs -1", "/admin quota"),
        ("quota 0 day jobs 1", "/admin quota"),
        ("resume video", "not paused"),
        ("pause vidoe", "/admin pause"),
        ("pause jimeng-4.00 busy", "/admin pause"),
        ("stats 0", "/admin stats"),
        ("stats x", "/admin stats"),
        ("doctor now", "/admin doctor"),
        ("backup /tmp/x", "/admin backup"),
        ("drain now", "/admin drain"),
    ],
)
async def test_wrong_words_are_answered_with_the_right_ones(
    chat: Chat, words: str, usage: str
) -> None:
    assert usage in await ask(chat, words)
    assert (chat.server.backups, chat.server.drains) == (0, 0)
    assert list(await chat.stores.quotas.limits()) == []
    assert list(await chat.stores.holds.all()) == []
    assert chat.failures == []


async def test_somebody_is_let_in_and_kept_out_again_at_once(chat: Chat) -> None:
    assert "55" in await ask(chat, "allow 55")
    assert len(await chat.say("/image a cat", user=55)) == 0
    assert len(await chat.jobs(55)) == 1
    await ask(chat, "deny 55")
    await chat.say("/image a dog", user=55, message_id=12)
    assert len(await chat.jobs(55)) == 1
    await ask(chat, f"deny {PERSON}")  # also those whom the settings let in
    await chat.say("/image a cat")
    assert await chat.jobs() == []
    assert "55" in await ask(chat, "allow")


async def test_an_operator_can_not_be_kept_out(chat: Chat) -> None:
    await ask(chat, f"deny {OPERATOR}")
    assert "/admin" in await ask(chat, "")


async def test_a_quota_stops_the_next_job_and_says_when_it_is_back(chat: Chat) -> None:
    answer = await ask(chat, "quota users day jobs 1")
    assert "everybody" in answer
    await chat.say("/image a cat")
    [refusal] = await chat.say("/image a dog", message_id=12)
    assert "(1/1 jobs)" in refusal
    assert "00:00" in refusal
    assert "Nothing was spent" in refusal
    [refusal] = await chat.say("/image a dog", message_id=13, language="zh-hans")
    assert "今天的额度用完了（1/1 个任务）" in refusal
    assert len(await chat.jobs()) == 1
    await ask(chat, f"quota {PERSON} day jobs none")
    await chat.say("/image a dog", message_id=14)
    assert len(await chat.jobs()) == 2
    await ask(chat, f"quota {PERSON} day jobs default")
    assert "1/1" not in (await chat.say("/image a bird", message_id=15))[0]
    assert len(await chat.jobs()) == 2


async def test_the_same_message_again_finds_its_job_beyond_the_quota(chat: Chat) -> None:
    await ask(chat, "quota users day jobs 1")
    for _ in range(2):
        assert await chat.say("/image a cat") == []
    assert len(await chat.jobs()) == 1


async def test_a_cancelled_job_gives_its_place_back(chat: Chat) -> None:
    await ask(chat, "quota users day jobs 1")
    await chat.say("/image a cat")
    await chat.say("/cancel")
    await chat.say("/image a dog", message_id=12)
    [job] = await chat.jobs()
    assert job.request.prompt == "a dog"


async def test_a_groups_quota_is_set_from_inside_it(chat: Chat) -> None:
    [answer] = await chat.say("/admin quota month jobs 1", user=OPERATOR, chat=group())
    assert "-100" in answer
    await chat.say("/image a cat", chat=group())
    [refusal] = await chat.say("/image a dog", chat=group(), message_id=12)
    assert "this group" in refusal
    await chat.say("/image a dog", message_id=13)
    assert len(await chat.jobs()) == 2


async def test_a_pause_is_told_with_its_reason_before_anything_is_stored(chat: Chat) -> None:
    assert "risk control" in await ask(chat, "pause video risk control")
    [refusal] = await chat.say("/video a cat runs")
    assert "(videos): “risk control”. Nothing was spent" in refusal
    assert await chat.jobs() == []
    await chat.say("/image a cat", message_id=12)
    assert len(await chat.jobs()) == 1
    assert "Goes on: videos" in await ask(chat, "resume video")
    await chat.say("/video a cat runs", message_id=13)
    assert len(await chat.jobs()) == 2


@pytest.mark.parametrize("scope", ["", "all", "jimeng-4.0 too busy", "because I say so"])
async def test_what_a_pause_may_name(chat: Chat, scope: str) -> None:
    await ask(chat, f"pause {scope}")
    [refusal] = await chat.say("/image a cat --model jimeng-4.0")
    assert "Nothing was spent" in refusal
    assert await chat.jobs() == []
    await ask(chat, "resume")
    await chat.say("/image a cat --model jimeng-4.0", message_id=12)
    assert len(await chat.jobs()) == 1


async def test_an_open_receipt_stays_open_while_paused(chat: Chat) -> None:
    await chat.say("/video a cat runs")
    [job] = await chat.jobs()
    await ask(chat, "pause video")
    await chat.tap(f"v1:agree:{job.id}")
    assert "paused" in chat.telegram.texts()[-1]
    assert (await chat.jobs())[0].state is JobState.DRAFTED
    await ask(chat, "resume")
    await chat.tap(f"v1:agree:{job.id}")
    assert (await chat.jobs())[0].state is JobState.QUEUED


async def test_jobs_are_counted_and_the_oldest_unknown_has_an_age(chat: Chat) -> None:
    assert "No unfinished" in await ask(chat, "jobs")
    now = chat.clock.now()
    await chat.stores.jobs.add(make_job(1))
    await chat.stores.jobs.add(make_job(2, state=JobState.UNCERTAIN, state_since=now - 720))
    chat.server.in_hand = 2
    await ask(chat, "pause image risk")
    answer = await ask(chat, "jobs")
    for part in (
        "waiting: 1",
        "unknown, the person is asked: 1",
        "12 min",
        "in hand 2",
        "pictures (risk)",
    ):
        assert part in answer


async def test_stats_tell_counts_and_nothing_that_anybody_wrote(chat: Chat) -> None:
    job, _ = await chat.stores.jobs.add(make_job(1, created_at=chat.clock.now()))
    failure = Failure(kind=FailureKind.CONTENT, charged=Charged.NO)
    await chat.stores.jobs.apply(job, replace(job, state=JobState.FAILED, failure=failure))
    await chat.stores.jobs.set_cost(job.id, 3)
    answer = await ask(chat, "stats 30")
    for part in ("30", "1 job · 1 person", "3 credits", "failed: 1", "pictures: 1"):
        assert part in answer
    assert job.request.prompt not in answer
    assert "30" not in (await ask(chat, "stats")).splitlines()[0]
    await chat.stores.jobs.set_cost(job.id, 1)
    one = await ask(chat, "stats 1")
    assert "Last day" in one
    assert "1 credit known" in one


async def test_doctor_shows_what_is_wrong_and_what_to_do(chat: Chat) -> None:
    gone = {"hop": "tcp", "host": "<x>", "why": "refused & gone"}
    chat.server.findings = [
        Finding(Note("doctor-clock"), [Note("doctor-clock-agrees", {"seconds": 1})]),
        Finding(
            Note("doctor-site-jimeng"),
            [Note("doctor-far-words", gone), Note("doctor-through", {"setting": "<P>"})],
            [Note("doctor-check-proxy", {"setting": "<P>"}), Note("doctor-try-later")],
        ),
    ]
    answer = await ask(chat, "doctor")
    assert answer.split("\n") == [
        "✅ <b>clock</b>: within 1 s of the servers'",
        "❌ <b>site Jimeng</b>: TCP: &lt;x&gt;: refused &amp; gone, through &lt;P&gt;",
        "→ check &lt;P&gt;: its host, port, user and password, and that it is up; "
        "try again later, or from another network",
        "1 thing needs attention.",
    ]
    assert await ask(chat, "doctor", language="zh-hans") == "\n".join(
        [
            "✅ <b>时钟</b>：和服务器相差不到 1 秒",
            "❌ <b>站点 即梦</b>：TCP：&lt;x&gt; 不通（refused &amp; gone），经过 &lt;P&gt;",
            "→ 检查 &lt;P&gt;：主机、端口、用户名和密码，以及它是否开着；"
            "过一会儿再试，或者换个网络",
            "有 1 项需要处理。",
        ]
    )


async def test_backup_says_where_and_how_big_and_sends_no_file(chat: Chat) -> None:
    answer = await ask(chat, "backup")
    assert "/data/backups/copy.db" in answer
    assert "3.0 MB" in answer
    assert [call.method for call in chat.telegram.calls] == ["sendMessage"]
    chat.server.disk_is_full = True
    assert "the disk is full" in await ask(chat, "backup")


async def test_drain_says_what_is_in_hand_then_ends(chat: Chat) -> None:
    chat.server.in_hand = 3
    assert "In hand: 3" in await ask(chat, "drain")
    assert chat.server.drains == 1


async def test_a_drain_meant_for_an_earlier_process_does_not_end_this_one(chat: Chat) -> None:
    chat.server.started_at = 1_763_800_000 + 5.0  # the message is of 1763800000
    assert "started since" in await ask(chat, "drain")
    assert chat.server.drains == 0


@pytest.mark.parametrize("name", [n for n, each in SUBCOMMANDS.items() if not each.in_groups])
async def test_what_is_about_the_server_is_answered_in_private_alone(chat: Chat, name: str) -> None:
    [answer] = await chat.say(f"/admin {TYPED[name]}", user=OPERATOR, chat=group())
    assert "private" in answer
    assert (chat.server.backups, chat.server.drains) == (0, 0)


async def test_who_is_let_in_is_let_in_by_number_not_by_kind(chat: Chat) -> None:
    await ask(chat, "allow -777")
    assert await chat.stores.access.decision(subject_of(-777)) is True


async def test_operators_read_words_and_no_names_out_of_the_code(chat: Chat) -> None:
    for number, state in enumerate(JobState, start=1):
        await chat.stores.jobs.add(make_job(number, state=state, created_at=chat.clock.now()))
    asked = ("jobs", "stats", "pause", "pause image", "resume", "quota users day jobs none")
    said = [await ask(chat, words, language="zh-hans") for words in asked]
    names = {*JobState, *MediaKind, "all", "jobs"}
    assert [(n, text) for n in names for text in said if re.search(rf"\b{n}\b", text)] == []
    assert "每天 · 不限任务" in said[-1]
    assert "_" not in await ask(chat, "jobs") + await ask(chat, "stats")
