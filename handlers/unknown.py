"""Commands that we don't have: one near match, never a wall of help; silence in groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches

from telegram import Update

from bot import keyboards
from bot.answers import acknowledge, answer
from bot.domain.callbacks import Tap
from bot.telegram_app import BotContext
from handlers.command_handler import Callback
from handlers.origins import is_private
from handlers.retyping import handle_as, typed_by_tapper

LIKENESS = 0.6
"""How alike two names must be: /imgae is near /image, /foo near nothing."""


def unknown_command(names: Callable[[], Sequence[str]]) -> Callback:
    """The answer to any command that isn't one of these names."""

    async def hint(update: Update, context: BotContext) -> None:
        if not is_private(update):
            return
        typed = context.command_tail
        near = get_close_matches(typed, names(), n=1, cutoff=LIKENESS)
        if near:
            text = context.text("unknown-command-near", typed=typed, near=near[0])
            keyboard = keyboards.of_command(context.services.texts, context.language, near[0])
            await answer(update, text, keyboard)
        else:
            await answer(update, context.text("unknown-command", typed=typed))

    return hint


async def run_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """The command that was meant, as if it had been typed."""
    typed = typed_by_tapper(update)
    if typed is None:
        await acknowledge(update, context.plain("tap-gone"))
        return
    await acknowledge(update)
    words = (typed.text or typed.caption or "").split(maxsplit=1)
    await handle_as(update, context, typed, " ".join([f"/{tap.argument}", *words[1:]]))
