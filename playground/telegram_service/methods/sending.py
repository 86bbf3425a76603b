"""sendMessage and the methods that send one medium."""

from __future__ import annotations

from playground.telegram_service.entities.formatting import message_text
from playground.telegram_service.errors import bad_request
from playground.telegram_service.methods.call import Call
from playground.telegram_service.methods.texts import checked_caption, read_caption, read_text
from playground.telegram_service.outgoing import (
    check_sendable,
    find_place,
    new_message,
    read_options,
    read_preview,
)
from playground.telegram_service.params import Query
from playground.telegram_service.uploads import Details
from playground.telegram_service.wire import Json

_MAX_LENGTH = 10_000
_MAX_DURATION = 24 * 3600


async def send_message(call: Call) -> Json:
    """sendMessage."""
    preview = read_preview(call.query)
    text = read_text(call.query)
    options = read_options(call.query)
    place = find_place(call.world, options)
    kept = message_text(text)
    check_sendable(call.world, place)
    message = new_message(call.world, place, options, kept)
    message.preview = preview
    call.world.publish([message])
    return call.world.render.message(message)


async def send_photo(call: Call) -> Json:
    """sendPhoto."""
    return await _send_medium(call, "photo")


async def send_document(call: Call) -> Json:
    """sendDocument."""
    return await _send_medium(call, "document")


async def send_video(call: Call) -> Json:
    """sendVideo."""
    return await _send_medium(call, "video")


async def send_animation(call: Call) -> Json:
    """sendAnimation."""
    return await _send_medium(call, "animation")


async def send_audio(call: Call) -> Json:
    """sendAudio."""
    return await _send_medium(call, "audio")


async def send_sticker(call: Call) -> Json:
    """sendSticker."""
    return await _send_medium(call, "sticker")


async def _send_medium(call: Call, kind: str) -> Json:
    query, world = call.query, call.world
    if not query.text(kind) and kind not in query.files:
        raise bad_request(f"There is no {kind} in the request")
    caption = read_caption(query)
    options = read_options(query)
    place = find_place(world, options)
    kept = checked_caption(caption)
    medium = await world.uploads.medium(query, kind, query.text(kind), kind, details_of(query))
    if medium is None:
        raise bad_request(f"There is no {kind} in the request")
    check_sendable(world, place)
    message = new_message(
        world,
        place,
        options,
        kept,
        medium,
        caption_above=query.flag("show_caption_above_media"),
    )
    world.publish([message])
    return world.render.message(message)


def details_of(query: Query) -> Details:
    """What the call says about its upload."""
    return Details(
        width=query.integer("width", 0, 0, _MAX_LENGTH),
        height=query.integer("height", 0, 0, _MAX_LENGTH),
        duration=query.integer("duration", 0, 0, _MAX_DURATION),
        title=query.text("title"),
        performer=query.text("performer"),
        supports_streaming=query.flag("supports_streaming"),
        spoiler=query.flag("has_spoiler"),
        detect=not query.flag("disable_content_type_detection"),
        thumbnail=query.files.get(query.text("thumbnail").removeprefix("attach://") or "thumbnail"),
    )
