"""/image and /video: words and pictures in, a stored job out. Its status and results come later."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any, Final

from telegram import InlineKeyboardMarkup, Update

from bot import keyboards
from bot.answers import answer
from bot.domain.commands import asks_for_video
from bot.domain.errors import UserError
from bot.domain.grammar.results import listed
from bot.domain.jobs import Origin
from bot.domain.requests import MediaKind
from bot.domain.waiting import Expects, Waiting
from bot.domain.wishes import Wish
from bot.services.orders import Amendment
from bot.telegram_app import BotContext
from handlers import collecting
from handlers.account_table import take_name
from handlers.command_handler import read_command_of, words_for_us
from handlers.doubts import took_caption_for_login, took_doubtful, took_for_login
from handlers.inputs import Inputs, NoSuchResultError, inputs_of
from handlers.lines import answered_line
from handlers.offers import explain
from handlers.origins import message_of, origin_of, origin_of_message, person_of
from handlers.pictures import found_in, not_an_input
from handlers.placing import place
from handlers.receipt_replies import take_receipt_reply

Handler = Callable[[Update, BotContext], Coroutine[Any, Any, None]]

DASHES: Final = tuple("-–—―－")
WORDLESS: Final = frozenset({"grammar-prompt-empty", "grammar-prompt-empty-edit"})


async def make_image(update: Update, context: BotContext) -> None:
    """/image, alone, in a caption, or in reply to a picture."""
    await _make(update, context, MediaKind.IMAGE)


async def make_video(update: Update, context: BotContext) -> None:
    """/video, alone, in a caption, or in reply to a picture."""
    await _make(update, context, MediaKind.VIDEO)


async def edit_picture(update: Update, context: BotContext) -> None:
    """/edit: in reply to a picture, or in its caption; the result has the picture's shape."""
    await _make(update, context, MediaKind.IMAGE, needs_picture=True)


async def take_picture(update: Update, context: BotContext) -> None:
    """A picture in private: its caption says how to change it, or we ask what to do with it."""
    if await collecting.keep(update, context):
        return
    origin, message = origin_of(update, context), message_of(update)
    words = message.caption or ""
    if words.strip() and not words.startswith("/"):
        if await took_caption_for_login(update, context, words):
            return
        if await take_receipt_reply(update, context, words):
            return
        inputs = await inputs_of(message, origin, context, words, is_command=False)
        await _place(update, context, origin, inputs.kind, inputs)
        return
    found = found_in(message)
    if any(picture.is_clip for picture in found.pictures):
        able = [m.name for m in context.services.catalogue.models if m.max_clips]
        await answer(update, context.text("input-clip-alone", models=" · ".join(able)))
        return
    offer = await context.services.offers.about_pictures(origin, found.pictures)
    lines = [context.text(note.key, **note.values) for note in (*found.notes, *offer.says)]
    keyboard = keyboards.of_offer(context.services.texts, context.language, offer)
    await answer(update, "\n".join(lines), keyboard)


async def refuse_attachment(update: Update, context: BotContext) -> None:
    """Something in private that no picture and no video can be made of."""
    await answer(update, context.text(not_an_input(message_of(update)) or "input-no-file"))


async def draw_plain_words(update: Update, context: BotContext) -> None:
    """Plain words in private: a receipt's new ones, what was waited for, or a prompt, unless that
    is turned off."""
    words = message_of(update).text or ""
    if await took_for_login(update, context, words):
        return
    if await take_receipt_reply(update, context, words) or await _take_awaited(update, context):
        return
    origin, message = origin_of(update, context), message_of(update)
    preferences = await context.services.orders.preferences_of(origin)
    is_meant = preferences.plain or await answered_line(message, origin, context) is not None
    if not is_meant and not await begins_with_style(update, context, words):
        await answer(update, context.text("plain-text-hint", prompt=words))
        return
    if message.reply_to_message is None:
        if await context.services.albums.take_loose_words(origin, words):
            return
        offer = await context.services.offers.join(origin, words)
        if offer is not None:
            said = "\n".join(context.text(note.key, **note.values) for note in offer.says)
            keyboard = keyboards.of_offer(context.services.texts, context.language, offer)
            await answer(update, said, keyboard)
            return
    inputs = await inputs_of(message, origin, context, words, is_command=False)
    if inputs.line is None:
        if await took_doubtful(update, context, inputs.wish(inputs.kind)):
            return
        inputs = replace(inputs, asks=asks_for_video(words))
    await _place(update, context, origin, inputs.kind, inputs)


async def take_group_message(update: Update, context: BotContext) -> None:
    """In a group: what its writer was asked for, a line that they changed, and words said to the
    bot that begin with the name of a style; all else is somebody else's talk."""
    message = message_of(update)
    if await collecting.keep(update, context):
        return
    words = words_for_us(message, context.bot.username)
    if words and await take_receipt_reply(update, context, words):
        return
    if message.text and await _take_awaited(update, context):
        return
    if not words:
        return
    origin = origin_of(update, context)
    is_line = await answered_line(message, origin, context) is not None
    if is_line or await begins_with_style(update, context, words):
        inputs = await inputs_of(message, origin, context, words, is_command=False)
        await _place(update, context, origin, inputs.kind, inputs)


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
        origin = origin_of_message(message, person_of(update), context.language)
        if await context.services.orders.made_by(origin) is None:
            return
        call = read_command_of(message, context.bot.username)
        is_command = call is not None and call.name in kinds
        words = call.tail if call is not None else words_for_us(message, context.bot.username)
        inputs = await inputs_of(message, origin, context, words or "", is_command=is_command)
        wish = inputs.wish(kinds.get(call.name, MediaKind.IMAGE) if call else inputs.kind)
        # Of an album only one part is edited, and awaited words carry no pictures themselves.
        is_part = message.media_group_id is not None or not inputs.pictures
        await _amend(update, context, origin, wish, is_part=is_part, is_command=is_command)

    return amend


