"""Carries one copy of an announcement over Telegram. See `bot.ports.Herald`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from telegram import Bot, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.adapters.chat_limits import ChatLimits
from bot.adapters.telegram_errors import (
    TOKEN_REFUSED_SECONDS,
    flood_wait,
    is_passing,
    was_never_sent,
)
from bot.answers import NO_PREVIEW
from bot.domain.announcements import Copy, CopyState
from bot.domain.callbacks import Action
from bot.domain.ids import UserId
from bot.i18n import Texts
from bot.keyboards.buttons import button

log = structlog.get_logger(__name__)

UNSENT_PAUSE = 5.0


class TelegramHerald:
    """Sends to private chats, with the button that ends it."""

    def __init__(
        self,
        bot: Bot,
        texts: Texts,
        language_of: Callable[[UserId], Awaitable[str]],
        limits: ChatLimits,
    ) -> None:
        self._bot = bot
        self._texts = texts
        self._language_of = language_of
        self._limits = limits

    async def carry(self, copy: Copy) -> CopyState | float:
        """What became of it, or the seconds after which it may be tried again. Never raises."""
        if (silence := self._limits.silence(copy.user_id)) > 0:
            return silence
        key = "announce-copy-twice" if copy.is_repeat else "announce-copy"
        try:
            language = await self._language_of(copy.user_id)
            await self._bot.send_message(
                copy.user_id,
                self._texts.text(language, key, text=copy.announcement.text),
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=InlineKeyboardMarkup([[button(self._texts, language, Action.UNHEAR)]]),
            )
        except RetryAfter as error:
            return flood_wait(error)
        except InvalidToken:  # it says nothing of the copy, and results wait just so
            return TOKEN_REFUSED_SECONDS
        except Forbidden:
            return CopyState.GONE
        except TelegramError as error:
            if was_never_sent(error):
                return UNSENT_PAUSE
            log.warning("announcement.not_carried", error=type(error).__name__)
            if is_passing(error):
                return CopyState.BEGUN
            is_gone = isinstance(error, BadRequest) and "chat not found" in error.message.lower()
            return CopyState.GONE if is_gone else CopyState.FAILED
        except Exception as error:
            log.warning("announcement.not_carried", error=type(error).__name__)
            return CopyState.FAILED
        return CopyState.SENT
