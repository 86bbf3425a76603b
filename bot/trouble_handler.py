"""Hands errors of the log to whoever tells the operators: names and places, never contents.

What an error says may hold a prompt or worse, so only its type and where it came from are taken,
and of the event's fields only the job.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Protocol


class Notes(Protocol):
    """Takes an error down."""

    def note(self, event: str, error: str = "", *, job_id: str = "", where: str = "") -> None: ...


class TroubleHandler(logging.Handler):
    """A handler for the root logger, for errors alone."""

    def __init__(self, troubles: Notes) -> None:
        super().__init__(logging.ERROR)
        self._troubles = troubles

    def emit(self, record: logging.LogRecord) -> None:
        """Note the error's kind; a foreign library's event is its logger's name."""
        fields: Mapping[str, object] = record.msg if isinstance(record.msg, dict) else {}
        event = str(fields.get("event") or record.name)
        error = _exception(fields.get("exc_info") or record.exc_info)
        self._troubles.note(
            event,
            type(error).__name__ if error is not None else str(fields.get("error_type") or ""),
            job_id=str(fields.get("job_id") or ""),
            where=_where(error.__traceback__) if error is not None else "",
        )


def _exception(exc_info: object) -> BaseException | None:
    """An exception in any of the forms that logging takes."""
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return exc_info[1] if isinstance(exc_info[1], BaseException) else None
    return sys.exc_info()[1] if exc_info else None


def _where(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
