"""The whole state machine of a job: `decide(job, observation, now)` gives the job that follows.

    DRAFTED ── agreed ──▶ QUEUED; nobody agrees: EXPIRED

    QUEUED ── begins ──▶ SUBMITTING ── accepted ──▶ RUNNING ── finished ──▶ DELIVERING ──▶ SUCCEEDED
      ▲  ▲                 │      │                    │ ▲                     │
      │  └── not sent ─────┘      │ absent for 60 s    │ └─ addresses expired ─┘
      │                           ▼                    │
      └────── send again ──── UNCERTAIN ── found ──────┘      refused anywhere ──▶ FAILED
    NEEDS_LOGIN is entered when the login is missing or ended, and left by a new one.

Money is guarded here: a job whose submission may have reached the service never goes back to
QUEUED by itself. Only a clear refusal, a connection that was never made, or the person do that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.domain import observations as seen
from bot.domain.deliveries import after_send, plan_parts
from bot.domain.holds import HELD_FOR
from bot.domain.jobs import Charged, Failure, FailureKind, Job, JobState
from bot.domain.patience import (
    ABSENT_GRACE,
    FIRST_LOOKUP,
    MISSING_PATIENCE,
    RECHECK_UNCERTAIN,
    TRIES_BEFORE_GIVING_UP,
    bounded,
    is_over,
    is_worth_a_look,
    patience_of,
    pause,
    tries_in_a_row,
)

OTHER_ACCOUNT = Failure(kind=FailureKind.OTHER_ACCOUNT, charged=Charged.UNKNOWN)


class UnexpectedObservationError(Exception):
    """The observation makes no sense for a job in this state: a fault of ours, nothing changed."""


def decide(job: Job, observation: seen.Observation, now: float) -> Job:
    """The job after this observation. `now` in Unix seconds of the bot's clock.

    Raises `UnexpectedObservationError` for an observation that the state can't have made.
    """
    if job.state.is_final:
        raise UnexpectedObservationError(f"{job.state} is final: {type(observation).__name__}")
    match observation:
        case seen.SubmissionBegins():
            return _begin(job, observation, now)
        case seen.Accepted():
            return _accept(job, observation, now)
        case seen.NotSent():
            return _requeue(job, None, now)
        case seen.Held():
            return _hold(job, observation, now)
        case seen.AnswerLost():
            _expect(job, observation, JobState.SUBMITTING)
            # Uploads may have taken minutes: the record has its full time from here.
            return _look_again(replace(job, submitted_at=now), now + FIRST_LOOKUP, now)
        case seen.Refused():
            return _refuse(job, observation, now)
        case seen.Absent():
            return _miss(job, observation, now)
        case seen.StillRunning():
            _expect(job, observation, JobState.RUNNING)
            return _progress(job, observation, now)
        case seen.RecordMissing():
            _expect(job, observation, JobState.RUNNING)
            return _lose_sight(job, observation, now)
        case seen.Finished():
            _expect(job, observation, JobState.RUNNING)
            return _finish(job, observation, now)
        case seen.Unreachable():
            return _stumble(job, now, observation.retry_after)
        case seen.Fetched():
            _expect(job, observation, JobState.DELIVERING)
            return _store_artifacts(job, observation, now)
        case seen.AddressesExpired():
            _expect(job, observation, JobState.DELIVERING)
            return _ask_addresses_again(job, now)
        case (
            seen.SendBegins()
            | seen.Sent()
            | seen.SendDelayed()
            | seen.SendDoubtful()
            | seen.SendRefused()
        ):
            _expect(job, observation, JobState.DELIVERING)
            return after_send(job, observation, now)
        case seen.LoginMissing():
            return _await_login(job, None, now)
        case seen.OtherAccount():
            return _await_login(job, OTHER_ACCOUNT, now)
        case seen.LoginEnded():
            return _await_login(job, observation.failure, now)
        case seen.LoginRestored():
            return _resume_after_login(job, now)
        case seen.CancelAsked():
            if not can_cancel(job):
                raise UnexpectedObservationError(f"{job.state}: the service may have it")
            return enter(job, JobState.CANCELLED, now)
        case seen.Agreed():
            _expect(job, observation, JobState.DRAFTED)
            return enter(job, JobState.QUEUED, now, due_at=now)
        case seen.Amended():
            return _amend(job, observation, now)
        case seen.SendAgainAsked():
            _expect(job, observation, JobState.UNCERTAIN)
            return enter(job, JobState.QUEUED, now, due_at=now)
        case seen.TimeUp():
            return _give_up(job, now) if is_over(job, now) else job
        case _:
            assert_never(observation)


def can_cancel(job: Job) -> bool:
    """Whether the job can be ended by its person: the service has nothing of it, as far as known.

    A job that waits for a login may run at the service all the same.
    """
    if job.state is JobState.NEEDS_LOGIN:
        return job.submitted_at is None
    return job.state in {JobState.DRAFTED, JobState.QUEUED, JobState.UNCERTAIN}


def enter(job: Job, state: JobState, now: float, *, due_at: float | None = None) -> Job:
    """The job in another state, its row of failed tries forgotten."""
    return replace(
        job,
        state=state,
        state_since=now,
        due_at=due_at,
        attempt=0,
        trouble_since=None,
        finished_at=now if state.is_final else None,
    )


def fail(job: Job, failure: Failure, now: float) -> Job:
    """The job ended without a result."""
    return replace(enter(job, JobState.FAILED, now), failure=failure)


def _expect(job: Job, observation: seen.Observation, *states: JobState) -> None:
    if job.state not in states:
        raise UnexpectedObservationError(f"{job.state}: {type(observation).__name__}")


def _amend(job: Job, observation: seen.Amended, now: float) -> Job:
    """An open receipt is written anew, and has its full time again."""
    _expect(job, observation, JobState.DRAFTED)
    due_at = now + patience_of(JobState.DRAFTED)
    amended = replace(
        job,
        request=observation.request,
        receipt=observation.receipt,
        account_name=observation.account_name,
    )
    state = JobState.DRAFTED if observation.receipt.asks else JobState.QUEUED
    return enter(amended, state, now, due_at=due_at if state is JobState.DRAFTED else now)


def _begin(job: Job, observation: seen.SubmissionBegins, now: float) -> Job:
    _expect(job, observation, JobState.QUEUED)
    # The row of failed tries goes on, so that pauses grow from one submission to the next.
    return replace(
        job,
        state=JobState.SUBMITTING,
        state_since=now,
        due_at=now,
        # One that may have arrived before stays known: whoever forgets it pays twice.
        submitted_at=job.submitted_at if job.submitted_at is not None else now,
        account_id=observation.account_id,
        account_identity=observation.identity,
        failure=None,
    )


def _accept(job: Job, observation: seen.Accepted, now: float) -> Job:
    _expect(job, observation, JobState.SUBMITTING, JobState.UNCERTAIN, JobState.QUEUED)
    if job.submitted_at is None:
        raise UnexpectedObservationError(f"{job.id} was never submitted")
    running = enter(job, JobState.RUNNING, now, due_at=now + bounded(observation.next_check))
    return replace(
        running, remote=observation.remote, adjusted=observation.adjusted or job.adjusted
    )


def _requeue(job: Job, retry_after: float | None, now: float) -> Job:
    """Back to our own queue: the service surely has nothing of what was sent just now."""
    if job.state is not JobState.SUBMITTING:
        raise UnexpectedObservationError(f"{job.state}: nothing was being sent")
    delay = bounded(retry_after) if retry_after is not None else pause(job.attempt)
    return replace(
        _count_try(job, now),
        state=JobState.QUEUED,
        state_since=now,
        submitted_at=job.submitted_at if _was_in_doubt(job) else None,
        due_at=now + delay,
    )


def _was_in_doubt(job: Job) -> bool:
    """Whether more than the submission in hand may have arrived: that one alone began together
    with the state."""
    return job.submitted_at is not None and job.submitted_at != job.state_since


def _hold(job: Job, observation: seen.Held, now: float) -> Job:
    """Nothing of it is sent while a pause holds; it keeps its place and its patience."""
    _expect(job, observation, JobState.QUEUED)
    held = Failure(kind=FailureKind.HELD, charged=Charged.NO, detail=observation.reason)
    return replace(job, due_at=now + HELD_FOR, failure=held)


def _look_again(job: Job, due_at: float, now: float) -> Job:
    return replace(_count_try(job, now), due_at=due_at)


def _count_try(job: Job, now: float) -> Job:
    since = job.trouble_since if job.trouble_since is not None else now
    return replace(job, attempt=job.attempt + 1, trouble_since=since)


def _refuse(job: Job, observation: seen.Refused, now: float) -> Job:
    failure = observation.failure
    if failure.kind is FailureKind.LOGIN:
        waiting = _await_login(job, failure, now)
        # Only the submission itself, refused, proves that the service has nothing of it.
        is_refused = job.state is JobState.SUBMITTING and failure.charged is Charged.NO
        surely_unsent = is_refused and not _was_in_doubt(job)
        return replace(waiting, submitted_at=None) if surely_unsent else waiting
    if job.state is JobState.SUBMITTING and observation.retry_after is not None:
        return replace(_requeue(job, observation.retry_after, now), failure=failure)
    sent_before = job.submitted_at is not None and job.submitted_at < job.state_since
    if sent_before and failure.charged is Charged.NO:  # that holds for the last one alone
        failure = replace(failure, charged=Charged.UNKNOWN)
    return fail(job, failure, now)


def _await_login(job: Job, failure: Failure | None, now: float) -> Job:
    """`failure` is None where there was no login to begin with."""
    due_at = now + patience_of(JobState.NEEDS_LOGIN)
    return replace(enter(job, JobState.NEEDS_LOGIN, now, due_at=due_at), failure=failure)


def _resume_after_login(job: Job, now: float) -> Job:
    _expect(job, seen.LoginRestored(), JobState.NEEDS_LOGIN)
    job = replace(job, failure=None)
    if job.results:
        return enter(job, JobState.DELIVERING, now, due_at=now)
    if job.remote is not None:
        return enter(job, JobState.RUNNING, now, due_at=now)
    if job.submitted_at is not None:
        return enter(job, JobState.SUBMITTING, now, due_at=now)
    return enter(job, JobState.QUEUED, now, due_at=now)


def _miss(job: Job, observation: seen.Absent, now: float) -> Job:
    """Looked up and not there. Not proof that it will never appear, so the person decides."""
    _expect(job, observation, JobState.SUBMITTING, JobState.UNCERTAIN)
    if job.state is JobState.UNCERTAIN:
        return replace(_count_try(job, now), due_at=now + RECHECK_UNCERTAIN)
    known = [job.submitted_at, job.state_since]
    # Without those of a clock that ran ahead.
    begun = max((at for at in known if at is not None and at <= now), default=job.state_since)
    if now - begun >= ABSENT_GRACE:
        return enter(job, JobState.UNCERTAIN, now, due_at=now + RECHECK_UNCERTAIN)
    return _look_again(job, min(now + pause(job.attempt), begun + ABSENT_GRACE), now)


def _progress(job: Job, observation: seen.StillRunning, now: float) -> Job:
    since = None
    if is_over(job, now):
        # A clock that jumped must not end what runs: it has to be so for a while.
        since = job.trouble_since if job.trouble_since is not None else now
        if now - since >= MISSING_PATIENCE:
            return _give_up(job, now)
    return replace(
        job,
        remote=observation.remote,
        progress=observation.progress,
        due_at=now + bounded(observation.next_check),
        attempt=0,
        trouble_since=since,
    )


def _finish(job: Job, observation: seen.Finished, now: float) -> Job:
    if not observation.results:
        raise UnexpectedObservationError(f"{job.id} finished without a result")
    # The row of failed tries goes on: finished, expired, finished again must come to an end.
    return replace(
        job,
        state=JobState.DELIVERING,
        state_since=now,
        due_at=now,
        remote=observation.remote,
        progress=observation.progress,
        results=observation.results,
    )


def _lose_sight(job: Job, observation: seen.RecordMissing, now: float) -> Job:
    """Accepted once, and now without a record: given up when it stays so for an hour."""
    since = job.trouble_since
    if since is not None and now - since >= MISSING_PATIENCE:
        return _give_up(job, now)
    delay = max(pause(job.attempt), bounded(observation.next_check))
    return _look_again(replace(job, remote=observation.remote), now + delay, now)


def _stumble(job: Job, now: float, retry_after: float | None) -> Job:
    """A repeatable question got no answer: ask again, slower each time, until patience ends."""
    job = replace(job, attempt=tries_in_a_row(job, now))
    has_tried = not is_worth_a_look(job) or job.attempt >= TRIES_BEFORE_GIVING_UP
    if is_over(job, now) and has_tried:
        return _give_up(job, now)
    delay = max(pause(job.attempt), bounded(retry_after or 0.0))
    if job.state is JobState.RUNNING:  # there, a row of trouble means a missing record
        return replace(job, attempt=job.attempt + 1, due_at=now + delay)
    return _look_again(job, now + delay, now)


def _store_artifacts(job: Job, observation: seen.Fetched, now: float) -> Job:
    stored = replace(job, artifacts=observation.artifacts, attempt=0, trouble_since=None)
    if job.is_muted:
        return enter(stored, JobState.SUCCEEDED, now)
    return replace(
        stored, parts=plan_parts(job.request, observation.artifacts, job.receipt.output), due_at=now
    )


def _ask_addresses_again(job: Job, now: float) -> Job:
    since = job.trouble_since
    if since is not None and now - since >= patience_of(JobState.RUNNING):
        return _give_up(job, now)
    again = _count_try(job, now)
    return replace(
        again,
        state=JobState.RUNNING,
        state_since=now,
        results=(),
        due_at=now + pause(job.attempt),
    )


def _give_up(job: Job, now: float) -> Job:
    """Patience has ended. What is said depends on whether anything may have been spent."""
    if job.state is JobState.DRAFTED:  # nobody agreed: no failure, and nothing was sent
        return enter(job, JobState.EXPIRED, now)
    if job.state in {JobState.RUNNING, JobState.DELIVERING}:
        charged = Charged.YES if job.results else Charged.UNKNOWN
        return fail(job, Failure(kind=FailureKind.RESULT_LOST, charged=charged), now)
    charged = Charged.NO if job.submitted_at is None else Charged.UNKNOWN
    expired = enter(job, JobState.EXPIRED, now)
    return replace(expired, failure=Failure(kind=FailureKind.UPSTREAM, charged=charged))
