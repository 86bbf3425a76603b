"""/models: what the person's account can use now, by number, name or button; and what is new."""

from __future__ import annotations

from typing import Final

from telegram import Update

from bot import keyboards
from bot.answers import acknowledge, answer
from bot.domain.callbacks import Tap
from bot.domain.commands import find_models
from bot.domain.errors import UserError
from bot.domain.models import Model
from bot.domain.requests import MediaKind
from bot.model_text import render_model, render_model_line, render_models, render_news
from bot.status_text import SHORT_PROMPT_LENGTH, shorten
from bot.telegram_app import BotContext
from handlers.origins import person_of
from handlers.redrawing import redraw

NEWS: Final = frozenset({"new", "新", "新增", "最新"})


async def show_models(update: Update, context: BotContext) -> None:
    """/models [new | name | number]: the service is asked first, unless it just was."""
    user_id, typed = person_of(update), context.command_tail.strip()
    models, texts, language = context.services.models, context.services.texts, context.language
    await models.look(user_id)
    if typed.casefold() in NEWS:
        found = await models.news(user_id)
        await answer(update, render_news(texts, language, found, models.built_in.dated))
        return
    catalogue = await models.catalogue_of(user_id)
    if typed:
        offered = [catalogue.offered(kind) for kind in MediaKind]
        named = [model for here in offered for model in find_models(typed, here, here)]
        if not named:
            raise UserError("models-unknown", typed=shorten(typed, SHORT_PROMPT_LENGTH))
        await _show(update, context, named[0])
        return
    text = render_models(texts, language, catalogue, await models.last_look(user_id))
    await answer(update, text, keyboards.of_models(texts, language, catalogue, user_id))


async def show_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """A number under the list."""
    model = await _tapped(update, context, tap)
    if model is not None:
        await acknowledge(update)
        await _show(update, context, model)


async def page_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """Other numbers under the same list, for who asked for it; an old button doesn't say who."""
    typed, _, asker = tap.argument.partition(".")
    user_id, page = person_of(update), int(typed) if typed.isdecimal() else 0
    if asker not in ("", f"{user_id}"):
        await acknowledge(update, context.plain("models-not-yours"))
        return
    catalogue = await context.services.models.catalogue_of(user_id)
    await acknowledge(update)
    keyboard = keyboards.of_models(
        context.services.texts, context.language, catalogue, user_id, page
    )
    await redraw(update, keyboard)


async def use_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """▶️: a line that uses the model, to be copied and filled in."""
    model = await _tapped(update, context, tap)
    if model is not None:
        await acknowledge(update)
        line = render_model_line(context.services.texts, context.language, model)
        await answer(update, context.text("style-line", line=line))


async def _show(update: Update, context: BotContext, model: Model) -> None:
    services, language, user_id = context.services, context.language, person_of(update)
    catalogue = await services.models.catalogue_of(user_id)
    prices = await services.model_prices.of_model(user_id, model)
    text = render_model(services.texts, language, catalogue, model, prices)
    await answer(update, text, keyboards.of_model(services.texts, language, model))


async def _tapped(update: Update, context: BotContext, tap: Tap) -> Model | None:
    """The model of the button; None, and said, where this account has it no more."""
    catalogue = await context.services.models.catalogue_of(person_of(update))
    model = catalogue.tagged(tap.argument)
    if model is None or not catalogue.offers(model.name):
        await acknowledge(update, context.plain("models-tap-gone"))
        return None
    return model
