"""Progress on stderr: a line that is rewritten on a terminal, a line per change elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from jimeng.sdk.types import TaskState, TaskStatus

_WIDTH = 20
_TICK = 1.0


class Progress:
    """Shows where a job stands; its `sleep` keeps the elapsed time moving between looks."""

    def __init__(
        self,
        stream: TextIO,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._stream = stream
        self._rewrites = stream.isatty()
        self._clock = clock
        self._sleep = sleep
        self._began = clock()
        self._text = ""

    def begin(self, text: str) -> None:
        """Start counting the time of a job."""
        self._began = self._clock()
        self._say(text)

    def show(self, status: TaskStatus) -> None:
        """Show what a look at a job found."""
        self._say(describe(status))

    def sleep(self, seconds: float) -> None:
        """Sleep in short steps and redraw."""
        while seconds > 0:
            step = min(seconds, _TICK)
            self._sleep(step)
            seconds -= step
            if self._rewrites:
                self._draw()

    def end(self) -> None:
        """Take the line away."""
        if self._rewrites and self._text:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
        self._text = ""

    def _say(self, text: str) -> None:
        changed = text != self._text
        self._text = text
        if self._rewrites:
            self._draw()
        elif changed:
            self._stream.write(f"{text} ({self._elapsed()})\n")
            self._stream.flush()

    def _draw(self) -> None:
        if self._text:
            self._stream.write(f"\r\x1b[K{self._text} {self._elapsed()}")
            self._stream.flush()

    def _elapsed(self) -> str:
        seconds = int(self._clock() - self._began)
        return f"{seconds // 60}:{seconds % 60:02d}"


def describe(status: TaskStatus) -> str:
    """A status in a few words and a bar."""
    bar = _bar(status.finished_count, status.total_count)
    queue = status.queue
    if status.state is TaskState.QUEUED and queue is not None:
        place = f"queued, {queue.position} of {max(queue.length, queue.position)}"
        if queue.forecast_seconds:
            place += f", about {queue.forecast_seconds:.0f} s"
        return f"{bar} {place}"
    if status.state is TaskState.MISSING:
        return f"{bar} submitted"
    return f"{bar} {status.state.value}"


def _bar(done: int, total: int) -> str:
    filled = _WIDTH * min(done, total) // total if total else 0
    return f"[{'#' * filled}{'.' * (_WIDTH - filled)}]"
