"""/show: an old job again, its results and everything about it; and the same as a document."""

from __future__ import annotations

from telegram import InputFile, Update
from telegram.error import Forbidden

from bot import keyboards
from bot.answers import acknowledge, answer
from bot.domain.callbacks import Tap
from bot.domain.errors import UserError
from bot.domain.ids import JobId, read_job_id
from bot.domain.jobs import Origin
from bot.domain.lineage import Cause, caused_by_message
from bot.domain.showings import Form
from bot.job_details import render_details
from bot.job_export import export_job
from bot.status_text import SHORT_PROMPT_LENGTH, shorten
from bot.telegram_app import BotContext
from handlers.jobs import job_of
from handlers.origins import cause_of_tap, is_private, origin_of, origin_of_tap, person_of


async def show(update: Update, context: BotContext) -> None:
    """/show <id>."""
    typed = context.command_tail.strip()
    if not typed:
        raise UserError("show-which")
    job_id = read_job_id(typed)
    if job_id is None:
        raise UserError("show-unreadable", typed=shorten(typed, SHORT_PROMPT_LENGTH))
    await show_named(update, context, job_id)


async def show_named(update: Update, context: BotContext, job_id: JobId) -> None:
    """What a message asks for, typed or led there by a link."""
    origin = origin_of(update, context)
    cause = caused_by_message(origin.chat_id, origin.message_id)
    await _show_job(update, context, job_id, origin, cause)


async def show_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """A line of the history."""
    await acknowledge(update)
    origin, cause = origin_of_tap(update, context), cause_of_tap(update)
    await _show_job(update, context, job_of(tap), origin, cause)


async def export_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """All of a job as JSON, for its own person: in a group it goes to their private chat."""
    person, followups = person_of(update), context.services.followups
    job = await followups.of_person(person, job_of(tap))
    if job is None:
        await acknowledge(update, context.plain("export-not-yours"))
        return
    await acknowledge(update)
    document = InputFile(export_job(job, await followups.children(job)), f"{job.id}.json")
    try:
        await context.bot.send_document(
            person, document, caption=context.plain("export-caption", id=job.id)
        )
    except Forbidden:
        texts, name = context.services.texts, context.bot.username
        keyboard = keyboards.to_private_chat(texts, context.language, name)
        await answer(update, context.text("private-chat-closed"), keyboard)
        return
    if not is_private(update):
        await answer(update, context.text("sent-privately"))


async def _show_job(
    update: Update, context: BotContext, job_id: JobId, origin: Origin, cause: Cause
) -> None:
    """The person's own job, or one of this chat."""
    followups = context.services.followups
    job = await followups.reachable(origin.user_id, origin.chat_id, job_id)
    if job is None:
        raise UserError("show-not-found", id=job_id)
    children = await followups.children(job)
    is_own = job.origin.user_id == origin.user_id
    texts = context.services.texts
    await answer(update, render_details(texts, context.language, job, children, is_own=is_own))
    await context.services.showings.ask(job, Form.RESULTS, origin, cause)
