"""ChatRanks over Telegram, asked at most once a minute for each person and chat."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import structlog
from telegram import Bot
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.domain.ids import ChatId, UserId

log = structlog.get_logger(__name__)

FRESH: Final = 60.0
"""Seconds for which an answer counts: whoever is demoted loses the chat's settings soon."""

REMEMBERED: Final = 1_000
ADMINS: Final = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


class TelegramRanks:
    """Implements `bot.ports.ChatRanks`. `monotonic` gives seconds."""

    def __init__(self, bot: Bot, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._monotonic = monotonic
        self._known: dict[tuple[ChatId, UserId], tuple[float, bool]] = {}

    async def is_admin(self, chat_id: ChatId, user_id: UserId) -> bool:
        """Telegram's word, or nobody's: a question without an answer lets nobody in."""
        known = self._known.get((chat_id, user_id))
        now = self._monotonic()
        if known is not None and now - known[0] < FRESH:
            return known[1]
        try:
            member = await self._bot.get_chat_member(chat_id, user_id)
        except TelegramError as error:
            log.warning("rank.unknown", chat_id=chat_id, error=type(error).__name__)
            return False
        is_admin = member.status in ADMINS
        self._known.pop((chat_id, user_id), None)
        if len(self._known) >= REMEMBERED:
            self._known.pop(next(iter(self._known)))
        self._known[chat_id, user_id] = (now, is_admin)
        return is_admin
