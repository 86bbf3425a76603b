"""Resident memory of this process and of others, and the highest it was since asked."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

MEGABYTE = 1_000_000
AVAILABLE = sys.platform == "linux"
"""Only Linux tells a process's peak and forgets it on request."""


def resident(pid: int | str = "self") -> int:
    """Bytes of memory that a process holds now."""
    return read_status(Path(f"/proc/{pid}/status").read_text(), "VmRSS")


class Peak:
    """The highest resident memory of this process since this was made, above what it was then."""

    def __init__(self) -> None:
        gc.collect()
        Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
        self.idle = resident()

    def above_idle(self) -> int:
        """Bytes."""
        status = Path("/proc/self/status").read_text()
        return max(0, read_status(status, "VmHWM") - self.idle)


def read_status(text: str, name: str) -> int:
    """A size in bytes out of a /proc status page, which counts in units of 1024."""
    line = next(line for line in text.splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) * 1024
