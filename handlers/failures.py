"""The buttons under a failure. What they begin is a job of its own, under a receipt that asks."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Update

from bot import keyboards
from bot.answers import acknowledge, answer, spinning
from bot.domain.alterations import (
    Alteration,
    other_models,
    others_of_model,
    read_alteration,
    smaller,
)
from bot.domain.callbacks import Tap
from bot.domain.errors import UserError
from bot.domain.ids import UserId
from bot.domain.jobs import Job
from bot.telegram_app import BotContext
from handlers.origins import origin_of_tap, person_of
from handlers.results import job_of_tap, made_key


async def retry_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """🔁: the same again."""
    job = await job_of_tap(update, context, tap)
    if job is not None:
        await _begin(update, context, job, None)


async def vary_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """A chip: the same with one thing changed."""
    job = await job_of_tap(update, context, tap)
    if job is None:
        return
    alteration = read_alteration(tap.argument)
    if alteration is None:
        await acknowledge(update, context.plain("tap-too-old"))
    else:
        await _begin(update, context, job, alteration)


async def alter_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """Another model, a smaller size: a button for each that is possible."""
    job = await job_of_tap(update, context, tap)
    if job is None:
        return
    offered = await _offered(context, person_of(update), job, tap.argument)
    if not offered:
        await acknowledge(update, context.plain("alter-nothing"))
        return
    await acknowledge(update)
    keyboard = keyboards.of_alterations(context.services.texts, context.language, job.id, offered)
    await answer(update, context.text("alter-which", id=job.id), keyboard)


async def top_up_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """🎁: claim the day's credits; if they are enough, the job goes on without another question."""
    job = await job_of_tap(update, context, tap)
    if job is None:
        return
    if job.origin.user_id != person_of(update):
        await acknowledge(update, context.plain("tap-not-yours"))
        return
    async with spinning(update):
        payer = await context.services.accounts.payer_of(job.origin.user_id, job.account_name)
        report = await context.services.credits.report(payer)
    price, balance = job.receipt.price, report.balance.total
    if balance == 0 or (price is not None and balance < price):
        await acknowledge(update)
        key = "top-up-not-enough" if price is None else "claim-not-enough"
        await answer(update, context.text(key, price=price or 0, balance=balance))
        return
    made = await context.services.followups.retry(origin_of_tap(update, context), job, asks=False)
    await acknowledge(update, context.plain(made_key(made), id=made.job.id))


async def _begin(
    update: Update, context: BotContext, job: Job, alteration: Alteration | None
) -> None:
    origin = origin_of_tap(update, context)
    try:
        made = await context.services.followups.retry(origin, job, alteration)
    except UserError as error:
        await acknowledge(update)
        await answer(update, context.text(error.key, **error.values))
        return
    await acknowledge(update, context.plain(made_key(made), id=made.job.id))


async def _offered(
    context: BotContext, user_id: UserId, job: Job, what: str
) -> Sequence[Alteration]:
    catalogue = await context.services.orders.catalogue_of(user_id)
    if what == keyboards.ALTER_MODEL:
        account = await context.services.accounts.of_user(user_id)
        return other_models(job.request, catalogue, account.region if account else "")
    if what == keyboards.ALTER_SIZE:
        return smaller(job.request, catalogue)
    return others_of_model(job.request, catalogue)
