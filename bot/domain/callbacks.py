"""What a button says when it is tapped: `v1:<action>:<job id>`, at most 64 bytes (Bot API).

The version lets buttons of last month be told from today's; the job is looked up in the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ids import JobId, read_job_id

VERSION = "v1"


class Action(StrEnum):
    """What a tap asks for."""

    CANCEL = "cancel"
    STOP_WAITING = "stop"
    KEEP_WAITING = "keep"
    SEND_AGAIN = "again"
    DECLINE = "no"
    REFRESH_CREDIT = "credit"


JOBLESS = frozenset({Action.REFRESH_CREDIT})
"""Actions that concern the person and no job."""


@dataclass(frozen=True, slots=True)
class Tap:
    """One button's meaning; `job_id` is None for the jobless actions."""

    action: Action
    job_id: JobId | None = None


def write_tap(tap: Tap) -> str:
    """The callback data of a button."""
    return f"{VERSION}:{tap.action}:{tap.job_id or ''}"


def read_tap(data: str) -> Tap | None:
    """Read callback data; None for anything that no button of ours says."""
    version, *rest = data.split(":")
    if version != VERSION or len(rest) != 2 or rest[0] not in set(Action):
        return None
    action = Action(rest[0])
    if action in JOBLESS:
        return Tap(action) if rest[1] == "" else None
    job_id = read_job_id(rest[1])
    return Tap(action, job_id) if job_id is not None and job_id == rest[1] else None
