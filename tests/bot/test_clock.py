"""The jobs' clock: steady while the process runs, the same over restarts, and fast where wished."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest

from bot.clock import ANCHOR, ScaledClock, steady


@dataclass
class Hands:
    """A wall clock that somebody sets, and one that nobody can."""

    wall: float = ANCHOR + 1000.0
    steady: float = 50.0

    def clock(self, scale: float = 1.0) -> ScaledClock:
        return ScaledClock(scale, wall=lambda: self.wall, steady=lambda: self.steady)

    def pass_(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


@pytest.mark.parametrize("jump", [-400 * 86_400.0, -3600.0, 3600.0, 400 * 86_400.0])
def test_whoever_sets_the_wall_clock_does_not_move_it(jump: float) -> None:
    hands = Hands()
    clock = hands.clock()
    assert clock.now() == ANCHOR + 1000
    hands.wall += jump
    hands.pass_(10)
    assert clock.now() == ANCHOR + 1010


@pytest.mark.parametrize("scale", [1.0, 20.0])
def test_the_next_process_goes_on_where_this_one_was(scale: float) -> None:
    hands = Hands()
    earlier = hands.clock(scale)
    hands.pass_(30)
    assert hands.clock(scale).now() == pytest.approx(earlier.now())
    assert earlier.now() == ANCHOR + 1030 * scale


def test_it_is_the_real_time() -> None:
    assert ScaledClock().now() == pytest.approx(time.time(), abs=5)
    assert steady() <= steady()
