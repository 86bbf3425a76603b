"""From a file parameter to a medium: an upload, a file_id, or an address.

Rule: what was uploaded is looked at in a thread, never on the event loop. The playground fetches no
addresses; they fail as unreachable ones do. File checks after Bot API notes, section 2.
"""

from __future__ import annotations

import asyncio
import mimetypes
from dataclasses import dataclass, replace

from playground.telegram_service import photos
from playground.telegram_service.errors import ApiError, bad_request
from playground.telegram_service.files import FileStore, StoredFile
from playground.telegram_service.media import DOCUMENT_LIKE, FILE_TYPES, Medium
from playground.telegram_service.mp4 import video_facts
from playground.telegram_service.params import Query, Upload
from playground.telegram_service.settings import MAX_UPLOAD_BYTES

_STICKER_SIDE = 512
_MAX_THUMBNAIL_BYTES = 200_000


@dataclass(frozen=True)
class Details:
    """What the caller says about an upload; zeros and blanks are looked up in the file."""

    width: int = 0
    height: int = 0
    duration: int = 0
    title: str = ""
    performer: str = ""
    supports_streaming: bool = False
    spoiler: bool = False
    detect: bool = True  # look at a document's content for stickers, animations and the like
    thumbnail: Upload | None = None


class Uploads:
    """Makes media for one bot and remembers which file belongs to which."""

    def __init__(self, files: FileStore, bot_id: int) -> None:
        self._files = files
        self._bot_id = bot_id
        self._media: dict[int, Medium] = {}  # file number to the medium that it is part of

    async def medium(
        self, query: Query, kind: str, value: str, field: str, details: Details
    ) -> Medium | None:
        """The medium that a parameter names, None if it names nothing. Raises ApiError."""
        if value.startswith("attach://"):
            field, value = value.removeprefix("attach://"), ""
        if value:
            return self.known(kind, value.strip(), details)
        upload = query.files.get(field)
        return None if upload is None else await self.uploaded(kind, upload, details)

    def known(self, kind: str, value: str, details: Details | None = None) -> Medium:
        """The medium behind one of this bot's file_ids. Raises ApiError."""
        if "." in value or "://" in value:
            raise bad_request("Failed to get HTTP URL content")
        stored = self._files.by_file_id(value, self._bot_id)
        medium = self._media.get(stored.number) if stored is not None else None
        if stored is None or medium is None:
            raise bad_request("Wrong file identifier/HTTP URL specified")
        real = "thumbnail" if stored.kind == "thumbnail" else medium.kind
        same_family = real in DOCUMENT_LIKE and kind in DOCUMENT_LIKE
        if real != kind and not same_family:
            raise bad_request(f"Can't use file of type {FILE_TYPES[real]} as {FILE_TYPES[kind]}")
        return replace(medium, spoiler=details is not None and details.spoiler)

    async def uploaded(self, kind: str, upload: Upload, details: Details) -> Medium:
        """Make a medium of an upload. Raises ApiError."""
        if not upload.data:
            raise bad_request("File must be non-empty")
        if len(upload.data) > MAX_UPLOAD_BYTES:
            raise ApiError(413, "Request Entity Too Large")
        if kind == "photo":
            medium = await self._photo(upload, details)
        else:
            medium = await self._file(kind, upload, details)
        for stored in (*medium.files, *([medium.thumbnail] if medium.thumbnail else [])):
            self._media[stored.number] = medium
        return medium

    async def _photo(self, upload: Upload, details: Details) -> Medium:
        sizes = await asyncio.to_thread(photos.photo_sizes, upload.data, upload.name)
        stored = tuple(
            self._files.add("photo", size.data, "image/jpeg", width=size.width, height=size.height)
            for size in sizes
        )
        return Medium("photo", stored, spoiler=details.spoiler)

    async def _file(self, kind: str, upload: Upload, details: Details) -> Medium:
        mime = mime_of(upload)
        if kind == "document" and details.detect:
            kind = _detected(mime, upload.data)
        width, height, duration = details.width, details.height, details.duration
        if kind in ("video", "animation", "sticker") and not (width and height):
            width, height, found = await asyncio.to_thread(_facts, upload.data, mime)
            duration = duration or found
        stored = self._files.add(
            kind, upload.data, mime, upload.name, width=width, height=height, duration=duration
        )
        return Medium(
            kind,
            (stored,),
            await self._thumbnail(upload, details),
            supports_streaming=details.supports_streaming,
            title=details.title,
            performer=details.performer,
            spoiler=details.spoiler,
        )

    async def _thumbnail(self, upload: Upload, details: Details) -> StoredFile | None:
        """The given one if it keeps the rules (JPEG, 200 kB, 320 pixels), else one of our own."""
        given = details.thumbnail
        if given is not None and len(given.data) <= _MAX_THUMBNAIL_BYTES:
            width, height = await asyncio.to_thread(photos.dimensions, given.data)
            if given.data[:2] == b"\xff\xd8" and 0 < max(width, height) <= photos.THUMBNAIL_SIDE:
                return self._files.add(
                    "thumbnail", given.data, "image/jpeg", width=width, height=height
                )
        made = await asyncio.to_thread(photos.thumbnail, upload.data)
        if made is None:
            return None
        return self._files.add(
            "thumbnail", made.data, "image/jpeg", width=made.width, height=made.height
        )


def mime_of(upload: Upload) -> str:
    """The type told by the name, as the real server does; octets if it tells none."""
    guessed, _ = mimetypes.guess_type(upload.name)
    if guessed is None and upload.name.lower().endswith(".webp"):
        guessed = "image/webp"
    return guessed or "application/octet-stream"


def _detected(mime: str, data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP" and mime == "image/webp":
        return "sticker"
    if data[:4] == b"GIF8":
        return "animation"
    if data[4:8] == b"ftyp" and mime == "video/mp4":
        return "video"
    return "audio" if mime == "audio/mpeg" else "document"


def _facts(data: bytes, mime: str) -> tuple[int, int, int]:
    if mime.startswith("video/"):
        return video_facts(data)
    width, height = photos.dimensions(data)
    factor = min(1.0, _STICKER_SIDE / max(width, height, 1))
    return round(width * factor), round(height * factor), 0
