"""/image: words in, a stored job out. Its status message and its pictures come by themselves."""

from __future__ import annotations

from telegram import Message, Update

from bot.answers import answer
from bot.domain.commands import parse_image, refuse_unbuilt
from bot.domain.errors import UserError
from bot.telegram_app import BotContext
from handlers.origins import message_of, origin_of

BUILT = ("--yes",)
"""Flags beyond the request that are obeyed; nothing asks yet, so there is nothing to confirm."""


async def make_image(update: Update, context: BotContext) -> None:
    """Read the request and store it as a job; repeated updates find the same job."""
    services = context.services
    if holds_picture(message_of(update)):
        raise UserError("image-pictures-later")
    # Words in the prompt are no hints yet: one that raises the price needs a receipt that asks.
    parsed = parse_image(context.command_tail, services.catalogue, hints=False)
    refuse_unbuilt(parsed.extras, built=BUILT)
    enqueued = await services.generations.enqueue(origin_of(update, context), parsed.request)
    if enqueued.is_new and parsed.notes:
        notes = [context.text(note.key, **note.values) for note in parsed.notes]
        await answer(update, "\n".join(notes))


def holds_picture(message: Message) -> bool:
    """The message carries a picture, as a photo or as a file."""
    document = message.document
    is_file = document is not None and (document.mime_type or "").startswith("image/")
    return bool(message.photo) or is_file


async def refuse_picture(update: Update, context: BotContext) -> None:
    """A picture without a command, in private: say kindly that this road isn't built."""
    await answer(update, context.text("image-pictures-later"))


async def hint_at_image(update: Update, context: BotContext) -> None:
    """Plain words in private: show how they become a picture."""
    words = message_of(update).text or ""
    await answer(update, context.text("plain-text-hint", prompt=words))
