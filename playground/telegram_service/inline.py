"""Inline queries, and what the bot answered to them.

Rule: an answer is taken once and only while its query is young; what was answered stays choosable
for the person who asked. Nothing is cached: every keystroke asks the bot.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from playground.telegram_service.callbacks import TOO_OLD
from playground.telegram_service.entities.model import FormattedText
from playground.telegram_service.errors import bad_request
from playground.telegram_service.files import StoredFile
from playground.telegram_service.keyboards import Keyboard
from playground.telegram_service.media import Medium
from playground.telegram_service.people import User
from playground.telegram_service.wire import JsonObject


@dataclass(frozen=True)
class InlineResult:
    """One thing that a person may choose."""

    id: str
    medium: Medium
    caption: FormattedText
    title: str = ""
    description: str = ""
    keyboard: Keyboard | None = None

    def to_json(self) -> JsonObject:
        """What a person sees of it before it is sent."""
        body = self.medium.to_json(_unnamed)
        body.update(
            id=self.id,
            type=self.medium.kind,
            title=self.title,
            description=self.description,
            caption=self.caption.text,
        )
        return body


@dataclass(frozen=True)
class InlineAnswer:
    """What a person sees after typing; `answered` is False while the bot has not answered."""

    query_id: str
    answered: bool = False
    results: Sequence[InlineResult] = ()
    next_offset: str = ""
    button: JsonObject | None = None
    cache_time: int = 300
    is_personal: bool = False

    def to_json(self) -> JsonObject:
        """For those who pass it on."""
        return {
            "query_id": self.query_id,
            "answered": self.answered,
            "results": [result.to_json() for result in self.results],
            "next_offset": self.next_offset,
            "button": self.button,
            "cache_time": self.cache_time,
            "is_personal": self.is_personal,
        }


@dataclass
class AskedQuery:
    """A query on its way to an answer."""

    id: str
    person: User
    words: str
    made: float
    answer: asyncio.Future[InlineAnswer] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class InlineQueries:
    """The queries of a run, those without an answer and those with one."""

    def __init__(self, now: Callable[[], float], window_seconds: float) -> None:
        self._now = now
        self._window = window_seconds
        self._asked: dict[str, AskedQuery] = {}

    def add(self, query_id: str, person: User, words: str) -> AskedQuery:
        """Remember a query."""
        asked = self._asked[query_id] = AskedQuery(query_id, person, words, self._now())
        return asked

    def waiting(self, query_id: str) -> AskedQuery:
        """The query that an answer is for. Raises ApiError if unknown, old or answered."""
        asked = self._asked.get(query_id)
        if asked is None or asked.answer.done() or self._now() - asked.made > self._window:
            raise bad_request(TOO_OLD)
        return asked

    def answered(self, query_id: str, person: User) -> AskedQuery | None:
        """A query of this person's that has its answer."""
        asked = self._asked.get(query_id)
        if asked is None or asked.person is not person or not asked.answer.done():
            return None
        return asked


def _unnamed(_stored: StoredFile) -> str:
    return ""
