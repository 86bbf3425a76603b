"""The buttons under results. A tap is answered at once; what it makes is a job of its own.

Everybody in a group sees the same buttons: they show how things stand for whoever asked for the
result. Others are answered alone, and nothing changes for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from telegram import Message, Update

from bot import keyboards
from bot.answers import acknowledge, answer, bring_up_to_date
from bot.domain.callbacks import Action, Tap
from bot.domain.errors import UserError
from bot.domain.followups import is_fork
from bot.domain.ids import ChatId
from bot.domain.jobs import Job, JobState
from bot.domain.lineage import Lineage, Relation
from bot.domain.showings import Form
from bot.domain.wishes import Wish
from bot.job_details import render_details, render_line
from bot.services.generations import Enqueued
from bot.telegram_app import BotContext
from handlers.lines import give_back
from handlers.origins import cause_of_tap, origin_of_tap, person_of
from handlers.redrawing import redraw

MAKES: Final[Mapping[Action, Relation]] = {
    Action.REPEAT: Relation.AGAIN,
    Action.SIMILAR: Relation.SIMILAR,
    Action.ANIMATE: Relation.ANIMATE,
    Action.UPSCALE: Relation.UPSCALE,
    Action.CONTINUE: Relation.CONTINUE,
}
FIRST: Final = 1
_STAR_WANTED: Final = {"on": True, "off": False}
"""What a star's button says; older ones say nothing."""


async def pick_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """A number: the other buttons are about this result from now on."""
    job = await job_of_tap(update, context, tap)
    if job is None:
        return
    if is_fork(job, person_of(update)):
        words = context.plain("tap-others-pick", number=_number(job, tap), id=job.id)
        await acknowledge(update, words, is_alert=True)
        return
    await acknowledge(update)
    await _redraw(update, context, job, picked=_number(job, tap))


async def more_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """⋯: the rarer buttons, which are for whoever asked for the result."""
    job = await job_of_tap(update, context, tap)
    if job is None:
        return
    if is_fork(job, person_of(update)):
        await acknowledge(update, context.plain("tap-others-more", id=job.id), is_alert=True)
        return
    await acknowledge(update)
    await _redraw(update, context, job, picked=_number(job, tap), is_open=True)


async def make_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """🔁 🎲 🎬 ⬆️: a new job for whoever tapped, once."""
    job = await job_of_tap(update, context, tap)
    if job is None:
        return
    origin = origin_of_tap(update, context)
    try:
        made = await context.services.followups.make(
            origin, job, MAKES[tap.action], _number(job, tap)
        )
    except UserError as error:
        await acknowledge(update)
        await answer(update, context.text(error.key, **error.values))
        return
    await acknowledge(update, context.plain(made_key(made), id=made.job.id))


def made_key(made: Enqueued) -> str:
    """What to say of what a tap made: under way, to be agreed to first, or made before."""
    if not made.is_new:
        return "followup-already"
    return "offer-made" if made.job.state is JobState.DRAFTED else "followup-made"


async def remix_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """✏️: the whole line, to be changed; the reply to it is a new job of the same pictures, and
    asks whoever makes it of somebody else's result."""
    job = await job_of_tap(update, context, tap)
    if job is None:
        return
    await acknowledge(update)
    origin = origin_of_tap(update, context)
    wish = Wish(
        kind=job.request.kind,
        words="",
        pictures=job.request.inputs,
        lineage=Lineage(parent=job.id, relation=Relation.EDIT),
        asks=is_fork(job, origin.user_id),
    )
    await give_back(context, origin, wish, render_line(job))


async def originals_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """📄: the files as the service made them."""
    job = await job_of_tap(update, context, tap)
    if job is None:
        return
    origin, cause = origin_of_tap(update, context), cause_of_tap(update)
    await context.services.showings.ask(job, Form.ORIGINALS, origin, cause)
    await acknowledge(update, context.plain("originals-coming"))


async def star_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """⭐ on the picked result, or off it."""
    job = await job_of_tap(update, context, tap)
    if job is None:
        return
    number, is_anothers = _number(job, tap), is_fork(job, person_of(update))
    # On another's result the button tells their star: whoever taps turns their own round.
    is_on = None if is_anothers else _STAR_WANTED.get(tap.argument.partition(".")[2])
    followups = context.services.followups
    if is_on is None:
        origin = origin_of_tap(update, context)
        is_on = await followups.turned_star(origin, job, number, cause_of_tap(update))
    await followups.star(person_of(update), job, number, is_wanted=is_on)
    key = "star-on" if is_on else "star-off"
    if is_anothers:
        key = "star-on-yours" if is_on else "star-off-yours"
    await acknowledge(update, context.plain(key, number=number), is_alert=is_anothers)
    if not is_anothers:
        await _redraw(update, context, job, picked=number)


async def details_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """📋: everything that was asked for and came of it."""
    job = await job_of_tap(update, context, tap)
    if job is None:
        return
    await acknowledge(update)
    texts, children = context.services.texts, await context.services.followups.children(job)
    is_own = job.origin.user_id == person_of(update)
    await answer(update, render_details(texts, context.language, job, children, is_own=is_own))


async def delete_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """🗑: asked about once, then gone; only whose it is may."""
    job = await job_of_tap(update, context, tap)
    if job is None:
        return
    if job.origin.user_id != person_of(update):
        await acknowledge(update, context.plain("tap-not-yours"))
        return
    if tap.action is Action.DELETE:
        await acknowledge(update)
        texts = context.services.texts
        await redraw(update, keyboards.of_deletion(texts, context.language, job))
        return
    if not job.state.is_final:
        await acknowledge(update, context.plain("delete-under-way", id=job.id))
        return
    await acknowledge(update, context.plain("delete-done", id=job.id))
    # The row that says whose it is goes last: a tap that is handled again finds it, and goes on.
    for file in await context.services.followups.messages_of(job):
        await context.services.showcase.take_away(file.chat_id, file.message_id)
    await context.services.followups.delete(job)
    await _say_deleted(update, context, job)


async def _say_deleted(update: Update, context: BotContext, job: Job) -> None:
    """The row of numbers leads nowhere any more: its message says why. A film's went with it."""
    query = update.callback_query
    if query is not None and isinstance(query.message, Message) and query.message.text:
        await bring_up_to_date(update, context.text("delete-done", id=job.id))
    else:
        await redraw(update, None)


async def job_of_tap(update: Update, context: BotContext, tap: Tap) -> Job | None:
    """The job of the button; None, and said, where it is gone or not to be seen from here."""
    chat = update.effective_chat
    job = None
    if chat is not None and tap.job_id is not None:
        job = await context.services.followups.reachable(
            person_of(update), ChatId(chat.id), tap.job_id
        )
    if job is None:
        await acknowledge(update, context.plain("tap-gone"))
    return job


def _number(job: Job, tap: Tap) -> int:
    """The result that a button names; the first where it names none that there is."""
    typed = tap.argument.partition(".")[0]
    number = int(typed) if typed.isdecimal() else FIRST
    return number if 1 <= number <= len(job.artifacts) else FIRST


async def _redraw(
    update: Update, context: BotContext, job: Job, *, picked: int, is_open: bool = False
) -> None:
    """Only whoever asked for the result gets here: what they see, everybody does."""
    stars = await context.services.followups.stars(job.origin.user_id, job)
    keyboard = keyboards.of_results(
        context.services.texts,
        context.language,
        job,
        picked=picked,
        stars=stars,
        is_open=is_open,
        can_share=bool(context.bot.supports_inline_queries),
    )
    await redraw(update, keyboard)
