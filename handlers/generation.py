"""/image and /video: words and pictures in, a stored job out. Its status and results come later."""

from __future__ import annotations

from telegram import Update

from bot.answers import answer
from bot.domain.orders import Wish
from bot.domain.requests import MediaKind
from bot.telegram_app import BotContext
from handlers.origins import message_of, origin_of
from handlers.pictures import pictures_for


async def make_image(update: Update, context: BotContext) -> None:
    """/image, alone, in a caption, or in reply to a picture."""
    await _make(update, context, MediaKind.IMAGE, context.command_tail)


async def make_video(update: Update, context: BotContext) -> None:
    """/video, alone, in a caption, or in reply to a picture."""
    await _make(update, context, MediaKind.VIDEO, context.command_tail)


async def take_picture(update: Update, context: BotContext) -> None:
    """A picture in private: its caption says how to change it, or we say what can be done."""
    words = message_of(update).caption or ""
    if words.strip() and not words.startswith("/"):
        await _make(update, context, MediaKind.IMAGE, words)
    else:
        await answer(update, context.text("picture-what-now"))


async def hint_at_image(update: Update, context: BotContext) -> None:
    """Plain words in private: show how they become a picture."""
    words = message_of(update).text or ""
    await answer(update, context.text("plain-text-hint", prompt=words))


async def _make(update: Update, context: BotContext, kind: MediaKind, words: str) -> None:
    """Read the wish and store it as a job; repeated updates find the same job."""
    wish = Wish(kind=kind, words=words, pictures=pictures_for(message_of(update)))
    await context.services.orders.place(origin_of(update, context), wish)
