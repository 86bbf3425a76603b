"""The suite's words are the bot's words: every state, both languages, as rendered for people."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from bot import keyboards
from bot.domain.ids import JobId
from bot.domain.jobs import Artifact, Charged, Failure, FailureKind, Job, JobState
from bot.i18n import Texts
from bot.status_text import render_status
from chaos.chat_reading import Outcome, Standing, has_logged_in, job_answered, read_standing
from chaos.control import Answered, Button, Keyboard, Message, Sender
from tests.builders import START, make_job, make_origin

TEXTS = Texts.load()
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
REQUEST = 5


def job_in(language: str, state: JobState, **fields: Any) -> Job:
    origin = replace(make_origin(), language=language)
    return replace(make_job(state=state), origin=origin, finished_at=START + 9, **fields)


def message(
    text: str,
    *,
    number: int = 6,
    reply_to: int | None = REQUEST,
    buttons: tuple[Button, ...] = (),
    is_bot: bool = True,
) -> Message:
    return Message(
        message_id=number,
        date=int(START),
        sender=Sender(is_bot),
        text=text,
        reply_to_message=Answered(reply_to) if reply_to is not None else None,
        reply_markup=Keyboard((buttons,)),
    )


def shown(job: Job) -> Message:
    """The job's message as Telegram shows it: without markup, with its buttons."""
    markup = keyboards.of_job(TEXTS, job)
    rows = markup.inline_keyboard if markup is not None else ()
    buttons = tuple(Button(b.text, str(b.callback_data)) for row in rows for b in row)
    plain = re.sub(r"</?[a-z]+>", "", render_status(TEXTS, job, now=START + 9))
    return message(html.unescape(plain), buttons=buttons)


def read(job: Job) -> Standing:
    return read_standing([shown(job)], REQUEST)


@LANGUAGES
@pytest.mark.parametrize(
    ("state", "fields", "outcome"),
    [
        (JobState.SUCCEEDED, {}, Outcome.DONE),
        (JobState.SUCCEEDED, {"is_muted": True}, Outcome.KEPT),
        (JobState.CANCELLED, {}, Outcome.CANCELLED),
        (JobState.CANCELLED, {"submitted_at": START}, Outcome.CLOSED),
        (
            JobState.EXPIRED,
            {"failure": Failure(kind=FailureKind.UPSTREAM, charged=Charged.NO)},
            Outcome.EXPIRED,
        ),
    ],
)
def test_ends_are_recognised(
    language: str, state: JobState, fields: dict[str, Any], outcome: Outcome
) -> None:
    assert read(job_in(language, state, **fields)).outcomes == {outcome}


@LANGUAGES
@pytest.mark.parametrize("kind", sorted(FailureKind))
@pytest.mark.parametrize("code", [None, "2038"])
def test_failures_of_every_kind_are_recognised(
    language: str, kind: FailureKind, code: str | None
) -> None:
    failure = Failure(kind=kind, charged=Charged.NO, code=code, size=63_000_000, picture=1)
    standing = read(job_in(language, JobState.FAILED, failure=failure))
    assert standing.outcomes == {Outcome.FAILED}
    assert standing.says_nothing_spent


@LANGUAGES
@pytest.mark.parametrize(
    "state",
    [
        JobState.QUEUED,
        JobState.SUBMITTING,
        JobState.RUNNING,
        JobState.DELIVERING,
        JobState.NEEDS_LOGIN,
        JobState.UNCERTAIN,
    ],
)
def test_whatever_goes_on_is_no_end(language: str, state: JobState) -> None:
    standing = read(job_in(language, state, submitted_at=START))
    assert standing.outcomes == frozenset()
    assert standing.needs_login is (state is JobState.NEEDS_LOGIN)
    assert (standing.send_again is not None) is (state is JobState.UNCERTAIN)
    assert (standing.cancel is not None) is (state in CANCELLABLE)


CANCELLABLE = {
    JobState.QUEUED,
    JobState.SUBMITTING,
    JobState.RUNNING,
    JobState.NEEDS_LOGIN,
}


@LANGUAGES
@pytest.mark.parametrize("ended", [True, False])
def test_a_missing_login_is_recognised_before_and_after_it_ended(
    language: str, ended: bool
) -> None:
    failure = Failure(kind=FailureKind.LOGIN, charged=Charged.NO) if ended else None
    assert read(job_in(language, JobState.NEEDS_LOGIN, failure=failure)).needs_login


@LANGUAGES
def test_an_update_that_was_given_up_was_not_taken(language: str) -> None:
    sorry = message(TEXTS.text(language, "update-given-up"))
    assert read_standing([sorry], REQUEST).outcomes == {Outcome.NOT_TAKEN}
    too_many = message(TEXTS.text(language, "job-too-many", limit=20))
    assert read_standing([too_many], REQUEST).outcomes == {Outcome.NOT_TAKEN}
    paused = message(TEXTS.text(language, "job-model-paused", model="jimeng-4.0", time="23:17"))
    assert read_standing([paused], REQUEST).outcomes == {Outcome.NOT_TAKEN}
    taken = shown(job_in(language, JobState.SUCCEEDED))
    assert read_standing([taken, sorry], REQUEST).outcomes == {Outcome.DONE}


