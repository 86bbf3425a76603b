"""First contact."""

from __future__ import annotations

from telegram import Update

from bot import keyboards
from bot.answers import answer
from bot.domain.ids import read_job_id
from bot.domain.style_commands import LINK_PAYLOAD, read_style_link
from bot.telegram_app import BotContext
from handlers.account import explain_login
from handlers.showing import show_named
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
            await show_named(update, context, job_id)
            return
    if payload.startswith(LINK_PAYLOAD):
        style_id = read_style_link(payload)
        if style_id is not None:
            await open_link(update, context, style_id)
            return
    keyboard = keyboards.of_start(context.services.texts, context.language)
    await answer(update, context.text("start-hello"), keyboard)
