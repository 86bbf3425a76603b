"""The SDK's own price: CPU against a bare script, requests, and many generations at once."""

from __future__ import annotations

import msgspec

from bench.figures import Figure
from bench.memory import AVAILABLE, MEGABYTE
from bench.processes import Services, run_program
from bench.recording import GENERATE
from bench.samples import median_of, ratio

CROWD = 200
STYLES = (("one", "one_at_a_time"), ("ten", "ten_at_once"))


class Crowd(msgspec.Struct):
    """What bench.programs.crowd writes."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    above_idle_bytes: int


def measure_cpu(services: Services, rounds: int) -> list[Figure]:
    """Milliseconds of CPU per generation in both styles, and their ratio to the script's."""
    figures = []
    for style, name in STYLES:
        ours, theirs = services.new_account(), services.new_account()
        samples = run_program(
            "bench.programs.generations",
            *(style, services.jimeng, ours, theirs, str(rounds)),
            gives=list[tuple[float, float]],
        )
        figures += [
            Figure(f"cpu_per_generation_{name}", median_of(samples, 0) * 1000, "ms"),
            Figure(f"cpu_of_bare_script_{name}", median_of(samples, 1) * 1000, "ms"),
            Figure(f"cpu_per_generation_ratio_{name}", ratio(samples), "x", 1.5),
            Figure(f"requests_per_generation_{name}", _requests(services, ours), "requests"),
            Figure(f"requests_of_bare_script_{name}", _requests(services, theirs), "requests"),
        ]
    return figures


def _requests(services: Services, token: str) -> float:
    """Requests per generation of an account, by the service's own journal."""
    calls = services.calls_by(token)
    return len(calls) / calls.count(GENERATE)


def measure_crowd(services: Services) -> list[Figure]:
    """Wall clock and memory of two hundred generations in one process."""
    if not AVAILABLE:
        return []
    found = run_program(
        "bench.programs.crowd",
        *(services.jimeng, services.new_account(), str(CROWD)),
        gives=Crowd,
    )
    return [
        Figure("crowd_of_200_wall_clock", found.seconds, "s"),
        Figure("crowd_of_200_cpu_per_generation", found.cpu_seconds / CROWD * 1000, "ms"),
        Figure("crowd_of_200_peak_memory", found.peak_bytes / MEGABYTE, "MB"),
        Figure("crowd_of_200_above_idle", found.above_idle_bytes / MEGABYTE, "MB"),
    ]
