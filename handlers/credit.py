"""/credit: claim the day's credits if nobody has, then show the balance by source."""

from __future__ import annotations

from telegram import Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bot import keyboards
from bot.answers import acknowledge, answer
from bot.domain.accounts import Claim, ClaimResult
from bot.domain.callbacks import Tap
from bot.services.accounts import CreditReport
from bot.telegram_app import BotContext
from handlers.origins import is_private, person_of


async def show_credit(update: Update, context: BotContext) -> None:
    """Answer in private; a balance is nobody else's business."""
    report = await context.services.accounts.credit(person_of(update))
    text = _render(context, report)
    texts, language = context.services.texts, context.language
    if is_private(update):
        await answer(update, text, keyboards.of_credit(texts, language))
        return
    try:
        await context.bot.send_message(
            person_of(update),
            text,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboards.of_credit(texts, language),
        )
        await answer(update, context.text("sent-privately"))
    except Forbidden:
        keyboard = keyboards.to_private_chat(texts, language, context.bot.username)
        await answer(update, context.text("private-chat-closed"), keyboard)


async def refresh_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """🔁 under a balance: ask again and bring the message up to date."""
    await acknowledge(update)  # the service may take its time, and the tap must not wait
    report = await context.services.accounts.credit(person_of(update))
    text = _render(context, report)
    keyboard = keyboards.of_credit(context.services.texts, context.language)
    query = update.callback_query
    if query is None or query.message is None or not query.message.is_accessible:
        # The button's message is too old to be edited.
        await answer(update, text, keyboard)
        return
    try:
        await query.edit_message_text(text, parse_mode=ParseMode.HTML, reply_markup=keyboard)
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            raise


def _render(context: BotContext, report: CreditReport) -> str:
    account, balance = report.account, report.balance
    lines = [
        context.text(
            "credit-report",
            region=account.region,
            hint=account.hint,
            balance=str(balance.total),
            gift=str(balance.gift),
            vip=str(balance.vip),
            purchase=str(balance.purchase),
        ),
        _render_claim(context, account.region, report.claim),
    ]
    return "\n".join(lines)


def _render_claim(context: BotContext, region: str, claim: Claim) -> str:
    match claim.result:
        case ClaimResult.RECEIVED:
            return context.text("claim-received", amount=str(claim.amount))
        case ClaimResult.REFUSED:
            return context.text("claim-refused", region=region, code=claim.code or "–")
        case ClaimResult.ALREADY_CLAIMED:
            return context.text("claim-already-claimed")
        case ClaimResult.UNKNOWN:
            return context.text("claim-unknown")
