"""Pictures as iPhones make them: tiles, a turn, a place, a profile."""

from __future__ import annotations

from io import BytesIO

import pillow_heif
from PIL import Image, ImageCms

RED, BLUE = (220, 30, 30), (30, 30, 220)
GPS, GPS_LATITUDE, ORIENTATION, MAKE = 0x8825, 2, 0x0112, 0x010F
TURNED = 6
"""Held upright: the top of what was seen is the left of what the chip saw."""


def heic(width: int, height: int, *, turned: bool = False, tile: int = 0) -> bytes:
    """Red above blue; `turned` as a telephone held upright stores it; `tile` as Apple does."""
    seen = Image.new("RGB", (width, height), BLUE)
    seen.paste(RED, (0, 0, width, height // 2))
    exif = Image.Exif()
    exif[MAKE] = "a telephone"
    exif[ORIENTATION] = TURNED if turned else 1
    exif.get_ifd(GPS)[GPS_LATITUDE] = (47.0, 22.0, 11.0)
    stored = seen.transpose(Image.Transpose.ROTATE_90) if turned else seen
    out = BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = pillow_heif.from_pillow(stored)
    file.save(
        out,
        exif=exif.tobytes(),
        icc_profile=profile,
        quality=90,
        **({"tile_size": tile} if tile else {}),
    )
    return out.getvalue()
