"""Styles that people hand on: as a link, and as a small file."""

from __future__ import annotations

from telegram import Document, InlineKeyboardMarkup, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot import keyboards
from bot.answers import Spot, answer, at_nearest, spot_of
from bot.domain.errors import UserError
from bot.domain.ids import StyleId
from bot.domain.style_cards import LARGEST_CARD, write_card
from bot.domain.style_commands import LINK_PAYLOAD, read_style_link
from bot.domain.styles import ShelfKind, Style
from bot.style_text import render_style
from bot.telegram_app import BotContext
from handlers.origins import message_of, person_of


async def hand_out(update: Update, context: BotContext, style: Style) -> None:
    """Send the link and the card; from now on the link leads to the style."""
    spot = spot_of(update, is_reply=False)
    if spot is None:
        return
    await context.services.styles.share(style)
    link = f"https://t.me/{context.bot.username}?start={LINK_PAYLOAD}{style.id}"

    async def send(place: Spot) -> Message:
        return await context.bot.send_document(
            place.chat_id,
            write_card(style.name, style.text),
            filename=f"style-{style.name}.json",
            caption=context.text("style-shared", name=style.name, link=link),
            parse_mode=ParseMode.HTML,
            message_thread_id=place.thread_id,
        )

    await at_nearest(spot, send)


async def open_link(update: Update, context: BotContext, style_id: StyleId) -> None:
    """Somebody followed a link: the text, before anything is saved."""
    style = await context.services.styles.linked(style_id)
    if style is None:
        raise UserError("style-link-dead")
    await _offer(update, context, style)


async def take_in(update: Update, context: BotContext, words: str) -> None:
    """/style import: a link after it, or a card that it replies to or stands under."""
    card = card_for(message_of(update))
    if card is not None:
        await _read_card(update, context, card)
        return
    style_id = read_style_link(words)
    if style_id is None:
        raise UserError("style-import-how")
    await open_link(update, context, style_id)


async def take_card(update: Update, context: BotContext) -> None:
    """A card alone, sent in private."""
    card = card_for(message_of(update))
    if card is not None:
        await _read_card(update, context, card)


def card_for(message: Message) -> Document | None:
    """The file that the message carries, or answers; whether it is a card is not known yet."""
    for each in (message, message.reply_to_message):
        if each is not None and each.document is not None:
            return each.document
    return None


async def _read_card(update: Update, context: BotContext, document: Document) -> None:
    if (document.file_size or 0) > LARGEST_CARD:
        raise UserError("style-card-large", most=LARGEST_CARD // 1024)
    try:
        file = await context.bot.get_file(document.file_id)
        content = bytes(await file.download_as_bytearray())
    except BadRequest:
        raise UserError("style-card-gone") from None
    await _offer(update, context, await context.services.styles.offer(person_of(update), content))


async def _offer(update: Update, context: BotContext, style: Style) -> None:
    """Show what would be saved, and what it would replace."""
    texts, language = context.services.texts, context.language
    lines = [render_style(texts, language, style, shelf_kind=ShelfKind.OFFERED)]
    own = await context.services.styles.own(person_of(update), style.name)
    is_replacing = own is not None and own.text != style.text
    key = "style-offer-replaces" if is_replacing else "style-offer"
    lines.append(context.text(key, name=style.name))
    keyboard = keyboards.of_style_offer(texts, language, style)
    await show_with_example(update, context, style, "\n".join(lines), keyboard)


async def show_with_example(
    update: Update,
    context: BotContext,
    style: Style,
    text: str,
    keyboard: InlineKeyboardMarkup | None,
) -> None:
    """The text with its buttons; before it the example, if there is one that still can be had."""
    spot = spot_of(update, is_reply=False)
    if style.example and spot is not None:

        async def send(place: Spot) -> Message:
            return await context.bot.send_photo(
                place.chat_id, style.example, message_thread_id=place.thread_id
            )

        try:
            await at_nearest(spot, send)
        except BadRequest:
            text = f"{text}\n{context.text('style-example-gone')}"
    await answer(update, text, keyboard)
