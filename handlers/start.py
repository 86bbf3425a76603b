"""First contact, and everything on one screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from telegram import Update

from bot.answers import answer
from bot.telegram_app import BotContext
from handlers.account import explain_login
from handlers.command_handler import Callback

LOGIN_PAYLOAD = "login"
"""`t.me/<bot>?start=login` leads from a group to the login."""


async def start(update: Update, context: BotContext) -> None:
    """Say what this is; from a deep link, go straight to the login."""
    if context.command_tail.strip() == LOGIN_PAYLOAD:
        await explain_login(update, context)
        return
    await answer(update, context.text("start-hello"))


def help_on(
    in_menu: Callable[[], Sequence[str]], beside_it: Callable[[], Sequence[str]]
) -> Callback:
    """The /help that lists these commands; asked late, since /help is one of them.

    Those beside the menu share a line: all has to fit on one screen.
    """

    async def show_help(update: Update, context: BotContext) -> None:
        lines = [
            context.text("help-line", command=name, what=context.plain(f"command-{name}"))
            for name in in_menu()
        ]
        others = " · ".join(f"/{name} {context.plain(f'command-{name}')}" for name in beside_it())
        sections = [
            "\n".join([context.text("help-title"), *lines, others]),
            context.text("help-flags"),
            context.text("help-pictures"),
            context.text("help-where", bot=context.bot.username),
        ]
        await answer(update, "\n\n".join(sections))

    return show_help
