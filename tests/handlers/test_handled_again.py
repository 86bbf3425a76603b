"""An update that is handled again, as after a death before it was noted down: its effect is one.

What stops the first handling is the answer: everything before it is stored by then.
"""

from __future__ import annotations

import pytest
from telegram import Update

from bot.domain.access import subject_of
from bot.domain.ids import AccountId, ChatId, UserId
from bot.domain.jobs import JobState
from bot.domain.observations import Absent, AnswerLost, Observation, SubmissionBegins
from bot.domain.patience import ABSENT_GRACE
from bot.domain.transitions import decide
from tests.bot.telegram_double import Call, group, message_update, tap_update
from tests.builders import START, make_job
from tests.handlers.conftest import OPERATOR, PERSON, Chat
from tests.handlers.test_forks import HERE as SHARED
from tests.handlers.test_forks import made_by
from tests.handlers.test_pictures import SIZES

HERE = ChatId(-100)


class DiedError(Exception):
    """The process ended here."""


async def state(chat: Chat) -> object:
    """All that operators and settings can change."""
    stores, me = chat.stores, UserId(PERSON)
    language = await stores.languages.of(me)
    return (
        {(subject.id, is_in) for subject, is_in in await stores.access.decided()},
        list(await stores.quotas.limits()),
        [(hold.scope, hold.reason) for hold in await stores.holds.all()],
        [await stores.preferences.chosen(me, at) for at in (ChatId(PERSON), HERE)],
        language.chosen if language is not None else None,
        await stores.announcements.listener(me),
    )


async def die_at_the_answer(chat: Chat, update: Update) -> None:
    def die(call: Call) -> None:
        raise DiedError

    chat.telegram.before = die
    await chat.handle(update)
    chat.telegram.before = lambda call: None
    assert chat.failures
    chat.failures.clear()
    chat.clock.time += 60


async def prepare(chat: Chat) -> None:
    """Something to take back."""
    await chat.say("/admin quota users day credits 50", user=OPERATOR)
    await chat.say("/admin pause video 风控", user=OPERATOR)
    await chat.stores.access.decide(subject_of(66), is_allowed=True, by=OPERATOR, now=START)
    await chat.say("/settings count 2")
    await chat.say("/lang zh")


async def twice(chat: Chat, update: Update) -> None:
    """The state moves with the first handling and stays there with the second."""
    await prepare(chat)
    before = await state(chat)
    await die_at_the_answer(chat, update)
    after = await state(chat)
    assert after != before
    said = await chat.handle(update)
    assert await state(chat) == after
    assert chat.failures == []
    assert said or chat.telegram.of("answerCallbackQuery")


@pytest.mark.parametrize(
    "words",
    [
        "allow 55",
        "deny 66",
        "quota users day jobs 3",
        "quota users day credits none",
        "pause image 维护",
        "resume",
        "resume video",
    ],
)
async def test_what_operators_type(chat: Chat, words: str) -> None:
    await twice(chat, message_update(chat.bot, f"/admin {words}", user=OPERATOR))


@pytest.mark.parametrize(
    "words",
    [
        "/settings ratio 16:9",
        "/settings ask 0",
        "/settings count default",
        "/settings announcements on",
        "/announcements on",
        "/lang en",
    ],
)
async def test_what_people_set(chat: Chat, words: str) -> None:
    await twice(chat, message_update(chat.bot, words))


@pytest.mark.parametrize("data", ["v1:put::m.ra.16x9.7", "v1:put::m.la.en.7", "v1:hear:"])
async def test_what_people_tap(chat: Chat, data: str) -> None:
    await twice(chat, tap_update(chat.bot, data))


async def test_a_group_is_let_in_by_a_tap(chat: Chat) -> None:
    await twice(chat, tap_update(chat.bot, "v1:allow::-777", user=OPERATOR))


async def test_an_announcement_is_one_preview_and_confirmed_once(chat: Chat) -> None:
    await chat.say("/announcements on")
    drafted = message_update(chat.bot, "/admin announce 今晚", user=OPERATOR, message_id=50)
    await die_at_the_answer(chat, drafted)
    await chat.handle(drafted)
    confirmed = tap_update(chat.bot, "v1:announce::1", user=OPERATOR)
    await die_at_the_answer(chat, confirmed)
    await chat.handle(confirmed)
    for _ in range(4):
        await chat.services.announcements.carry_one()
    assert chat.herald.carried == [(PERSON, "今晚")]
    assert await chat.stores.announcements.get(2) is None


