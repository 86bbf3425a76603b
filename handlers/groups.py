"""Groups: the bot comes, goes and moves along; operators let groups in or leave them."""

from __future__ import annotations

import structlog
from telegram import ChatMember, Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.answers import acknowledge, bring_up_to_date
from bot.domain.access import subject_of
from bot.domain.callbacks import Tap
from bot.domain.commands import Note
from bot.domain.ids import ChatId, UserId
from bot.telegram_app import BotContext
from handlers.origins import person_of

log = structlog.get_logger(__name__)

_INSIDE = frozenset({ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.RESTRICTED})


async def on_standing(update: Update, context: BotContext) -> None:
    """The bot was added to a group, or shut out of a private chat."""
    change = update.my_chat_member
    if change is None:
        return
    is_inside, was_inside = (
        member.status in _INSIDE for member in (change.new_chat_member, change.old_chat_member)
    )
    log.info("bot.standing", chat_id=change.chat.id, status=change.new_chat_member.status)
    if change.chat.type == ChatType.PRIVATE:
        if not is_inside:  # it is told so when a person shuts the bot out
            await context.services.announcements.lose(UserId(change.from_user.id))
        return
    if not is_inside or was_inside:
        return
    chat_id, by = ChatId(change.chat.id), UserId(change.from_user.id)
    note = closed_chat_note("operator-chat-added", update)
    await context.services.door.bot_added(chat_id, by, note)


async def follow_move(update: Update, context: BotContext) -> None:
    """The group became a supergroup; the bot is told in the old one, in the new one, or in both."""
    message = update.message
    if message is None:
        return
    here = message.chat.id
    old_id = message.migrate_from_chat_id or here
    new_id = message.migrate_to_chat_id or here
    await context.services.door.chat_moved(ChatId(old_id), ChatId(new_id))


async def allow_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """✅ under the line about a group: let it in."""
    chat_id = _chat_of(tap)
    if not await is_operators(update, context) or chat_id is None:
        return
    door = context.services.door
    await door.decide(subject_of(chat_id), is_allowed=True, by=person_of(update))
    await acknowledge(update, context.plain("tap-allowed", id=str(chat_id)))
    await _say_decided(update, context.text("operator-let-in", id=str(chat_id), name=_name(update)))


async def leave_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """🚪 under the line about a group: the bot leaves it."""
    chat_id = _chat_of(tap)
    if not await is_operators(update, context) or chat_id is None:
        return
    try:
        left = await context.bot.leave_chat(chat_id)
    except TelegramError as error:
        log.info("chat.not_left", chat_id=chat_id, error=type(error).__name__)
        left = False
    key = "tap-left" if left else "tap-not-left"
    await acknowledge(update, context.plain(key, id=str(chat_id)))
    await _say_decided(update, context.text(key, id=str(chat_id)))


def closed_chat_note(key: str, update: Update) -> Note:
    """The operators' line about a group: which one, and who did it."""
    chat, user = update.effective_chat, update.effective_user
    return Note(
        key,
        {
            "name": user.full_name if user is not None else "–",
            "user": str(user.id) if user is not None else "–",
            "chat": (chat.title or "–") if chat is not None else "–",
            "id": str(chat.id) if chat is not None else "–",
        },
    )


async def _say_decided(update: Update, decision: str) -> None:
    """What happened stays, the last line says what was decided, and the buttons go."""
    query = update.callback_query
    happened = ""
    if query is not None and isinstance(query.message, Message):
        happened = (query.message.text_html or "").rpartition("\n")[0]
    await bring_up_to_date(update, "\n".join(filter(None, [happened, decision])))


def _name(update: Update) -> str:
    return update.effective_user.full_name if update.effective_user is not None else "–"


def _chat_of(tap: Tap) -> ChatId | None:
    digits = tap.argument.removeprefix("-")
    is_group = tap.argument.startswith("-") and digits.isascii() and digits.isdecimal()
    return ChatId(int(tap.argument)) if is_group else None


async def is_operators(update: Update, context: BotContext) -> bool:
    """Whether an operator tapped; anybody else is told that it is not for them."""
    if context.services.door.is_operator(person_of(update)):
        return True
    await acknowledge(update, context.plain("tap-operators-only"))
    return False


async def take_buttons(update: Update) -> None:
    """It is decided: the line stays, its buttons go."""
    query = update.callback_query
    if query is None or query.message is None or not query.message.is_accessible:
        return
    try:
        await query.edit_message_reply_markup(None)
    except TelegramError as error:  # gone, or tapped twice
        log.info("buttons.not_taken", error=type(error).__name__)
