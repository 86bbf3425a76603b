"""Commands that we don't have: one near match, never a wall of help; silence in groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches

from telegram import Update

from bot.answers import answer
from bot.telegram_app import BotContext
from handlers.command_handler import Callback
from handlers.origins import is_private

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
        else:
            text = context.text("unknown-command", typed=typed)
        await answer(update, text)

    return hint
