"""Taking turns, and what is read from the samples: medians, so that one bad moment does not count.

Rule: each round holds every contestant once, and every other round goes backwards; a ratio is the
median of the ratios within the rounds. A load that comes or goes meanwhile then changes little.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median


def take_turns(contestants: Sequence[Callable[[], float]], rounds: int) -> list[tuple[float, ...]]:
    """One sample of each contestant a round, in the order in which they were named."""
    return [_one_round(contestants, backwards=bool(number % 2)) for number in range(rounds)]


def _one_round(contestants: Sequence[Callable[[], float]], *, backwards: bool) -> tuple[float, ...]:
    if backwards:
        return tuple(reversed([contestant() for contestant in reversed(contestants)]))
    return tuple(contestant() for contestant in contestants)


def ratio(rounds: Sequence[Sequence[float]]) -> float:
    """How many times the first contestant's sample is the second's, by median."""
    return median(ours / theirs for ours, theirs, *_ in rounds)


def median_of(rounds: Sequence[Sequence[float]], contestant: int) -> float:
    """One contestant's median."""
    return median(samples[contestant] for samples in rounds)
