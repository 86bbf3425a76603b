"""Linking and unlinking an account. A session id is a password: it is deleted before all else."""

from __future__ import annotations

import structlog
from telegram import Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot import keyboards
from bot.answers import acknowledge, answer
from bot.domain.account_names import FIRST_NAME, AccountName, read_account_name
from bot.domain.accounts import SITES, Account
from bot.domain.callbacks import Tap
from bot.domain.errors import UserError
from bot.domain.ids import read_job_id
from bot.domain.waiting import Expects
from bot.services.accounts import Linked, Removed
from bot.telegram_app import BotContext
from handlers.command_handler import read_command_of
from handlers.credit import account_of_tap
from handlers.origins import (
    is_private,
    message_of,
    origin_of,
    origin_of_message,
    person_of,
    written_in,
)

log = structlog.get_logger(__name__)


async def login(update: Update, context: BotContext) -> None:
    """/login: explain, or link what follows; in a group lead to the private chat.

    What follows may be the name of an account: then the login that comes next is for that one.
    """
    tail = context.command_tail.strip()
    if not is_private(update):
        await _login_in_group(update, context)
    elif not tail:
        await context.services.accounts.leave_login(person_of(update))
        await _begin(update, context)
        await explain_login(update, context)
    elif (named := await _named(update, context, tail)) is not None:
        await _begin_again(update, context, named)
    else:
        await _link(update, context, tail)


async def login_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """🔑 under a job that waits, or under the word that a login ended: how to log in there.

    The argument is `job.` and the job's id, or the account's; nothing on buttons of last month.
    """
    await acknowledge(update)
    if not is_private(update):
        await _login_in_group(update, context)
        return
    job_id = read_job_id(tap.argument.removeprefix("job."))
    if tap.argument.startswith("job.") and job_id is not None:
        job = await context.services.generations.own(person_of(update), job_id)
        name = "" if job is None else job.account_name
        named = await _named(update, context, name)
        if named is None and name:
            await _begin(update, context, name)
            await explain_login(update, context, name=name)
            return
    else:
        named = await account_of_tap(update, context, tap.argument)
    if named is None:
        if not tap.argument:
            await _begin(update, context)
        await explain_login(update, context)
    else:
        await _begin_again(update, context, named)


async def site_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """A site was chosen: the session id that comes next is tried there."""
    await acknowledge(update)
    if tap.argument in SITES and is_private(update):
        name = await _begin(update, context, region=tap.argument)
        await explain_login(update, context, name=name, region=tap.argument)


async def login_by_text(update: Update, context: BotContext) -> None:
    """A session id alone, pasted in the private chat, perhaps below a screenshot. There /login may
    stand before it too: in an album it would be stored as a part's caption."""
    message = message_of(update)
    call = read_command_of(message, context.bot.username)
    await _link(update, context, call.tail if call else message.text or message.caption or "")


async def explain_login(
    update: Update, context: BotContext, *, name: str = "", region: str | None = None
) -> None:
    """Where to find the session id, at one site or at whichever; `name` is the account's."""
    lines = [context.text("login-for", name=name)] if name not in ("", FIRST_NAME) else []
    if region is None:
        lines.append(context.text("login-how"))
    else:
        lines.append(context.text("login-how-site", region=region))
    keyboard = keyboards.of_sites(context.services.texts, context.language, but=region)
    await answer(update, "\n\n".join(lines), keyboard, is_reply=False)


async def take_exposed_token(update: Update, context: BotContext) -> None:
    """A session id in a group: delete it if we may, tell its owner alone, never store it.

    Whoever can't be told alone is told in the group: silence would leave the session alive. A
    /login is led to the private chat in any case.
    """
    message = written_in(update)
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
    text = context.text(key, chat=written_in(update).chat.title or "")
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
    if not await _delete(written_in(update)):
        lines.append(context.text("login-not-deleted"))
    await answer(update, "\n".join(lines))


async def take_password(update: Update, context: BotContext) -> None:
    """An e-mail address, perhaps with a password, in answer to /login: out of sight with it."""
    lines = [context.text("login-password")]
    if not await _delete(message_of(update)):
        lines.append(context.text("login-not-deleted"))
    await answer(update, "\n".join(lines), is_reply=False)
    await explain_login(update, context)


async def logout(update: Update, context: BotContext) -> None:
    """/logout: ask before the account that is used, or the one that is named, goes with its
    secret: jobs may wait for this login."""
    payer = await context.services.accounts.payer_of(
        person_of(update), context.command_tail.strip()
    )
    if payer.account is None:
        await answer(update, context.text("logout-none"))
        return
    offer = await context.services.offers.about_logout(origin_of(update, context), payer.account)
    said = "\n".join(context.text(note.key, **note.values) for note in offer.says)
    keyboard = keyboards.of_offer(context.services.texts, context.language, offer)
    await answer(update, said, keyboard)


def logout_text(context: BotContext, removed: Removed | None) -> str:
    """What was erased, and which account is used from now on."""
    lines = [context.text("logout-done")]
    if removed is not None and removed.used_now is not None:
        used = removed.used_now
        lines.append(context.text("account-used-now", name=used.name, region=used.region))
    return "\n".join(lines)


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


async def _named(update: Update, context: BotContext, typed: str) -> Account | None:
    """The person's account of this name: what is none may be a session id."""
    for standing in await context.services.accounts.table(person_of(update)):
        if standing.account.name == read_account_name(typed):
            return standing.account
    return None


async def _begin(
    update: Update, context: BotContext, name: str | None = None, region: str | None = None
) -> AccountName:
    """What comes next is a session id, and nothing that was waited for before."""
    message = update.effective_message
    if message is not None:
        origin = origin_of_message(message, person_of(update), context.language)
        await context.services.waitings.leave_empty(origin, *Expects)
    return await context.services.accounts.begin_login(person_of(update), name, region)


async def _begin_again(update: Update, context: BotContext, named: Account) -> None:
    """A new login to an account, at the site that it was at."""
    await _begin(update, context, named.name, named.region)
    await explain_login(update, context, name=named.name, region=named.region)


async def _link(update: Update, context: BotContext, secret: str) -> None:
    """The message goes first. A session id that is dead at one site may be another one's: that is
    asked, never tried, and it has to be sent again, since nothing of it was kept."""
    deleted = await _delete(message_of(update))
    keyboard = None
    try:
        linked = await context.services.accounts.link(person_of(update), secret, context.language)
        lines = _linked_lines(context, linked)
    except UserError as error:
        lines = [context.text(error.key, **error.values)]
        if error.key == "login-dead":
            tried = str(error.values["region"])
            keyboard = keyboards.of_sites(context.services.texts, context.language, but=tried)
    if not deleted:
        lines.append(context.text("login-not-deleted"))
    await answer(update, "\n".join(lines), keyboard)


def _linked_lines(context: BotContext, linked: Linked) -> list[str]:
    account, balance = linked.account, linked.balance
    if balance is None:
        key, values = "login-done-without-balance", {}
    else:
        key, values = "login-done", {"balance": str(balance.total)}
    lines = [context.text(key, region=account.region, hint=account.hint, **values)]
    if linked.is_known:
        lines.append(context.text("login-known", name=account.name))
    elif linked.is_chosen:
        key = "login-named-used" if account.in_use else "login-named"
        lines.append(context.text(key, name=account.name))
    if linked.replaced is not None:
        before = linked.replaced
        lines.append(
            context.text("login-replaced", name=before.name, region=before.region, hint=before.hint)
        )
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
