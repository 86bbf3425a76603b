"""Signs of life: when polling and the worker last moved, in a file for another process."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Final

import structlog

from bot.private_files import open_private

log = structlog.get_logger(__name__)

FILE_NAME: Final = "health.json"
FRESH_FOR: Final = 60.0
WRITE_EVERY: Final = 5.0

POLLING: Final = "polling"
WORKER: Final = "worker"


class Pulse:
    """Notes when each part last moved; writes the file at most every five seconds."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FILE_NAME
        self._beats: dict[str, float] = {}
        self._written = 0.0
        self._is_failing = False

    def beat(self, part: str) -> None:
        """This part moved just now."""
        now = time.time()
        is_first = part not in self._beats
        self._beats[part] = now
        if is_first or abs(now - self._written) >= WRITE_EVERY:  # clocks are set back, too
            self._written = now
            self._write()

    def last(self, part: str) -> float | None:
        """When this part last moved, Unix seconds."""
        return self._beats.get(part)

    def _write(self) -> None:
        """A full disk must not end the polling that beats here: an old file says it as well."""
        unfinished = self._path.with_suffix(".tmp")
        try:
            with open_private(unfinished) as file:
                json.dump(self._beats, file)
            unfinished.replace(self._path)
        except OSError as error:
            if not self._is_failing:
                log.error("health.not_written", error=error.strerror)
            self._is_failing = True
        else:
            self._is_failing = False


def read_health(data_dir: Path, now: float) -> dict[str, float | None]:
    """Seconds since polling and the worker moved, by another process's file; None for never."""
    try:
        beats = json.loads((data_dir / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        beats = {}
    if not isinstance(beats, dict):
        beats = {}
    return {
        part: now - beats[part] if isinstance(beats.get(part), int | float) else None
        for part in (POLLING, WORKER)
    }


def is_healthy(ages: dict[str, float | None]) -> bool:
    """Whether every part moved in the last minute. A beat from the future says nothing: the clock
    was set back since, and a part that lives beats again."""
    return all(age is not None and abs(age) <= FRESH_FOR for age in ages.values())
