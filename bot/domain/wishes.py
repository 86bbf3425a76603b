"""What a person asks for, on whatever road it came, before it is read.

It is kept with a receipt and with every question, so that a tap can change one thing about it and
have it read again.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.grammar.results import Note
from bot.domain.lineage import Cause, Lineage
from bot.domain.requests import InputPicture, MediaKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A command without its name: what it makes, its words, its pictures.

    `words` is what follows the command; `literal` are flags and mentions in it that the person
    wants as text, `dropped` words of it that are no hints; `lineage` names the job that this one
    comes from.
    """

    kind: MediaKind
    words: str
    pictures: tuple[InputPicture, ...] = ()
    literal: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    as_references: bool | None = None
    """Whether a video's pictures are references or frames; None leaves it to words and number."""
    lineage: Lineage | None = None
    cause: Cause | None = None
    """None for the message that it came in."""
    asks: bool = False
    """Its receipt asks in any case: the words come from somebody else's result."""
    account: str = ""
    """The account to ask for where the words name none; empty for the one that is in use."""
    is_prompt: bool = False
    """The words are a job's prompt, with its styles in it: none is put in again."""
    same_seed: int | None = None
    """What `--seed same` means here: the seed of the job that was replied to."""
    notes: tuple[Note, ...] = ()
    """What the road has to tell already: a part of an album that is no picture."""
