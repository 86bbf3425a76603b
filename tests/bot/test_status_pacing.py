"""How often a status may change is a function of time, tried without any waiting."""

from __future__ import annotations

import pytest

from bot.adapters.status_pacing import (
    AFTER_SILENCE,
    PROGRESS_STATES,
    wait_before_showing,
)
from bot.domain.jobs import JobState


def wait(
    state: JobState = JobState.RUNNING,
    *,
    last_shown: float | None = 100.0,
    was_edited: bool = True,
    free_at: float = 0.0,
    is_private: bool = True,
    begun: float = 0.0,
) -> float:
    """The wait at the moment 100."""
    return wait_before_showing(
        state,
        now=100.0,
        last_shown=last_shown,
        was_edited=was_edited,
        free_at=free_at,
        is_private=is_private,
        begun=begun,
    )


@pytest.mark.parametrize("state", sorted(PROGRESS_STATES))
def test_progress_keeps_its_distance(state: JobState) -> None:
    assert wait(state, last_shown=99.0) == 4.0
    assert wait(state, last_shown=95.0) == 0.0
    assert wait(state, last_shown=90.0, is_private=False) == 5.0
    assert wait(state, last_shown=85.0, is_private=False) == 0.0


def test_the_first_edit_comes_soon_in_private_since_it_shows_that_something_moves() -> None:
    assert wait(was_edited=False) == 2.0
    assert wait(was_edited=False, is_private=False) == 15.0


def test_the_first_message_does_not_wait() -> None:
    assert wait(last_shown=None) == 0.0


def test_progress_waits_while_telegram_wants_silence() -> None:
    """Results wait for the same moment, and go first."""
    assert wait(last_shown=None, free_at=130.0) == 30.0 + AFTER_SILENCE
    assert wait(last_shown=99.0, free_at=130.0) == 30.0 + AFTER_SILENCE
    assert wait(last_shown=99.0, free_at=101.0) == 4.0


@pytest.mark.parametrize("state", sorted(set(JobState) - PROGRESS_STATES))
def test_ends_and_questions_wait_for_nothing_but_silence(state: JobState) -> None:
    assert wait(state, is_private=False) == 0.0
    assert wait(state, free_at=200.0, is_private=False) == 100.0


def test_a_group_is_spared_the_message_of_what_ends_soon() -> None:
    assert wait(last_shown=None, is_private=False, begun=97.0) == 7.0
    assert wait(last_shown=None, is_private=False, begun=90.0) == 0.0
    assert wait(last_shown=None, is_private=True, begun=97.0) == 0.0


def test_every_end_and_every_question_counts_as_one() -> None:
    must_show = set(JobState) - PROGRESS_STATES
    assert {state for state in JobState if state.is_final} <= must_show
    assert {JobState.UNCERTAIN, JobState.NEEDS_LOGIN} <= must_show
