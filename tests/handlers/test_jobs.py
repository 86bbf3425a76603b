"""/queue, /cancel and the buttons under jobs: honest about what can still be undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.ids import MessageId
from bot.domain.jobs import Job, JobState
from tests.bot.telegram_double import refusal
from tests.handlers.conftest import Chat

OTHER = 8


async def make_jobs(chat: Chat, count: int = 1, *, state: JobState = JobState.QUEUED) -> list[Job]:
    for number in range(count):
        await chat.say(f"/image cat {number}", message_id=100 + number)
    jobs = await chat.jobs()
    if state is not JobState.QUEUED:
        jobs = [await chat.stores.jobs.apply(job, replace(job, state=state)) for job in jobs]
    chat.telegram.calls.clear()
    return jobs


async def stored(chat: Chat, job: Job) -> Job:
    found = await chat.stores.jobs.get(job.id)
    assert found is not None
    return found


async def test_the_queue_lists_every_job_with_its_place_and_its_button(chat: Chat) -> None:
    first, second = await make_jobs(chat, 2)
    (answer,) = await chat.say("/queue")
    assert answer.split("\n") == [
        "<b>Your jobs</b>",
        f"<b>#{first.id}</b> “cat 0”",
        "Waiting: yours is next",
        f"<b>#{second.id}</b> “cat 1”",
        "Waiting: 1 job before yours",
    ]
    markup = chat.telegram.calls[-1].params["reply_markup"]
    assert f"v1:cancel:{first.id}" in markup
    assert f"v1:cancel:{second.id}" in markup


@pytest.mark.parametrize("command", ["queue", "jobs"])
async def test_an_empty_queue_says_so(chat: Chat, command: str) -> None:
    assert await chat.say(f"/{command}") == ["No jobs are waiting or running."]


@pytest.mark.parametrize("spelling", ["{}", "#{}", " {} "])
async def test_cancel_takes_an_id_as_people_type_it(chat: Chat, spelling: str) -> None:
    first, second = await make_jobs(chat, 2)
    typed = spelling.format(second.id.lower())
    assert await chat.say(f"/cancel {typed}") == [f"#{second.id} cancelled, nothing spent."]
    assert (await stored(chat, second)).state is JobState.CANCELLED
    assert (await stored(chat, first)).state is JobState.QUEUED


async def test_cancel_alone_means_the_only_job_there_is(chat: Chat) -> None:
    (job,) = await make_jobs(chat)
    assert await chat.say("/stop") == [f"#{job.id} cancelled, nothing spent."]


async def test_cancel_alone_asks_when_there_are_several_and_tells_when_there_is_none(
    chat: Chat,
) -> None:
    assert await chat.say("/cancel") == [
        "There is nothing to cancel. Nothing was spent; /history has what is done."
    ]
    await make_jobs(chat, 2)
    (answer,) = await chat.say("/cancel")
    assert answer.startswith("Which one?")
    assert len(await chat.jobs()) == 2


async def test_what_the_service_has_can_only_be_waited_for_or_not(chat: Chat) -> None:
    (job,) = await make_jobs(chat, state=JobState.RUNNING)
    (answer,) = await chat.say(f"/cancel {job.id}")
    assert "may have been charged" in answer
    markup = chat.telegram.calls[-1].params["reply_markup"]
    assert f"v1:stop:{job.id}" in markup
    assert f"v1:keep:{job.id}" in markup
    assert (await stored(chat, job)).state is JobState.RUNNING


@pytest.mark.parametrize("typed", ["nonsense", "0OI1L", "<b>"])
async def test_cancel_of_something_that_is_no_id_explains_ids(chat: Chat, typed: str) -> None:
    (answer,) = await chat.say(f"/cancel {typed}")
    assert "not the id of a job" in answer
    assert "<b>" not in answer


async def test_cancel_by_tap_is_answered_with_its_outcome(chat: Chat) -> None:
    (job,) = await make_jobs(chat)
    assert await chat.tap(f"v1:cancel:{job.id}") == [f"#{job.id} cancelled, nothing spent."]
    (said,) = await chat.tap(f"v1:cancel:{job.id}")
    assert said.startswith(f"#{job.id} is finished already; what it cost stays")
    assert (await stored(chat, job)).state is JobState.CANCELLED


async def test_a_late_cancel_by_tap_answers_the_tap_before_it_writes(chat: Chat) -> None:
    (job,) = await make_jobs(chat, state=JobState.RUNNING)
    await chat.tap(f"v1:cancel:{job.id}")
    assert [call.method for call in chat.telegram.calls] == ["answerCallbackQuery", "sendMessage"]


async def test_stop_waiting_and_keep_waiting_change_the_job(chat: Chat) -> None:
    (job,) = await make_jobs(chat, state=JobState.RUNNING)
    (words,) = await chat.tap(f"v1:stop:{job.id}")
    assert "don't wait" in words
    assert (await stored(chat, job)).is_muted
    await chat.tap(f"v1:keep:{job.id}")
    assert not (await stored(chat, job)).is_muted


async def test_send_again_starts_once_with_the_same_submit_id(chat: Chat) -> None:
    (job,) = await make_jobs(chat, state=JobState.UNCERTAIN)
    words = [(await chat.tap(f"v1:again:{job.id}:{job.question}"))[0] for _ in range(20)]
    assert words == [f"#{job.id} is sent again, once."] + [f"#{job.id} goes on already."] * 19
    again = await stored(chat, job)
    assert (again.state, again.submit_id) == (JobState.QUEUED, job.submit_id)


async def test_a_tap_on_an_earlier_question_sends_nothing_and_brings_todays_buttons(
    chat: Chat,
) -> None:
    (job,) = await make_jobs(chat, state=JobState.UNCERTAIN)
    for earlier in ("", f":{int(job.question) - 60}"):
        (words,) = await chat.tap(f"v1:again:{job.id}{earlier}")
        assert words.startswith(f"#{job.id} is in doubt once more")
        await chat.board.drain()
        assert chat.notifier.shown.pop() == (job.id, JobState.UNCERTAIN)
    assert await stored(chat, job) == job


async def test_no_closes_an_uncertain_job(chat: Chat) -> None:
    (job,) = await make_jobs(chat, state=JobState.UNCERTAIN)
    assert await chat.tap(f"v1:no:{job.id}") == [f"#{job.id} is closed, not sent again."]
    assert (await stored(chat, job)).state is JobState.CANCELLED


@pytest.mark.parametrize("action", ["cancel", "stop", "keep", "again", "no"])
async def test_another_persons_tap_is_told_so_and_does_nothing(chat: Chat, action: str) -> None:
    (job,) = await make_jobs(chat, state=JobState.UNCERTAIN)
    (words,) = await chat.tap(f"v1:{action}:{job.id}", user=OTHER)
    assert "yours" in words
    assert await stored(chat, job) == job


@pytest.mark.parametrize("data", ["v0:cancel:A7K2M", "nonsense", "v1:cancel:", "v1:credit:A7K2M"])
async def test_a_button_that_nobody_knows_any_more_is_answered(chat: Chat, data: str) -> None:
    (said,) = await chat.tap(data)
    assert said.startswith("This button is too old for me. Nothing was spent.")


async def test_a_tap_that_telegram_forgot_still_does_its_work(chat: Chat) -> None:
    """After a restart the answer's time is over; the wish stands."""
    (job,) = await make_jobs(chat)
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    chat.telegram.planned["answerCallbackQuery"].append(refusal(400, late))
    await chat.tap(f"v1:cancel:{job.id}")
    assert (await stored(chat, job)).state is JobState.CANCELLED
    assert chat.failures == []


