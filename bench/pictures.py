"""Pictures to upload: noise, since nothing makes a picture larger for its pixels."""

from __future__ import annotations

import random
from pathlib import Path

from PIL import Image

SIDE = 1860
"""A square PNG of noise with this side is a little over 10 MB."""
SMALL_SIDE = 64


def write_noise(path: Path, side: int, seed: int) -> None:
    """A PNG that can't be compressed, the same for the same seed."""
    noise = random.Random(seed).randbytes(side * side * 3)  # noqa: S311 - a picture, no secret
    Image.frombytes("RGB", (side, side), noise).save(path, compress_level=1)


def write_pictures(folder: Path, number: int) -> list[Path]:
    """So many large pictures, and small.png beside them; the paths of the large ones."""
    write_noise(folder / "small.png", SMALL_SIDE, 0)
    paths = [folder / f"large-{n}.png" for n in range(1, number + 1)]
    for seed, path in enumerate(paths, 1):
        write_noise(path, SIDE, seed)
    return paths
