"""What an operator may know of everybody's jobs: counts, and nothing that anybody wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.jobs import JobState
from bot.domain.requests import MediaKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Jobs made since some moment, and who made them. `credits` is what is known to be spent."""

    by_state: Mapping[JobState, int]
    by_kind: Mapping[MediaKind, int]
    by_day: Mapping[date, int]
    credits: int
    users: int
