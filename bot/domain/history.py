"""Results that were made: what may be looked for among them, and what is found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from bot.domain.accounts import SITE_DAY
from bot.domain.ids import ChatId, JobId, MessageId, UserId
from bot.domain.jobs import Job, PartKind
from bot.domain.requests import MediaKind

PAGE_LENGTH: Final = 10

_INVISIBLE = re.compile(
    "[\x00\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
"""Marks of direction and of width that keyboards put in, and nobody sees or types again."""

DAY_SECONDS: Final = 86_400.0


class Shelf(StrEnum):
    """Which of a person's results are listed."""

    HISTORY = "history"
    FAVOURITES = "favourites"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days of the site's calendar, both included."""

    first: date
    last: date

    @property
    def since(self) -> float:
        """Unix seconds at which it begins."""
        return datetime.combine(self.first, time.min, SITE_DAY).timestamp()

    @property
    def until(self) -> float:
        """Unix seconds at which it is over."""
        return datetime.combine(self.last, time.min, SITE_DAY).timestamp() + DAY_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a result must have: all of these words in its prompt, and whatever else is named.

    `model` is a part of the model's name, or stands for one of `models`, full names.
    """

    words: tuple[str, ...] = ()
    model: str = ""
    models: tuple[str, ...] = ()
    kind: MediaKind | None = None
    is_starred: bool = False
    period: Period | None = None

    @property
    def is_empty(self) -> bool:
        return self == Filter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A list that somebody asked for with a message, so that its pages can be turned later.

    `words` are the filters as typed. In a group only what was asked for there is listed: the rest
    is nobody's business there.
    """

    chat_id: ChatId
    message_id: MessageId
    user_id: UserId
    is_private: bool
    shelf: Shelf
    words: str
    asked_at: float


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list, the newest first, with the stars of whoever asked.

    `total` counts what all pages hold.
    """

    jobs: Sequence[Job]
    stars: Mapping[JobId, frozenset[int]]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A result's place in the list of results: behind it the next page begins."""

    job: JobId
    picture: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A result that Telegram has, under the name by which this bot may show it again."""

    job: JobId
    picture: int
    kind: PartKind
    file_id: str
    prompt: str = field(default="")
    made_at: float = 0.0


def is_made(job: Job) -> bool:
    """It is over and left something, whether or not it was sent."""
    return job.state.is_final and bool(job.artifacts)


def fold(text: str) -> str:
    """Text as it is compared: without regard to case, width and invisible marks."""
    even = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    return unicodedata.normalize("NFKC", even)
