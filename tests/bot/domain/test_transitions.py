"""The state machine by values, then by properties over whole lives of jobs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from bot.domain import observations as seen
from bot.domain.deliveries import ATTEMPTS_AT_MOST, next_part
from bot.domain.ids import AccountId, ChatId, JobId, MessageId, SubmitId, UserId
from bot.domain.jobs import (
    Artifact,
    Charged,
    Failure,
    FailureKind,
    Job,
    JobState,
    Origin,
    PartKind,
    Progress,
    RemoteResult,
)
from bot.domain.patience import (
    ABSENT_GRACE,
    DAY,
    HOUR,
    TRIES_BEFORE_GIVING_UP,
    patience_of,
)
from bot.domain.requests import ImageRequest
from bot.domain.transitions import UnexpectedObservationError, decide

NOW = 1_800_000_000.0
PROGRESS = Progress(queue_position=3, queue_length=9)
RESULTS = tuple(RemoteResult(url=f"https://results.test/{i}") for i in range(4))
ARTIFACTS = tuple(
    Artifact(index=i, path=f"results/A/{i}.webp", size=9, sha256="0" * 64, format="webp")
    for i in range(1, 5)
)
BUSY = Failure(kind=FailureKind.RATE, charged=Charged.NO, code="1310")
ENDED = Failure(kind=FailureKind.LOGIN, charged=Charged.NO, code="1015")
REFUSED = Failure(kind=FailureKind.CONTENT, charged=Charged.NO, code="2038")


def queued(**changes: object) -> Job:
    job = Job(
        id=JobId("A7K2M"),
        origin=Origin(user_id=UserId(7), chat_id=ChatId(7), message_id=MessageId(1)),
        request=ImageRequest(prompt="a cat", model="jimeng-4.0"),
        state=JobState.QUEUED,
        submit_id=SubmitId("11111111-1111-4111-8111-111111111111"),
        created_at=NOW,
        state_since=NOW,
        due_at=NOW,
    )
    return replace(job, **changes)  # type: ignore[arg-type]  # a test names real fields


def submitting(now: float = NOW) -> Job:
    return decide(queued(), seen.SubmissionBegins(AccountId(1)), now)


def running() -> Job:
    return decide(submitting(), seen.Accepted("task", 3.0), NOW)


def delivering(*, files: bool = False) -> Job:
    job = running()
    job = replace(job, request=replace(job.request, send_files=files))
    return decide(job, seen.Finished("task", RESULTS, Progress(finished=4)), NOW)


def fetched(*, files: bool = False) -> Job:
    return decide(delivering(files=files), seen.Fetched(ARTIFACTS), NOW)


def sent_again() -> Job:
    """The first submission may have arrived; the second is in hand."""
    job = decide(submitting(), seen.AnswerLost("timeout"), NOW + 1)
    job = decide(job, seen.Absent(), NOW + 2 * ABSENT_GRACE)
    job = decide(job, seen.SendAgainAsked(), NOW + 200)
    return decide(job, seen.SubmissionBegins(AccountId(1)), NOW + 201)


class TestSendingAgain:
    """A no to the second submission says nothing of the first."""

    @pytest.mark.parametrize("no", [seen.Refused(BUSY, 10.0), seen.NotSent("no connection")])
    def test_put_back_it_is_looked_up_before_it_is_sent(self, no: seen.Observation) -> None:
        job = decide(sent_again(), no, NOW + 202)
        assert (job.state, job.submitted_at) == (JobState.QUEUED, NOW + 1)

    def test_a_login_that_ended_leaves_it_to_the_account_that_may_pay(self) -> None:
        job = decide(sent_again(), seen.Refused(ENDED), NOW + 202)
        assert (job.state, job.submitted_at) == (JobState.NEEDS_LOGIN, NOW + 1)

    def test_refused_for_good_it_may_have_cost_something(self) -> None:
        job = decide(sent_again(), seen.Refused(REFUSED), NOW + 202)
        assert job.failure == replace(REFUSED, charged=Charged.UNKNOWN)

    def test_a_death_in_it_has_its_own_minute_before_it_is_asked_about(self) -> None:
        job = decide(sent_again(), seen.Absent(), NOW + 210)
        assert job.state is JobState.SUBMITTING
        assert decide(job, seen.Absent(), NOW + 201 + ABSENT_GRACE).state is JobState.UNCERTAIN


@pytest.mark.parametrize("seconds", [1e9, float("inf")])
def test_no_wait_that_the_service_names_outlasts_an_hour(seconds: float) -> None:
    """Patience is looked at when a job is due, so that one never due would never end."""
    waiting = [
        decide(submitting(), seen.Refused(BUSY, seconds), NOW),
        decide(submitting(), seen.Accepted("task", seconds), NOW),
        decide(running(), seen.StillRunning("task", PROGRESS, seconds), NOW),
        decide(running(), seen.RecordMissing("task", seconds), NOW),
        decide(running(), seen.Unreachable("503", seconds), NOW),
        decide(delivering(), seen.Unreachable("503", seconds), NOW),
    ]
    assert [job.due_at for job in waiting] == [NOW + HOUR] * len(waiting)


class TestSubmission:
    def test_intent_is_kept_with_its_time_and_account(self) -> None:
        job = submitting()
        assert (job.state, job.submitted_at, job.account_id) == (JobState.SUBMITTING, NOW, 1)

    def test_accepted_runs_and_is_checked_when_the_service_says(self) -> None:
        job = decide(submitting(), seen.Accepted("task", 3.0, ("resolution",)), NOW + 1)
        assert (job.state, job.remote, job.due_at) == (JobState.RUNNING, "task", NOW + 4)
        assert job.adjusted == ("resolution",)

    def test_never_sent_goes_back_to_the_queue_with_longer_pauses(self) -> None:
        job, pauses = queued(), []
        for _ in range(4):
            job = decide(job, seen.SubmissionBegins(AccountId(1)), NOW)
            job = decide(job, seen.NotSent("refused connection"), NOW)
            assert (job.state, job.submitted_at) == (JobState.QUEUED, None)
            pauses.append((job.due_at or 0) - NOW)
        assert pauses == sorted(pauses)
        assert pauses[0] < pauses[-1]

    def test_lost_answer_is_looked_up_and_not_sent_again(self) -> None:
        job = decide(submitting(), seen.AnswerLost("timeout"), NOW)
        assert job.state is JobState.SUBMITTING
        assert job.due_at is not None
        assert NOW < job.due_at < NOW + 10

    def test_after_slow_uploads_a_lost_answer_has_its_full_minute(self) -> None:
        lost = decide(submitting(), seen.AnswerLost("timeout"), NOW + 5 * ABSENT_GRACE)
        absent = decide(lost, seen.Absent(), NOW + 5 * ABSENT_GRACE + 3)
        assert absent.state is JobState.SUBMITTING

    def test_absent_asks_the_person_after_a_minute_not_before(self) -> None:
        job = decide(submitting(), seen.Absent(), NOW + ABSENT_GRACE - 1)
        assert job.state is JobState.SUBMITTING
        assert job.due_at == NOW + ABSENT_GRACE
        assert decide(job, seen.Absent(), NOW + ABSENT_GRACE).state is JobState.UNCERTAIN

    def test_unreachable_lookups_never_become_a_question(self) -> None:
        job = submitting()
        for hour in range(1, 40):
            job = decide(job, seen.Unreachable("dns"), NOW + hour * HOUR)
            assert job.state is JobState.SUBMITTING

    def test_found_late_goes_on_without_the_person(self) -> None:
        asked = decide(submitting(), seen.Absent(), NOW + ABSENT_GRACE)
        assert decide(asked, seen.Accepted("task", 0), NOW + 300).state is JobState.RUNNING

    def test_send_again_keeps_the_submit_id_and_the_doubt(self) -> None:
        asked = decide(submitting(), seen.Absent(), NOW + ABSENT_GRACE)
        again = decide(asked, seen.SendAgainAsked(), NOW + 99)
        assert (again.state, again.submit_id) == (JobState.QUEUED, asked.submit_id)
        assert again.submitted_at is not None  # the worker looks it up before it sends

    def test_too_many_at_once_waits_in_our_queue(self) -> None:
        job = decide(submitting(), seen.Refused(BUSY, 60), NOW)
        assert (job.state, job.due_at) == (JobState.QUEUED, NOW + 60)

    def test_clear_refusal_ends_it_with_its_reason(self) -> None:
        job = decide(submitting(), seen.Refused(REFUSED), NOW)
        assert (job.state, job.failure, job.finished_at) == (JobState.FAILED, REFUSED, NOW)


class TestLogin:
    def test_refused_login_waits_and_goes_on_from_the_start(self) -> None:
        waiting = decide(submitting(), seen.Refused(ENDED), NOW)
        assert (waiting.state, waiting.submitted_at) == (JobState.NEEDS_LOGIN, None)
        assert decide(waiting, seen.LoginRestored(), NOW).state is JobState.QUEUED

    def test_a_running_job_is_followed_again_after_login(self) -> None:
        waiting = decide(running(), seen.Refused(ENDED), NOW)
        assert decide(waiting, seen.LoginRestored(), NOW).state is JobState.RUNNING

    def test_a_doubtful_submission_is_looked_up_after_login(self) -> None:
        doubtful = decide(submitting(), seen.AnswerLost("reset"), NOW)
        waiting = decide(doubtful, seen.LoginMissing(), NOW)
        assert decide(waiting, seen.LoginRestored(), NOW).state is JobState.SUBMITTING

    def test_a_lookup_refused_for_the_login_is_no_proof_of_anything(self) -> None:
        doubtful = decide(submitting(), seen.AnswerLost("reset"), NOW)
        waiting = decide(doubtful, seen.LoginEnded(ENDED), NOW)
        assert decide(waiting, seen.LoginRestored(), NOW).state is JobState.SUBMITTING

    def test_a_week_without_login_is_the_end_and_free(self) -> None:
        waiting = decide(queued(), seen.LoginMissing(), NOW)
        assert waiting.due_at == NOW + 7 * DAY
        ended = decide(waiting, seen.TimeUp(), NOW + 7 * DAY)
        assert ended.state is JobState.EXPIRED
        assert ended.failure is not None
        assert ended.failure.charged is Charged.NO


class TestRunning:
    def test_a_four_hour_queue_is_no_failure(self) -> None:
        job = running()
        for minute in range(0, 240, 5):
            job = decide(job, seen.StillRunning("task", PROGRESS, 30), NOW + minute * 60)
        assert (job.state, job.progress) == (JobState.RUNNING, PROGRESS)

    def test_a_missing_record_is_given_up_after_an_hour_in_doubt_about_the_cost(self) -> None:
        job = decide(running(), seen.RecordMissing("task", 5), NOW)
        job = decide(job, seen.RecordMissing("task", 5), NOW + HOUR - 1)
        assert job.state is JobState.RUNNING
        job = decide(job, seen.RecordMissing("task", 5), NOW + HOUR)
        assert job.failure == Failure(kind=FailureKind.RESULT_LOST, charged=Charged.UNKNOWN)

    def test_an_outage_of_a_day_is_waited_out(self) -> None:
        job = running()
        for hour in range(24):
            job = decide(job, seen.Unreachable("dns"), NOW + hour * HOUR)
        assert job.state is JobState.RUNNING

    def test_expired_addresses_are_asked_for_again(self) -> None:
        job = decide(delivering(), seen.AddressesExpired(), NOW + 1)
        assert (job.state, job.results) == (JobState.RUNNING, ())


class TestDelivery:
    def test_previews_then_files(self) -> None:
        kinds = [part.kind for part in fetched(files=True).parts]
        assert kinds == [PartKind.PREVIEWS, PartKind.FILES, PartKind.CONTROL]

    def test_sent_parts_end_the_job(self) -> None:
        job = decide(fetched(), seen.SendBegins(0), NOW)
        job = decide(job, seen.Sent(0, (5, 6, 7, 8)), NOW)
        job = decide(job, seen.Sent(1, (9,)), NOW)
        assert (job.state, next_part(job)) == (JobState.SUCCEEDED, None)

    @pytest.mark.parametrize(
        "end", [seen.SendRefused(1, "no"), seen.SendRefused(1, "too large", 63_000_000)]
    )
    def test_buttons_that_do_not_arrive_fail_nothing(self, end: seen.SendRefused) -> None:
        job = decide(fetched(), seen.SendBegins(0), NOW)
        job = decide(job, seen.Sent(0, (5, 6, 7, 8)), NOW)
        job = decide(decide(job, seen.SendBegins(1), NOW), end, NOW)
        assert (job.state, job.failure, len(job.parts)) == (JobState.SUCCEEDED, None, 2)

    def test_a_send_without_answer_is_repeated_once(self) -> None:
        job = fetched()
        for _ in range(2):
            assert job.state is JobState.DELIVERING
            job = decide(job, seen.SendBegins(0), NOW)
            job = decide(job, seen.SendDoubtful(0, "timed out"), NOW)
        assert job.state is JobState.FAILED
        assert job.failure == Failure(kind=FailureKind.DELIVERY, charged=Charged.YES)

    def test_deaths_during_sends_are_allowed_more_but_end(self) -> None:
        job = fetched()
        for _ in range(ATTEMPTS_AT_MOST):
            assert next_part(job) == 0
            job = decide(job, seen.SendBegins(0), NOW)  # and the process dies
        job = decide(job, seen.SendDoubtful(0, "too many sends were cut off"), NOW)
        assert job.state is JobState.FAILED

    def test_a_delayed_send_does_not_count_and_waits_to_the_second(self) -> None:
        job = decide(fetched(), seen.SendBegins(0), NOW)
        job = decide(job, seen.SendDelayed(0, "429", 200), NOW)
        assert (job.parts[0].attempts, job.due_at) == (0, NOW + 200)

    def test_a_day_off_is_no_day_of_tries(self) -> None:
        """The network was gone when the machine stopped, and is not there yet when it is back."""
        job = decide(decide(fetched(), seen.SendBegins(0), NOW), seen.SendDelayed(0, "down"), NOW)
        tries = 1
        while job.state is JobState.DELIVERING:
            job = decide(
                decide(job, seen.SendBegins(0), NOW + DAY), seen.SendDelayed(0, "x"), NOW + DAY
            )
            tries += 1
        assert tries == 1 + TRIES_BEFORE_GIVING_UP + 1
        assert job.failure == Failure(kind=FailureKind.DELIVERY, charged=Charged.YES)

    @given(st.lists(st.sampled_from([0.0, 60.0, HOUR - 1, HOUR, 25 * HOUR]), max_size=60))
    def test_tries_before_a_time_off_count_for_nothing_after_it(self, breaks: list[float]) -> None:
        job, tries = fetched(), 0
        for late in breaks:
            assert job.due_at is not None
            now, is_resumed = job.due_at + late, late >= HOUR
            tries = 0 if is_resumed else tries
            after = decide(decide(job, seen.SendBegins(0), now), seen.SendDelayed(0, "x"), now)
            if after.state is not JobState.DELIVERING:
                assert tries >= TRIES_BEFORE_GIVING_UP
                return
            job, tries = after, tries + 1
            assert job.attempt == tries

    def test_a_delay_is_borne_for_a_day_however_often_it_is_tried(self) -> None:
        job = fetched()
        for _ in range(3 * TRIES_BEFORE_GIVING_UP):
            job = decide(job, seen.SendBegins(0), NOW + DAY - 1)
            job = decide(replace(job, trouble_since=NOW), seen.SendDelayed(0, "x"), NOW + DAY - 1)
        assert job.state is JobState.DELIVERING

    def test_refused_previews_go_as_files(self) -> None:
        job = decide(fetched(), seen.SendBegins(0), NOW)
        job = decide(job, seen.SendRefused(0, "PHOTO_INVALID_DIMENSIONS"), NOW)
        assert job.state is JobState.DELIVERING
        assert job.parts[next_part(job) or 0].kind is PartKind.FILES
        job = decide(decide(job, seen.SendBegins(1), NOW), seen.Sent(1, (9,)), NOW)
        assert [part.kind for part in job.parts][-1] is PartKind.CONTROL
        job = decide(decide(job, seen.SendBegins(2), NOW), seen.Sent(2, (10,)), NOW)
        assert job.state is JobState.SUCCEEDED

    def test_originals_that_were_asked_for_and_refused_are_told(self) -> None:
        job = decide(fetched(files=True), seen.SendBegins(0), NOW)
        job = decide(job, seen.Sent(0, (5, 6, 7, 8)), NOW)
        job = decide(decide(job, seen.SendBegins(1), NOW), seen.SendRefused(1, "no"), NOW)
        job = decide(decide(job, seen.SendBegins(2), NOW), seen.Sent(2, (9,)), NOW)
        assert job.state is JobState.FAILED
        assert job.failure == Failure(kind=FailureKind.DELIVERY, charged=Charged.YES)

    def test_what_is_too_large_for_a_bot_is_said_and_not_tried_as_a_file(
        self,
    ) -> None:
        job = decide(fetched(), seen.SendBegins(0), NOW)
        job = decide(job, seen.SendRefused(0, "too large", 63_000_000), NOW)
        assert job.state is JobState.FAILED
        assert [part.kind for part in job.parts] == [PartKind.PREVIEWS, PartKind.CONTROL]
        assert job.failure == Failure(
            kind=FailureKind.TOO_LARGE, charged=Charged.YES, size=63_000_000
        )

    def test_a_muted_job_is_kept_and_not_sent(self) -> None:
        job = decide(replace(delivering(), is_muted=True), seen.Fetched(ARTIFACTS), NOW)
        assert (job.state, job.parts, job.artifacts) == (JobState.SUCCEEDED, (), ARTIFACTS)


class TestCancel:
    @pytest.mark.parametrize("state", [JobState.QUEUED, JobState.NEEDS_LOGIN, JobState.UNCERTAIN])
    def test_unsent_jobs_are_cancelled(self, state: JobState) -> None:
        assert decide(queued(state=state), seen.CancelAsked(), NOW).state is JobState.CANCELLED

    @pytest.mark.parametrize(
        "job",
        [
            submitting(),
            running(),
            delivering(),
            decide(running(), seen.LoginEnded(ENDED), NOW),  # it goes on at the service
        ],
    )
    def test_sent_jobs_are_not(self, job: Job) -> None:
        with pytest.raises(UnexpectedObservationError):
            decide(job, seen.CancelAsked(), NOW)


OBSERVATIONS: list[seen.Observation] = [
    seen.SubmissionBegins(AccountId(1)),
    seen.Accepted("task", 3.0),
    seen.NotSent("x"),
    seen.AnswerLost("x"),
    seen.Refused(REFUSED),
    seen.Refused(BUSY, 60),
    seen.Refused(ENDED),
    seen.Absent(),
    seen.StillRunning("task", PROGRESS, 5),
    seen.RecordMissing("task", 5),
    seen.Finished("task", RESULTS, PROGRESS),
    seen.Unreachable("x"),
    seen.Fetched(ARTIFACTS),
    seen.AddressesExpired(),
    seen.SendBegins(0),
    seen.Sent(0, (1,)),
    seen.SendDelayed(0, "x", 5),
    seen.SendDoubtful(0, "x"),
    seen.SendRefused(0, "x"),
    seen.SendRefused(0, "x", 63_000_000),
    seen.LoginMissing(),
    seen.LoginEnded(ENDED),
    seen.LoginRestored(),
    seen.CancelAsked(),
    seen.SendAgainAsked(),
    seen.TimeUp(),
]
Step = tuple[seen.Observation, Job]
PASSING = st.sampled_from([0.0, 1.0, 61.0, 3_700.0, 90_000.0])


def lives(data: st.DataObject) -> Iterator[tuple[Job, seen.Observation, Job, float]]:
    """A job's life, drawn step by step from what its state can see: (before, seen, after, now)."""
    job, now, answering = queued(), NOW, False
    for _ in range(data.draw(st.integers(1, 25))):
        now += data.draw(PASSING)
        following = [
            (observation, after)
            for observation in OBSERVATIONS
            # Only the call itself can be refused or not sent; later it is looked up.
            if answering or not isinstance(observation, seen.NotSent | seen.Refused)
            for after in successors(job, observation, now)
        ]
        if not following:
            return
        observation, after = data.draw(_well_mixed(following))
        yield job, observation, after, now
        answering = isinstance(observation, seen.SubmissionBegins) or (
            after.state is not JobState.SUBMITTING
        )
        job = after


