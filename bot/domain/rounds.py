"""When the rounds about an account come: chance spreads them, so that nothing is done by the clock.

Times are Unix seconds of the wall clock; `chance` is a number from 0 up to 1.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.domain.accounts import DAY_SECONDS, day_begins, site_day

CHECK_SPREAD: Final = 3 * 3600.0
"""A check comes a day after the last one, and up to so much later."""

CLAIM_FROM: Final = 600.0
CLAIM_SPREAD: Final = 9 * 3600.0
"""A claim comes between ten past midnight and the morning, in the service's own time."""

CLAIM_AGAIN: Final = 3600.0
"""The pause after a claim that couldn't be asked for: nothing was sent, so it may be repeated."""


def next_check(now: float, chance: float) -> float:
    """When a login is tried next, if it was tried now: never twice within a day."""
    return now + DAY_SECONDS + chance * CHECK_SPREAD


def next_claim(now: float, chance: float) -> float:
    """When the credits of the service's next day are claimed."""
    tomorrow = site_day(now) + timedelta(days=1)
    return day_begins(tomorrow) + CLAIM_FROM + chance * CLAIM_SPREAD


def claim_again(now: float) -> float | None:
    """When to try again on the same day of the service, None where it is over by then."""
    later = now + CLAIM_AGAIN
    return later if site_day(later) == site_day(now) else None
