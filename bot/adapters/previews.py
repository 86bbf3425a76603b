"""JPEG previews that Telegram takes as photos, made off the event loop.

Telegram refuses WebP as a photo, files over 10 MB, and pictures whose width and height add up to
more than 10,000 (Bot API, sendPhoto); it shows at most 2560 pixels on the long side.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

LONG_SIDE: Final = 2560
SUM_OF_SIDES: Final = 10_000
PREVIEW_BYTES: Final = 10 * 1024 * 1024
PIXELS_AT_MOST: Final = 25_000_000
"""A 4k result has 18 million; a small file can claim billions, so the claim is read first.

It bounds the memory of one picture: WebP, the greediest, takes 16 to 18 bytes a pixel while it is
decoded, so less than 512 MB in all. What is larger goes as a file.
"""

FORMATS: Final = ("JPEG", "PNG", "WEBP")
"""Of the dozens that Pillow reads, some start other programs; the service makes these."""

RATIO_AT_MOST: Final = 20
THUMBNAIL_SIDE: Final = 320
THUMBNAIL_BYTES: Final = 200_000
QUALITIES: Final = (92, 85, 75, 60, 40)


class NotAPictureError(Exception):
    """The file can't be shown as a photo; the message says why, in plain words."""


async def make_preview(path: Path) -> bytes:
    """A JPEG of the picture within Telegram's limits for photos.

    Raises `NotAPictureError`.
    """
    return await asyncio.to_thread(_encode, path, LONG_SIDE, PREVIEW_BYTES)


async def make_thumbnail(path: Path) -> bytes:
    """A JPEG of at most 320 pixels and 200 kB, for a video's message.

    Raises `NotAPictureError`.
    """
    return await asyncio.to_thread(_encode, path, THUMBNAIL_SIDE, THUMBNAIL_BYTES)


def _encode(path: Path, long_side: int, size_limit: int) -> bytes:
    picture = _decode(path, long_side)
    picture.thumbnail((long_side, long_side), Image.Resampling.BICUBIC, reducing_gap=2.0)
    for quality in QUALITIES:
        data = BytesIO()
        picture.save(data, "JPEG", quality=quality)
        if data.tell() <= size_limit:
            return data.getvalue()
    raise NotAPictureError(f"more than {size_limit} bytes even when compressed")


def _decode(path: Path, long_side: int) -> Image.Image:
    """The pixels and nothing else, upright; the first picture of those that move."""
    try:
        with Image.open(path, formats=FORMATS) as opened:
            _check(opened.size)
            # A JPEG can be decoded at a half or less of its size.
            opened.draft("RGB", _fitted(opened.size, long_side))
            picture = opened if opened.mode == "RGB" else opened.convert("RGB")
            picture.load()
    except NotAPictureError:
        raise
    except Exception as error:  # hostile bytes make Pillow's decoders raise nearly anything
        raise NotAPictureError(f"not readable as a picture: {type(error).__name__}") from error
    with suppress(Exception):  # as above; what can't be read as EXIF turns nothing
        ImageOps.exif_transpose(picture, in_place=True)
    picture.info.clear()  # a comment would be written again
    return picture


def _fitted(size: tuple[int, int], long_side: int) -> tuple[int, int]:
    width, height = size
    return width * long_side // max(size), height * long_side // max(size)


def _check(size: tuple[int, int]) -> None:
    """Refuse by the size that the header claims, before a pixel is decoded."""
    width, height = size
    if width * height > PIXELS_AT_MOST:
        raise NotAPictureError(f"{width}×{height} pixels are too many")
    if max(width, height) > RATIO_AT_MOST * min(width, height):
        raise NotAPictureError(f"{width}×{height} is too narrow for a photo")