def _well_mixed(following: list[tuple[seen.Observation, Job]]) -> SearchStrategy[Step]:
    """Each reachable state equally likely and ends rare: lives are long and go everywhere."""
    by_state: dict[JobState, list[Step]] = {}
    for observation, after in following:
        by_state.setdefault(after.state, []).append((observation, after))
    onward = [state for state in by_state if not state.is_final] or list(by_state)
    ends = [state for state in by_state if state.is_final] or onward
    states = st.integers(0, 9).flatmap(lambda n: st.sampled_from(ends if n == 9 else onward))
    return states.flatmap(lambda state: st.sampled_from(by_state[state]))


def successors(job: Job, observation: seen.Observation, now: float) -> list[Job]:
    try:
        return [decide(job, observation, now)]
    except (UnexpectedObservationError, IndexError):  # not for this state, or no such part
        return []


@settings(max_examples=400)
@given(st.data())
def test_no_life_of_a_job_breaks_its_promises(data: st.DataObject) -> None:
    """Whatever is seen, in any order: legal states, no resubmission unasked, no endless wait."""
    doubtful = False  # may the service have the submission
    for before, observation, after, _ in lives(data):
        if isinstance(observation, seen.SubmissionBegins):
            doubtful = True
        elif isinstance(observation, seen.NotSent | seen.Refused):
            doubtful = doubtful and before.state is not JobState.SUBMITTING
        if after.state is JobState.QUEUED and before.state is not JobState.QUEUED and doubtful:
            assert isinstance(observation, seen.SendAgainAsked)
        if after.state is JobState.SUBMITTING and after.submitted_at != before.submitted_at:
            assert before.state is JobState.QUEUED or isinstance(observation, seen.AnswerLost)
        assert after.submit_id == before.submit_id
        assert (after.finished_at is not None) == after.state.is_final
        assert after.state.is_final or after.due_at is not None
        if after.state in {JobState.FAILED, JobState.EXPIRED}:
            assert after.failure is not None


@settings(max_examples=200)
@given(st.data())
def test_every_waiting_ends(data: st.DataObject) -> None:
    """From wherever a job got to, looking only at the clock ends it."""
    for _, _, job, now in lives(data):
        if not job.state.is_final:
            assert decide(job, seen.TimeUp(), now + patience_of(job.state)).state.is_final


@given(st.data())
def test_final_jobs_see_nothing_more(data: st.DataObject) -> None:
    for _, _, job, now in lives(data):
        if job.state.is_final:
            assert not any(successors(job, observation, now) for observation in OBSERVATIONS)
