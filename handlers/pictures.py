"""The pictures of a message, as inputs: its own, and that of the message it replies to."""

from __future__ import annotations

from telegram import Document, Message, PhotoSize

from bot.domain.requests import InputPicture


def pictures_for(message: Message) -> tuple[InputPicture, ...]:
    """What a request in this message is about: first the picture it replies to, then its own."""
    answered = message.reply_to_message
    found = (picture_of(each) for each in (answered, message) if each is not None)
    return tuple(picture for picture in found if picture is not None)


def picture_of(message: Message) -> InputPicture | None:
    """The picture that a message carries, as a photo or as a file; ours count as well."""
    if message.photo:
        return _from_photo(message.photo[-1])  # sizes come ascending
    if message.document is not None and holds_picture(message):
        return _from_file(message.document)
    return None


def holds_picture(message: Message) -> bool:
    """The message carries a picture, as a photo or as a file."""
    document = message.document
    is_file = document is not None and (document.mime_type or "").startswith("image/")
    return bool(message.photo) or is_file


def _from_photo(photo: PhotoSize) -> InputPicture:
    return InputPicture(
        source=photo.file_id, size=photo.file_size, width=photo.width, height=photo.height
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
