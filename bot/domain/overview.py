"""What an operator may know of everybody's jobs: counts, and nothing that anybody wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from bot.domain.commands import Note
from bot.domain.jobs import JobState
from bot.domain.requests import MediaKind

_GOING: Final = (
    JobState.QUEUED,
    JobState.SUBMITTING,
    JobState.RUNNING,
    JobState.DELIVERING,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Jobs made since some moment, and who made them. `credits` is what is known to be spent."""

    by_state: Mapping[JobState, int]
    by_kind: Mapping[MediaKind, int]
    by_day: Mapping[date, int]
    credits: int
    users: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """What a start finds begun besides jobs, and takes up again."""

    showings: int = 0
    copies: int = 0  # of announcements, on their way
    albums: int = 0  # whose parts are still gathered
    collections: int = 0  # pictures that /album collects one by one
    claims: int = 0  # of credits, due without anybody asking
    losses: int = 0  # of logins, that their persons are yet to be told


def resumed_line(counts: Mapping[JobState, int], left: Unfinished, arrived: int) -> Note:
    """What a start tells the operators; `arrived` messages came while nothing ran."""
    found = {
        "jobs": sum(counts.get(state, 0) for state in _GOING),
        "waiting": counts.get(JobState.NEEDS_LOGIN, 0),
        "unknown": counts.get(JobState.UNCERTAIN, 0),
        **asdict(left),
        "arrived": arrived,
    }
    return Note("operator-resumed", {**found, "all": sum(found.values())})
