"""What the SDK's answers say, in the bot's words: observations, results, balances, notes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

import jimeng
from bot.adapters.jimeng_failures import to_failure
from bot.domain.accounts import Balance, Claim, ClaimResult, Expiring, Gain
from bot.domain.commands import Note
from bot.domain.ids import SubmitId
from bot.domain.jobs import Charged, Expected, Failure, FailureKind, Progress, RemoteResult
from bot.domain.observations import (
    Finished,
    Observation,
    RecordMissing,
    Refused,
    StillRunning,
)

_CANNOT = r"(?P<asked>\S+) cannot be sent for (?P<model>\S+)"
_ADJUSTMENTS: Final = (
    ("adjusted-ratio", re.compile(rf"ratio {_CANNOT} here: it is (?P<used>\S+)")),
    ("adjusted-size", re.compile(rf"resolution {_CANNOT} here: it is (?P<used>\S+)")),
    ("adjusted-resolution", re.compile(rf"resolution {_CANNOT}: the service chooses")),
)
"""The SDK tells changes as English sentences; those that our requests can bring about."""


COUNT_AT_MOST: Final = 10_000_000
SIDE_AT_MOST: Final = 100_000
SECONDS_AT_MOST: Final = 30 * 86_400
LATEST_TIME: Final = 4_102_444_800.0
"""Unix seconds of the year 2100: later moments aren't seconds."""
EXPIRING_AT_MOST: Final = 5
"""How many moments of expiry are kept; the first ones matter."""

N = TypeVar("N", int, float)


def read_status(status: jimeng.TaskStatus, results: Sequence[jimeng.Result]) -> Observation:
    """What one look at a task showed; `results` are the files to hand over when it is done."""
    remote = status.task.to_json()
    match status.state:
        case jimeng.TaskState.MISSING:
            return RecordMissing(remote, status.next_poll_seconds)
        case jimeng.TaskState.QUEUED | jimeng.TaskState.RUNNING:
            return StillRunning(remote, _progress(status), status.next_poll_seconds)
        case jimeng.TaskState.SUCCEEDED:
            return Finished(remote, tuple(map(_result, results)), _progress(status))
        case _:
            if status.error is None:
                return Refused(Failure(kind=FailureKind.GENERATION, charged=Charged.UNKNOWN))
            return Refused(to_failure(status.error, status.raw_status))


def read_adjustments(task: jimeng.Task) -> tuple[str | Note, ...]:
    """What could not be sent as asked; a sentence that we don't know stays as it is."""
    return tuple(map(_adjustment, task.adjusted))


def read_balance(details: jimeng.CreditDetails) -> Balance:
    """The balance by source, and what of it expires when, the first first."""
    expiring = [
        Expiring(amount=amount, at=each.at)
        for each in details.expiring
        if (amount := _credits(each.amount)) and 0 < each.at < LATEST_TIME
    ]
    return Balance(
        gift=_credits(details.gift),
        purchase=_credits(details.purchase),
        vip=_credits(details.vip),
        expiring=tuple(sorted(expiring, key=lambda each: each.at))[:EXPIRING_AT_MOST],
    )


def read_claim(answer: Mapping[str, object]) -> Claim:
    """What a claim gave that the service said yes to."""
    amount = answer.get("receive_quota")
    if not isinstance(amount, int) or isinstance(amount, bool):
        return Claim(result=ClaimResult.UNKNOWN)
    given = _within(amount, COUNT_AT_MOST)
    if not given:
        return Claim(result=ClaimResult.NOTHING)
    return Claim(result=ClaimResult.RECEIVED, amount=given)


def read_gains(page: jimeng.CreditHistory) -> Sequence[Gain]:
    """Gains that no submission brought back: what is returned for a job isn't the day's credits."""
    return [
        Gain(amount=amount, at=record.created_at)
        for record in page.records
        if record.gained is True
        and not record.submit_id
        and (amount := _credits(record.amount))
        and 0 < record.created_at < LATEST_TIME
    ]


def read_spendings(page: jimeng.CreditHistory) -> Mapping[SubmitId, int]:
    """Credits by submission; several records of one submission add up."""
    spent: dict[SubmitId, int] = {}
    for record in page.records:
        amount = _within(abs(record.amount), COUNT_AT_MOST)
        if record.submit_id and not record.gained and amount is not None:
            submit_id = SubmitId(record.submit_id)
            spent[submit_id] = spent.get(submit_id, 0) + round(amount)
    return spent


def _progress(status: jimeng.TaskStatus) -> Progress:
    queue = status.queue
    return Progress(
        queue_position=_within(queue.position, COUNT_AT_MOST) if queue else None,
        queue_length=_within(queue.length, COUNT_AT_MOST) if queue else None,
        forecast_seconds=_within(queue.forecast_seconds, SECONDS_AT_MOST) if queue else None,
        finished=_within(status.finished_count, COUNT_AT_MOST) or 0,
        total=_within(status.total_count, COUNT_AT_MOST) or None,
        expected=_expected(status.task),
    )


def _expected(task: jimeng.Task) -> Expected:
    """What was sent; in the several-pictures mode the model takes a number as a wish."""
    is_wish = task.kind is jimeng.TaskKind.SEVERAL_IMAGES
    return Expected(
        count=None if is_wish else task.expected,
        width=task.width,
        height=task.height,
        seconds=task.seconds,
    )


def _result(result: jimeng.Result) -> RemoteResult:
    video = result if isinstance(result, jimeng.VideoResult) else None
    return RemoteResult(
        url=result.url,
        width=_within(result.width, SIDE_AT_MOST),
        height=_within(result.height, SIDE_AT_MOST),
        format=result.format,
        seconds=_within(video.seconds, SECONDS_AT_MOST) if video else None,
        cover_url=video.cover_url if video else None,
    )


def _credits(value: float) -> int:
    """Whole credits; what can't be true counts as none."""
    return round(_within(value, COUNT_AT_MOST) or 0)


def _within(value: N | None, limit: int) -> N | None:
    """A number that can be true; others count as not told, since no text or call takes them."""
    return value if value is not None and 0 <= value <= limit else None


def _adjustment(sentence: str) -> str | Note:
    for key, pattern in _ADJUSTMENTS:
        if (found := pattern.fullmatch(sentence)) is not None:
            return Note(key, found.groupdict())
    return sentence
