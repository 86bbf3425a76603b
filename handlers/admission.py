"""The door: who may use the bot. It stands before every handler, and is closed by default."""

from __future__ import annotations

import structlog
from telegram import Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop

from bot.answers import acknowledge, answer
from bot.domain.ids import UserId
from bot.i18n import pick_language
from bot.telegram_app import BotContext
from handlers.inline import turn_away

log = structlog.get_logger(__name__)


async def admit(update: Update, context: BotContext) -> None:
    """Let the allowed through. Strangers get one line in private, and silence in groups.

    Raises `ApplicationHandlerStop` for everybody else.
    """
    user = update.effective_user
    message = update.message or update.edited_message
    speaks_as_chat = message is not None and message.sender_chat is not None
    if user is None or user.is_bot or speaks_as_chat:
        raise ApplicationHandlerStop
    if context.services.access.allows(user.id):
        told = pick_language(user.language_code)
        context.speak(await context.services.languages.heard(UserId(user.id), told))
        return
    log.info("stranger.refused", user_id=user.id)
    if update.callback_query is not None:
        await acknowledge(update, context.plain("stranger-tap"))
    elif update.inline_query is not None:
        await turn_away(update, context)
    elif update.message is not None and update.message.chat.type == ChatType.PRIVATE:
        await answer(update, context.text("stranger", id=str(user.id)))
    raise ApplicationHandlerStop
