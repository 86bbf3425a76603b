"""Where it is kept what is still to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.lineage import Cause
from bot.domain.showings import Showing


class ShowingStore(Protocol):
    """Showings, under way and over. What is over is kept for a while, to know its cause again."""

    async def put(self, showing: Showing) -> bool:
        """Store a showing; False when its cause made one before, which stays as it is."""
        ...

    async def get(self, cause: Cause) -> Showing | None: ...

    async def save(self, showing: Showing) -> bool:
        """Write how far it came; where it goes stays as it is stored. False when it is erased."""
        ...

    async def due(self, now: float) -> Sequence[Showing]:
        """What is due, the oldest wish first."""
        ...

    async def next_due(self) -> float | None:
        """When the first of those that aren't over is due."""
        ...

    async def bring_back(self, now: float) -> int:
        """Make due what was asked for in the future: the clock was put back. Gives their number."""
        ...

    async def purge(self, older_than: float) -> int:
        """Forget those that are over and were asked for before this time."""
        ...
