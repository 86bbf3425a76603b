"""One small picture of several: side by side, each with its number drawn on it."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from bot.adapters.previews import NotAPictureError, make_thumbnail

TILE: Final = 320
GAP: Final = 8
IN_A_ROW: Final = 4
BADGE: Final = 56
WHITE: Final = (255, 255, 255)
DARK: Final = (24, 24, 24)
EMPTY: Final = (200, 200, 200)


async def draw_contact_sheet(pictures: Sequence[tuple[int, Path]]) -> bytes:
    """A JPEG of these pictures with their numbers; one that can't be shown is an empty tile.

    Decoded within the bounds of previews, one after the other. Raises `NotAPictureError` when none
    can be shown.
    """
    tiles = [(number, await _thumbnail(path)) for number, path in pictures]
    if all(data is None for _, data in tiles):
        raise NotAPictureError("none of them can be shown")
    return await asyncio.to_thread(_draw, tiles)


async def _thumbnail(path: Path) -> bytes | None:
    try:
        return await make_thumbnail(path)
    except NotAPictureError:
        return None


def _draw(tiles: Sequence[tuple[int, bytes | None]]) -> bytes:
    """The tiles in rows. What is decoded here, we encoded ourselves."""
    columns = min(IN_A_ROW, len(tiles))
    rows = math.ceil(len(tiles) / columns)
    step = TILE + GAP
    sheet = Image.new("RGB", (columns * step + GAP, rows * step + GAP), WHITE)
    for place, (number, data) in enumerate(tiles):
        corner = (GAP + place % columns * step, GAP + place // columns * step)
        _paste(sheet, corner, data)
        _number(sheet, corner, number)
    out = BytesIO()
    sheet.save(out, "JPEG", quality=85)
    return out.getvalue()


def _paste(sheet: Image.Image, corner: tuple[int, int], data: bytes | None) -> None:
    left, top = corner
    if data is None:
        sheet.paste(EMPTY, (left, top, left + TILE, top + TILE))
        return
    with Image.open(BytesIO(data), formats=("JPEG",)) as tile:
        sheet.paste(tile, (left + (TILE - tile.width) // 2, top + (TILE - tile.height) // 2))


def _number(sheet: Image.Image, corner: tuple[int, int], number: int) -> None:
    left, top = corner
    drawing = ImageDraw.Draw(sheet)
    drawing.rounded_rectangle((left, top, left + BADGE, top + BADGE), 10, fill=DARK)
    middle = (left + BADGE / 2, top + BADGE / 2)
    font = ImageFont.load_default(BADGE * 0.7)
    drawing.text(middle, str(number), fill=WHITE, font=font, anchor="mm")
