"""Colours that go together.

Rule: a palette has a sky from top to horizon, land from far to near, two accents and a paper tone;
scenes take colours from it by role, so every scene looks right in every palette.
"""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Palette:
    """Colours by role."""

    sky_top: Colour
    sky_low: Colour
    far: Colour
    near: Colour
    light: Colour
    accent: Colour
    second: Colour
    paper: Colour


def _hex(text: str) -> Colour:
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def _palette(colours: str) -> Palette:
    return Palette(*(_hex(part) for part in colours.split()))


DAY: tuple[Palette, ...] = tuple(
    _palette(colours)
    for colours in (
        "6fa8dc fbe3c0 a9bcd0 23404f fff3d6 e2725b f2b950 f6efe2",
        "2f5d8a f7b267 8f7fa8 2b2140 ffe3a3 f4845f f7b267 fbf3e4",
        "84c7c1 fef0d5 9cc5a1 1f4d43 fffbe8 e76f51 f4a261 f3f0e0",
        "c3a6d8 ffd9d0 b59fc7 3a2e56 fff1e6 d95d80 f2a65a faf1f0",
        "4f9fb8 f1f0cc 8dbfa6 274b4a fdf7d8 f27059 ffd166 f2f2e6",
        "f0a58f ffe8c9 c98f8a 4a2f3f fff6e0 b5485d e9b44c fbeee0",
        "a7c5eb f7f4ef b3c3d6 33415c ffffff c8553d 588157 f5f1e8",
        "e5c287 fdf1d3 c7a46a 5b3a29 fffbe6 3d6b72 c1440e f8f0dc",
    )
)

NIGHT: tuple[Palette, ...] = tuple(
    _palette(colours)
    for colours in (
        "0b1633 4a4e8f 2c3566 080d1f ffe9a8 ff5d8f 4cc9f0 141c3a",
        "140b2e 8a3d74 43235f 0d0720 ffd6a5 ff9e00 9bf6ff 1d1238",
        "06202b 1f6f78 14444f 03141b f9f7c9 f26a4f 7ae7c7 0d2f3a",
        "1b1b2f e07a5f 4c3a51 120f1d ffe5b4 f4d35e 70c1b3 24203a",
        "0d1b2a 778da9 415a77 07101b fefae0 e63946 a8dadc 17263a",
    )
)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """A colour between two; share 0 is the first, 1 the second."""
    share = min(max(share, 0.0), 1.0)
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue
