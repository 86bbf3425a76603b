"""copyMessage, forwardMessage and their plurals."""

from __future__ import annotations

import dataclasses

from playground.telegram_service.access import find_chat, find_message
from playground.telegram_service.errors import ApiError, bad_request
from playground.telegram_service.messages import Message
from playground.telegram_service.methods.call import Call
from playground.telegram_service.methods.texts import checked_caption, read_caption
from playground.telegram_service.outgoing import (
    Place,
    SendOptions,
    check_sendable,
    find_place,
    new_message,
    read_options,
)
from playground.telegram_service.params import whole
from playground.telegram_service.people import User
from playground.telegram_service.wire import Json, JsonObject

_MOST = 100


def _source(call: Call, number: int, what: str) -> Message:
    return find_message(
        call.world, call.query.text("from_chat_id").strip(), number, f"message to {what}", "read"
    )


async def copy_message(call: Call) -> Json:
    """copyMessage: answers with the number alone."""
    caption = read_caption(call.query) if "caption" in call.query else None
    options = read_options(call.query)
    source = _source(call, call.query.message_id(), "copy")
    place = find_place(call.world, options)
    if source.service is not None:
        raise bad_request("message can't be copied")
    text = source.text if caption is None or source.medium is None else checked_caption(caption)
    check_sendable(call.world, place)
    copy = new_message(call.world, place, options, text, source.medium)
    call.world.publish([copy])
    return {"message_id": copy.number}


async def forward_message(call: Call) -> Json:
    """forwardMessage."""
    options = read_options(call.query, with_markup=False)
    source = _source(call, call.query.message_id(), "forward")
    place = find_place(call.world, options)
    check_sendable(call.world, place)
    forwarded = _forwarded(call, source, place, options)
    call.world.publish([forwarded])
    return call.world.render.message(forwarded)


def _forwarded(call: Call, source: Message, place: Place, options: SendOptions) -> Message:
    if source.protected:
        raise bad_request("message has protected content and can't be forwarded")
    if source.service is not None:
        raise bad_request("message can't be forwarded")
    message = new_message(
        call.world, dataclasses.replace(place, reply_to=None), options, source.text, source.medium
    )
    message.forward = _origin(source.sender, source.date)
    return message


def _origin(sender: User, date: int) -> JsonObject:
    """Where a forwarded message came from, in the new and in the old form."""
    person = sender.to_json()
    return {
        "forward_origin": {"type": "user", "sender_user": person, "date": date},
        "forward_from": person,
        "forward_date": date,
    }


async def copy_messages(call: Call) -> Json:
    """copyMessages: numbers that are unknown are passed over."""
    return await _many(call, forward=False)


async def forward_messages(call: Call) -> Json:
    """forwardMessages."""
    return await _many(call, forward=True)


async def _many(call: Call, *, forward: bool) -> Json:
    options = read_options(call.query, with_markup=False)
    value = call.query.json("message_ids", "Can't parse message_ids JSON object")
    if not isinstance(value, list) or not 1 <= len(value) <= _MOST:
        raise bad_request("Message identifiers are not specified")
    place = find_place(call.world, options)
    source_chat = find_chat(call.world, call.query.text("from_chat_id").strip(), "read")
    numbers = [whole(str(number)) for number in value]
    sources = [source_chat.messages[n] for n in sorted(set(numbers)) if n in source_chat.messages]
    if not sources:
        what = "forward" if forward else "copy"
        raise ApiError(400, f"Bad Request: there are no messages to {what}")
    check_sendable(call.world, place, len(sources))
    albums: dict[str, str] = {}
    made = []
    for source in sources:
        album = source.album and albums.setdefault(source.album, call.world.new_album_id())
        copy = (
            _forwarded(call, source, place, options)
            if forward
            else new_message(call.world, place, options, source.text, source.medium)
        )
        copy.album = album or None
        made.append(copy)
    call.world.publish(made)
    return [{"message_id": message.number} for message in made]
