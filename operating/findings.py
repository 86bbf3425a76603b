"""What a check found, made of notes: the command line tells it in English, a chat in its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.commands import Note
from bot.ports import Finding

Told = Note | Sequence[Note]


def found(name: Note, detail: Told, advice: Told = ()) -> Finding:
    """A finding; without advice all is well."""
    return Finding(name, tuple(_notes(detail)), tuple(_notes(advice)))


def span(seconds: float) -> dict[str, str | int]:
    """A span of time in its largest unit, as the values of a text that refers to `doctor-span`."""
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if abs(seconds) >= 2 * size:
            return {"unit": unit, "number": round(seconds / size)}
    return {"unit": "seconds", "number": round(seconds)}


def _notes(told: Told) -> Iterable[Note]:
    return (told,) if isinstance(told, Note) else told