@LANGUAGES
def test_who_cannot_cancel_is_offered_to_stop_waiting(language: str) -> None:
    """The offer replies to the job's message, not to the request."""
    markup = keyboards.of_waiting(TEXTS, language, make_job().id)
    buttons = tuple(Button(b.text, str(b.callback_data)) for b in markup.inline_keyboard[0])
    offer = message("…", number=7, reply_to=6, buttons=buttons)
    standing = read_standing([shown(job_in(language, JobState.RUNNING)), offer], REQUEST)
    assert standing.stop_waiting is not None
    assert standing.stop_waiting.data == buttons[0].callback_data


@LANGUAGES
def test_a_question_whether_words_belong_to_pictures_is_answered(language: str) -> None:
    labels = ("offer-join-change", "offer-join-animate", "offer-words-alone")
    buttons = tuple(Button(TEXTS.plain(language, each), each) for each in labels)
    words = TEXTS.text(language, "offer-join-question", count=1)
    standing = read_standing([message(words, buttons=buttons)], REQUEST)
    assert standing.lead_on is not None
    assert standing.lead_on.data == "offer-join-change"
    assert standing.outcomes == frozenset()


@LANGUAGES
@pytest.mark.parametrize("label", ["offer-without", "offer-use"])
def test_a_refusal_with_a_way_out_is_answered_and_no_end(language: str, label: str) -> None:
    ways = (
        Button(TEXTS.plain(language, label, flag="--res"), label),
        Button(TEXTS.plain(language, "offer-edit"), "edit"),
    )
    words = TEXTS.text(language, "grammar-flag-foreign", flag="--stylize")
    standing = read_standing([message(words, buttons=ways)], REQUEST)
    assert standing.lead_on is not None
    assert standing.lead_on.data == label
    assert standing.outcomes == frozenset()


@LANGUAGES
@pytest.mark.parametrize("key", ["collecting-none", "collecting-empty"])
def test_a_done_that_overtook_its_album_was_not_taken(language: str, key: str) -> None:
    said = message(TEXTS.text(language, key))
    assert read_standing([said], REQUEST).outcomes == {Outcome.NOT_TAKEN}


@LANGUAGES
def test_what_a_cancel_of_ones_own_is_answered_offers_to_stop_waiting(language: str) -> None:
    markup = keyboards.of_waiting(TEXTS, language, make_job().id)
    buttons = tuple(Button(b.text, str(b.callback_data)) for b in markup.inline_keyboard[0])
    offer = message("…", number=9, reply_to=8, buttons=buttons)
    running = shown(job_in(language, JobState.RUNNING))
    assert read_standing([running, offer], REQUEST).stop_waiting is None
    assert read_standing([running, offer], REQUEST, cancelled_by=8).stop_waiting is not None


def results(language: str, number: int, reply_to: int) -> Message:
    """The message with the buttons under the results of a job."""
    pictures = tuple(
        Artifact(index=n, path=f"{n}.webp", format="webp", size=1, sha256="") for n in (1, 2)
    )
    job = replace(make_job(), artifacts=pictures)
    markup = keyboards.of_results(TEXTS, language, job)
    buttons = tuple(
        Button(b.text, str(b.callback_data)) for row in markup.inline_keyboard for b in row
    )
    plain = re.sub(r"</?b>", "", TEXTS.text(language, "result-control", id=job.id))
    return message(plain, number=number, reply_to=reply_to, buttons=buttons)


@LANGUAGES
def test_what_a_button_under_a_result_made_is_another_request(language: str) -> None:
    """Two jobs reply to one result: each is read alone, and neither counts for the first one."""
    first = shown(job_in(language, JobState.SUCCEEDED))
    below = results(language, 7, REQUEST)
    failure = Failure(kind=FailureKind.UPSTREAM, charged=Charged.NO)
    failed, running = (
        msgspec.structs.replace(
            shown(replace(job_in(language, state, **fields), id=JobId(name))),
            message_id=number,
            reply_to_message=Answered(7),
        )
        for state, fields, name, number in (
            (JobState.FAILED, {"failure": failure}, "B2C3D", 8),
            (JobState.RUNNING, {}, "E4F5G", 9),
        )
    )
    chat = [first, below, failed, running]
    assert read_standing(chat, REQUEST).outcomes == {Outcome.DONE}
    assert read_standing(chat, 7, job="B2C3D").outcomes == {Outcome.FAILED}
    assert read_standing(chat, 7, job="E4F5G").outcomes == frozenset()
    assert read_standing(chat, 7, job="E4F5G").cancel is not None
    assert read_standing(chat, 7, job="") == Standing(frozenset(), (), frozenset())


@LANGUAGES
@pytest.mark.parametrize("key", ["followup-made", "followup-already"])
def test_the_answer_to_a_tap_names_what_it_made(language: str, key: str) -> None:
    assert job_answered(TEXTS.plain(language, key, id="B2C3D")) == "B2C3D"
    assert job_answered("") == ""


def test_other_requests_and_other_people_do_not_count() -> None:
    done = shown(job_in("en", JobState.SUCCEEDED))
    assert read_standing([done], REQUEST + 1).outcomes == frozenset()
    repeated = message(done.text, is_bot=False)
    assert read_standing([repeated], REQUEST).outcomes == frozenset()


@LANGUAGES
def test_a_login_is_confirmed_after_it_was_sent(language: str) -> None:
    site = {"region": "cn", "hint": "ab12"}
    words = TEXTS.text(language, "login-done", balance="66", **site)
    confirmed = message(words, number=9, reply_to=None)
    assert has_logged_in([confirmed], since=8)
    assert not has_logged_in([confirmed], since=9)
    assert not has_logged_in([message(words, number=9, is_bot=False)], since=8)
