"""Prices, learned from what jobs really cost; never computed, never guessed.

The service tells no price before a job and names what it took afterwards, by our submit_id
(protocol notes, on user_credit_history). What it calls a forecast of cost is a forecast of time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, NewType

from bot.domain.ids import SubmitId
from bot.domain.jobs import Job
from bot.domain.requests import GenerationRequest, ImageRequest

_COUNTED = re.compile(r"([0-9]{1,3})\s?张")
"""What the models that count by the words read (protocol notes, section 8.4)."""

PriceKey = NewType("PriceKey", str)
"""What a price depends on, as text."""

SETTLED_WITHIN: Final = 2 * 3600.0
"""Seconds after a job's end in which its cost is asked for; spendings show up late."""

SOON: Final = 30.0
LATER: Final = 300.0
"""Seconds between two looks, in the first ten minutes and after them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """Credits that one submission took, as the service's own history tells."""

    submit_id: SubmitId
    credits: int


class LearnedPrice(NamedTuple):
    """Credits for one resolution of a model and, of a video, one length in seconds."""

    resolution: str
    seconds: int | None
    credits: int


def price_key(request: GenerationRequest, region: str) -> PriceKey:
    """Two requests with one key cost the same, as far as is known: site, model, size, length,
    whether pictures go in, and how many the words ask for where the service may take that up."""
    kind = "with pictures" if request.inputs else "from words"
    if isinstance(request, ImageRequest) and not request.inputs:
        counted = _COUNTED.search(request.prompt)
        kind += f" {int(counted[1])}" if counted else ""
    seconds = "" if isinstance(request, ImageRequest) else f" {request.seconds}s"
    return PriceKey(
        f"{region} {request.kind} {request.model} {request.resolution or '-'}{seconds} {kind}"
    )


def next_look(ended: Sequence[Job], now: float) -> float | None:
    """Seconds until the costs of these ended jobs are worth another look, None for no more."""
    ages = [now - job.finished_at for job in ended if job.finished_at is not None]
    fresh = [age for age in ages if age < SETTLED_WITHIN]
    if not fresh:
        return None
    return SOON if min(fresh) < 600 else LATER
