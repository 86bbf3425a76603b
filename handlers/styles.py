"""/style: texts with variables and flags under a name, on three shelves."""

from __future__ import annotations

from telegram import Update

from bot import keyboards
from bot.answers import acknowledge, answer, bring_up_to_date
from bot.domain.callbacks import Tap
from bot.domain.errors import UserError
from bot.domain.ids import StyleId
from bot.domain.jobs import Origin
from bot.domain.style_commands import StyleCommand, StyleVerb, read_style_command
from bot.domain.styles import OPERATORS, Shelf, ShelfKind, Style
from bot.services.styles import chat_shelf
from bot.style_text import render_style, render_style_line, render_styles
from bot.telegram_app import BotContext
from handlers import style_sharing
from handlers.origins import message_of, origin_of, origin_of_tap, person_of
from handlers.redrawing import redraw


async def manage(update: Update, context: BotContext) -> None:
    """/style [shelf] [verb] [name] [text]."""
    command = read_style_command(context.command_tail)
    origin = origin_of(update, context)
    match command.verb:
        case StyleVerb.LIST:
            await _list(update, context, origin)
        case StyleVerb.SAVE:
            await _save(update, context, origin, command)
        case StyleVerb.IMPORT:
            await style_sharing.take_in(update, context, f"{command.name} {command.text}")
        case StyleVerb.SHOW:
            style = await context.services.styles.named(origin, command.name, command.shelf)
            await show(update, context, style)
        case StyleVerb.SHARE:
            style = await context.services.styles.named(origin, command.name, command.shelf)
            await style_sharing.hand_out(update, context, style)
        case StyleVerb.DELETE:
            style = await context.services.styles.named(origin, command.name, command.shelf)
            await _require_right(update, context, style.shelf)
            await context.services.styles.delete(style)
            await answer(update, context.text("style-deleted", name=style.name))


async def _list(update: Update, context: BotContext, origin: Origin) -> None:
    styles = (await context.services.styles.book_of(origin)).styles
    text = render_styles(context.services.texts, context.language, styles)
    await answer(update, text, keyboards.of_styles(styles))


async def _save(update: Update, context: BotContext, origin: Origin, command: StyleCommand) -> None:
    shelf = _shelf(origin, command.shelf or ShelfKind.MINE)
    await _require_right(update, context, shelf)
    style = await context.services.styles.save(
        origin, shelf, command.name, command.text, _example(update)
    )
    await answer(update, context.text("style-saved", name=style.name))
    await show(update, context, style)


def _shelf(origin: Origin, kind: ShelfKind) -> Shelf:
    if kind is ShelfKind.OPERATOR:
        return OPERATORS
    if kind is ShelfKind.CHAT:
        if origin.is_private:
            raise UserError("style-no-chat")
        return chat_shelf(origin.chat_id)
    return Shelf(ShelfKind.MINE, origin.user_id)


def _example(update: Update) -> str:
    """The photo that the command replies to, or stands under."""
    message = message_of(update)
    for each in (message.reply_to_message, message):
        if each is not None and each.photo:
            return each.photo[-1].file_id  # sizes come ascending
    return ""


async def _require_right(update: Update, context: BotContext, shelf: Shelf) -> None:
    """Raise `UserError` where the person may not write this shelf."""
    if not await _may_write(update, context, shelf):
        key = "style-only-chat-admins" if shelf.kind is ShelfKind.CHAT else "style-only-operator"
        raise UserError(key)


async def _may_write(update: Update, context: BotContext, shelf: Shelf) -> bool:
    user_id = person_of(update)
    if shelf.kind is ShelfKind.OPERATOR:
        return context.services.door.is_operator(user_id)
    return await context.services.styles.may_write(shelf, user_id)


async def show(update: Update, context: BotContext, style: Style) -> None:
    """A style in full, with its example and its buttons."""
    texts, language = context.services.texts, context.language
    may_write = await _may_write(update, context, style.shelf)
    keyboard = keyboards.of_style(texts, language, style, can_write=may_write)
    await style_sharing.show_with_example(
        update, context, style, render_style(texts, language, style), keyboard
    )


async def show_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """A name in the list; or back from the question whether to delete."""
    style = await _reached(update, context, tap)
    if style is not None:
        await acknowledge(update)
        await show(update, context, style)


async def use_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """▶️: a line that uses the style, to be copied and filled in."""
    style = await _reached(update, context, tap)
    if style is not None:
        await acknowledge(update)
        line = render_style_line(context.services.texts, context.language, style)
        await answer(update, context.text("style-line", line=line))


async def share_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """↗: the link, and the card as a file."""
    style = await _reached(update, context, tap)
    if style is not None:
        await acknowledge(update)
        await style_sharing.hand_out(update, context, style)


async def ask_deletion_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """🗑: asked about once."""
    style = await _reached(update, context, tap)
    if style is None:
        return
    if not await _may_write(update, context, style.shelf):
        await acknowledge(update, context.plain("style-tap-not-yours"))
        return
    await acknowledge(update)
    texts = context.services.texts
    await redraw(update, keyboards.of_style_deletion(texts, context.language, style))


async def delete_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """🗑, for good."""
    style = await _reached(update, context, tap)
    if style is None:
        return
    if not await _may_write(update, context, style.shelf):
        await acknowledge(update, context.plain("style-tap-not-yours"))
        return
    await context.services.styles.delete(style)
    await acknowledge(update, context.plain("style-deleted", name=style.name))
    await redraw(update, None)


async def keep_by_tap(update: Update, context: BotContext, tap: Tap) -> None:
    """💾 under a style that somebody handed on."""
    origin = origin_of_tap(update, context)
    try:
        style = await context.services.styles.keep(origin, StyleId(tap.argument))
    except UserError as error:
        await acknowledge(update, context.plain(error.key, **error.values))
        return
    if style is None:
        await acknowledge(update, context.plain("style-tap-gone"))
        return
    texts, language = context.services.texts, context.language
    await acknowledge(update, context.plain("style-kept", name=style.name))
    saved = [render_style(texts, language, style), context.text("style-kept", name=style.name)]
    await bring_up_to_date(update, "\n".join(saved))
    line = render_style_line(texts, language, style)
    await answer(update, context.text("style-line", line=line))


async def _reached(update: Update, context: BotContext, tap: Tap) -> Style | None:
    """The style of the button; None, and said, where it is gone or not to be seen from here."""
    origin = origin_of_tap(update, context)
    style = await context.services.styles.reachable(origin, StyleId(tap.argument))
    if style is None:
        await acknowledge(update, context.plain("style-tap-gone"))
    return style
