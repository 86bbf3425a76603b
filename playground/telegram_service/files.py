"""Files that the service keeps, and the identifiers that stand for them.

Rule: a file_id belongs to one bot, opens what it names, may differ between two mentions of one file
and cannot be compared; a file_unique_id never changes and opens nothing. A link from getFile lives
for an hour.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

_CODES = {
    "thumbnail": 0,
    "photo": 2,
    "voice": 3,
    "video": 4,
    "document": 5,
    "sticker": 8,
    "audio": 9,
    "animation": 10,
    "video_note": 13,
}
_NAMES = {code: kind for kind, code in _CODES.items()}
_FOLDERS = {
    "thumbnail": "thumbnails",
    "photo": "photos",
    "video": "videos",
    "document": "documents",
    "sticker": "stickers",
    "audio": "music",
    "animation": "animations",
    "voice": "voice",
    "video_note": "video_notes",
}
_BODY = struct.Struct(">B3sIII")
_TAIL = b"\0" * 12 + b"\2"


@dataclass(frozen=True)
class StoredFile:
    """One file's bytes and what was found out about them. Sizes in pixels, duration in seconds."""

    number: int
    kind: str
    data: bytes
    mime: str
    name: str = ""
    width: int = 0
    height: int = 0
    duration: int = 0

    @property
    def unique_id(self) -> str:
        """The same for as long as the file lives."""
        lead = 1 if self.kind in ("photo", "thumbnail") else 2
        digest = hashlib.sha256(f"{self.number}".encode()).digest()[:8]
        return _text(bytes([lead, 0, 3]) + struct.pack(">I", self.number) + digest)

    @property
    def digest(self) -> str:
        """Tells equal bytes."""
        return hashlib.sha256(self.data).hexdigest()


class FileStore:
    """All files of a run, by number, unique id, file id and path."""

    def __init__(self, secret: bytes, now: Callable[[], float], link_seconds: float) -> None:
        self._secret = secret
        self._now = now
        self._link_seconds = link_seconds
        self._files: list[StoredFile] = []
        self._by_unique: dict[str, StoredFile] = {}
        self._links: dict[str, tuple[StoredFile, float]] = {}

    def add(
        self,
        kind: str,
        data: bytes,
        mime: str,
        name: str = "",
        *,
        width: int = 0,
        height: int = 0,
        duration: int = 0,
    ) -> StoredFile:
        """Keep a file."""
        number = len(self._files) + 1
        stored = StoredFile(number, kind, data, mime, name, width, height, duration)
        self._files.append(stored)
        self._by_unique[stored.unique_id] = stored
        return stored

    def file_id(self, stored: StoredFile, bot_id: int, mention: int) -> str:
        """An identifier for this bot; `mention` makes it differ from place to place."""
        body = _BODY.pack(
            _CODES[stored.kind], b"\0\2\2", stored.number, mention & 0xFFFFFFFF, bot_id & 0xFFFFFFFF
        )
        return _text(body + self._mark(body) + _TAIL)

    def by_file_id(self, file_id: str, bot_id: int) -> StoredFile | None:
        """The file, or None for an identifier that this bot was never given."""
        try:
            raw = base64.urlsafe_b64decode(file_id + "=" * (-len(file_id) % 4))
        except ValueError:
            return None
        body, mark = raw[: _BODY.size], raw[_BODY.size : _BODY.size + 16]
        whole = len(body) == _BODY.size and raw[_BODY.size + 16 :] == _TAIL
        if not whole or not hmac.compare_digest(mark, self._mark(body)):
            return None
        code, _, number, _, owner = _BODY.unpack(body)
        if owner != bot_id & 0xFFFFFFFF or _NAMES.get(code) is None:
            return None
        return self._files[int(number) - 1]

    def by_unique_id(self, unique_id: str) -> StoredFile | None:
        """The file behind a unique id: for the chat page, never for a bot."""
        return self._by_unique.get(unique_id)

    def link(self, stored: StoredFile) -> str:
        """A path for downloading, good for an hour from now."""
        suffix = PurePosixPath(stored.name).suffix or _suffix(stored.mime)
        path = f"{_FOLDERS[stored.kind]}/file_{stored.number - 1}{suffix}"
        self._links[path] = (stored, self._now() + self._link_seconds)
        return path

    def by_path(self, path: str) -> StoredFile | None:
        """The file behind a path that getFile gave out less than an hour ago."""
        link = self._links.get(path)
        return link[0] if link is not None and self._now() < link[1] else None

    def _mark(self, body: bytes) -> bytes:
        return hmac.new(self._secret, body, hashlib.sha256).digest()[:16]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _suffix(mime: str) -> str:
    known = {
        "image/jpeg": ".jpg",
        "image/png": ".png",
        "image/webp": ".webp",
        "image/gif": ".gif",
        "video/mp4": ".mp4",
    }
    return known.get(mime, "")
