"""Uploaded pictures and clips: temporary keys, places, bytes.

Rule: protocol notes, section 7.4. A place is handed out at Apply, filled by the upload and known
to drafts after Commit; the same bytes twice are two places. Bytes are dropped once they are read:
what the painter needs is a digest, a size and, for pictures, a small copy.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import secrets
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from PIL import Image

from playground.clock import Clock
from playground.jimeng_service.accounts import SHANGHAI, Account
from playground.jimeng_service.clips import Clip, read_clip
from playground.jimeng_service.settings import Settings

THUMBNAIL = 512
PIXELS_MAX = 120_000_000


@dataclass(frozen=True)
class Key:
    """A temporary upload key."""

    access_key_id: str
    secret: str = field(repr=False)
    session_token: str = field(repr=False)
    account: Account
    service: Literal["imagex", "vod"]
    expires_at: float
    """Service seconds."""


@dataclass
class Place:
    """Where one upload goes."""

    uri: str
    auth: str = field(repr=False)
    session_key: str
    account: Account
    file_size: int
    vid: str | None = None
    digest: str = ""
    picture: Picture | None = None
    clip: Clip | None = None
    received: bool = False
    committed: bool = False


@dataclass(frozen=True)
class Picture:
    """What is kept of an uploaded picture."""

    width: int
    height: int
    format: str
    small: Image.Image


class Uploads:
    """All keys and places."""

    def __init__(self, clock: Clock, settings: Settings) -> None:
        self._clock = clock
        self._settings = settings
        self._keys: dict[str, Key] = {}
        self._by_uri: dict[str, Place] = {}
        self._by_session: dict[str, Place] = {}
        self._by_vid: dict[str, Place] = {}
        self._numbers = itertools.count(1)

    def issue_key(self, account: Account, service: Literal["imagex", "vod"]) -> tuple[Key, str]:
        """A fresh key and the text of its end of life."""
        lifetime = self._settings.upload_key_lifetime_seconds
        key = Key(
            access_key_id=f"AKTP{secrets.token_hex(12).upper()}",
            secret=secrets.token_urlsafe(30),
            session_token=f"STS2{secrets.token_urlsafe(60)}",
            account=account,
            service=service,
            expires_at=self._clock.monotonic() + lifetime,
        )
        self._keys[key.access_key_id] = key
        ends = self._clock.now() + self._clock.real_seconds(lifetime)
        return key, datetime.fromtimestamp(ends, SHANGHAI).isoformat(timespec="seconds")

    def key(self, access_key_id: str) -> Key | None:
        """A key that still lives."""
        key = self._keys.get(access_key_id)
        return key if key is not None and self._clock.monotonic() < key.expires_at else None

    def apply(self, key: Key, file_size: int) -> Place:
        """A place for a file of this size."""
        number, region = next(self._numbers), key.account.region
        name = hashlib.sha256(f"{number}/{key.access_key_id}".encode()).hexdigest()[:32]
        clip = key.service == "vod"
        space = "dreamina" if clip else region.service_id
        prefix = "tos-cn-v-dreamina" if clip else region.store_prefix
        place = Place(
            uri=f"{prefix}/{name}",
            auth=f"SpaceKey/{space}/1/:version:v2:{secrets.token_urlsafe(24)}",
            session_key=secrets.token_urlsafe(32),
            account=key.account,
            file_size=file_size,
            vid=f"v0{name[:24]}" if clip else None,
        )
        self._by_uri[place.uri] = place
        self._by_session[place.session_key] = place
        if place.vid is not None:
            self._by_vid[place.vid] = place
        return place

    def place(self, uri: str) -> Place | None:
        """The place of a StoreUri."""
        return self._by_uri.get(uri)

    def by_session_key(self, account: Account, session_key: str) -> Place | None:
        """The place that a commit names."""
        place = self._by_session.get(session_key)
        return place if place is not None and place.account is account else None

    def knows(self, account: Account, uri: str) -> bool:
        """Whether a draft of this account may use a URI (picture) or Vid (clip)."""
        place = self._by_uri.get(uri) or self._by_vid.get(uri)
        return place is not None and place.account is account and place.committed

    def known_picture(self, uri: str) -> Picture | None:
        """What is kept of a picture, for the painter."""
        place = self._by_uri.get(uri)
        return place.picture if place is not None else None

    def fill(self, place: Place, body: bytes) -> None:
        """Keep what is needed of the bytes."""
        place.digest = hashlib.md5(body, usedforsecurity=False).hexdigest()
        place.received = True
        if place.vid is None:
            place.picture = _read_picture(body)
        else:
            place.clip = read_clip(body)


def crc32_fits(header: str, body: bytes) -> bool:
    """Whether the header is the body's CRC-32: hex, padded or not, or decimal as some send it."""
    crc = zlib.crc32(body)
    return header.lower() in {f"{crc:08x}", f"{crc:x}", str(crc)}


def _read_picture(body: bytes) -> Picture | None:
    """Size, format and a small copy; None if it is no picture that can be read."""
    try:
        with Image.open(io.BytesIO(body)) as image:
            width, height = image.size
            if width * height > PIXELS_MAX:
                return None
            kind = (image.format or "").lower()
            image.draft("RGB", (THUMBNAIL, THUMBNAIL))
            image.thumbnail((THUMBNAIL, THUMBNAIL))
            return Picture(width, height, kind, image.convert("RGB"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