async def _amend(
    update: Update,
    context: BotContext,
    origin: Origin,
    wish: Wish,
    *,
    is_part: bool,
    is_command: bool,
) -> None:
    orders, offers = context.services.orders, context.services.offers
    try:
        done = await orders.amend(origin, wish, is_part=is_part, is_command=is_command)
    except UserError as error:
        offer = await offers.receipts.after_edit(
            origin, wish, error, edit=update.update_id, is_part=is_part, is_command=is_command
        )
        if offer is None:
            raise
        await explain(update, context, error, offer)
        return
    if done is Amendment.TOO_LATE:
        await _say_too_late(update, context, origin, wish)


async def _say_too_late(update: Update, context: BotContext, origin: Origin, wish: Wish) -> None:
    """Once a message: it runs already, and ✏️ makes a new one."""
    offer = await context.services.offers.receipts.too_late(origin, wish)
    if offer is not None:
        await explain(update, context, UserError("edit-too-late"), offer)


async def _make(
    update: Update, context: BotContext, kind: MediaKind, *, needs_picture: bool = False
) -> None:
    """Read what a command is about and store it as a job; repeated updates find the same job."""
    origin, words = origin_of(update, context), context.command_tail
    if await take_receipt_reply(update, context, words, kind):
        return
    try:
        inputs = await inputs_of(message_of(update), origin, context, words, is_command=True)
    except NoSuchResultError as error:
        await _ask_which_result(update, context, kind, error)
        return
    waiting = await context.services.waitings.at(origin)
    if waiting is not None and waiting.expects is Expects.WORDS:
        inputs = inputs.awaited_by(waiting)
    if needs_picture and not inputs.pictures:
        raise UserError("edit-needs-picture")
    is_bare = not inputs.words.strip() and (kind is MediaKind.IMAGE or not inputs.pictures)
    if not is_bare and waiting is not None and not waiting.pictures:
        await context.services.waitings.leave_empty(origin, Expects.WORDS)
    if is_bare or await _is_flags_alone(context, origin, inputs.wish(kind)):
        await _ask_for_words(update, context, origin, kind, inputs)
    else:
        await _place(update, context, origin, kind, inputs)


async def _is_flags_alone(context: BotContext, origin: Origin, wish: Wish) -> bool:
    """Whether flags are there, and nothing that they would be for."""
    if not wish.words.strip().startswith(DASHES):
        return False
    read = await context.services.orders.reads(origin)
    try:
        read(wish)
    except UserError as error:
        return error.key in WORDLESS
    return False


async def _ask_which_result(
    update: Update, context: BotContext, kind: MediaKind, error: NoSuchResultError
) -> None:
    """The results that there are, as buttons, unless words are missing too."""
    if kind is MediaKind.IMAGE and not error.choices[0].words.strip():
        raise error
    origin = origin_of(update, context)
    meant = [(_numbers_of(inputs), inputs.wish(kind)) for inputs in error.choices]
    offer = await context.services.offers.which_result(origin, error, meant)
    await explain(update, context, error, offer)


def _numbers_of(inputs: Inputs) -> str:
    return listed([f"{picture.result_number}" for picture in inputs.pictures])


async def _place(
    update: Update, context: BotContext, origin: Origin, kind: MediaKind, inputs: Inputs
) -> None:
    wish = inputs.wish(kind)
    waiting = await context.services.waitings.at(origin)
    is_awaited = waiting is not None and waiting.expects is Expects.WORDS
    if await place(update, context, origin, wish) and is_awaited:
        await context.services.waitings.stop(origin)


async def _ask_for_words(
    update: Update, context: BotContext, origin: Origin, kind: MediaKind, inputs: Inputs
) -> None:
    """A command without words: the next message of this person, here, is its words."""
    flags = inputs.words.strip()
    await context.services.waitings.for_words(
        origin, kind, inputs.pictures, line=inputs.line, flags=flags
    )
    keyboard: InlineKeyboardMarkup | None = None
    if flags:
        said = context.text(f"words-wanted-flags-{kind.value}", flags=flags)
        await answer(update, said)
        return
    if inputs.pictures:
        key = "words-wanted-change"
    else:
        key = f"words-wanted-{kind.value}"
        offer = await context.services.offers.examples(origin, kind)
        if offer is not None:
            keyboard = keyboards.of_offer(context.services.texts, context.language, offer)
    await answer(update, context.text(key), keyboard)


async def _take_awaited(update: Update, context: BotContext) -> bool:
    """The words that somebody was asked for; False when nobody was."""
    origin, message = origin_of(update, context), message_of(update)
    if await context.services.waitings.is_handled_again(origin):
        return True
    waiting: Waiting | None = await context.services.waitings.at(origin)
    if waiting is None or (waiting.expects is Expects.PICTURES and not origin.is_private):
        return False
    words = words_for_us(message, context.bot.username) or message.text or ""
    if waiting.expects is Expects.PICTURES:
        await collecting.finish_with(update, context, waiting, words)
        return True
    if waiting.expects is Expects.NAME:
        await take_name(update, context, waiting.words, words.strip())
        return True
    inputs = await inputs_of(message, origin, context, words, is_command=False)
    inputs = inputs.awaited_by(waiting)
    await _place(update, context, origin, waiting.kind or inputs.kind, inputs)
    return True
