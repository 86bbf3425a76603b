"""Commands that we don't have: one near match, never a wall of help; silence in groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches

from telegram import Message, Update

from bot import keyboards
from bot.answers import acknowledge, answer
from bot.domain.callbacks import Tap
from bot.telegram_app import BotContext
from handlers.command_handler import Callback
from handlers.origins import is_private, person_of

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
    """The command that was meant, as if it had been typed: what it makes belongs to that message,
    so a second tap makes nothing more."""
    query = update.callback_query
    shown = query.message if query is not None else None
    typed = shown.reply_to_message if isinstance(shown, Message) else None
    author = typed.from_user if typed is not None else None
    if typed is None or author is None or author.id != person_of(update):
        await acknowledge(update, context.plain("tap-gone"))
        return
    await acknowledge(update)
    field = "text" if typed.text else "caption"
    words = (typed.text or typed.caption or "").split(maxsplit=1)
    corrected = " ".join([f"/{tap.argument}", *words[1:]])
    message = {**typed.to_dict(), field: corrected}
    again = Update.de_json({"update_id": update.update_id, "message": message}, context.bot)
    await context.application.process_update(again)
