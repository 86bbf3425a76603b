"""What a message carries, as inputs: pictures, files that are pictures, stickers, clips.

A file is taken for a picture by its type or its name here; its content decides when it is fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import Document, Message, PhotoSize, Sticker, Video

from bot.domain.commands import Note
from bot.domain.errors import UserError
from bot.domain.requests import InputPicture

_PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|webp|bmp|gif|tiff?|heic|heif|avif)$", re.IGNORECASE)
_HEIF_NAME = re.compile(r"\.hei[cf]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """What one message carries that can go into a picture or a video."""

    pictures: tuple[InputPicture, ...] = ()
    notes: tuple[Note, ...] = ()


def found_in(message: Message) -> Found:
    """The message's own input; ours count as well. Raises `UserError` for what can be none."""
    if message.photo:
        return Found((_from_photo(message.photo[-1]),))  # sizes come ascending
    sticker = message.sticker
    if sticker is not None and not (sticker.is_animated or sticker.is_video):
        return Found((_from_sticker(sticker),), (Note("input-sticker"),))
    what = not_an_input(message)
    if what is not None:
        raise UserError(what)
    if message.video is not None:
        return Found((_from_video(message.video),))
    if message.document is not None and holds_picture(message):
        notes = (Note("input-heif"),) if _is_heif(message.document) else ()
        return Found((_from_file(message.document),), notes)
    return Found()


def picture_of(message: Message) -> InputPicture | None:
    """The picture of a message, None where it carries something else or nothing."""
    try:
        found = found_in(message)
    except UserError:
        return None
    return next((each for each in found.pictures if not each.is_clip), None)


def holds_picture(message: Message) -> bool:
    """The message carries a picture, as a photo or as a file."""
    document = message.document
    is_file = (
        document is not None
        and message.animation is None
        and (
            (document.mime_type or "").startswith("image/")
            or _PICTURE_NAME.search(document.file_name or "") is not None
        )
    )
    return bool(message.photo) or is_file


def not_an_input(message: Message) -> str | None:
    """The text that says why what the message carries goes into nothing; None if it may."""
    sticker = message.sticker
    if message.animation is not None:
        return "input-no-animation"
    if sticker is not None and (sticker.is_animated or sticker.is_video):
        return "input-no-moving-sticker"
    if message.video_note is not None:
        return "input-no-video-note"
    if message.audio is not None or message.voice is not None:
        return "input-no-audio"
    if message.document is not None and not holds_picture(message):
        return "input-no-file"
    return None


def _is_heif(document: Document) -> bool:
    named = _HEIF_NAME.search(document.file_name or "") is not None
    return named or (document.mime_type or "") in {"image/heic", "image/heif"}


def _from_photo(photo: PhotoSize) -> InputPicture:
    return InputPicture(
        source=photo.file_id, size=photo.file_size, width=photo.width, height=photo.height
    )


def _from_sticker(sticker: Sticker) -> InputPicture:
    return InputPicture(
        source=sticker.file_id, size=sticker.file_size, width=sticker.width, height=sticker.height
    )


def _from_video(video: Video) -> InputPicture:
    return InputPicture(
        source=video.file_id,
        size=video.file_size,
        width=video.width,
        height=video.height,
        is_clip=True,
    )


def _from_file(document: Document) -> InputPicture:
    """Of a file only the thumbnail's size is told; it has the same shape."""
    thumbnail = document.thumbnail
    return InputPicture(
        source=document.file_id,
        size=document.file_size,
        name=document.file_name,
        width=thumbnail.width if thumbnail is not None else None,
        height=thumbnail.height if thumbnail is not None else None,
    )
