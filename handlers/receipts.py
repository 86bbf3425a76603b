"""The buttons of a receipt: agree, or open one anew that expired."""

from __future__ import annotations

from telegram import Update

from bot.answers import acknowledge, answer, spinning
from bot.domain.callbacks import Action, Tap
from bot.domain.changes import Change, What
from bot.domain.errors import UserError
from bot.services.orders import Agreement, Amendment
from bot.telegram_app import BotContext
from handlers.jobs import job_of
from handlers.lines import give_back
from handlers.origins import origin_of_tap, person_of

_AGREED = {
    Agreement.STARTED: "agree-started",
    Agreement.ALREADY: "agree-already",
    Agreement.EXPIRED: "agree-expired",
    Agreement.NOT_FOUND: "tap-not-yours",
}

_CHANGED = {
    Amendment.WRITTEN: "change-written",
    Amendment.TOO_LATE: "agree-already",
    Amendment.NOT_FOUND: "tap-not-yours",
}
_CHANGES = {
    Action.DROP_HINT: What.DROP_HINT,
    Action.MEANT: What.MEANT,
    Action.AS_REFERENCES: What.AS_REFERENCES,
    Action.AS_FRAMES: What.AS_FRAMES,
    Action.SWAP_FRAMES: What.SWAP_FRAMES,
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
    async with spinning(update):
        payer = await context.services.accounts.payer_of(user_id, job.account_name)
        report = await context.services.credits.report(payer)
    if report.balance.total < price:
        await acknowledge(update)
        balance = report.balance.total
        await answer(update, context.text("claim-not-enough", price=price, balance=balance))
        return
    agreement = await context.services.orders.agree(user_id, job_id)
    await acknowledge(update, context.plain(_AGREED[agreement], id=job_id))


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


async def edit_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """✏️: the line of a receipt, to be copied and changed."""
    wish = await context.services.orders.wish_of(person_of(update), job_of(tap))
    if wish is None:
        await acknowledge(update, context.plain("tap-not-yours"))
        return
    await acknowledge(update)
    await give_back(context, origin_of_tap(update, context), wish)


async def change_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """The buttons that change one thing about an open receipt: it is written anew."""
    job_id = job_of(tap)
    change = Change(_CHANGES[tap.action], int(tap.argument) if tap.argument.isdecimal() else 0)
    try:
        changed = await context.services.orders.change(person_of(update), job_id, change)
    except UserError as error:
        await acknowledge(update, context.plain(error.key, **error.values))
        return
    await acknowledge(update, context.plain(_CHANGED[changed], id=job_id))
