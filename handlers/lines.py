"""Lines that are given back to be copied and changed; the answer to one is the new job."""

from __future__ import annotations

from telegram import Message

from bot.domain.ids import MessageId
from bot.domain.jobs import Origin
from bot.domain.requests import MediaKind
from bot.domain.wishes import Wish
from bot.telegram_app import BotContext
from handlers.asking_back import ask_back


async def give_back(context: BotContext, origin: Origin, wish: Wish, line: str = "") -> None:
    """Give the whole line back; without one, that of the wish."""
    if wish.pictures:  # the line can't carry them, and without them it asks for something else
        await context.services.waitings.for_words(origin, None, wish.pictures, line=wish)
    shown = line or f"/{wish.kind.value} {wish.words}".strip()
    said = context.text("remix-line", line=shown)
    sent = await ask_back(context, origin, said, context.plain(_placeholder(wish)))
    await context.services.lines.keep(origin, MessageId(sent.message_id), wish)


async def answered_line(message: Message, origin: Origin, context: BotContext) -> Wish | None:
    """The line that a message replies to; None where it replies to none of its writer's."""
    answered = message.reply_to_message
    if answered is None or answered.from_user is None or answered.from_user.id != context.bot.id:
        return None
    return await context.services.lines.answered(origin, MessageId(answered.message_id))


def _placeholder(wish: Wish) -> str:
    if wish.kind is MediaKind.VIDEO:
        return "remix-placeholder-video"
    return "remix-placeholder-edit" if wish.pictures else "remix-placeholder-image"
