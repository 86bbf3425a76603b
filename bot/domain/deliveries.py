"""Getting results to the person: which sends a delivery takes, and what follows from each.

A send is counted in the job before it is begun. If its answer never comes it may have arrived, and
Telegram has no way to look that up: it is repeated once, marked, and then given up. A send that the
process's own death cut off most likely never left, so a row of deaths is allowed more repeats.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, assert_never

from bot.domain import observations as seen
from bot.domain.jobs import Artifact, Charged, Failure, FailureKind, Job, JobState, Part, PartKind
from bot.domain.patience import DAY, TRIES_BEFORE_GIVING_UP, pause, tries_in_a_row
from bot.domain.receipts import Output
from bot.domain.requests import GenerationRequest, MediaKind

ALBUM_LIMIT: Final = 10
"""The most pictures or files of one album (Bot API, sendMediaGroup)."""

DOUBTS_AT_MOST: Final = 2
"""A send without an answer is repeated at most once."""

ATTEMPTS_AT_MOST: Final = 6
"""Sends of one part, the process dying in between: something in it may be what kills us."""

SendObservation = (
    seen.SendBegins | seen.Sent | seen.SendDelayed | seen.SendDoubtful | seen.SendRefused
)


def plan_parts(
    request: GenerationRequest,
    artifacts: tuple[Artifact, ...],
    output: Output = Output.DEFAULT,
) -> tuple[Part, ...]:
    """The sends that bring these results: previews first, then the originals if asked for.

    Buttons stand under the one picture or video; an album has a message of its own for them, but
    for people who want the pictures only.
    """
    indexes = tuple(artifact.index for artifact in artifacts)
    if request.kind is MediaKind.VIDEO:
        parts = [Part(kind=PartKind.VIDEO, indexes=(index,)) for index in indexes]
    else:
        parts = albums_of(PartKind.PREVIEWS, indexes)
    if request.send_files:
        parts += albums_of(PartKind.FILES, indexes)
    if request.kind is MediaKind.IMAGE and len(indexes) > 1 and output is not Output.MINIMAL:
        parts.append(Part(kind=PartKind.CONTROL, indexes=()))
    return tuple(parts)


def albums_of(kind: PartKind, indexes: tuple[int, ...]) -> list[Part]:
    """The sends that bring these results as albums, as few as Telegram allows."""
    starts = range(0, len(indexes), ALBUM_LIMIT)
    return [Part(kind=kind, indexes=indexes[start : start + ALBUM_LIMIT]) for start in starts]


def next_part(job: Job) -> int | None:
    """The part to send now, None when all are settled."""
    return next((i for i, part in enumerate(job.parts) if not part.is_settled), None)


def after_send(job: Job, observation: SendObservation, now: float) -> Job:
    """The job after one send was begun or came to an end."""
    part = job.parts[observation.part]
    match observation:
        case seen.SendBegins():
            begun = replace(part, attempts=part.attempts + 1)
            return replace(job, parts=_with(job, observation.part, begun))
        case seen.Sent():
            sent = replace(part, message_ids=observation.message_ids)
            return _settle(job, observation.part, sent, now)
        case seen.SendDelayed():
            return _delay(job, observation, now)
        case seen.SendDoubtful():
            return _doubt(job, observation.part, now)
        case seen.SendRefused():
            return _refused(job, observation, now)
        case _:
            assert_never(observation)


def _with(job: Job, index: int, part: Part) -> tuple[Part, ...]:
    return (*job.parts[:index], part, *job.parts[index + 1 :])


def _delay(job: Job, observation: seen.SendDelayed, now: float) -> Job:
    """Surely not delivered, so the try doesn't count as a send; a day of this is enough, if it was
    tried half an hour without a break: a process that was down has not asked even once."""
    part = job.parts[observation.part]
    since = job.trouble_since if job.trouble_since is not None else now
    tries = tries_in_a_row(job, now)
    if now - since >= DAY and tries >= TRIES_BEFORE_GIVING_UP:
        return _settle(job, observation.part, replace(part, is_given_up=True), now)
    unsent = replace(part, attempts=max(0, part.attempts - 1))
    wait = observation.retry_after if observation.retry_after is not None else pause(tries)
    return replace(
        job,
        parts=_with(job, observation.part, unsent),
        attempt=tries + 1,
        trouble_since=since,
        due_at=now + wait,
    )


def _doubt(job: Job, index: int, now: float) -> Job:
    part = replace(job.parts[index], doubts=job.parts[index].doubts + 1)
    if part.doubts >= DOUBTS_AT_MOST or part.attempts >= ATTEMPTS_AT_MOST:
        return _settle(job, index, replace(part, is_given_up=True), now)
    return replace(job, parts=_with(job, index, part), due_at=now + pause(0))


def _refused(job: Job, observation: seen.SendRefused, now: float) -> Job:
    """Previews that Telegram won't take go as files instead: a paid result is never kept back.

    What is too large for a bot is so as a file, too.
    """
    if observation.is_closed:
        return _shut_out(job, now)
    index = observation.part
    part = replace(job.parts[index], is_given_up=True)
    part = replace(part, oversize=observation.oversize, limit=observation.limit)
    parts = _with(job, index, part)
    has_files = any(other.kind is PartKind.FILES for other in parts)
    is_preview = part.kind in {PartKind.PREVIEWS, PartKind.VIDEO}
    if is_preview and not has_files and part.oversize is None:
        parts = _before_control(parts, albums_of(PartKind.FILES, part.indexes))
    return _settle(replace(job, parts=parts), index, part, now)


def _shut_out(job: Job, now: float) -> Job:
    """The private chat that everything was meant for can't be written to: nothing more is tried,
    and all is kept for when its person asks from there."""
    parts = tuple(
        part if part.is_settled else replace(part, is_given_up=True) for part in job.parts
    )
    failure = Failure(kind=FailureKind.PRIVATE_CHAT, charged=Charged.YES)
    return replace(
        job,
        parts=parts,
        state=JobState.FAILED,
        failure=failure,
        state_since=now,
        finished_at=now,
        due_at=None,
    )


def _before_control(parts: tuple[Part, ...], more: list[Part]) -> tuple[Part, ...]:
    """The buttons come last; nothing behind them was sent yet."""
    last = [part for part in parts if part.kind is PartKind.CONTROL]
    return (*(part for part in parts if part.kind is not PartKind.CONTROL), *more, *last)


def _settle(job: Job, index: int, part: Part, now: float) -> Job:
    settled = replace(job, parts=_with(job, index, part), attempt=0, trouble_since=None, due_at=now)
    arrived = {i for part in settled.parts if part.message_ids for i in part.indexes}
    following = next_part(settled)
    if following is not None:
        is_control = settled.parts[following].kind is PartKind.CONTROL
        if arrived or not is_control:
            return settled
        # Buttons under nothing help nobody.
        given_up = replace(settled.parts[following], is_given_up=True)
        settled = replace(settled, parts=_with(settled, following, given_up))
    everything = arrived >= {artifact.index for artifact in settled.artifacts}
    if job.request.send_files:  # a preview is not the original that was asked for
        originals = [part for part in settled.parts if part.kind is PartKind.FILES]
        everything = everything and all(part.message_ids for part in originals)
    return replace(
        settled,
        state=JobState.SUCCEEDED if everything else JobState.FAILED,
        failure=None if everything else _undelivered(settled.parts),
        state_since=now,
        finished_at=now,
        due_at=None,
    )


def _undelivered(parts: tuple[Part, ...]) -> Failure:
    oversize = max((part.oversize for part in parts if part.oversize is not None), default=None)
    if oversize is None:
        return Failure(kind=FailureKind.DELIVERY, charged=Charged.YES)
    limit = next((part.limit for part in parts if part.limit is not None), None)
    return Failure(kind=FailureKind.TOO_LARGE, charged=Charged.YES, size=oversize, limit=limit)
