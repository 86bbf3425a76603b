"""Replies to one's own open receipt: its new words, about the pictures that it has already."""

from __future__ import annotations

from dataclasses import replace

from telegram import Message, Update

from bot.answers import answer
from bot.domain.job_wishes import wish_of
from bot.domain.jobs import Job, Origin
from bot.domain.requests import MediaKind
from bot.services.orders import Amendment
from bot.telegram_app import BotContext
from handlers.inputs import is_ours, job_named_in
from handlers.origins import message_of, origin_of
from handlers.pictures import found_in
from handlers.placing import place


async def take_receipt_reply(
    update: Update, context: BotContext, words: str, kind: MediaKind | None = None
) -> bool:
    """Write the answered receipt anew; one of another kind (`kind` is the command's) is a receipt
    of its own. False where the message answers no open receipt of its writer's.

    Whatever comes of it asks: who answers a receipt expects a receipt. Raises `UserError`.
    """
    origin, message = origin_of(update, context), message_of(update)
    job = await _open_receipt(message, origin, context)
    if job is None or not words.strip():
        return False
    own, before = found_in(message), wish_of(job)
    wish = replace(
        before,
        kind=kind or before.kind,
        words=words,
        pictures=own.pictures or before.pictures,
        literal=(),
        dropped=(),
        notes=own.notes if own.pictures else before.notes,
        cause=None,
        asks=True,
        is_prompt=False,
    )
    if wish.kind is not before.kind:
        await place(update, context, origin, replace(wish, as_references=None))
        return True
    done = await context.services.orders.reword(origin.user_id, job.id, wish)
    key = "change-written" if done is Amendment.WRITTEN else "agree-already"
    await answer(update, context.text(key, id=job.id))
    return True


async def _open_receipt(message: Message, origin: Origin, context: BotContext) -> Job | None:
    """The writer's receipt that the message answers, while it is open."""
    answered = message.reply_to_message
    if answered is None or not is_ours(answered, context):
        return None
    named, _ = job_named_in(answered)
    if named is None:
        return None
    job = await context.services.orders.open_receipt(origin.user_id, named)
    is_it = job is not None and job.status_message_id in {None, answered.message_id}
    return job if is_it else None