async def test_a_wish_to_drain_of_an_earlier_process_is_over(chat: Chat) -> None:
    """Or the next start would end itself again and again."""
    update = message_update(chat.bot, "/admin drain", user=OPERATOR)
    await chat.handle(update)
    assert chat.server.drains == 1
    assert update.message is not None
    chat.server.started_at = update.message.date.timestamp() + 5
    await chat.handle(update)
    assert chat.server.drains == 1


async def test_a_setting_of_a_group_stays_the_groups(chat: Chat) -> None:
    update = message_update(chat.bot, "/settings here ratio 9:16", chat=group(HERE))
    await twice(chat, update)


async def test_one_tap_sends_one_job_again_however_late_it_is_handled_again(chat: Chat) -> None:
    """What it had sent again is lost as well by then: that is another question, not answered."""
    await chat.link()
    job = make_job(1, state=JobState.UNCERTAIN, submitted_at=START - 300, account_name="main")
    job, _ = await chat.stores.jobs.add(job)
    tap = tap_update(chat.bot, f"v1:again:{job.id}:{job.question}")

    async def see(observation: Observation) -> JobState:
        now = await chat.stores.jobs.get(job.id)
        assert now is not None
        after = decide(now, observation, chat.clock.now())
        return (await chat.stores.jobs.apply(now, after)).state

    await die_at_the_answer(chat, tap)
    await see(SubmissionBegins(AccountId(1)))
    await see(AnswerLost("no answer"))
    chat.clock.time += ABSENT_GRACE
    assert await see(Absent()) is JobState.UNCERTAIN
    await chat.handle(tap)
    stored = await chat.stores.jobs.get(job.id)
    assert stored is not None
    assert stored.state is JobState.UNCERTAIN


async def test_words_that_were_asked_about_are_not_paid_for(chat: Chat) -> None:
    """However long the answer took: the time in which words belong to pictures is over."""
    await chat.link()
    await chat.say(photo=SIZES, message_id=10)
    words = message_update(chat.bot, "turn it into oil", message_id=11)
    await die_at_the_answer(chat, words)
    await chat.handle(words)
    assert await chat.jobs() == []
    await chat.press("Yes, change")
    (job,) = await chat.jobs()
    assert len(job.request.inputs) == 1


async def test_plain_words_are_one_job(chat: Chat) -> None:
    await chat.link()
    words = message_update(chat.bot, "a cat", message_id=11)
    await chat.handle(words)
    await chat.handle(words)
    assert len(await chat.jobs()) == 1


async def test_a_refused_edit_asks_once(chat: Chat) -> None:
    await chat.link()
    await chat.say("/video a cat runs", message_id=11)
    words = "/video a cat runs --res 9k"
    edits = [
        message_update(chat.bot, words, message_id=11, update_id=number, kind="edited_message")
        for number in (30, 30, 31)
    ]
    shown = []
    for edit in edits:
        await chat.handle(edit)
        shown.append(chat.keyboard())
    assert shown[0] == shown[1]
    assert shown[2] != shown[1], "another edit is another question"


async def test_a_star_on_anothers_result_is_turned_once_a_tap(chat: Chat) -> None:
    """The button shows the star of whoever asked for it, so that a tap only says: turn mine."""
    job = await made_by(chat)
    starred: list[set[int]] = []
    for number in ("90", "91"):
        tap = tap_update(chat.bot, f"v1:star:{job.id}:2.on", chat=SHARED, query_id=number)
        await die_at_the_answer(chat, tap)
        await chat.handle(tap)
        starred.append(set(await chat.stores.results.stars_of(UserId(PERSON), job.id)))
    assert starred == [{2}, set()]


@pytest.mark.parametrize("begin", ["/login", "/image"])
async def test_a_wait_is_ended_and_the_job_beside_it_is_not_cancelled(
    chat: Chat, begin: str
) -> None:
    await chat.say("/image a cat", message_id=10)
    await chat.say(begin, message_id=11)
    update = message_update(chat.bot, "/cancel", update_id=90, message_id=12)
    await die_at_the_answer(chat, update)
    await chat.handle(update)
    (job,) = await chat.jobs()
    assert job.state is JobState.QUEUED
    assert not await chat.services.accounts.asks_login(UserId(PERSON))
