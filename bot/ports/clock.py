"""The time that jobs live in."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """The time that jobs live in; TIME_SCALE makes it run faster."""

    def now(self) -> float:
        """Unix seconds."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait this many of the clock's seconds."""
        ...
