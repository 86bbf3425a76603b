"""Taps on the buttons of a question."""

from __future__ import annotations

from telegram import Message, Update
from telegram.error import BadRequest

from bot import keyboards
from bot.answers import acknowledge, answer, bring_up_to_date
from bot.domain.callbacks import Tap
from bot.domain.errors import UserError
from bot.domain.offers import Deed, Offer, read_choice
from bot.services.taking import Outcome, Taken
from bot.telegram_app import BotContext
from handlers.account import logout_text
from handlers.asking_back import ask_back
from handlers.lines import give_back
from handlers.origins import origin_of_tap, person_of

_WORDS = {
    Outcome.MADE: "offer-made",
    Outcome.ADDED: "offer-added",
    Outcome.WRITTEN: "change-written",
    Outcome.TOO_LATE: "offer-too-late",
    Outcome.LEFT: "offer-left",
    Outcome.KEPT: "logout-another",
    Outcome.ALREADY: "offer-already",
    Outcome.NOT_FOUND: "offer-not-yours",
}

_WANTED_CHANGE = ("words-wanted-change", "words-wanted-change-placeholder")
_WANTED_COMMAND = ("words-wanted-command", "words-wanted-command-placeholder")
"""What is said, and what stands in the reply box until somebody writes there."""


async def choose_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """An option of a question: done once; what it makes says the rest."""
    choice = read_choice(tap.argument)
    if choice is None:
        await acknowledge(update, context.plain("tap-too-old"))
        return
    taken = await context.services.offers.take(person_of(update), *choice)
    if taken.outcome is Outcome.REFUSED and taken.error is not None:
        await acknowledge(update)
        await explain(update, context, taken.error, taken.offer)
    elif taken.outcome is Outcome.ASKED:
        await acknowledge(update)
        await _ask(update, context, taken)
    elif taken.outcome is Outcome.EDIT and taken.option is not None:
        await acknowledge(update)
        if taken.option.wish is not None:
            await give_back(context, origin_of_tap(update, context), taken.option.wish)
        return  # the other ways stay open
    elif taken.outcome is Outcome.LOGGED_OUT:
        await acknowledge(update)
        await bring_up_to_date(update, logout_text(context, taken.removed))
        return
    else:
        job_id = taken.job.id if taken.job is not None else ""
        await acknowledge(update, context.plain(_WORDS[taken.outcome], id=job_id))
    if taken.outcome is not Outcome.NOT_FOUND:
        await _take_buttons_away(update)


async def explain(
    update: Update, context: BotContext, error: UserError, offer: Offer | None
) -> None:
    """Say a refusal, with the ways out of it as buttons."""
    if offer is None:
        await answer(update, context.text(error.key, **error.values))
        return
    said = "\n".join(context.text(note.key, **note.values) for note in offer.says)
    keyboard = keyboards.of_offer(context.services.texts, context.language, offer)
    await answer(update, said, keyboard)


async def _ask(update: Update, context: BotContext, taken: Taken) -> None:
    origin = origin_of_tap(update, context)
    is_change = taken.option is not None and taken.option.deed is Deed.ASK_WORDS
    said, placeholder = _WANTED_CHANGE if is_change else _WANTED_COMMAND
    await ask_back(context, origin, context.text(said), context.plain(placeholder))


async def _take_buttons_away(update: Update) -> None:
    """A question that is answered keeps its words only."""
    query = update.callback_query
    if query is None or not isinstance(query.message, Message):
        return
    try:
        await query.edit_message_reply_markup(None)
    except BadRequest as error:
        known = ("not modified", "not found", "can't be edited")
        if not any(words in error.message.lower() for words in known):
            raise
