"""Previews are what Telegram takes as photos, whatever the service delivered."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.adapters.previews import (
    LONG_SIDE,
    PREVIEW_BYTES,
    THUMBNAIL_BYTES,
    THUMBNAIL_SIDE,
    NotAPictureError,
    make_preview,
    make_thumbnail,
)


def saved(folder: Path, image: Image.Image, kind: str, **options: object) -> Path:
    path = folder / f"picture.{kind}"
    image.save(path, kind, **options)
    return path


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize("kind", ["webp", "png", "jpeg"])
async def test_any_format_becomes_a_jpeg_of_the_same_size(tmp_path: Path, kind: str) -> None:
    preview = opened(await make_preview(saved(tmp_path, Image.new("RGB", (640, 480)), kind)))
    assert (preview.format, preview.size) == ("JPEG", (640, 480))


async def test_large_pictures_are_reduced_to_telegrams_long_side(tmp_path: Path) -> None:
    path = saved(tmp_path, Image.new("RGB", (5404, 3040)), "jpeg")
    preview = await make_preview(path)
    assert opened(preview).size == (LONG_SIDE, 1440)
    assert len(preview) <= PREVIEW_BYTES


async def test_transparent_pictures_lose_their_alpha(tmp_path: Path) -> None:
    preview = opened(await make_preview(saved(tmp_path, Image.new("RGBA", (8, 8)), "png")))
    assert preview.mode == "RGB"


async def test_exif_orientation_is_obeyed_and_dropped(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # rotated by a quarter
    path = saved(tmp_path, Image.new("RGB", (40, 20)), "jpeg", exif=exif)
    preview = opened(await make_preview(path))
    assert preview.size == (20, 40)
    assert 0x0112 not in preview.getexif()


async def test_a_thumbnail_is_small_enough_for_a_videos_message(tmp_path: Path) -> None:
    noise = Image.effect_noise((1280, 720), 90).convert("RGB")
    thumbnail = await make_thumbnail(saved(tmp_path, noise, "jpeg"))
    assert max(opened(thumbnail).size) == THUMBNAIL_SIDE
    assert len(thumbnail) <= THUMBNAIL_BYTES


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes whose header promises an enormous picture."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"")
    chunks = (header, data, b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in chunks
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        png_that_claims(9_000, 9_000),
        png_that_claims(60_000, 60_000),
        png_that_claims(3_000, 10),
        png_that_claims(100, 100),
    ],
    ids=["empty", "text", "81 megapixels", "bomb", "sliver", "truncated"],
)
async def test_what_cannot_be_a_photo_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "picture"
    path.write_bytes(content)
    with pytest.raises(NotAPictureError, match=r"pixels|readable|narrow"):
        await make_preview(path)
