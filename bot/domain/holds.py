"""Holds: what an operator stopped for a while, and why. Nothing is spent meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.domain.requests import GenerationRequest

EVERYTHING: Final = "all"
HELD_FOR: Final = 30.0
"""Seconds until a stored job that is held is looked at again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """`scope` is everything, a kind (image, video) or a model's name; `since` in Unix seconds."""

    scope: str
    reason: str
    since: float


def hold_over(holds: Iterable[Hold], request: GenerationRequest) -> Hold | None:
    """What holds this request up, None if it may go."""
    scopes = {EVERYTHING, request.kind.value, request.model}
    return next((hold for hold in holds if hold.scope in scopes), None)
