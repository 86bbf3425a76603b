"""Pictures in an iPhone's own format, which the service takes none of: made JPEGs of."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from bot.adapters.decoding_apart import ApartError, write_apart

PROGRAM: Final = Path(__file__).with_name("heif_to_jpeg.py")
"""By its path: what it imports is nothing for our own process."""

BRANDS: Final = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})


class NotConvertedError(Exception):
    """The picture could not be read."""


async def convert_if_heif(path: Path) -> None:
    """Put a JPEG in the place of a HEIF picture, upright, in its size, without where it was
    taken; leave any other file alone. Raises `NotConvertedError`."""
    if not await asyncio.to_thread(_is_heif, path):
        return
    made = path.with_name(f"{path.name}.jpg")
    try:
        await write_apart(PROGRAM, path, made)
    except ApartError as error:
        await asyncio.to_thread(made.unlink, missing_ok=True)
        raise NotConvertedError(str(error)) from None
    await asyncio.to_thread(made.replace, path)


def _is_heif(path: Path) -> bool:
    """Told from the content, whatever it is called."""
    with path.open("rb") as file:
        head = file.read(12)
    return head[4:8] == b"ftyp" and head[8:12] in BRANDS
