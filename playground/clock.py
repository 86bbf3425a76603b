"""One clock for both services, which can run faster or slower than the wall clock.

Rule: what lasts (a generation, a queue, a retry pause) is counted in service seconds, which pass
`factor` times as fast as real ones. What is written down (timestamps, expiries, signatures) is real
Unix time, since clients compare it with their own clocks.
"""

from __future__ import annotations

import asyncio
import math
import time


class Clock:
    """Service time: `monotonic()` and `sleep()` obey the factor, `now()` does not."""

    def __init__(self, factor: float = 1.0) -> None:
        self._factor = _checked(factor)
        self._base_real = time.monotonic()
        self._base_service = 0.0
        self._sleepers: set[asyncio.Event] = set()

    @property
    def factor(self) -> float:
        """How many service seconds pass in one real second."""
        return self._factor

    def set_speed(self, factor: float) -> None:
        """Change the factor from now on; sleepers re-read it. Raises ValueError if not positive."""
        checked = _checked(factor)
        self._base_service = self.monotonic()
        self._base_real = time.monotonic()
        self._factor = checked
        for sleeper in self._sleepers:
            sleeper.set()

    def now(self) -> float:
        """Unix seconds of the real clock."""
        return time.time()

    def monotonic(self) -> float:
        """Service seconds since this clock was made."""
        return self._base_service + (time.monotonic() - self._base_real) * self._factor

    def real_seconds(self, service_seconds: float) -> float:
        """How long so many service seconds take on the wall clock, at the present factor."""
        return service_seconds / self._factor

    async def sleep(self, seconds: float) -> None:
        """Sleep so many service seconds; a change of speed shortens or stretches the rest."""
        deadline = self.monotonic() + seconds
        changed = asyncio.Event()
        self._sleepers.add(changed)
        try:
            while (rest := deadline - self.monotonic()) > 0:
                changed.clear()
                try:
                    async with asyncio.timeout(self.real_seconds(rest)):
                        await changed.wait()
                except TimeoutError:
                    continue
        finally:
            self._sleepers.discard(changed)


def _checked(factor: float) -> float:
    if not (math.isfinite(factor) and factor > 0):
        raise ValueError("the speed factor must be a number above 0")
    return float(factor)
