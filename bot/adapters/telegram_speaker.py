"""Speaker over Telegram: a sentence in reply to somebody's message. See `bot.ports.Speaker`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Final

import structlog
from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot import keyboards
from bot.adapters.addresses import addresses_of
from bot.adapters.chat_limits import ChatLimits
from bot.adapters.languages import LanguageOf, as_told
from bot.adapters.telegram_errors import (
    TOKEN_REFUSED_SECONDS,
    flood_wait,
    is_passing,
    was_never_sent,
)
from bot.answers import NO_PREVIEW
from bot.domain.callbacks import Tap
from bot.domain.commands import Note
from bot.domain.ids import UserId
from bot.domain.jobs import Origin
from bot.domain.offers import Offer
from bot.i18n import Texts
from bot.keyboards import with_tap
from bot.telegram_gone import is_address_gone

log = structlog.get_logger(__name__)

UNSENT_PAUSE: Final = 2.0

PAUSES: Final = (2.0, 4.0, 8.0)
"""Seconds before what may not have arrived is said again. They are few, since whoever has it said
waits for it."""


class TelegramSpeaker:
    """Says things in the language and the place of a message."""

    def __init__(
        self,
        bot: Bot,
        texts: Texts,
        limits: ChatLimits,
        language_of: LanguageOf = as_told,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._texts = texts
        self._limits = limits
        self._language_of = language_of
        self._sleep = sleep

    async def say(
        self, origin: Origin, notes: Sequence[Note], offer: Offer | None = None
    ) -> float | None:
        """Say it; gives the seconds after which it may be tried again, None for no more tries."""
        language = await self._language_of(origin.user_id, origin.language)
        said = [self._texts.text(language, note.key, **note.values) for note in notes]
        buttons = keyboards.of_offer(self._texts, language, offer) if offer else None
        for address in addresses_of(origin, self._limits.present_id(origin.chat_id)):
            moved = [self._texts.text(language, "sent-elsewhere")]
            lines = [*said, *(moved if address.is_elsewhere else [])]
            send = partial(
                self._bot.send_message,
                address.chat_id,
                "\n".join(lines),
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                message_thread_id=address.thread_id,
                reply_parameters=address.reply_parameters,
                reply_markup=buttons,
            )
            try:
                return await self._send_patiently(address.chat_id, send)
            except TelegramError:  # nobody is there
                continue
        log.info("speaker.nobody_there", chat_id=origin.chat_id)
        return None

    async def tell(
        self, user_id: UserId, language: str, notes: Sequence[Note], offer: Tap | None = None
    ) -> float | None:
        """Say it to a person in private; gives what `say` gives."""
        language = await self._language_of(user_id, language)
        lines = [self._texts.text(language, note.key, **note.values) for note in notes]
        send = partial(
            self._bot.send_message,
            user_id,
            "\n".join(lines),
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=None if offer is None else with_tap(self._texts, language, offer),
        )
        try:
            return await self._send_patiently(user_id, send)
        except TelegramError:
            log.info("speaker.nobody_there", chat_id=user_id)
            return None

    async def _send_patiently(
        self, chat_id: int, send: Callable[[], Awaitable[object]]
    ) -> float | None:
        """Send, and again what may not have arrived; gives what `say` gives.

        Raises the `TelegramError` that says that nobody is there.
        """
        for pause in (*PAUSES, None):
            if (silence := self._limits.silence(chat_id)) > 0:
                return silence
            try:
                await send()
            except TelegramError as error:
                if is_address_gone(error):
                    raise
                wait = _wait_after(error)
                if wait is not None or pause is None or not is_passing(error):
                    return wait
                await self._sleep(pause)
            else:
                return None
        return None


def _wait_after(error: TelegramError) -> float | None:
    """Seconds after which what surely didn't arrive may be said again; None of all else."""
    if isinstance(error, RetryAfter):
        return flood_wait(error)
    if isinstance(error, InvalidToken):
        return TOKEN_REFUSED_SECONDS
    if was_never_sent(error):
        return UNSENT_PAUSE
    log.warning("speaker.not_said", error=type(error).__name__, detail=error.message)
    return None
