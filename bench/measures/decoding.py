"""How much memory the worst pictures of a service take while the bot makes previews of them."""

from __future__ import annotations

from collections.abc import Iterator
from math import isqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PIL import Image

from bench.figures import Figure
from bench.memory import AVAILABLE, MEGABYTE
from bench.processes import run_program
from bot.adapters.previews import PIXELS_AT_MOST
from bot.adapters.result_sender import DECODED_AT_ONCE

EACH_AT_MOST: Final = 512.0
"""MB, as SECURITY.md states it of one picture."""


def measure(pixels: int = PIXELS_AT_MOST) -> list[Figure]:
    """One at a time, the worst of all kinds; and as many of that kind as are decoded at once."""
    if not AVAILABLE:
        return []
    with TemporaryDirectory(prefix="jimeng-bench-") as folder:
        grown = {path: _grown(path) for path in _worst_pictures(Path(folder), pixels)}
        worst = max(grown, key=lambda path: grown[path])
        together = _grown(*[worst] * DECODED_AT_ONCE)
    at_once = EACH_AT_MOST * DECODED_AT_ONCE
    return [
        Figure("worst_picture_peak_memory", grown[worst], "MB", EACH_AT_MOST),
        Figure("worst_pictures_at_once_peak_memory", together, "MB", at_once),
    ]


def _grown(*paths: Path) -> float:
    grown = run_program("bench.programs.decoding", *map(str, paths), gives=int)
    return grown / MEGABYTE


def _worst_pictures(folder: Path, pixels: int) -> Iterator[Path]:
    """The largest that is let in, of each kind that takes most to decode."""
    size = (isqrt(pixels), isqrt(pixels))
    for name, mode, options in (
        ("alpha.png", "RGBA", {}),
        ("progressive.jpg", "CMYK", {"progressive": True}),
        ("alpha.webp", "RGBA", {"lossless": True, "method": 0}),
    ):
        Image.new(mode, size).save(folder / name, **options)
        yield folder / name
