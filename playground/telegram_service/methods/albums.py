"""sendMediaGroup, and reading an InputMedia for it and for editMessageMedia."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from playground.telegram_service.entities.model import FormattedText
from playground.telegram_service.errors import ApiError, bad_request
from playground.telegram_service.media import ALBUM_KINDS, HOMOGENOUS, Medium
from playground.telegram_service.methods.call import Call
from playground.telegram_service.methods.texts import checked_caption, item_caption
from playground.telegram_service.outgoing import (
    check_sendable,
    find_place,
    new_message,
    read_options,
)
from playground.telegram_service.params import Query
from playground.telegram_service.settings import MAX_ALBUM
from playground.telegram_service.uploads import Details
from playground.telegram_service.wire import FieldError, Fields, Json

_KINDS = ALBUM_KINDS | {"animation"}


@dataclass(frozen=True)
class InputMedia:
    """One item as asked, its file not yet looked at."""

    kind: str
    media: str
    caption: FormattedText
    caption_above: bool
    details: Details

    async def medium(self, call: Call) -> Medium:
        """The item's medium. Raises ApiError."""
        found = await call.world.uploads.medium(call.query, self.kind, self.media, "", self.details)
        if found is None:
            raise bad_request("Can't parse InputMedia: media not found")
        return found


def read_item(query: Query, value: Json, *, for_album: bool) -> InputMedia:
    """Read one InputMedia. Raises FieldError or ApiError."""
    fields = Fields.of(value, "expected an Object")
    caption = item_caption(fields)
    media = fields.optional_string("media")
    attached = media.removeprefix("attach://")
    if not media or (attached != media and attached not in query.files):
        raise FieldError("media not found")
    kind = fields.string("type")
    if for_album and kind == "animation":
        raise FieldError(f'type "{kind}" can\'t be used in sendMediaGroup')
    if kind not in _KINDS:
        raise FieldError(f'type "{kind}" is unsupported')
    thumbnail = fields.optional_string("thumbnail") or fields.optional_string("thumb")
    details = Details(
        width=max(0, fields.optional_integer("width")),
        height=max(0, fields.optional_integer("height")),
        duration=max(0, fields.optional_integer("duration")),
        title=fields.optional_string("title"),
        performer=fields.optional_string("performer"),
        supports_streaming=fields.optional_boolean("supports_streaming"),
        spoiler=fields.optional_boolean("has_spoiler"),
        detect=not (fields.optional_boolean("disable_content_type_detection") or for_album),
        thumbnail=query.files.get(thumbnail.removeprefix("attach://")),
    )
    above = fields.optional_boolean("show_caption_above_media")
    return InputMedia(kind, media, caption, above, details)


def _read_items(query: Query) -> list[InputMedia]:
    query.required("media")
    value = query.json("media", "Can't parse media JSON object")
    if not isinstance(value, list):
        raise bad_request("Expected an Array of InputMedia")
    try:
        return [read_item(query, item, for_album=True) for item in value]
    except FieldError as exc:
        raise bad_request(f"Can't parse InputMedia: {exc}") from exc
    except ApiError as exc:
        raise bad_request(f"Can't parse InputMedia: {exc.inner}") from exc


def _check_kinds(items: list[InputMedia]) -> None:
    if not items:
        raise bad_request("There are no messages to send")
    if len(items) > MAX_ALBUM:
        raise bad_request("Too many messages to send as an album")
    kinds = {item.kind for item in items}
    for kind in sorted(kinds & set(HOMOGENOUS)):
        if len(kinds) > 1:
            raise bad_request(f"{HOMOGENOUS[kind]} can't be mixed with other media types")


async def send_media_group(call: Call) -> Json:
    """sendMediaGroup: all items or none; reply_markup is not even looked at."""
    world = call.world
    options = read_options(call.query, with_markup=False)
    items = _read_items(call.query)
    place = find_place(world, options)
    _check_kinds(items)
    captions = [checked_caption(item.caption) for item in items]
    media = await _all_media(call, items)
    check_sendable(world, place, len(items))
    album = world.new_album_id() if len(items) > 1 else None
    messages = [
        new_message(
            world,
            place,
            options,
            caption,
            medium,
            album=album,
            caption_above=item.caption_above,
        )
        for item, caption, medium in zip(items, captions, media, strict=True)
    ]
    world.publish(messages)
    return [world.render.message(message) for message in messages]


async def _all_media(call: Call, items: list[InputMedia]) -> list[Medium]:
    """All media, worked on side by side; the first item that fails names the refusal."""
    works = [_item_medium(call, number, item) for number, item in enumerate(items, 1)]
    done = await asyncio.gather(*works, return_exceptions=True)
    for outcome in done:
        if isinstance(outcome, BaseException):
            raise outcome
    return [outcome for outcome in done if isinstance(outcome, Medium)]


async def _item_medium(call: Call, number: int, item: InputMedia) -> Medium:
    try:
        return await item.medium(call)
    except ApiError as exc:
        raise bad_request(
            f'Failed to send message #{number} with the error message "{exc.inner}"'
        ) from exc
