"""A message handled once more as if it had been typed another way."""

from __future__ import annotations

from telegram import Message, Update

from bot.telegram_app import BotContext
from handlers.origins import person_of


def typed_by_tapper(update: Update) -> Message | None:
    """The message that the tapped one answers, if the person who taps wrote it."""
    query = update.callback_query
    shown = query.message if query is not None else None
    typed = shown.reply_to_message if isinstance(shown, Message) else None
    author = typed.from_user if typed is not None else None
    return typed if author is not None and author.id == person_of(update) else None


async def handle_as(update: Update, context: BotContext, typed: Message, line: str) -> None:
    """Handle it with these words: what they make belongs to that message, so that a second tap
    makes nothing more."""
    field = "text" if typed.text else "caption"
    message = {**typed.to_dict(), field: line}
    again = Update.de_json({"update_id": update.update_id, "message": message}, context.bot)
    await context.application.process_update(again)