async def test_a_tap_is_answered_even_when_the_work_fails(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    (job,) = await make_jobs(chat)

    async def broken(job_id: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(chat.stores.jobs, "get", broken)
    assert await chat.tap(f"v1:cancel:{job.id}") == [""]
    assert [type(error) for error in chat.failures] == [OSError]


async def test_the_status_message_follows_the_tap(chat: Chat) -> None:
    (job,) = await make_jobs(chat)
    await chat.stores.jobs.set_status_message(job.id, MessageId(500))
    await chat.tap(f"v1:cancel:{job.id}")
    assert chat.notifier.shown[-1] == (job.id, JobState.CANCELLED)


@pytest.mark.parametrize("answer", ["stop_waiting", "keep_waiting"])
async def test_the_question_about_waiting_loses_its_buttons_once_it_was_answered(
    chat: Chat, answer: str
) -> None:
    (job,) = await make_jobs(chat, state=JobState.RUNNING)
    await chat.say(f"/cancel {job.id}")
    asked = chat.keyboard()
    rows = [each["callback_data"] for row in asked["inline_keyboard"] for each in row]
    data = next(each for each in rows if answer in each or answer.split("_")[0] in each)
    await chat.tap(data, reply_markup=asked)
    (edit,) = chat.telegram.of("editMessageReplyMarkup")
    assert "inline_keyboard" not in edit.params.get("reply_markup", "")
