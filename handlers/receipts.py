"""The buttons of a receipt: agree, or open one anew that expired."""

from __future__ import annotations

from telegram import Update

from bot.answers import acknowledge, answer
from bot.domain.callbacks import Tap
from bot.domain.errors import UserError
from bot.services.orders import Agreement
from bot.telegram_app import BotContext
from handlers.jobs import job_of
from handlers.origins import person_of

_AGREED = {
    Agreement.STARTED: "agree-started",
    Agreement.ALREADY: "agree-already",
    Agreement.EXPIRED: "agree-expired",
    Agreement.NOT_FOUND: "tap-not-yours",
}


async def agree_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """✅ under a receipt: the job goes its way, once."""
    job_id = job_of(tap)
    agreement = await context.services.orders.agree(person_of(update), job_id)
    await acknowledge(update, context.plain(_AGREED[agreement], id=job_id))


async def claim_and_agree_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """The balance is short: claim the day's credits, then send the job if they are enough."""
    user_id, job_id = person_of(update), job_of(tap)
    job = await context.services.orders.open_receipt(user_id, job_id)
    price = job.receipt.price if job is not None else None
    if job is None or price is None:
        await acknowledge(update, context.plain("agree-already", id=job_id))
        return
    await acknowledge(update)
    payer = await context.services.accounts.payer_of(user_id, job.account_name)
    report = await context.services.credits.report(payer)
    if report.balance.total < price:
        balance = report.balance.total
        await answer(update, context.text("claim-not-enough", price=price, balance=balance))
        return
    agreement = await context.services.orders.agree(user_id, job_id)
    await answer(update, context.text(_AGREED[agreement], id=job_id))


async def reopen_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """A receipt that expired is written anew, at today's price."""
    job_id = job_of(tap)
    job = await context.services.orders.reopen(person_of(update), job_id)
    if job is None:
        await acknowledge(update, context.plain("tap-not-yours"))
    else:
        await acknowledge(update, context.plain("reopen-done", id=job.id))


async def as_video_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """🎬 under a picture whose words sound like a video's."""
    job_id = job_of(tap)
    try:
        job = await context.services.orders.as_video(person_of(update), job_id)
    except UserError as error:
        await acknowledge(update, context.plain(error.key, **error.values))
        return
    if job is None:
        await acknowledge(update, context.plain("tap-not-yours"))
    else:
        await acknowledge(update, context.plain("as-video-done", id=job.id))
