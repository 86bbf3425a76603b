"""Taps on buttons that wait for the bot's answer.

Rule: an answer is taken once and only while the query is young; everything else is refused in the
same words, as on the real service.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from playground.telegram_service.errors import bad_request
from playground.telegram_service.messages import Chat
from playground.telegram_service.people import User

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True)
class TapAnswer:
    """What a person sees after a tap; `answered` is False while the bot has not answered."""

    callback_query_id: str
    answered: bool = False
    text: str = ""
    show_alert: bool = False
    url: str = ""


@dataclass
class PendingTap:
    """A tap that has no answer yet."""

    id: str
    person: User
    chat: Chat
    message_id: int
    made: float
    answer: asyncio.Future[TapAnswer] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Callbacks:
    """The taps without an answer."""

    def __init__(self, now: Callable[[], float], window_seconds: float) -> None:
        self._now = now
        self._window = window_seconds
        self._pending: dict[str, PendingTap] = {}

    def add(self, query_id: str, person: User, chat: Chat, message_id: int) -> PendingTap:
        """Remember a tap."""
        tap = PendingTap(query_id, person, chat, message_id, self._now())
        self._pending[query_id] = tap
        return tap

    def answer(self, query_id: str, text: str, *, show_alert: bool, url: str) -> PendingTap:
        """Answer a tap. Raises ApiError if it is unknown, old or answered."""
        tap = self._pending.pop(query_id, None)
        if tap is None or self._now() - tap.made > self._window:
            raise bad_request(TOO_OLD)
        tap.answer.set_result(TapAnswer(query_id, True, text, show_alert, url))
        return tap
