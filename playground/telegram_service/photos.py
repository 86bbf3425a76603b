"""Pictures: the limits of a photo, its recompression into sizes, thumbnails of documents.

Rule: pure functions over bytes that take long; callers run them in a thread. A photo never keeps
its bytes: it becomes JPEG without metadata, in ascending sizes that are never larger than the
original. Limits after Bot API notes, section 2.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from playground.telegram_service.errors import ApiError, bad_request
from playground.telegram_service.settings import (
    MAX_PHOTO_BYTES,
    MAX_PHOTO_RATIO,
    MAX_PHOTO_SIDES,
)

LONG_SIDES = (90, 320, 800, 1280, 2560)
THUMBNAIL_SIDE = 320
_JPEG_QUALITY = 87
_EXTENSIONS = frozenset({"", "jpg", "jpeg", "gif", "png", "tif", "tiff", "bmp"})
_BAD_EXTENSION = "Photo has unsupported extension. Use one of .jpg, .jpeg, .gif, .png, .tif or .bmp"
_READABLE = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")


@dataclass(frozen=True)
class Picture:
    """Encoded pixels with their size."""

    data: bytes
    width: int
    height: int


def photo_sizes(data: bytes, name: str) -> tuple[Picture, ...]:
    """Check an upload and re-encode it, smallest size first. Raises ApiError."""
    if not data:
        raise bad_request("File must be non-empty")
    if len(data) > MAX_PHOTO_BYTES:
        raise bad_request(
            f"File of size {len(data)} bytes is too big for a photo; the maximum size is"
            f" {MAX_PHOTO_BYTES} bytes"
        )
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension not in _EXTENSIONS:
        raise bad_request(_BAD_EXTENSION)
    image = _opened(data)
    if image.format == "WEBP":
        raise bad_request(_BAD_EXTENSION)
    _check_dimensions(*image.size)
    try:
        upright = _flat(ImageOps.exif_transpose(image))
    except (OSError, SyntaxError, ValueError, EOFError) as exc:
        raise _not_an_image() from exc
    return _all_sizes(upright)


def _all_sizes(image: Image.Image) -> tuple[Picture, ...]:
    """Largest first, each one made of the one before, which is much less work."""
    made: list[Picture] = []
    for side in reversed(_sides(max(image.size))):
        image = _shrunk(image, side)
        made.append(_encoded(image))
    return tuple(reversed(made))


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=_READABLE)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as exc:
        # Only the header was read; the size alone is reason enough.
        raise bad_request("PHOTO_INVALID_DIMENSIONS") from exc
    except (OSError, SyntaxError, ValueError) as exc:
        raise _not_an_image() from exc


def _not_an_image() -> ApiError:
    return bad_request("IMAGE_PROCESS_FAILED")


def _check_dimensions(width: int, height: int) -> None:
    short, long = min(width, height), max(width, height)
    if width + height > MAX_PHOTO_SIDES or short == 0 or long > MAX_PHOTO_RATIO * short:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _flat(image: Image.Image) -> Image.Image:
    """RGB; what was transparent turns white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return image.convert("RGB")


def _sides(longest: int) -> tuple[int, ...]:
    """The long sides to make: all standard ones below the original, then the original itself."""
    below = tuple(side for side in LONG_SIDES if side < longest)
    return below if longest > LONG_SIDES[-1] else (*below, longest)


def _shrunk(image: Image.Image, side: int) -> Image.Image:
    """The picture with this long side, or as it is if that would enlarge it."""
    width, height = image.size
    factor = side / max(width, height)
    if factor >= 1:
        return image
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _encoded(image: Image.Image) -> Picture:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_JPEG_QUALITY)
    return Picture(out.getvalue(), *image.size)


def thumbnail(data: bytes) -> Picture | None:
    """A JPEG of at most 320 pixels for a picture sent as a file; None if it is no picture."""
    try:
        image = _opened(data)
        if sum(image.size) > MAX_PHOTO_SIDES:
            return None
        image.draft("RGB", (THUMBNAIL_SIDE * 2, THUMBNAIL_SIDE * 2))
        return _encoded(_shrunk(_flat(ImageOps.exif_transpose(image)), THUMBNAIL_SIDE))
    except (ApiError, OSError, SyntaxError, ValueError, EOFError):
        return None


def dimensions(data: bytes) -> tuple[int, int]:
    """Width and height of a picture, zeros if it is none."""
    try:
        return _opened(data).size
    except ApiError:
        return 0, 0
