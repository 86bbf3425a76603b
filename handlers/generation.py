"""/image and /video: words and pictures in, a stored job out. Its status and results come later."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from telegram import Update

from bot.answers import answer
from bot.domain.errors import UserError
from bot.domain.orders import Wish
from bot.domain.requests import MediaKind
from bot.services.orders import Amendment
from bot.telegram_app import BotContext
from handlers.command_handler import read_command_of, words_for_us
from handlers.origins import message_of, origin_of, origin_of_message, person_of
from handlers.pictures import pictures_for

Handler = Callable[[Update, BotContext], Coroutine[Any, Any, None]]


async def make_image(update: Update, context: BotContext) -> None:
    """/image, alone, in a caption, or in reply to a picture."""
    await _make(update, context, MediaKind.IMAGE, context.command_tail)


async def make_video(update: Update, context: BotContext) -> None:
    """/video, alone, in a caption, or in reply to a picture."""
    await _make(update, context, MediaKind.VIDEO, context.command_tail)


async def edit_picture(update: Update, context: BotContext) -> None:
    """/edit: in reply to a picture, or in its caption; the result has the picture's shape."""
    if not pictures_for(message_of(update)):
        raise UserError("edit-needs-picture")
    await _make(update, context, MediaKind.IMAGE, context.command_tail)


async def take_picture(update: Update, context: BotContext) -> None:
    """A picture in private: its caption says how to change it, or we say what can be done."""
    words = message_of(update).caption or ""
    if words.strip() and not words.startswith("/"):
        await _make(update, context, MediaKind.IMAGE, words)
    else:
        await answer(update, context.text("picture-what-now"))


async def draw_plain_words(update: Update, context: BotContext) -> None:
    """Plain words in private are a prompt, unless the person turned that off."""
    words = message_of(update).text or ""
    preferences = await context.services.orders.preferences_of(origin_of(update, context))
    if preferences.plain or await begins_with_style(update, context, words):
        await _make(update, context, MediaKind.IMAGE, words)
    else:
        await answer(update, context.text("plain-text-hint", prompt=words))


async def draw_styled_words(update: Update, context: BotContext) -> None:
    """In a group, said to the bot: words that begin with the name of a style; all others are
    somebody else's talk."""
    words = words_for_us(message_of(update), context.bot.username)
    if words and await begins_with_style(update, context, words):
        await _make(update, context, MediaKind.IMAGE, words)


async def begins_with_style(update: Update, context: BotContext, words: str) -> bool:
    """Whether the first word is the name of a style that the person may use here."""
    book = await context.services.styles.book_of(origin_of(update, context))
    return book.opened_by(words) is not None


def amend_as(kinds: Mapping[str, MediaKind]) -> Handler:
    """The handler of edited messages; `kinds` tells what each command makes."""

    async def amend(update: Update, context: BotContext) -> None:
        """The open receipt is written anew; what is under way stays, and is paid once.

        A message that made nothing stays silent, whatever it says now.
        """
        message = update.edited_message
        if message is None:
            return
        call = read_command_of(message, context.bot.username)
        kind = kinds.get(call.name, MediaKind.IMAGE) if call is not None else MediaKind.IMAGE
        words = call.tail if call is not None else words_for_us(message, context.bot.username)
        wish = Wish(kind=kind, words=words or "", pictures=pictures_for(message))
        origin = origin_of_message(message, person_of(update), context.language)
        if await context.services.orders.amend(origin, wish) is Amendment.TOO_LATE:
            await answer(update, context.text("edit-too-late"))

    return amend


async def _make(update: Update, context: BotContext, kind: MediaKind, words: str) -> None:
    """Read the wish and store it as a job; repeated updates find the same job."""
    wish = Wish(kind=kind, words=words, pictures=pictures_for(message_of(update)))
    await context.services.orders.place(origin_of(update, context), wish)
