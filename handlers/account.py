"""Linking and unlinking an account. A session id is a password: it is deleted before all else."""

from __future__ import annotations

import structlog
from telegram import Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot import keyboards
from bot.answers import answer
from bot.domain.errors import UserError
from bot.services.accounts import Linked
from bot.telegram_app import BotContext
from handlers.command_handler import read_command_of
from handlers.origins import is_private, message_of, person_of

log = structlog.get_logger(__name__)


async def login(update: Update, context: BotContext) -> None:
    """/login: explain, or link what follows; in a group lead to the private chat."""
    if not is_private(update):
        await _login_in_group(update, context)
    elif context.command_tail.strip():
        await _link(update, context, context.command_tail)
    else:
        await explain_login(update, context)


async def login_by_text(update: Update, context: BotContext) -> None:
    """A session id alone, pasted in the private chat."""
    await _link(update, context, message_of(update).text or "")


async def explain_login(update: Update, context: BotContext) -> None:
    """Where to find the session id, site by site."""
    await answer(update, context.text("login-how"))


async def take_exposed_token(update: Update, context: BotContext) -> None:
    """A session id in a group: delete it if we may, tell its owner alone, never store it.

    Whoever can't be told alone is told in the group: silence would leave the session alive. A
    /login is led to the private chat in any case.
    """
    message = message_of(update)
    deleted = await _delete(message)
    told = await _tell_alone(update, context, deleted=deleted)
    log.warning("token.exposed", chat_id=message.chat.id, deleted=deleted, told=told)
    if not told:
        words = context.text("login-exposed-here-deleted" if deleted else "login-exposed-here")
    elif _is_login(message, context.bot.username):
        words = context.text("login-privately")
    else:
        return
    # No reply: a reply to a message that could not be deleted would show the session once more.
    keyboard = keyboards.to_login(context.services.texts, context.language, context.bot.username)
    await answer(update, f"{_mention(update)}\n{words}", keyboard, is_reply=False)


async def _tell_alone(update: Update, context: BotContext, *, deleted: bool) -> bool:
    """Warn the owner in their private chat; False where they have none, or it failed."""
    key = "login-exposed-deleted" if deleted else "login-exposed"
    text = context.text(key, chat=message_of(update).chat.title or "")
    try:
        await context.bot.send_message(person_of(update), text, parse_mode=ParseMode.HTML)
    except TelegramError as error:  # they never opened a private chat with us, mostly
        log.info("token.owner_not_told", error=type(error).__name__)
        return False
    return True


async def take_stray_token(update: Update, context: BotContext) -> None:
    """A session id among other words, where it was never meant to be: out of sight with it."""
    if not is_private(update):
        await take_exposed_token(update, context)
        return
    lines = [context.text("login-stray")]
    if not await _delete(message_of(update)):
        lines.append(context.text("login-not-deleted"))
    await answer(update, "\n".join(lines))


async def logout(update: Update, context: BotContext) -> None:
    """/logout: erase the account and its secret."""
    erased = await context.services.accounts.unlink(person_of(update))
    await answer(update, context.text("logout-done" if erased else "logout-none"))


async def _login_in_group(update: Update, context: BotContext) -> None:
    if context.command_tail.strip():  # a secret of another shape is one all the same
        await take_exposed_token(update, context)
        return
    keyboard = keyboards.to_login(context.services.texts, context.language, context.bot.username)
    await answer(update, context.text("login-privately"), keyboard)


def _is_login(message: Message, bot_username: str) -> bool:
    call = read_command_of(message, bot_username)
    return call is not None and call.name == "login"


def _mention(update: Update) -> str:
    """The person's name as a link: it says who is meant where no reply does."""
    user = update.effective_user
    return user.mention_html() if user is not None else ""


async def _link(update: Update, context: BotContext, secret: str) -> None:
    deleted = await _delete(message_of(update))
    try:
        linked = await context.services.accounts.link(person_of(update), secret)
        lines = _linked_lines(context, linked)
    except UserError as error:
        lines = [context.text(error.key, **error.values)]
    if not deleted:
        lines.append(context.text("login-not-deleted"))
    await answer(update, "\n".join(lines))


def _linked_lines(context: BotContext, linked: Linked) -> list[str]:
    account, balance = linked.account, linked.balance
    if balance is None:
        key, values = "login-done-without-balance", {}
    else:
        key, values = "login-done", {"balance": str(balance.total)}
    lines = [context.text(key, region=account.region, hint=account.hint, **values)]
    if linked.resumed:
        lines.append(context.text("login-resumed", count=linked.resumed))
    return lines


async def _delete(message: Message) -> bool:
    """Take a message out of the chat; True when it is gone, by us or before."""
    try:
        return await message.delete()
    except BadRequest as error:
        return "not found" in error.message.lower()
    except TelegramError:
        return False
