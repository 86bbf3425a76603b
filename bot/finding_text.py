"""A finding of the doctor in words: its name, what was seen, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.commands import Note
from bot.ports import Finding


@dataclass(frozen=True, slots=True)
class FindingWords:
    """`advice` is empty when all is well."""

    name: str
    detail: str
    advice: str


def put_finding(say: Callable[[Note], str], finding: Finding) -> FindingWords:
    """The words, in the language of `say`."""

    def joined(notes: Sequence[Note], separator: str) -> str:
        return say(Note(separator)).join(map(say, notes))

    return FindingWords(
        say(finding.name),
        joined(finding.details, "doctor-and"),
        joined(finding.advice, "doctor-also"),
    )
