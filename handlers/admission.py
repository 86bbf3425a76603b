"""The door: who may use the bot, and where. It stands before every handler, closed by default."""

from __future__ import annotations

import structlog
from telegram import Message, Update, User
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop

from bot.answers import acknowledge, answer
from bot.domain.access import Entry, Subject, SubjectKind
from bot.domain.ids import ChatId, UserId
from bot.i18n import pick_language
from bot.telegram_app import BotContext
from handlers.command_handler import is_spoken_to, read_command_of
from handlers.groups import closed_chat_note
from handlers.inline import turn_away

log = structlog.get_logger(__name__)

OPERATORS_COMMAND = "admin"


async def admit(update: Update, context: BotContext) -> None:
    """Let the allowed through, and what only tells how the bot itself stands; not what we made.

    Strangers get one line in private, once in a while, and silence in groups; so does everybody in
    a group that is not let in. Raises `ApplicationHandlerStop` for them.
    """
    user = update.effective_user
    message = update.message or update.edited_message
    if update.my_chat_member is not None or _is_move(message):
        return
    if message is not None and _is_inline_result(message, context):
        raise ApplicationHandlerStop
    speaks_as_chat = message is not None and message.sender_chat is not None
    if user is None or user.is_bot or speaks_as_chat:
        raise ApplicationHandlerStop
    chat = update.effective_chat
    is_group = chat is not None and chat.type != ChatType.PRIVATE
    door, user_id = context.services.door, UserId(user.id)
    if door.is_operator(user_id) and _is_for_operators(message, context.bot.username):
        await _speak_to(user, context)
        return
    entry = await door.entry(user_id, ChatId(chat.id) if chat is not None and is_group else None)
    if entry is Entry.OPEN:
        await _speak_to(user, context)
        return
    log.info("door.refused", user_id=user.id, entry=entry, is_group=is_group)
    if entry is Entry.CLOSED_CHAT:
        await _keep_silent(update, context, message)
    else:
        await _turn_away(update, context, user_id)
    raise ApplicationHandlerStop


async def _speak_to(user: User, context: BotContext) -> None:
    """In the language that they chose, or that Telegram tells of them."""
    told = pick_language(user.language_code)
    context.speak(await context.services.languages.heard(UserId(user.id), told))


async def _turn_away(update: Update, context: BotContext, user_id: UserId) -> None:
    """A stranger: a word on their tap, one line in private, nothing in groups."""
    if update.callback_query is not None:
        await acknowledge(update, context.plain("stranger-tap"))
        return
    if update.inline_query is not None:
        await turn_away(update, context)
        return
    is_private = update.message is not None and update.message.chat.type == ChatType.PRIVATE
    stranger, door = Subject(SubjectKind.USER, user_id), context.services.door
    if is_private and await door.may_tell(stranger):
        await answer(update, context.text("stranger", id=str(user_id)))
        await door.note_told(stranger)


async def _keep_silent(update: Update, context: BotContext, message: Message | None) -> None:
    """A group that is not let in: its tap stops spinning, and the operators hear of a call."""
    if update.callback_query is not None:
        await acknowledge(update)
    elif message is None or not is_spoken_to(message, context.bot.username):
        return
    chat = update.effective_chat
    if chat is not None:
        note = closed_chat_note("operator-chat-called", update)
        await context.services.door.report_closed_chat(ChatId(chat.id), note)


def _is_inline_result(message: Message, context: BotContext) -> bool:
    """A result of ours that somebody put here by the inline mode: to be looked at, not a wish."""
    return message.via_bot is not None and message.via_bot.id == context.bot.id


def _is_move(message: Message | None) -> bool:
    """Telegram's own word that a group became a supergroup, in whosever name it comes."""
    if message is None:
        return False
    return bool(message.migrate_to_chat_id or message.migrate_from_chat_id)


def _is_for_operators(message: Message | None, bot_username: str) -> bool:
    """An operator lets a group in from inside it, too."""
    call = read_command_of(message, bot_username) if message is not None else None
    return call is not None and call.name == OPERATORS_COMMAND
