"""The bot's queue of updates: what is kept, for how long, and what an offset confirms.

Rule: kinds are filtered when an update is made, with the list that the bot gave last. An update
stays until an offset passes it or its life ends: 24 h for messages, 150 s for taps, 30 s for inline
queries. After Bot API notes, section 2.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from playground.telegram_service.settings import MAX_QUEUED_UPDATES, TelegramSettings
from playground.telegram_service.wire import Json, JsonObject

KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
)
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DEFAULT_KINDS = frozenset(KINDS) - _ON_REQUEST
_SHORT_LIVED = frozenset({"callback_query", "shipping_query", "pre_checkout_query"})
# An offset this far ahead of the newest update is taken for a mistake, and confirms nothing.
_FAR_AHEAD = 10


@dataclass(frozen=True)
class Update:
    """One update and the Unix time at which it is dropped."""

    number: int
    kind: str
    body: JsonObject
    expires: float

    def to_json(self) -> JsonObject:
        """The form of Update."""
        return {"update_id": self.number, self.kind: self.body}


class UpdateQueue:
    """Updates that the bot has not confirmed."""

    def __init__(
        self, first_number: int, now: Callable[[], float], settings: TelegramSettings
    ) -> None:
        self._next = first_number
        self._now = now
        self._settings = settings
        self._pending: list[Update] = []
        self.allowed: frozenset[str] = DEFAULT_KINDS
        self.allowed_is_custom = False
        self._repeat = self._swap = 0
        self._last_given = 0  # the highest number that a poll has been given
        self.changed = asyncio.Event()

    def add(self, kind: str, body: JsonObject) -> Update | None:
        """Queue an update; None if the bot did not ask for its kind or the queue is full."""
        if kind not in self.allowed or len(self._pending) >= MAX_QUEUED_UPDATES:
            return None
        update = self._queue(kind, body)
        if self._swap > 0 and self._can_overtake():
            self._swap -= 1
            self._overtake()
        if self._repeat > 0:
            self._repeat -= 1
            self._queue(kind, body)
        self.wake()
        return update

    def _queue(self, kind: str, body: JsonObject) -> Update:
        update = Update(self._next, kind, body, self._now() + self._life(kind))
        self._next += 1
        self._pending.append(update)
        return update

    def _can_overtake(self) -> bool:
        """What a poll has seen keeps its number: the bot may have stored it and not confirmed."""
        return len(self._pending) > 1 and self._pending[-2].number > self._last_given

    def _overtake(self) -> None:
        """Let the last two updates change places; their numbers stay in order."""
        before, last = self._pending[-2:]
        self._pending[-2:] = [
            replace(last, number=before.number),
            replace(before, number=last.number),
        ]

    def wake(self) -> None:
        """Let waiting polls look again."""
        self.changed.set()
        self.changed = asyncio.Event()

    def _life(self, kind: str) -> float:
        if kind in _SHORT_LIVED:
            return self._settings.callback_life_seconds
        if kind == "inline_query":
            return self._settings.inline_life_seconds
        return 600.0 if kind == "chosen_inline_result" else self._settings.message_life_seconds

    def allow(self, value: Json) -> None:
        """Remember a list of kinds; anything but an array of texts changes nothing."""
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            return
        known = frozenset(KINDS).intersection(str(name).lower() for name in value)
        self.allowed = known or DEFAULT_KINDS
        self.allowed_is_custom = self.allowed != DEFAULT_KINDS

    def take(self, offset: int, limit: int) -> list[Update]:
        """Confirm what lies before the offset and give the next ones; -N keeps the last N."""
        self._drop_expired()
        if offset < 0:
            self._pending = self._pending[offset:]
        elif 0 < offset <= self._next + _FAR_AHEAD:
            self._pending = [update for update in self._pending if update.number >= offset]
        given = self._pending[:limit]
        self._last_given = max([self._last_given, *(update.number for update in given)])
        return given

    def clear(self) -> None:
        """Drop everything, for drop_pending_updates."""
        self._pending.clear()

    def misbehave(self, *, repeat: int = 0, swap: int = 0) -> None:
        """Plan bad days: the next `repeat` updates come twice under two numbers, the next `swap`
        ones overtake the one before them if no poll has been given that yet."""
        self._repeat, self._swap = repeat, swap

    @property
    def pending(self) -> tuple[Update, ...]:
        """What is queued now."""
        self._drop_expired()
        return tuple(self._pending)

    def _drop_expired(self) -> None:
        now = self._now()
        if any(update.expires <= now for update in self._pending):
            self._pending = [update for update in self._pending if update.expires > now]
