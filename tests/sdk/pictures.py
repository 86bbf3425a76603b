"""Pictures for tests: made by Pillow, and with metadata as cameras write it."""

from __future__ import annotations

import io

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

LATITUDE = (IFDRational(48, 1), IFDRational(51, 1), IFDRational(2966, 100))
FORMATS = ("jpeg", "png", "webp")


def picture(
    format_: str,
    *,
    size: tuple[int, int] = (40, 20),
    orientation: int | None = None,
    located: bool = False,
) -> bytes:
    """A picture, red on its left half and blue on its right, with the metadata asked for."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x010F] = "Camera Works"
    if orientation is not None:
        exif[0x0112] = orientation
    if located:
        exif.get_ifd(0x8825).update({1: "N", 2: LATITUDE, 3: "E", 4: LATITUDE, 29: "2026:01:11"})
    out = io.BytesIO()
    image.save(out, format_, exif=exif, quality=95)
    return out.getvalue()


def metadata(data: bytes) -> tuple[dict[int, object], dict[int, object]]:
    """What Pillow reads: the general entries without the pointer, and the location's."""
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        exif = image.getexif()
        location = dict(exif.get_ifd(0x8825))
        return {tag: value for tag, value in exif.items() if tag != 0x8825}, location


def pixels(data: bytes) -> bytes:
    """The decoded pixels."""
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB").tobytes()
