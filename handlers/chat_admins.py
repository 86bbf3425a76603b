"""Who administrates the chat that something happens in."""

from __future__ import annotations

from telegram import Update
from telegram.constants import ChatMemberStatus

from bot.telegram_app import BotContext
from handlers.origins import is_private, person_of


async def is_chat_admin(update: Update, context: BotContext) -> bool:
    """Whether the person administrates this group. Asks Telegram; raises `TelegramError`."""
    chat = update.effective_chat
    if chat is None or is_private(update):
        return False
    member = await context.bot.get_chat_member(chat.id, person_of(update))
    return member.status in {ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER}
