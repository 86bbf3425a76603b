"""“Sending a photo …” in the chat's head while something is on its way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import structlog
from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.adapters.addresses import Address
from bot.domain.jobs import PartKind

log = structlog.get_logger(__name__)

FIRST_AFTER: Final = 0.4
"""Seconds before the first: what is sent at once needs no announcement, and no call."""
REPEATED_AFTER: Final = 4.0
"""Seconds; Telegram shows an action for at most five (Bot API, sendChatAction)."""

ACTIONS: Final = {
    PartKind.PREVIEWS: ChatAction.UPLOAD_PHOTO,
    PartKind.FILES: ChatAction.UPLOAD_DOCUMENT,
    PartKind.VIDEO: ChatAction.UPLOAD_VIDEO,
}


@asynccontextmanager
async def announced(bot: Bot, address: Address, kind: PartKind) -> AsyncIterator[None]:
    """Show what is being sent, in its topic, for as long as the block takes. Never raises."""
    action = ACTIONS.get(kind)
    showing = asyncio.create_task(_show(bot, address, action)) if action is not None else None
    try:
        yield
    finally:
        if showing is not None:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)


async def _show(bot: Bot, address: Address, action: ChatAction) -> None:
    await asyncio.sleep(FIRST_AFTER)
    while True:
        try:
            await bot.send_chat_action(address.chat_id, action, message_thread_id=address.thread_id)
        except TelegramError as error:  # what it announces matters more, and says so itself
            log.debug("action.not_shown", error=type(error).__name__)
            return
        await asyncio.sleep(REPEATED_AFTER)
