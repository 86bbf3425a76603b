"""/show: an old job again, its results and everything about it."""

from __future__ import annotations

from telegram import Update

from bot.answers import acknowledge, answer
from bot.domain.callbacks import Tap
from bot.domain.errors import UserError
from bot.domain.ids import JobId, read_job_id
from bot.domain.jobs import Origin
from bot.job_details import render_details
from bot.status_text import SHORT_PROMPT_LENGTH, shorten
from bot.telegram_app import BotContext
from handlers.jobs import job_of
from handlers.origins import origin_of, origin_of_tap


async def show(update: Update, context: BotContext) -> None:
    """/show <id>."""
    typed = context.command_tail.strip()
    job_id = read_job_id(typed)
    if job_id is None:
        raise UserError("show-unreadable", typed=shorten(typed, SHORT_PROMPT_LENGTH))
    await show_job(update, context, job_id, origin_of(update, context))


async def show_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """A line of the history."""
    await acknowledge(update)
    await show_job(update, context, job_of(tap), origin_of_tap(update, context))


async def show_job(update: Update, context: BotContext, job_id: JobId, origin: Origin) -> None:
    """The person's own job, or one of this chat."""
    followups = context.services.followups
    job = await followups.reachable(origin.user_id, origin.chat_id, job_id)
    if job is None:
        raise UserError("cancel-not-found", id=job_id)
    children = await followups.children(job)
    is_own = job.origin.user_id == origin.user_id
    texts = context.services.texts
    await answer(update, render_details(texts, context.language, job, children, is_own=is_own))
    if job.artifacts and not await context.services.showcase.show(job, origin):
        await answer(update, context.text("originals-gone", id=job.id))
