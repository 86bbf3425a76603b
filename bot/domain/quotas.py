"""Quotas: how much a person or a group may ask for, in jobs and in credits, a day and a month.

A use is taken when its job is stored and given back when the job ends without having cost anything.
What is counted is what was taken and not given back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.access import Subject, SubjectKind
from bot.domain.accounts import SITE_DAY
from bot.domain.jobs import Charged, Job, JobState

EVERYBODY: Final = 0
"""The id under which a limit holds for all people, or all groups, that have none of their own."""


class Period(StrEnum):
    """How long a quota lasts: a calendar day or month, where the service's day turns."""

    DAY = "day"
    MONTH = "month"


class Unit(StrEnum):
    """What a quota counts."""

    JOBS = "jobs"
    CREDITS = "credits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What an operator set. `most` None: no limit, whatever holds for everybody."""

    subject: Subject
    period: Period
    unit: Unit
    most: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """A limit as it holds now for somebody, from `since` until before `until` (Unix seconds)."""

    subject: Subject
    period: Period
    unit: Unit
    most: int
    since: float
    until: float


class QuotaUsedError(Exception):
    """A quota has no room for the job; nothing was stored."""

    def __init__(self, allowance: Allowance, used: int) -> None:
        super().__init__(f"{allowance.subject.kind} {allowance.period} {allowance.unit}")
        self.allowance = allowance
        self.used = used


def bounds_of(period: Period, now: float) -> tuple[float, float]:
    """When the period that `now` lies in began, and when the next one begins."""
    day = datetime.fromtimestamp(now, SITE_DAY).replace(hour=0, minute=0, second=0, microsecond=0)
    if period is Period.DAY:
        return day.timestamp(), (day + timedelta(days=1)).timestamp()
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return first.timestamp(), following.timestamp()


def allowances_of(
    subjects: Iterable[Subject], limits: Sequence[Limit], now: float
) -> tuple[Allowance, ...]:
    """The limits that hold for these subjects now: their own before everybody's."""
    found = []
    for subject in subjects:
        for period in Period:
            since, until = bounds_of(period, now)
            for unit in Unit:
                most = _most(subject, period, unit, limits)
                if most is not None:
                    found.append(
                        Allowance(
                            subject=subject,
                            period=period,
                            unit=unit,
                            most=most,
                            since=since,
                            until=until,
                        )
                    )
    return tuple(found)


def subjects_of(job: Job) -> tuple[Subject, ...]:
    """Whose quotas a job is counted in: its person's, and its group's."""
    person = Subject(SubjectKind.USER, job.origin.user_id)
    if job.origin.is_private:
        return (person,)
    return person, Subject(SubjectKind.CHAT, job.origin.chat_id)


def has_room(allowance: Allowance, used: int, job: Job) -> bool:
    """Whether the job still fits; a job of unknown price fits while anything is left."""
    if allowance.unit is Unit.JOBS:
        return used < allowance.most
    price = credits_of(job)
    return used < allowance.most if price is None else used + price <= allowance.most


def credits_of(job: Job) -> int | None:
    """What the job is counted with: its cost, before that the price it was told at."""
    return job.cost if job.cost is not None else job.receipt.price


def is_given_back(job: Job) -> bool:
    """The job ended and cost nothing, as far as is known; a cost learned later counts again."""
    if not job.state.is_final or job.cost:
        return False
    match job.state:
        case JobState.SUCCEEDED:
            return False
        case JobState.CANCELLED:  # never sent, or looked up and not there
            return True
        case _:
            failed_free = job.failure is not None and job.failure.charged is Charged.NO
            return job.cost == 0 or job.submitted_at is None or failed_free


def _most(subject: Subject, period: Period, unit: Unit, limits: Sequence[Limit]) -> int | None:
    by_id = {
        limit.subject.id: limit.most
        for limit in limits
        if limit.subject.kind is subject.kind and (limit.period, limit.unit) == (period, unit)
    }
    return by_id[subject.id] if subject.id in by_id else by_id.get(EVERYBODY)
