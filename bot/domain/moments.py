"""Moments as people read them. Nobody tells us their zone: it is said with the time."""

from __future__ import annotations

from datetime import datetime

from bot.domain.accounts import SITE_DAY


def spell_time(moment: float) -> str:
    """The time of day at a Unix second, in the service's zone: `14:30 UTC+8`."""
    return f"{datetime.fromtimestamp(moment, SITE_DAY):%H:%M} UTC+8"
