"""/album and /done: pictures one by one, then one prompt. What is collected are rows."""

from __future__ import annotations

from telegram import Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot import keyboards
from bot.answers import acknowledge, answer
from bot.domain.callbacks import Tap
from bot.domain.ids import MessageId
from bot.domain.jobs import Origin
from bot.domain.requests import MediaKind
from bot.domain.waiting import Expects, Waiting
from bot.domain.wishes import Wish
from bot.services.waiting import Kept
from bot.telegram_app import BotContext
from handlers.command_handler import Callback
from handlers.origins import message_of, origin_of, origin_of_tap
from handlers.pictures import picture_of
from handlers.placing import place
from handlers.retyping import typed_by_tapper


async def begin(update: Update, context: BotContext) -> None:
    """/album: the pictures that follow belong together, until /done."""
    origin = origin_of(update, context)
    waiting = await context.services.waitings.collect(origin, context.command_tail.strip())
    answered = message_of(update).reply_to_message
    first = picture_of(answered) if answered is not None else None
    if first is not None:
        _, grown = await context.services.waitings.add(origin, first, "")
        waiting = grown or waiting
    if waiting.counter is None:
        sent = await answer(update, _counted(context, waiting), _keyboard(context))
        if sent is not None:
            await context.services.waitings.counted_by(origin, MessageId(sent.message_id))


def ending_empty(callback: Callback) -> Callback:
    """The same command, which ends a collecting of no pictures: its person went on to others."""

    async def run(update: Update, context: BotContext) -> None:
        origin = origin_of(update, context)
        await context.services.waitings.leave_empty(origin, Expects.PICTURES)
        await callback(update, context)

    return run


async def finish(update: Update, context: BotContext) -> None:
    """/done: one job of what was collected, or the question what to do with it."""
    origin = origin_of(update, context)
    waiting = await context.services.waitings.at(origin)
    if waiting is None or waiting.expects is not Expects.PICTURES:
        await answer(update, context.text("collecting-none"))
        return
    await finish_with(update, context, waiting, context.command_tail)


async def finish_with(update: Update, context: BotContext, waiting: Waiting, words: str) -> None:
    """One job of the pictures that were collected and these words, or of those that came with
    them."""
    origin = origin_of(update, context)
    words = words if words.strip() else waiting.words
    if not waiting.pictures and words.strip():
        await _ask_about_words(update, context, origin, words)
    elif not waiting.pictures:
        await answer(update, context.text("collecting-empty"), _keyboard(context))
    elif not words.strip():
        await context.services.waitings.for_words(origin, None, waiting.pictures)
        count = len(waiting.pictures)
        await answer(update, context.text("collecting-done", count=count))
    else:
        kind = waiting.kind or MediaKind.IMAGE
        wish = Wish(kind=kind, words=words, pictures=waiting.pictures)
        if await place(update, context, origin, wish):
            await context.services.waitings.stop(origin)


async def keep(update: Update, context: BotContext) -> bool:
    """Take the picture of this message, if pictures are collected here; False if not."""
    origin, message = origin_of(update, context), message_of(update)
    picture = picture_of(message)
    if picture is None:
        return False
    kept, waiting = await context.services.waitings.add(origin, picture, message.caption or "")
    if kept is Kept.FULL and waiting is not None:
        await answer(update, context.text("collecting-full", most=len(waiting.pictures)))
    elif waiting is not None:
        await _count(context, origin, waiting)
    return kept is not Kept.NOT_COLLECTING


async def stop_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """✕ under the count: everything collected is forgotten, if it is this person's."""
    query = update.callback_query
    origin = origin_of_tap(update, context)
    waiting = await context.services.waitings.at(origin)
    if waiting is None or not _is_about(waiting, origin, update):
        await acknowledge(update, context.plain("collecting-gone"))
        return
    await context.services.waitings.stop(origin)
    await acknowledge(update, context.plain("collecting-stopped"))
    if query is not None and isinstance(query.message, Message):
        await query.edit_message_text(context.plain("collecting-stopped"))


def _is_about(waiting: Waiting, origin: Origin, update: Update) -> bool:
    """Whether the tapped ✕ belongs to this collection: under its count, or under a later answer
    of ours to the same person; those of earlier collections stand above the count."""
    if waiting.expects is not Expects.PICTURES or waiting.counter is None:
        return False
    is_later = origin.message_id > waiting.counter
    is_own = origin.is_private or typed_by_tapper(update) is not None
    return origin.message_id == waiting.counter or (is_later and is_own)


async def _ask_about_words(update: Update, context: BotContext, origin: Origin, words: str) -> None:
    """Words, and no picture that they could be about: the collecting is over, the words are kept
    in the question."""
    wish = Wish(kind=MediaKind.IMAGE, words=words)
    offer = await context.services.offers.words_of_none(origin, wish)
    await context.services.waitings.stop(origin)
    said = "\n".join(context.text(note.key, **note.values) for note in offer.says)
    await answer(update, said, keyboards.of_offer(context.services.texts, context.language, offer))


async def _count(context: BotContext, origin: Origin, waiting: Waiting) -> None:
    """Bring the running count up to date."""
    if waiting.counter is None:
        return
    try:
        await context.bot.edit_message_text(
            _counted(context, waiting),
            chat_id=origin.chat_id,
            message_id=waiting.counter,
            parse_mode=ParseMode.HTML,
            reply_markup=_keyboard(context),
        )
    except BadRequest as error:
        if "not modified" not in error.message.lower() and "not found" not in error.message.lower():
            raise


def _counted(context: BotContext, waiting: Waiting) -> str:
    return context.text("collecting-count", count=len(waiting.pictures))


def _keyboard(context: BotContext) -> keyboards.Keyboard:
    return keyboards.of_collection(context.services.texts, context.language)
