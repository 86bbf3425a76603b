"""Results in the chats, taken away again."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.domain.ids import ChatId, MessageId

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class TelegramShowcase:
    """Implements `bot.ports.Showcase`."""

    bot: Bot

    async def take_away(self, chat_id: ChatId, message_id: MessageId) -> None:
        try:
            await self.bot.delete_message(chat_id, message_id)
        except TelegramError as error:
            log.info("result.not_taken_away", message_id=message_id, error=error.message)
