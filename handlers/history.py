"""/history and /fav: what was made, in pages."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot import keyboards
from bot.answers import NO_PREVIEW, acknowledge, answer
from bot.domain.callbacks import Tap
from bot.domain.errors import UserError
from bot.domain.history import Shelf
from bot.domain.history_filters import MENDABLE
from bot.domain.ids import ChatId, MessageId
from bot.history_text import render_listing
from bot.services.history import Listing
from bot.telegram_app import BotContext
from handlers.command_handler import read_command_of
from handlers.origins import origin_of, person_of
from handlers.retyping import handle_as, typed_by_tapper


async def show_history(update: Update, context: BotContext) -> None:
    """/history [words]."""
    await _open(update, context, Shelf.HISTORY)


async def show_favourites(update: Update, context: BotContext) -> None:
    """/fav [words]."""
    await _open(update, context, Shelf.FAVOURITES)


async def turn_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """A page of a list; only who asked for the list turns it."""
    chat = update.effective_chat
    asked, _, page = tap.argument.partition(".")
    listing = None
    if chat is not None and asked.isdecimal() and page.isdecimal():
        turned = context.services.history.turn(ChatId(chat.id), MessageId(int(asked)), int(page))
        listing = await turned
    if listing is None:
        await acknowledge(update, context.plain("history-forgotten"))
    elif listing.search.user_id != person_of(update):
        await acknowledge(update, context.plain("history-not-yours"))
    else:
        await acknowledge(update)
        await _show_again(update, context, listing)


async def search_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """The same search, with what can't be read as a filter looked for as text, or put right."""
    typed = typed_by_tapper(update)
    call = read_command_of(typed, context.bot.username) if typed is not None else None
    if typed is None or call is None:
        await acknowledge(update, context.plain("tap-gone"))
        return
    await acknowledge(update)
    as_text = tap.argument != keyboards.SEARCH_NEAR
    words = context.services.history.mended(call.tail, as_text=as_text)
    await handle_as(update, context, typed, f"/{call.name} {words}")


async def _open(update: Update, context: BotContext, shelf: Shelf) -> None:
    origin = origin_of(update, context)
    try:
        listing = await context.services.history.open(origin, shelf, context.command_tail)
    except UserError as error:
        if error.key not in MENDABLE:
            raise
        keyboard = keyboards.of_filter(context.services.texts, context.language, error)
        await answer(update, context.text(error.key, **error.values), keyboard)
        return
    await answer(update, _text(context, listing), _keyboard(context, listing))


async def _show_again(update: Update, context: BotContext, listing: Listing) -> None:
    query = update.callback_query
    if query is None or query.message is None or not query.message.is_accessible:
        # The button's message is too old to be edited.
        await answer(update, _text(context, listing), _keyboard(context, listing))
        return
    try:
        await query.edit_message_text(
            _text(context, listing),
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=_keyboard(context, listing),
        )
    except BadRequest as error:
        if "not modified" not in error.message.lower():
            raise


def _text(context: BotContext, listing: Listing) -> str:
    return render_listing(context.services.texts, context.language, listing)


def _keyboard(context: BotContext, listing: Listing) -> InlineKeyboardMarkup | None:
    texts, language = context.services.texts, context.language
    return keyboards.of_listing(texts, language, listing, context.bot.username)
