"""A program: writes an iPhone's picture as a JPEG. `python heif_to_jpeg.py PICTURE TARGET`

It runs as a process of its own, since it decodes foreign bytes: bounded in memory and time, without
network or secrets, and with nothing imported from the bot. Exit status 0 when the file is there.
"""

from __future__ import annotations

import resource
import sys
from typing import Final

import pillow_heif
from PIL import Image

MEMORY_BYTES: Final = 3 * 1024**3
"""Of addresses, most of which are never touched."""
PROCESSOR_SECONDS: Final = 60
FILE_BYTES: Final = 100 * 1024 * 1024
PIXELS_AT_MOST: Final = 50_000_000
"""The largest pictures of iPhones have 48 million."""
QUALITY: Final = 92


def main(picture: str, target: str) -> None:
    """Raises whatever a broken picture makes the library raise."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    pillow_heif.options.DECODE_THREADS = 1
    opened = pillow_heif.open_heif(picture)
    width, height = opened.size
    if width * height > PIXELS_AT_MOST:
        raise ValueError(f"{width}×{height} pixels are too many")
    image: Image.Image = opened.to_pillow()
    upright = image if image.mode == "RGB" else image.convert("RGB")
    # The file says which way is up outside of its EXIF block, and the library has obeyed. The rest
    # of that block, the place above all, stays behind; the profile is what the colours mean.
    profile = image.info.get("icc_profile")
    upright.info.clear()
    upright.save(target, "JPEG", quality=QUALITY, icc_profile=profile)


if __name__ == "__main__":
    main(*sys.argv[1:3])
