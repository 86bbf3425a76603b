"""How long a job waits for what, and how long between two tries. All in seconds."""

from __future__ import annotations

from typing import Final

from bot.domain.jobs import Job, JobState

MINUTE: Final = 60.0
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

ABSENT_GRACE: Final = 60.0
"""A submission not found this long after it was begun makes the bot ask (protocol notes, 10.1)."""

FIRST_LOOKUP: Final = 3.0
"""After a lost answer the record needs a moment to appear."""

RECHECK_UNCERTAIN: Final = 5 * MINUTE

SHORTEST_PAUSE: Final = 2.0
LONGEST_PAUSE: Final = 5 * MINUTE

MISSING_PATIENCE: Final = HOUR
"""How long the record of a running job may be missing before its result counts as lost."""

_PATIENCE: Final = {
    JobState.DRAFTED: 15 * MINUTE,
    JobState.QUEUED: DAY,
    JobState.NEEDS_LOGIN: 7 * DAY,
    JobState.SUBMITTING: 2 * DAY,
    JobState.UNCERTAIN: DAY,
    JobState.RUNNING: 2 * DAY,
    JobState.DELIVERING: 2 * DAY,
}


TRIES_BEFORE_GIVING_UP: Final = 12
"""Tries without an answer, some half an hour of them, before a time that is over counts for what
may be paid: a process that was down for days has not asked even once."""

LONG_AFTER_DUE: Final = HOUR
"""A try that comes this long after it was due: nobody was there to make it."""


LONGEST_WAIT: Final = HOUR
"""The longest that the service is left alone because it says so: it may say a century."""


def bounded(seconds: float) -> float:
    """A wait that the service named, as far as anyone would keep to it."""
    return min(max(0.0, seconds), LONGEST_WAIT)


def patience_of(state: JobState) -> float:
    """How long a job may stay in this state."""
    return _PATIENCE[state]


def pause(attempt: int) -> float:
    """The wait after this many tries in a row: it doubles, up to five minutes."""
    return min(LONGEST_PAUSE, SHORTEST_PAUSE * 2.0 ** min(attempt, 16))


def tries_in_a_row(job: Job, now: float) -> int:
    """Tries that brought the job no further, without a time between in which nobody tried."""
    is_resumed = job.due_at is not None and now - job.due_at >= LONG_AFTER_DUE
    return 0 if is_resumed else job.attempt


def is_over(job: Job, now: float) -> bool:
    """Whether the job has waited as long as anyone could care.

    A row of failed tries counts from its beginning, since requeueing restarts `state_since`.
    """
    since = (
        job.state_since if job.trouble_since is None else min(job.state_since, job.trouble_since)
    )
    return now - since >= patience_of(job.state)


def is_worth_a_look(job: Job) -> bool:
    """Whether the service may have something of this job, so that no clock alone may end it."""
    return job.submitted_at is not None and job.state in {
        JobState.QUEUED,
        JobState.SUBMITTING,
        JobState.UNCERTAIN,
        JobState.RUNNING,
        JobState.DELIVERING,
    }
