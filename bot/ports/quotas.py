"""Where quotas and what is taken of them are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.access import Subject
from bot.domain.quotas import Allowance, Limit, Period, Unit


class QuotaStore(Protocol):
    """The limits that operators set; uses are written by the job store, in its own transactions."""

    async def set_limit(self, limit: Limit) -> None:
        """It holds from now on, also for what is used already."""
        ...

    async def drop_limit(self, subject: Subject, period: Period, unit: Unit) -> bool:
        """Forget a limit; what holds for everybody holds again. False when there was none."""
        ...

    async def limits(self) -> Sequence[Limit]:
        """All limits, those for everybody first."""
        ...

    async def used(self, allowance: Allowance) -> int:
        """What was taken in the allowance's time and not given back, in its unit."""
        ...

    async def purge(self, older_than: float) -> int:
        """Forget uses taken before this time; gives the number."""
        ...
