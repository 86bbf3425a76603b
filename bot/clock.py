"""The time that jobs live in: the wall clock, or a faster one for tests and demonstrations."""

from __future__ import annotations

import asyncio
import time
from typing import Final

ANCHOR: Final = 1_735_689_600.0
"""2025-01-01 UTC. A scaled clock keeps its meaning over restarts because this never moves."""


class ScaledClock:
    """Real time at scale 1; at scale s, every wait takes 1/s of its length."""

    def __init__(self, scale: float = 1.0) -> None:
        self._scale = scale

    def now(self) -> float:
        """Unix seconds at scale 1; otherwise seconds that run `scale` times as fast."""
        return ANCHOR + (time.time() - ANCHOR) * self._scale

    async def sleep(self, seconds: float) -> None:
        """Wait this many of the clock's seconds."""
        await asyncio.sleep(seconds / self._scale)
