"""The last step of every road: a wish becomes a job, or a refusal with ways out."""

from __future__ import annotations

from telegram import Update

from bot.domain.errors import UserError
from bot.domain.jobs import Origin
from bot.domain.wishes import Wish
from bot.telegram_app import BotContext
from handlers.offers import explain


async def place(update: Update, context: BotContext, origin: Origin, wish: Wish) -> bool:
    """Make a job of the wish; False where it was refused, and said.

    Raises `UserError` for a refusal that nothing but new words leads out of.
    """
    try:
        await context.services.orders.place(origin, wish)
    except UserError as error:
        offer = await context.services.offers.after_refusal(origin, wish, error)
        if offer is None:
            raise
        await explain(update, context, error, offer)
        return False
    return True
