"""How the bot answers in a chat: in Telegram's HTML, as a reply, in the topic it was asked in."""

from __future__ import annotations

import structlog
from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

log = structlog.get_logger(__name__)

LONGEST_TAP_ANSWER = 200
"""Characters of an answer to a tap (Bot API, answerCallbackQuery)."""

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def answer(
    update: Update,
    text: str,
    keyboard: InlineKeyboardMarkup | None = None,
    *,
    is_reply: bool = True,
) -> Message | None:
    """Answer what the update brought; None where there is no chat to answer in.

    A reply shows the beginning of the message that it answers. Raises `TelegramError`.
    """
    chat, message = update.effective_chat, update.effective_message
    if chat is None:
        return None
    # The message may be gone (a /login is deleted first): the answer is sent all the same.
    quoted = (
        ReplyParameters(message.message_id, allow_sending_without_reply=True)
        if message and is_reply
        else None
    )
    return await update.get_bot().send_message(
        chat.id,
        text,
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        message_thread_id=topic_of(message),
        reply_parameters=quoted,
        reply_markup=keyboard,
    )


async def bring_up_to_date(
    update: Update, text: str, keyboard: InlineKeyboardMarkup | None = None
) -> None:
    """Change the message whose button was tapped; one that can't be changed any more is answered.

    Raises `TelegramError`.
    """
    query = update.callback_query
    if query is None or query.message is None or not query.message.is_accessible:
        await answer(update, text, keyboard)
        return
    try:
        await query.edit_message_text(
            text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard,
        )
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            raise


async def acknowledge(update: Update, words: str = "") -> None:
    """Answer the tap that the update brought, so that its button stops spinning.

    Telegram accepts this for some seconds only, and once; a late one is no failure of the work.
    """
    if update.callback_query is None:
        return
    try:
        await update.callback_query.answer(words[:LONGEST_TAP_ANSWER])
    except BadRequest as error:
        log.info("tap.answered_late", reason=error.message)


def topic_of(message: Message | None) -> int | None:
    """The forum topic of a message; threads of ordinary replies are none."""
    if message is None or not message.is_topic_message:
        return None
    return message.message_thread_id
