"""/credit: claim the day's credits if nobody has, then show the balance by source."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bot import keyboards
from bot.answers import acknowledge, answer, spinning
from bot.credit_text import render_credit
from bot.domain.accounts import Account, Payer
from bot.domain.callbacks import Tap
from bot.domain.ids import AccountId
from bot.services.credits import CreditReport
from bot.telegram_app import BotContext
from handlers.origins import is_private, person_of


async def show_credit(update: Update, context: BotContext) -> None:
    """/credit, or /credit and an account's name. A balance is nobody else's business."""
    accounts = context.services.accounts
    payer = await accounts.payer_of(person_of(update), context.command_tail.strip())
    report = await context.services.credits.report(payer)
    text, keyboard = _shown(context, report)
    if is_private(update):
        await answer(update, text, keyboard)
        return
    try:
        await context.bot.send_message(
            person_of(update), text, parse_mode=ParseMode.HTML, reply_markup=keyboard
        )
        await answer(update, context.text("sent-privately"))
    except Forbidden:
        texts, language = context.services.texts, context.language
        to_chat = keyboards.to_private_chat(texts, language, context.bot.username)
        await answer(update, context.text("private-chat-closed"), to_chat)


async def refresh_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """🔁 under a balance: ask again and bring the message up to date."""
    account = await account_of_tap(update, context, tap.argument) if tap.argument else None
    if tap.argument and account is None:
        await acknowledge(update, context.plain("account-gone"))
        return
    async with spinning(update):  # the service may take its time
        is_new = await _show_anew(update, context, account)
    await acknowledge(update, context.plain("credit-read" if is_new else "credit-unchanged"))


async def auto_claim_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """Claim the day's credits without being asked from now on, or not any more."""
    number, _, wanted = tap.argument.partition(".")
    account = await account_of_tap(update, context, number)
    if account is None or wanted not in {"on", "off"}:
        await acknowledge(update, context.plain("account-gone"))
        return
    await context.services.credits.let_claim_itself(account, wanted == "on")
    done = "auto-claim-on" if wanted == "on" else "auto-claim-off"
    await acknowledge(update, context.plain(done))
    await _show_anew(update, context, account)


async def account_of_tap(update: Update, context: BotContext, number: str) -> Account | None:
    """The account that a button names, if it is the tapper's."""
    if not number.isdecimal():
        return None
    return await context.services.accounts.own(person_of(update), AccountId(int(number)))


async def _show_anew(update: Update, context: BotContext, account: Account | None) -> bool:
    """Edit the message that the button is under; `None` is the account in use. Gives False where
    it said the same before."""
    every = await context.services.accounts.table(person_of(update))
    if account is None:
        used = (each.account for each in every if each.account.in_use)
        account = next(used, None)
    payer = Payer(account=account, is_chosen=len(every) > 1)
    report = await context.services.credits.report(payer)
    text, keyboard = _shown(context, report)
    query = update.callback_query
    if query is None or query.message is None or not query.message.is_accessible:
        # The button's message is too old to be edited.
        await answer(update, text, keyboard)
        return True
    try:
        await query.edit_message_text(text, parse_mode=ParseMode.HTML, reply_markup=keyboard)
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            raise
        return False
    return True


def _shown(context: BotContext, report: CreditReport) -> tuple[str, InlineKeyboardMarkup]:
    texts, language = context.services.texts, context.language
    text = render_credit(texts, language, report, now=context.services.wall_clock())
    keyboard = keyboards.of_credit(
        texts, language, report.account.id, claims_itself=report.claims_itself
    )
    return text, keyboard
