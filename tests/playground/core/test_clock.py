"""Service time: it passes as fast as told, and sleepers notice a change."""

from __future__ import annotations

import asyncio
import math

import pytest

from playground.clock import Clock


async def test_sleep_is_divided_by_the_factor() -> None:
    """A minute of service time at factor 10,000 is over at once."""
    clock = Clock(10_000)
    before = clock.monotonic()
    async with asyncio.timeout(5):
        await clock.sleep(60)
    assert clock.monotonic() - before >= 60


async def test_sleepers_notice_a_change_of_speed() -> None:
    """An hour's sleep ends when the clock is set to run fast."""
    clock = Clock()
    sleeper = asyncio.create_task(clock.sleep(3600))
    await asyncio.sleep(0)
    assert not sleeper.done()
    clock.set_speed(1e7)
    async with asyncio.timeout(5):
        await sleeper


async def test_time_never_jumps_at_a_change() -> None:
    """What passed stays passed."""
    clock = Clock(1e6)
    await clock.sleep(1000)
    at = clock.monotonic()
    clock.set_speed(1e-6)
    assert at <= clock.monotonic() < at + 1e6
    assert clock.real_seconds(1) == pytest.approx(1e6)


@pytest.mark.parametrize("factor", [0, -1, math.inf, math.nan])
def test_factor_must_be_positive(factor: float) -> None:
    """Told in a sentence, and the clock stays as it was."""
    clock = Clock(2)
    with pytest.raises(ValueError, match="must be a number above 0"):
        clock.set_speed(factor)
    assert clock.factor == 2
