"""How fast deaths follow each other: those that a run owes in its 45 seconds, and the others."""

from __future__ import annotations

from chaos.killer import OWED, WAITS_FOR_ACCEPTANCE, pace_of
from chaos.report import KILLS_AT_LEAST, MILESTONE_SECONDS


def test_a_machine_that_starts_slowly_still_has_the_deaths_that_are_owed() -> None:
    """Each start takes all the time that it may, each edge too."""
    elapsed = 0.0
    for number in range(1, KILLS_AT_LEAST + 1):
        pace = pace_of(number, elapsed)
        elapsed += pace.listens_within + min(10.0, pace.longest_life) + WAITS_FOR_ACCEPTANCE
    assert elapsed < MILESTONE_SECONDS


def test_once_they_are_there_it_lives_long_enough_to_do_something() -> None:
    """However late they came."""
    pace = pace_of(OWED + 1, 600.0)
    assert pace.listens_within >= 15.0
    assert pace.longest_life >= 10.0


def test_whoever_is_on_time_lives_as_planned_within_its_share() -> None:
    assert pace_of(1, 0.0).longest_life < pace_of(2, 0.0).longest_life
