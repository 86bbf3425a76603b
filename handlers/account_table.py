"""/account: a person's accounts side by side; add, use, rename, remove."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from telegram import Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot import keyboards
from bot.answers import acknowledge, answer
from bot.domain.accounts import Account
from bot.domain.callbacks import Tap
from bot.services.accounts import Removed, Standing
from bot.status_text import SHORT_PROMPT_LENGTH, shorten, spell_duration
from bot.telegram_app import BotContext
from handlers.account import explain_login
from handlers.asking_back import ask_back
from handlers.credit import account_of_tap
from handlers.origins import is_private, origin_of, origin_of_tap, person_of


async def account(update: Update, context: BotContext) -> None:
    """/account, alone or with what to do: add, use, rename or remove, and the name."""
    if not is_private(update):
        texts, language = context.services.texts, context.language
        keyboard = keyboards.to_private_chat(texts, language, context.bot.username)
        await answer(update, context.text("account-privately"), keyboard)
        return
    verb, *names = context.command_tail.split() or [""]
    if not verb:
        await _show(update, context)
        return
    take = _VERBS.get(verb.casefold())
    if take is None or len(names) not in take[1]:
        await answer(update, "\n".join(_unread(context)))
        return
    await take[0](update, context, names)


def _unread(context: BotContext) -> list[str]:
    """What was wrong with the words, and which ones there are."""
    typed = shorten(context.command_tail.strip(), SHORT_PROMPT_LENGTH)
    return [context.text("account-unread", typed=typed), context.text("account-how")]


async def table_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """✕ under the question about removing: nothing is removed."""
    if await _own(update, context, tap) is not None:
        await acknowledge(update)
        await _show_in_place(update, context)


async def use_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """Use this account from now on."""
    chosen = await _own(update, context, tap)
    if chosen is None:
        return
    await context.services.accounts.use(chosen)
    await acknowledge(update, context.plain("account-used", name=chosen.name))
    await _show_in_place(update, context)


async def rename_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """Ask for another name: the next message is it."""
    chosen = await _own(update, context, tap)
    if chosen is None:
        return
    await acknowledge(update)
    origin = origin_of_tap(update, context)
    await context.services.waitings.for_name(origin, chosen.name)
    said = context.text("account-rename-how", name=chosen.name)
    await ask_back(context, origin, said, context.plain("account-rename-placeholder"))


async def take_name(update: Update, context: BotContext, before: str, name: str) -> None:
    """The name that was asked for. Raises `UserError` for one that can't be, and is asked for
    still."""
    chosen = await context.services.accounts.named(person_of(update), before)
    given = await context.services.accounts.rename(chosen, name)
    await context.services.waitings.end_with(origin_of(update, context))
    await answer(update, context.text("account-renamed", before=before, name=given))


async def remove_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """Ask once."""
    chosen = await _own(update, context, tap)
    if chosen is not None:
        await acknowledge(update)
        await _ask_about_removal(update, context, chosen)


async def remove_surely_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """Erase the account and its login."""
    chosen = await _own(update, context, tap)
    if chosen is None:
        return
    await acknowledge(update)
    removed = await context.services.accounts.remove(chosen)
    await answer(update, removal_text(context, removed), is_reply=False)


def removal_text(context: BotContext, removed: Removed) -> str:
    """What was erased, and which account is used from now on."""
    lines = [context.text("account-removed", name=removed.account.name)]
    if removed.used_now is not None:
        used = removed.used_now
        lines.append(context.text("account-used-now", name=used.name, region=used.region))
    return "\n".join(lines)


async def _add(update: Update, context: BotContext, names: list[str]) -> None:
    name = await context.services.accounts.begin_login(person_of(update), names[0])
    await explain_login(update, context, name=name)


async def _use(update: Update, context: BotContext, names: list[str]) -> None:
    chosen = await context.services.accounts.named(person_of(update), names[0])
    await context.services.accounts.use(chosen)
    await answer(update, context.text("account-used", name=chosen.name))


async def _rename(update: Update, context: BotContext, names: list[str]) -> None:
    chosen = await context.services.accounts.named(person_of(update), names[0])
    name = await context.services.accounts.rename(chosen, names[1])
    await answer(update, context.text("account-renamed", before=chosen.name, name=name))


async def _remove(update: Update, context: BotContext, names: list[str]) -> None:
    chosen = await context.services.accounts.named(person_of(update), names[0])
    await _ask_about_removal(update, context, chosen)


async def _ask_about_removal(update: Update, context: BotContext, chosen: Account) -> None:
    text = context.text(
        "account-remove-sure", name=chosen.name, region=chosen.region, hint=chosen.hint
    )
    keyboard = keyboards.of_removal(context.services.texts, context.language, chosen)
    await answer(update, text, keyboard, is_reply=False)


async def _show(update: Update, context: BotContext) -> None:
    every = await context.services.accounts.table(person_of(update))
    if not every:
        await answer(update, context.text("account-none"))
        return
    accounts = [each.account for each in every]
    keyboard = keyboards.of_accounts(context.services.texts, context.language, accounts)
    await answer(update, _table(context, every), keyboard)


async def _show_in_place(update: Update, context: BotContext) -> None:
    """The table in the message with the button; a new one where that is too old."""
    every = await context.services.accounts.table(person_of(update))
    query = update.callback_query
    if not every or query is None or query.message is None or not query.message.is_accessible:
        await _show(update, context)
        return
    accounts = [each.account for each in every]
    keyboard = keyboards.of_accounts(context.services.texts, context.language, accounts)
    text = _table(context, every)
    try:
        await query.edit_message_text(text, parse_mode=ParseMode.HTML, reply_markup=keyboard)
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            raise


async def _own(update: Update, context: BotContext, tap: Tap) -> Account | None:
    """The account that the button names; says so where the tapper has none such.

    In a group no button of ours says this: whoever makes one up reaches nothing.
    """
    chosen = await account_of_tap(update, context, tap.argument) if is_private(update) else None
    if chosen is None:
        await acknowledge(update, context.plain("account-gone"))
    return chosen


def _table(context: BotContext, every: Sequence[Standing]) -> str:
    return "\n".join([context.text("account-title"), *(_line(context, each) for each in every)])


def _line(context: BotContext, standing: Standing) -> str:
    held, balance = standing.account, standing.balance
    ago = max(0.0, context.services.wall_clock() - held.checked_at)
    return context.text(
        "account-line-used" if held.in_use else "account-line",
        name=held.name,
        region=held.region,
        hint=held.hint,
        balance="?" if balance is None else str(balance.total),
        state=context.plain("account-alive" if held.alive else "account-ended"),
        ago=spell_duration(context.services.texts, context.language, ago),
    )


_Act = Callable[[Update, BotContext, list[str]], Awaitable[None]]

_VERBS: Final[dict[str, tuple[_Act, tuple[int, ...]]]] = {
    "add": (_add, (1,)),
    "use": (_use, (1,)),
    "rename": (_rename, (2,)),
    "remove": (_remove, (1,)),
}
"""What can be done by words, and with how many names."""
