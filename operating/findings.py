"""What a check found: one line, with advice where something is wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One checked thing. `advice` says what to do and is empty when all is well."""

    name: str
    detail: str
    advice: str = ""

    @property
    def is_ok(self) -> bool:
        return not self.advice

    def __str__(self) -> str:
        verdict = "ok    " if self.is_ok else "failed"
        line = f"{verdict}  {self.name}: {self.detail}"
        return line if self.is_ok else f"{line} -- {self.advice}"


def duration(seconds: float) -> str:
    """A span of time as people say it, in its largest unit."""
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if abs(seconds) >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
