"""Timing and endings as functions: of attempts, of elapsed seconds, of what the service advises.

The one poller timing of the house: `wait` in memory and the bot's durable jobs both ask here.
Nothing in this room sleeps.
"""

from __future__ import annotations

from typing import assert_never

from jimeng.sdk.lib.exceptions.api_exception import (
    APIException,
    RiskControlError,
    TransportError,
)
from jimeng.sdk.types import Sighting, TaskKind

# Read retries: 0.5, 1, 2 seconds and a little chance, then the error is the caller's.
_RETRY_BASE = 0.5
_RETRY_LIMIT = 3
# A longer Retry-After than this is told to the caller, who may have better things to do.
_RETRY_AFTER_LIMIT = 60.0

_IMAGE_SOON, _IMAGE_LATER, _IMAGE_SOON_UNTIL = 4.0, 10.0, 30.0
_VIDEO_SOON, _VIDEO_LATER, _VIDEO_SOON_UNTIL = 10.0, 20.0, 120.0
_SHORTEST = 0.05

_STABLE_SECONDS = 30.0
_PARTIAL_SUCCESS = 45

TROUBLE_GRACE = 120.0
"""Seconds of trouble without any proper answer after which a wait is given up."""

MISSING_GRACE = 60.0
"""Seconds in which a fresh submission may have no record yet (protocol notes, section 10.1)."""

LOOKUP_DELAYS = (2.0, 4.0, 8.0, 16.0, 30.0)
"""Pauses before each look-up of a submission whose answer was lost: about a minute in all."""

IMAGE_WAIT = 1_800.0
VIDEO_WAIT = 3_600.0


def retry_delay(attempt: int, error: APIException, chance: float) -> float | None:
    """Seconds before the attempt after number `attempt` (from 1), or None to give up.

    For requests that may be repeated freely. `chance` is 0 <= x < 1 and spreads callers out.
    """
    if attempt > _RETRY_LIMIT or not error.retryable or isinstance(error, RiskControlError):
        return None
    if error.retry_after is not None:
        return error.retry_after if error.retry_after <= _RETRY_AFTER_LIMIT else None
    return float(_RETRY_BASE * 2 ** (attempt - 1) * (1 + chance / 2))


def unsent_delay(attempt: int, error: APIException, chance: float) -> float | None:
    """The same for requests that may be repeated only where no byte reached the service."""
    if isinstance(error, TransportError) and not error.sent:
        return retry_delay(attempt, error, chance)
    return None


def next_delay(
    kind: TaskKind,
    elapsed: float,
    *,
    queue_position: int = 0,
    advertised: float | None = None,
) -> float:
    """Seconds until the next look at a task (protocol notes, section 10.2).

    `elapsed` is seconds since the submission, `advertised` the interval that the record asks for.
    While the task stands in the queue that interval is kept. Afterwards our own pace holds, unless
    the service itself names a shorter interval.
    """
    own = _own_pace(kind, elapsed)
    if not advertised or advertised <= 0:
        return own
    if queue_position > 0:
        return max(advertised, _SHORTEST)
    return max(min(own, advertised), _SHORTEST)


def trouble_delay(
    kind: TaskKind, error: APIException, elapsed: float, lasted: float, left: float
) -> float | None:
    """Seconds until the next look after one that failed, or None to give the wait up.

    `elapsed` is seconds since the wait began, `lasted` since the trouble did, and `left` until the
    wait ends. Only trouble that may pass is waited out, and never more often than asked.
    """
    if not error.retryable or lasted >= TROUBLE_GRACE or left <= 0:
        return None
    asked = error.retry_after or 0.0
    return None if asked > left else max(asked, _own_pace(kind, elapsed))


def _own_pace(kind: TaskKind, elapsed: float) -> float:
    match kind:
        case TaskKind.TEXT_TO_IMAGE | TaskKind.SEVERAL_IMAGES | TaskKind.COMPOSITION:
            return _IMAGE_SOON if elapsed < _IMAGE_SOON_UNTIL else _IMAGE_LATER
        case TaskKind.VIDEO:
            return _VIDEO_SOON if elapsed < _VIDEO_SOON_UNTIL else _VIDEO_LATER
        case _:
            assert_never(kind)


def wait_limit(kind: TaskKind) -> float:
    """How long to wait for a generation when the caller sets no limit of their own, seconds."""
    return VIDEO_WAIT if kind is TaskKind.VIDEO else IMAGE_WAIT


def next_sighting(before: Sighting | None, raw_status: int, items: int, now: float) -> Sighting:
    """What this poll saw, added to what the one before saw."""
    if before and (before.raw_status, before.items) == (raw_status, items):
        return Sighting(raw_status, items, before.polls + 1, before.since)
    return Sighting(raw_status, items, 1, now)


def is_settled(sighting: Sighting, total: int, now: float) -> bool:
    """Whether a task that says "partial success" (45) is done (protocol notes, section 10.4).

    Two sources read that status differently. Done is: all items there on two polls in a row, or
    some items there and nothing new for half a minute. Without items it goes on.
    """
    if sighting.raw_status != _PARTIAL_SUCCESS or sighting.items == 0:
        return False
    if sighting.items >= total > 0:
        return sighting.polls >= 2
    return now - sighting.since >= _STABLE_SECONDS
