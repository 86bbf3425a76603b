"""Where a message came from, in the bot's own words."""

from __future__ import annotations

from telegram import Message, Update
from telegram.constants import ChatType

from bot.answers import topic_of
from bot.domain.ids import ChatId, MessageId, UserId
from bot.domain.jobs import Origin
from bot.domain.lineage import Cause, caused_by_query
from bot.telegram_app import BotContext


def message_of(update: Update) -> Message:
    """The new message that a command came in; the command handlers see no other updates."""
    if update.message is None:
        raise TypeError("this update carries no new message")
    return update.message


def written_in(update: Update) -> Message:
    """The message that was sent or edited just now."""
    message = update.message or update.edited_message
    if message is None:
        raise TypeError("this update carries no message")
    return message


def person_of(update: Update) -> UserId:
    """Who did this; the door lets nobody in who isn't a person."""
    if update.effective_user is None:
        raise TypeError("this update comes from nobody")
    return UserId(update.effective_user.id)


def is_private(update: Update) -> bool:
    """Whether this happens in the person's private chat with the bot."""
    chat = update.effective_chat
    return chat is not None and chat.type == ChatType.PRIVATE


def origin_of(update: Update, context: BotContext) -> Origin:
    """Where the answers to this message belong."""
    return origin_of_message(message_of(update), person_of(update), context.language)


def origin_of_tap(update: Update, context: BotContext) -> Origin:
    """Where the answers to a tap belong: under the message with the button, for whoever tapped."""
    query = update.callback_query
    if query is None or query.message is None:
        raise TypeError("this tap belongs to no message")
    message, chat = query.message, query.message.chat
    return Origin(
        user_id=person_of(update),
        chat_id=ChatId(chat.id),
        message_id=MessageId(message.message_id),
        thread_id=topic_of(message if isinstance(message, Message) else None),
        is_private=chat.type == ChatType.PRIVATE,
        language=context.language,
        name=query.from_user.first_name,
    )


def cause_of_tap(update: Update) -> Cause:
    """What names this one tap, however often its update is handled."""
    if update.callback_query is None:
        raise TypeError("this update is no tap")
    return caused_by_query(update.callback_query.id)


def origin_of_message(message: Message, user_id: UserId, language: str) -> Origin:
    """Where the answers to any message belong."""
    return Origin(
        user_id=user_id,
        chat_id=ChatId(message.chat.id),
        message_id=MessageId(message.message_id),
        thread_id=topic_of(message),
        is_private=message.chat.type == ChatType.PRIVATE,
        language=language,
        name=message.from_user.first_name if message.from_user is not None else "",
    )
