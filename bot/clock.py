"""The time that jobs live in: the wall clock, or a faster one for tests and demonstrations."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from typing import Final

ANCHOR: Final = 1_735_689_600.0
"""2025-01-01 UTC. A scaled clock keeps its meaning over restarts because this never moves."""


def steady() -> float:
    """Seconds since some moment, time asleep included where the system counts it. Never jumps."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class ScaledClock:
    """Real time at scale 1; at scale s, every wait takes 1/s of its length.

    The wall clock is read once. While the process runs, nobody who sets it moves this one: a jump
    ahead would end waits that have not passed, a jump back would make jobs wait for it again.
    """

    def __init__(
        self,
        scale: float = 1.0,
        *,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = steady,
    ) -> None:
        self._scale = scale
        self._steady = steady
        self._offset = wall() - steady() - ANCHOR

    def now(self) -> float:
        """Unix seconds at scale 1; otherwise seconds that run `scale` times as fast."""
        return ANCHOR + (self._offset + self._steady()) * self._scale

    async def sleep(self, seconds: float) -> None:
        """Wait this many of the clock's seconds."""
        await asyncio.sleep(seconds / self._scale)
