"""First contact, and everything on one screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from telegram import Update

from bot.answers import answer
from bot.domain.ids import read_job_id
from bot.domain.style_commands import LINK_PAYLOAD, read_style_link
from bot.telegram_app import BotContext
from handlers.account import explain_login
from handlers.command_handler import Callback
from handlers.origins import origin_of
from handlers.showing import show_job
from handlers.style_sharing import open_link

LOGIN_PAYLOAD = "login"
"""`t.me/<bot>?start=login` leads from a group to the login."""
SHOW_PAYLOAD = "show_"
"""`t.me/<bot>?start=show_A7K2M` leads to a job."""


async def start(update: Update, context: BotContext) -> None:
    """Say what this is; from a deep link, go straight to the login, or to a job."""
    payload = context.command_tail.strip()
    if payload == LOGIN_PAYLOAD:
        await explain_login(update, context)
        return
    if payload.startswith(SHOW_PAYLOAD):
        job_id = read_job_id(payload.removeprefix(SHOW_PAYLOAD))
        if job_id is not None:
            await show_job(update, context, job_id, origin_of(update, context))
            return
    if payload.startswith(LINK_PAYLOAD):
        style_id = read_style_link(payload)
        if style_id is not None:
            await open_link(update, context, style_id)
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
