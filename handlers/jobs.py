"""/queue and /cancel, and the buttons under jobs."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Message, Update

from bot import keyboards
from bot.answers import acknowledge, answer
from bot.domain.callbacks import Action, Tap, read_tap
from bot.domain.errors import UserError
from bot.domain.ids import JobId, UserId, read_job_id
from bot.services.generations import CancelOutcome, QueueEntry, SendAgainOutcome
from bot.status_text import SHORT_PROMPT_LENGTH, render_state, shorten
from bot.telegram_app import BotContext
from handlers.ending import ended_waiting
from handlers.origins import person_of
from handlers.redrawing import redraw

_ALL = ("all", "全部")
"""Said for every job: a button under each of them, so that nobody cancels by mistake."""


async def show_queue(update: Update, context: BotContext) -> None:
    """/queue: the person's unfinished jobs, each with its state and a cancel button."""
    entries = await context.services.generations.active(person_of(update))
    if not entries:
        await answer(update, context.text("queue-empty"))
        return
    await _list(update, context, "queue-title", entries)


async def cancel(update: Update, context: BotContext) -> None:
    """/cancel [id]: the named job; without an id what is waited for, else the only job there is."""
    if not context.command_tail.strip() and await ended_waiting(update, context):
        return
    job_id = await _job_to_cancel(update, context)
    if job_id is None:
        return
    outcome = await context.services.generations.cancel(person_of(update), job_id)
    await _tell_cancel(update, context, job_id, outcome)


async def cancel_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """⏹ under a job or in the queue."""
    job_id = job_of(tap)
    outcome = await context.services.generations.cancel(person_of(update), job_id)
    if outcome is CancelOutcome.NOT_FOUND:
        await acknowledge(update, context.plain("tap-not-yours"))
    elif outcome is CancelOutcome.RUNNING:
        await acknowledge(update)
        await _tell_cancel(update, context, job_id, outcome)
    else:
        await acknowledge(update, context.plain(_cancel_key(outcome), id=job_id))


async def decide_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """The buttons that decide and need no more than a word."""
    key = await _decide(context, person_of(update), tap)
    await acknowledge(update, context.plain(key, id=job_of(tap)))
    if _is_question_of_waiting(update):
        await redraw(update, None)


async def _decide(context: BotContext, user_id: UserId, tap: Tap) -> str:
    generations, job_id = context.services.generations, job_of(tap)
    match tap.action:
        case Action.STOP_WAITING:
            changed = await generations.stop_waiting(user_id, job_id)
            return "stop-waiting-done" if changed else "tap-ended"
        case Action.KEEP_WAITING:
            changed = await generations.keep_waiting(user_id, job_id)
            return "keep-waiting-done" if changed else "tap-ended"
        case Action.DECLINE:
            return "decline-done" if await generations.decline(user_id, job_id) else "tap-ended"
        case _:
            outcome = await generations.send_again(user_id, job_id, tap.argument)
    return {
        SendAgainOutcome.STARTED: "send-again-started",
        SendAgainOutcome.ALREADY: "send-again-already",
        SendAgainOutcome.OUTDATED: "send-again-outdated",
        SendAgainOutcome.NOT_FOUND: "tap-not-yours",
    }[outcome]


async def _job_to_cancel(update: Update, context: BotContext) -> JobId | None:
    """The job meant; None when there is nothing, or when the person was asked which one."""
    typed = context.command_tail.strip()
    if typed and typed.casefold() not in _ALL:
        job_id = read_job_id(typed)
        if job_id is None:
            raise UserError("cancel-unreadable", typed=shorten(typed, SHORT_PROMPT_LENGTH))
        return job_id
    entries = await context.services.generations.active(person_of(update))
    if len(entries) == 1:
        return entries[0].job.id
    if entries:
        await _list(update, context, "cancel-which", entries)
    else:
        await answer(update, context.text("cancel-none"))
    return None


async def _list(
    update: Update, context: BotContext, title: str, entries: Sequence[QueueEntry]
) -> None:
    texts = context.services.texts
    lines = [context.text(title)]
    for entry in entries:
        prompt = shorten(entry.job.request.prompt, SHORT_PROMPT_LENGTH)
        lines.append(context.text("queue-line", id=entry.job.id, prompt=prompt))
        lines.append(render_state(texts, entry.job, now=context.services.now(), place=entry.place))
    jobs = [entry.job for entry in entries]
    await answer(update, "\n".join(lines), keyboards.of_queue(texts, context.language, jobs))


async def _tell_cancel(
    update: Update, context: BotContext, job_id: JobId, outcome: CancelOutcome
) -> None:
    keyboard = None
    if outcome is CancelOutcome.RUNNING:
        keyboard = keyboards.of_waiting(context.services.texts, context.language, job_id)
    await answer(update, context.text(_cancel_key(outcome), id=job_id), keyboard)


def _is_question_of_waiting(update: Update) -> bool:
    """The message that asks whether to wait: answered, it has nothing to ask any more. What stands
    under the job's own message is kept up to date with the job."""
    query = update.callback_query
    message = query.message if query is not None else None
    markup = message.reply_markup if isinstance(message, Message) else None
    rows = markup.inline_keyboard if markup is not None else ()
    taps = [read_tap(f"{each.callback_data}") for row in rows for each in row]
    return any(tap is not None and tap.action is Action.STOP_WAITING for tap in taps)


def _cancel_key(outcome: CancelOutcome) -> str:
    return f"cancel-{outcome.replace('_', '-')}"


def job_of(tap: Tap) -> JobId:
    """The job that a button is about."""
    if tap.job_id is None:
        raise TypeError(f"{tap.action} needs a job")
    return tap.job_id
