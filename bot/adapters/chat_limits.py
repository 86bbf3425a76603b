"""What Telegram told us of chats: until when to be silent, and where a group has moved.

One for everything that is sent, so that what one call learns all others heed.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from telegram.error import RetryAfter

from bot.adapters.telegram_errors import flood_wait
from bot.domain.ids import ChatId

CHATS_TOGETHER: Final = 3
"""So many chats to be silent until the same moment are the bot's own limit (Bot API, FAQ: about 30
messages a second), which the answer doesn't tell from a chat's."""

SAME_MOMENT: Final = 1.5
"""Seconds: waits are told in whole ones, and answers take their time."""


class ChatSilentError(RetryAfter):
    """What would have been sent was not tried: its chat is to be left alone that long."""

    def __init__(self, silence: float) -> None:
        # Rounded up, so that who waits as told doesn't come a moment too early.
        super().__init__(timedelta(milliseconds=math.ceil(silence * 1000)))


class ChatLimits:
    """Silences in real time: `monotonic` is what Telegram's limits count in."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._free_at: dict[int, float] = {}
        self._all_free_at = 0.0
        self._moved: dict[int, int] = {}

    def learn(self, chat_id: int, error: RetryAfter) -> None:
        """Be silent in the chat for as long as this answer of Telegram's asks."""
        now = self._monotonic()
        until = max(now + flood_wait(error), self._free_at.get(chat_id, 0.0))
        self._free_at = {chat: when for chat, when in self._free_at.items() if when > now}
        self._free_at[chat_id] = until
        together = sum(abs(when - until) < SAME_MOMENT for when in self._free_at.values())
        if together >= CHATS_TOGETHER:
            self._all_free_at = max(self._all_free_at, until)

    def free_at(self, chat_id: int) -> float:
        """When the chat may be spoken to again; a moment of the past when nothing is known."""
        return max(self._free_at.get(chat_id, 0.0), self._all_free_at)

    def silence(self, chat_id: int) -> float:
        """Seconds until then, 0 for at once."""
        return max(0.0, self.free_at(chat_id) - self._monotonic())

    def move(self, old_id: int, new_id: int) -> None:
        """A group became a supergroup and has another id."""
        self._moved[old_id] = new_id

    def present_id(self, chat_id: ChatId) -> int:
        """The id under which the chat is reached today."""
        return self._moved.get(chat_id, chat_id)
