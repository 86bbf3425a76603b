"""What an operator may know of everybody's jobs: counts, and nothing that anybody wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


def resumed_line(counts: Mapping[JobState, int], arrived: int) -> Note:
    """What a start tells the operators; `arrived` messages came while nothing ran."""
    return Note(
        "operator-resumed",
        {
            "resumed": sum(counts.get(state, 0) for state in _GOING),
            "waiting": counts.get(JobState.NEEDS_LOGIN, 0),
            "unknown": counts.get(JobState.UNCERTAIN, 0),
            "arrived": arrived,
        },
    )
