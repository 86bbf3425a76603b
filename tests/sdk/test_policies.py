"""Timing and endings, by values and over their whole range."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jimeng import APIException, RateLimitError, RiskControlError, TaskKind, TransportError
from jimeng.sdk.protocol.policies import (
    LOOKUP_DELAYS,
    is_settled,
    next_delay,
    next_sighting,
    retry_delay,
    trouble_delay,
    unsent_delay,
)

IMAGES = (TaskKind.TEXT_TO_IMAGE, TaskKind.SEVERAL_IMAGES, TaskKind.COMPOSITION)
kinds = st.sampled_from(TaskKind)
moments = st.floats(0, 10_000)


@pytest.mark.parametrize("kind", IMAGES)
@pytest.mark.parametrize(("elapsed", "delay"), [(0, 4), (29.9, 4), (30, 10), (1_000, 10)])
def test_pictures_are_looked_at_soon_and_then_every_ten_seconds(
    kind: TaskKind, elapsed: float, delay: float
) -> None:
    assert next_delay(kind, elapsed) == delay


@pytest.mark.parametrize(("elapsed", "delay"), [(0, 10), (119, 10), (120, 20), (3_000, 20)])
def test_videos_are_looked_at_less_often(elapsed: float, delay: float) -> None:
    assert next_delay(TaskKind.VIDEO, elapsed) == delay


@given(kinds, moments, st.integers(1, 1_000), st.floats(0.1, 600))
def test_the_advertised_interval_is_kept_in_the_queue(
    kind: TaskKind, elapsed: float, position: int, advertised: float
) -> None:
    got = next_delay(kind, elapsed, queue_position=position, advertised=advertised)
    assert got >= advertised


@given(kinds, moments, st.integers(-5, 5), st.floats(-10, 600) | st.none())
def test_a_delay_is_never_so_short_that_polling_becomes_a_flood(
    kind: TaskKind, elapsed: float, position: int, advertised: float | None
) -> None:
    assert next_delay(kind, elapsed, queue_position=position, advertised=advertised) >= 0.05


def test_out_of_the_queue_a_shorter_advised_interval_is_taken() -> None:
    assert next_delay(TaskKind.VIDEO, 0, advertised=1.5) == 1.5
    assert next_delay(TaskKind.VIDEO, 0, advertised=30) == 10


@given(st.floats(0, 1, exclude_max=True))
def test_retries_back_off_and_end(chance: float) -> None:
    error = TransportError()
    delays = [retry_delay(attempt, error, chance) for attempt in range(1, 6)]
    assert delays[3:] == [None, None]
    assert [0.5 <= (delay or 0) / 2**n <= 0.75 for n, delay in enumerate(delays[:3])] == [True] * 3


def test_what_is_not_retryable_is_not_retried() -> None:
    assert retry_delay(1, APIException(), 0) is None
    assert retry_delay(1, RiskControlError(retryable=True), 0) is None
    assert retry_delay(1, RateLimitError(retry_after=61), 0) is None
    assert retry_delay(1, RateLimitError(retry_after=60), 0) == 60


def test_only_what_was_surely_not_sent_is_sent_again() -> None:
    assert unsent_delay(1, TransportError(sent=True), 0) is None
    assert unsent_delay(1, RateLimitError(), 0) is None
    assert unsent_delay(1, TransportError(sent=False), 0) == 0.5


def test_a_lost_answer_is_looked_for_for_about_a_minute() -> None:
    assert sum(LOOKUP_DELAYS) == 60


looks = st.lists(
    st.tuples(st.sampled_from([20, 42, 45, 50]), st.integers(0, 6)), min_size=1, max_size=40
)


@given(looks, st.integers(0, 6), st.floats(0.05, 60))
def test_partial_success_ends_only_by_the_rule(
    seen: list[tuple[int, int]], total: int, step: float
) -> None:
    """Checked against the rule written out over the whole history of looks."""
    sighting = None
    for number, (status, items) in enumerate(seen):
        now = 1_000 + number * step
        sighting = next_sighting(sighting, status, items, now)
        run = 1
        while run <= number and seen[number - run] == (status, items):
            run += 1
        complete = items >= total > 0
        unchanged = now - (1_000 + (number - run + 1) * step)
        want = status == 45 and items > 0 and (run >= 2 if complete else unchanged >= 30)
        assert is_settled(sighting, total, now) == want


@pytest.mark.parametrize(
    ("attempt", "chance", "delay"), [(1, 0.0, 0.5), (1, 0.5, 0.625), (2, 0.5, 1.25), (3, 0.9, 2.9)]
)
def test_pauses_double_and_are_spread_by_half(attempt: int, chance: float, delay: float) -> None:
    assert retry_delay(attempt, TransportError(), chance) == pytest.approx(delay)


@pytest.mark.parametrize(
    ("elapsed", "lasted", "left", "asked", "delay"),
    [
        (0, 0, 1_800, None, 4),
        (29, 10, 1_800, 0.5, 4),
        (30, 30, 1_800, None, 10),
        (30, 119.9, 1_800, None, 10),
        (30, 120, 1_800, None, None),
        (30, 0, 0.5, None, 10),
        (30, 0, 0, None, None),
        (30, 0, 60, 60, 60),
        (30, 0, 59, 60, None),
    ],
)
def test_trouble_is_waited_out_for_a_while(
    elapsed: float, lasted: float, left: float, asked: float | None, delay: float | None
) -> None:
    error = RateLimitError(retry_after=asked)
    assert trouble_delay(TaskKind.TEXT_TO_IMAGE, error, elapsed, lasted, left) == delay
    refused = APIException(retry_after=asked)
    assert trouble_delay(TaskKind.TEXT_TO_IMAGE, refused, elapsed, lasted, left) is None
