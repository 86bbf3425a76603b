"""What parsing gives: a request, what is asked for beyond it, and what people should be told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.domain.grammar.flags import Target
from bot.domain.requests import ImageRequest, VideoRequest

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Note:
    """A line for the receipt: `key` names a message of the texts, `values` fill its variables."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What a request asks for beyond the generation itself; kept even where nothing acts on it.

    `references`, `links` and `same_seed` speak of pictures, of addresses to fetch some from, and of
    the replied job; `count` is what was asked, whatever the model makes; `max_credits` is a ceiling
    in credits.
    """

    styles: tuple[str, ...] = ()
    account: str = ""
    max_credits: int | None = None
    count: int | None = None
    references: tuple[int, ...] = ()
    links: tuple[str, ...] = ()
    yes: bool = False
    private: bool = False
    draft: bool = False
    same_seed: bool = False
    auto_ratio: bool = False
    names_ratio: bool = field(default=False, compare=False)
    """A flag or a word of the prompt names one; else a picture has its own, which is better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Which picture plays which part in a video, by numbers that start at 1."""

    first: int | None = None
    last: int | None = None
    references: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedImage:
    """An image request without its pictures. `asks`: a word of the prompt raised the price, so a
    tap is needed. Equality is about what was asked, not about how it was typed."""

    request: ImageRequest
    extras: Extras = Extras()
    offers_video: bool = False
    notes: tuple[Note, ...] = field(default=(), compare=False)
    asks: bool = field(default=False, compare=False)
    usual: tuple[Target, ...] = field(default=(), compare=False)
    """What came from the person's own values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedVideo:
    """A video request without its pictures, and their roles. See `ParsedImage` for the rest."""

    request: VideoRequest
    roles: Roles = Roles()
    extras: Extras = Extras()
    notes: tuple[Note, ...] = field(default=(), compare=False)
    asks: bool = field(default=False, compare=False)
    names_roles: bool = field(default=False, compare=False)
    """Flags say what the pictures are; buttons then don't."""
    usual: tuple[Target, ...] = field(default=(), compare=False)


@dataclass(slots=True)
class Findings:
    """What is found out on the way: collects notes, and whether a tap is needed."""

    notes: list[Note] = field(default_factory=list)
    asks: bool = False
    usual: list[Target] = field(default_factory=list)

    def tell(self, key: str, **values: Value) -> None:
        self.notes.append(Note(key, values))


def listed(words: Collection[str]) -> str:
    """Join words for a sentence of any language."""
    return " · ".join(words)
