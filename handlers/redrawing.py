"""Other buttons under the message that was tapped."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Update
from telegram.error import BadRequest


async def redraw(update: Update, keyboard: InlineKeyboardMarkup | None) -> None:
    """The same buttons again, or a message that is gone, are no failure."""
    query = update.callback_query
    if query is None:
        return
    try:
        await query.edit_message_reply_markup(keyboard)
    except BadRequest as error:
        if "not modified" not in error.message.lower() and "not found" not in error.message.lower():
            raise
