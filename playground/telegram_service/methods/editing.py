"""The four edits: text, caption, medium, buttons.

Rule: an edit without reply_markup takes the buttons away; an edit that changes nothing is refused.
"""

from __future__ import annotations

from playground.telegram_service.access import own_message
from playground.telegram_service.entities.formatting import message_text
from playground.telegram_service.errors import NOT_MODIFIED, ApiError, bad_request
from playground.telegram_service.keyboards import (
    Keyboard,
    check_editable,
    check_place,
    parse_markup,
)
from playground.telegram_service.media import HOMOGENOUS
from playground.telegram_service.messages import Message
from playground.telegram_service.methods.albums import InputMedia, read_item
from playground.telegram_service.methods.call import Call
from playground.telegram_service.methods.texts import checked_caption, read_caption, read_text
from playground.telegram_service.outgoing import read_preview
from playground.telegram_service.params import Query
from playground.telegram_service.wire import FieldError, Json


def _target(call: Call, keyboard: Keyboard | None) -> Message:
    """The bot's message that is meant. Raises ApiError."""
    query = call.query
    chat_id, number = query.text("chat_id").strip(), query.message_id()
    if not chat_id and not number:
        if not query.text("inline_message_id"):
            raise bad_request("Message identifier is not specified")
        raise bad_request("MESSAGE_ID_INVALID")
    message = own_message(call.world, chat_id, number)
    check_editable(keyboard)
    check_place(keyboard, private=message.chat.person is not None)
    return message


def _done(call: Call, message: Message, *, dated: bool = True) -> Json:
    call.world.edited(message, dated=dated)
    return call.world.render.message(message)


async def edit_message_text(call: Call) -> Json:
    """editMessageText."""
    preview = read_preview(call.query)
    text = read_text(call.query)
    keyboard = parse_markup(call.query.text("reply_markup"))
    message = _target(call, keyboard)
    if not message.is_text:
        raise bad_request("There is no text in the message to edit")
    kept = message_text(text)
    if (kept, keyboard, preview) == (message.text, message.keyboard, message.preview):
        raise bad_request(NOT_MODIFIED)
    message.text, message.keyboard, message.preview = kept, keyboard, preview
    return _done(call, message)


async def edit_message_caption(call: Call) -> Json:
    """editMessageCaption."""
    keyboard = parse_markup(call.query.text("reply_markup"))
    caption = read_caption(call.query)
    message = _target(call, keyboard)
    if message.medium is None or message.medium.kind == "sticker":
        raise bad_request("There is no caption in the message to edit")
    kept, above = checked_caption(caption), call.query.flag("show_caption_above_media")
    if (kept, keyboard, above) == (message.text, message.keyboard, message.caption_above):
        raise bad_request(NOT_MODIFIED)
    message.text, message.keyboard, message.caption_above = kept, keyboard, above
    return _done(call, message)


async def edit_message_reply_markup(call: Call) -> Json:
    """editMessageReplyMarkup."""
    keyboard = parse_markup(call.query.text("reply_markup"))
    message = _target(call, keyboard)
    if keyboard == message.keyboard:
        raise bad_request(NOT_MODIFIED)
    message.keyboard = keyboard
    return _done(call, message, dated=False)


async def edit_message_media(call: Call) -> Json:
    """editMessageMedia: also gives a text message a medium."""
    keyboard = parse_markup(call.query.text("reply_markup"))
    item = _read_media(call.query)
    message = _target(call, keyboard)
    if message.medium is not None and message.medium.kind == "sticker":
        raise bad_request("There is no media in the message to edit")
    caption = checked_caption(item.caption)
    _check_album(message, item)
    medium = await item.medium(call)
    if (caption, keyboard, medium) == (message.text, message.keyboard, message.medium):
        raise bad_request(NOT_MODIFIED)
    if message.medium is None or message.medium.main.digest != medium.main.digest:
        call.world.book_delivery(message, medium)
    message.text, message.keyboard, message.medium = caption, keyboard, medium
    message.caption_above = item.caption_above
    return _done(call, message)


def _read_media(query: Query) -> InputMedia:
    query.required("media")
    value = query.json("media", "Can't parse input media JSON object")
    try:
        return read_item(query, value, for_album=False)
    except FieldError as exc:
        raise bad_request(f"Can't parse InputMedia: {exc}") from exc
    except ApiError as exc:
        raise bad_request(f"Can't parse InputMedia: {exc.inner}") from exc


def _check_album(message: Message, item: InputMedia) -> None:
    """In an album photos and videos replace each other, documents and audio only their own."""
    if message.album is None or message.medium is None:
        return
    old, new = message.medium.kind, item.kind
    if old != new and (old in HOMOGENOUS or new in HOMOGENOUS or new == "animation"):
        raise bad_request("Message content type can't be used in an album")
