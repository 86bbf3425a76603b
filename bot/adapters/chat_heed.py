"""Telegram's 429s are learnt and obeyed around every call of the bot, whoever makes it.

The library offers this place to rate limiters. Nothing is paced here: what Telegram takes a second
is not published, and what it wants is said by its 429s.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any, Final

from telegram.error import ChatMigrated, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.adapters.chat_limits import ChatLimits, ChatSilentError
from bot.domain.ids import ChatId

Answer = bool | dict[str, Any] | list[dict[str, Any]]

SAYS_NOTHING: Final = ("get", "delete", "leave")
"""How the methods begin that put nothing into a chat: they ask, or take away. A session id in sight
of a group waits for nobody."""


class ChatHeed(BaseRateLimiter[None]):
    """Lets no call speak into a chat that is to be left alone, and learns from the answers."""

    __slots__ = ("_limits",)

    def __init__(self, limits: ChatLimits) -> None:
        self._limits = limits

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to free."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Sequence[object],
        kwargs: Mapping[str, object],
        endpoint: str,
        data: Mapping[str, object],
        rate_limit_args: None,
    ) -> Answer:
        """Make the call. Raises `ChatSilentError` instead while its chat is to be left alone."""
        named = _chat_in(data)
        if named is None:
            return await callback(*args, **kwargs)
        chat_id = self._limits.present_id(named)
        silence = 0.0 if endpoint.startswith(SAYS_NOTHING) else self._limits.silence(chat_id)
        if silence > 0:
            raise ChatSilentError(silence)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            self._limits.learn(chat_id, error)
            raise
        except ChatMigrated as error:
            self._limits.move(named, error.new_chat_id)
            raise


def _chat_in(data: Mapping[str, object]) -> ChatId | None:
    """The chat that a call is about; one by its public name is none of ours."""
    named = data.get("chat_id")
    if isinstance(named, str) and named.removeprefix("-").isdecimal():
        named = int(named)
    return ChatId(named) if isinstance(named, int) else None
