"""A subject that the prompt names, put into the scene as a silhouette.

Rule: only a friendly nod to the prompt; what is not known is left out.
"""

from __future__ import annotations

import re
from random import Random
from typing import Literal

from playground.jimeng_service.painter.canvas import Canvas, Point, bent, down_to, ridge
from playground.jimeng_service.painter.palettes import Palette, mix

Ground = Literal["garden", "land", "none"]

CAT = re.compile(r"猫|\b(?:cat|kitten|kitty)s?\b", re.I)
HOUSE = re.compile(r"村|屋|房|小镇|\b(?:house|village|cottage|home)s?\b", re.I)


def place_subjects(
    canvas: Canvas, chance: Random, palette: Palette, prompt: str, ground: Ground
) -> None:
    """Draw what the prompt names, near the lower edge.

    Where there is no ground to stand on, a cat looks at the scene from a window sill.
    """
    cat, houses = CAT.search(prompt), HOUSE.search(prompt) and ground == "land"
    if ground == "land" and (cat or houses):
        bank = _bank(canvas, chance, palette)
        for _ in range(chance.randint(2, 5) if houses else 0):
            _house(canvas, chance, palette, bank[chance.randrange(5, len(bank) - 30)])
    if cat:
        if ground == "none":
            _sill(canvas, palette)
        _cat(canvas, chance, palette)


def _bank(canvas: Canvas, chance: Random, palette: Palette) -> list[Point]:
    """A strip of land in front, for houses and cats to stand on."""
    edge = canvas.height * chance.uniform(0.84, 0.89)
    outline = ridge(chance, canvas.width, edge, 4.5, 0)
    canvas.polygon(down_to(outline, canvas.height), mix(palette.near, palette.far, 0.12))
    return outline


def _sill(canvas: Canvas, palette: Palette) -> None:
    wood = mix(palette.near, palette.accent, 0.18)
    top = canvas.height * 0.9
    canvas.box(0, top, canvas.width, canvas.height - top, wood)
    canvas.box(0, top, canvas.width, 0.8, mix(wood, palette.light, 0.35))
    canvas.box(0, top + 3.4, canvas.width, 0.35, mix(wood, (0, 0, 0), 0.4))
    for x in (0.0, canvas.width - 2.2):
        canvas.box(x, 0, 2.2, top, wood)


def _cat(canvas: Canvas, chance: Random, palette: Palette) -> None:
    """A sitting cat, seen from behind or looking at us."""
    size = chance.uniform(11, 17)
    side = chance.choice((-1, 1))
    x = canvas.width * chance.uniform(0.25, 0.75)
    y = canvas.height * 0.93
    fur = chance.choice((palette.near, palette.accent, mix(palette.second, palette.near, 0.15)))
    dark = mix(fur, (0, 0, 0), 0.3)
    tail = bent(
        (x + side * size * 0.5, y - size * 0.15),
        (x + side * size * 1.9, y + size * 0.1),
        (x + side * size * 1.25, y - size * 0.95),
    )
    canvas.line(tail, fur, size * 0.17)
    canvas.disc(*tail[-1], size * 0.085, fur)
    canvas.disc(x, y - size * 0.5, size * 0.62, fur, squash=0.95)
    canvas.disc(x, y - size * 0.85, size * 0.45, fur, squash=1.2)
    canvas.box(x - size * 0.55, y - size * 0.25, size * 1.1, size * 0.3, fur)
    head = x - side * size * 0.08, y - size * 1.55
    for ear in (-1, 1):
        tip = head[0] + ear * size * 0.42, head[1] - size * 0.68
        canvas.polygon(
            [
                tip,
                (head[0] + ear * size * 0.45, head[1] - size * 0.05),
                (head[0] + ear * size * 0.05, head[1] - size * 0.38),
            ],
            fur,
        )
        canvas.polygon(
            [
                (tip[0] - ear * size * 0.02, tip[1] + size * 0.14),
                (head[0] + ear * size * 0.37, head[1] - size * 0.18),
                (head[0] + ear * size * 0.17, head[1] - size * 0.34),
            ],
            mix(palette.accent, palette.light, 0.45),
        )
    canvas.disc(*head, size * 0.5, fur, squash=0.86)
    for foot in (-1, 1):
        canvas.disc(x + foot * size * 0.25, y, size * 0.2, dark, squash=0.6)
    if chance.random() < 0.75:
        _face(canvas, palette, head, size)


def _face(canvas: Canvas, palette: Palette, head: tuple[float, float], size: float) -> None:
    x, y = head
    for eye in (-1, 1):
        canvas.disc(x + eye * size * 0.2, y - size * 0.04, size * 0.105, palette.light)
        canvas.disc(x + eye * size * 0.2, y - size * 0.04, size * 0.055, (20, 20, 28), squash=1.6)
        for lift in (-0.04, 0.04):
            canvas.line(
                [
                    (x + eye * size * 0.2, y + size * 0.18),
                    (x + eye * size * 0.72, y + size * (0.18 + lift * 2)),
                ],
                palette.paper,
                0.14,
                0.8,
            )
    canvas.polygon(
        [
            (x - size * 0.06, y + size * 0.12),
            (x + size * 0.06, y + size * 0.12),
            (x, y + size * 0.19),
        ],
        mix(palette.accent, palette.light, 0.4),
    )


def _house(canvas: Canvas, chance: Random, palette: Palette, place: Point) -> None:
    size, x, y = chance.uniform(6, 11), place[0], place[1] + 1.2
    wall = mix(palette.paper, palette.far, chance.uniform(0, 0.4))
    canvas.box(x + size * 0.72, y - size * 1.45, size * 0.16, size * 0.5, palette.near)
    canvas.box(x, y - size * 0.75, size * 1.1, size * 0.75, wall)
    canvas.polygon(
        [
            (x - size * 0.12, y - size * 0.72),
            (x + size * 0.55, y - size * 1.35),
            (x + size * 1.22, y - size * 0.72),
        ],
        chance.choice((palette.accent, palette.near)),
    )
    for column in (0.18, 0.62):
        canvas.box(x + size * column, y - size * 0.55, size * 0.24, size * 0.24, palette.second)
    canvas.box(x + size * 0.43, y - size * 0.32, size * 0.2, size * 0.32, palette.near)
