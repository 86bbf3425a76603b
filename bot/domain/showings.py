"""Results shown again: what `/show` and 📄 owe somebody until it has arrived.

A showing is sent like the delivery it repeats, see `bot.domain.deliveries`: what is kept of it is
where it goes, its parts, and when it is due.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.deliveries import albums_of, plan_parts
from bot.domain.ids import JobId
from bot.domain.jobs import Job, JobState, Origin, Part, PartKind
from bot.domain.lineage import Cause


class Form(StrEnum):
    """What of a job is shown."""

    RESULTS = "results"  # as they were delivered, with their buttons
    ORIGINALS = "originals"  # the files as they were made


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """One message's or tap's wish to see a job's results. Times are those of jobs."""

    cause: Cause
    """The message or tap: handled again after a death, it is the same showing."""
    job_id: JobId
    origin: Origin
    parts: tuple[Part, ...]
    asked_at: float
    due_at: float | None
    """When it goes on; None when it is over."""
    attempt: int = 0
    trouble_since: float | None = None
    is_failed: bool = False
    """Not everything arrived; its person is yet to be told, as long as it is due."""


def plan_showing(job: Job, form: Form, origin: Origin, cause: Cause, now: float) -> Showing:
    """What is to be sent, in the order of a delivery."""
    if form is Form.ORIGINALS:
        indexes = tuple(artifact.index for artifact in job.artifacts)
        parts = tuple(albums_of(PartKind.FILES, indexes))
    else:
        parts = plan_parts(replace(job.request, send_files=False), job.artifacts)
    return Showing(cause=cause, job_id=job.id, origin=origin, parts=parts, asked_at=now, due_at=now)


def as_delivery(job: Job, showing: Showing) -> Job:
    """The job as if it were delivered now, to where the showing goes."""
    return replace(
        job,
        origin=showing.origin,
        request=replace(job.request, send_files=False, send_privately=False),
        state=JobState.DELIVERING,
        parts=showing.parts,
        attempt=showing.attempt,
        trouble_since=showing.trouble_since,
        due_at=showing.due_at,
        failure=None,
        is_muted=False,
    )


def after_delivery(showing: Showing, delivery: Job, now: float) -> Showing:
    """The showing as far as its delivery came."""
    is_failed = delivery.state is JobState.FAILED
    return replace(
        showing,
        parts=delivery.parts,
        attempt=delivery.attempt,
        trouble_since=delivery.trouble_since,
        due_at=now if is_failed else delivery.due_at,
        is_failed=is_failed,
    )
