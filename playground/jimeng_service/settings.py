"""What can be set about the stand-in of the service.

Rule: durations are service seconds (see playground.clock), prices are credits. Defaults are the
real service's where the protocol notes know them, else such that a person sees each step.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Durations, prices and limits."""

    starting_gift: int = 66
    daily_quota: int = 66
    picture_price: int = 1
    video_price: int = 10

    queue_seconds: float = 3.8
    image_seconds: float = 5.0
    video_seconds: float = 16.0
    slots: int = 16
    polling_interval_seconds: float = 2.0
    polling_timeout_seconds: int = 86400

    result_lifetime_seconds: float = 3600.0
    upload_key_lifetime_seconds: float = 3600.0
    upload_bytes_max: int = 100 * 1024 * 1024
    paint_ahead: bool = False
    """Paint when a job is accepted, so that results are there when it ends; else when fetched."""
    paint_smoothly: bool = True
    """Where only programs look, rough edges do, and cost half of the work."""
    picture_cache_bytes: int = 48 * 1024 * 1024
