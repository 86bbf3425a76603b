"""Several pictures sent together. Telegram delivers them as messages of their own, with one name.

Nothing marks the end of an album: it is over when no part has come for a while. Parts may come in
any order; the words may stand under any of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.commands import Note
from bot.domain.ids import ChatId
from bot.domain.jobs import Origin
from bot.domain.requests import InputPicture, MediaKind
from bot.domain.wishes import Wish

QUIET_SECONDS: Final = 1.5
QUIET_SECONDS_IN_GROUPS: Final = 2.5
LONGEST_SECONDS: Final = 10.0
"""An album whose parts keep dripping in is taken as it is by then."""


class Fate(StrEnum):
    """What became of a part that was handed to the store."""

    KEPT = "kept"
    REPEATED = "repeated"  # known already; nothing changed
    LATE = "late"  # its album is closed, and its person should hear of it: said once an album
    IGNORED = "ignored"  # the same, and nothing is to be said


@dataclass(frozen=True, slots=True, kw_only=True)
class AlbumPart:
    """One message of an album. `picture` is None for a part that is none (a video, say).

    `kind` is what its caption asks for, and `words` what follows; None where it asks nothing of us.
    """

    album_id: str
    origin: Origin
    picture: InputPicture | None = None
    kind: MediaKind | None = None
    words: str = ""
    is_loose: bool = False
    """No part of the album, but a text that came right after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Album:
    """The parts that have come so far, by message id. Times are Unix seconds."""

    chat_id: ChatId
    album_id: str
    parts: tuple[AlbumPart, ...]
    first_at: float
    last_at: float

    @property
    def due_at(self) -> float:
        """When it counts as complete, if nothing more comes."""
        is_private = self.parts[0].origin.is_private
        quiet = QUIET_SECONDS if is_private else QUIET_SECONDS_IN_GROUPS
        return min(self.first_at + LONGEST_SECONDS, self.last_at + quiet)

    @property
    def origin(self) -> Origin:
        """The message that answers belong under: the one with the words, or the first."""
        return next((part.origin for part in self.parts if part.kind), self.parts[0].origin)


def wishes_of(album: Album) -> tuple[Wish, ...]:
    """What each of the captions asks for, with all the pictures."""
    pictures = pictures_in(album.parts)
    proper = [part for part in album.parts if not part.is_loose]
    notes = () if len(pictures) == len(proper) else (Note("album-others"),)
    return tuple(
        Wish(kind=part.kind, words=part.words, pictures=pictures, notes=notes)
        for part in proper
        if part.kind is not None
    )


def loose_words(album: Album) -> AlbumPart | None:
    """The text that came right after the pictures, and may belong to them."""
    return next((part for part in album.parts if part.is_loose), None)


def pictures_in(parts: Sequence[AlbumPart]) -> tuple[InputPicture, ...]:
    """The pictures in the order of their messages."""
    return tuple(part.picture for part in parts if part.picture is not None)
