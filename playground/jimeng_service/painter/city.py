"""A city at night: towers with lit windows, mirrored in water or in a wet street."""

from __future__ import annotations

from random import Random

from playground.jimeng_service.painter.canvas import Canvas
from playground.jimeng_service.painter.palettes import Palette, mix


def city(canvas: Canvas, chance: Random, palette: Palette) -> None:
    """Three rows of towers under stars, and their reflection."""
    ground = canvas.height * chance.uniform(0.66, 0.8)
    canvas.gradient(palette.sky_top, palette.sky_low, 0, ground + 1)
    _stars(canvas, chance, ground)
    x, y = canvas.width * chance.uniform(0.12, 0.88), ground * chance.uniform(0.12, 0.4)
    radius = chance.uniform(4, 10)
    canvas.glow(x, y, radius * 5, palette.light, 0.4)
    canvas.disc(x, y, radius, palette.light)
    for _ in range(chance.randint(0, 4)):  # seas of the moon
        canvas.disc(
            x + radius * chance.uniform(-0.5, 0.5),
            y + radius * chance.uniform(-0.5, 0.5),
            radius * chance.uniform(0.1, 0.28),
            palette.sky_low,
            0.22,
        )
    middle = chance.uniform(0.2, 0.8)
    for row in range(3):
        _row(canvas, chance, palette, ground, row, middle)
    canvas.mirror(ground, palette.near, 0.38)
    _shimmer(canvas, chance, palette, ground)


def _stars(canvas: Canvas, chance: Random, ground: float) -> None:
    for _ in range(130):
        y = ground * chance.random() ** 1.3
        size = chance.choice((0.08, 0.1, 0.12, 0.2))
        canvas.disc(canvas.width * chance.random(), y, size, (255, 255, 255), 0.75)


def _row(
    canvas: Canvas, chance: Random, palette: Palette, ground: float, row: int, middle: float
) -> None:
    colour = mix(palette.far, palette.near, 0.25 + 0.37 * row)
    x = -chance.uniform(0, 6)
    while x < canvas.width:
        wide = chance.uniform(5, 12) * (0.8 + 0.25 * row)
        centre = 1 - abs((x + wide / 2) / canvas.width - middle)
        tall = ground * chance.uniform(0.22, 0.5) * (0.75 + 0.75 * centre**3) * (1.25 - 0.28 * row)
        _tower(canvas, chance, palette, (x, ground - tall, wide, tall), row, colour)
        x += wide + chance.uniform(-0.6, 2.2)


def _tower(
    canvas: Canvas,
    chance: Random,
    palette: Palette,
    place: tuple[float, float, float, float],
    row: int,
    colour: tuple[int, int, int],
) -> None:
    x, y, wide, tall = place
    canvas.box(x, y, wide, tall, colour)
    roof = chance.random()
    if roof < 0.2:
        canvas.polygon([(x, y), (x + wide / 2, y - wide * 0.7), (x + wide, y)], colour)
    elif roof < 0.45:
        canvas.box(x + wide * 0.25, y - 2, wide * 0.5, 2, colour)
        canvas.line([(x + wide / 2, y - 2), (x + wide / 2, y - 8)], colour, 0.4)
        canvas.disc(x + wide / 2, y - 8, 0.45, palette.accent)
    if row:
        _windows(canvas, chance, palette, place, 0.9 + 0.5 * row)
    if row == 2 and chance.random() < 0.35:
        _sign(canvas, chance, palette, place)


def _windows(
    canvas: Canvas,
    chance: Random,
    palette: Palette,
    place: tuple[float, float, float, float],
    size: float,
) -> None:
    x, y, wide, tall = place
    columns, rows = int((wide - 0.8) / (size * 1.25)), int((tall - 1) / (size * 1.6))
    lit = chance.uniform(0.25, 0.7)
    left = x + (wide - columns * size * 1.25 + size * 0.25) / 2
    for line in range(rows):
        for column in range(columns):
            if chance.random() < lit:
                tone = chance.choice((palette.light, palette.light, palette.second, palette.accent))
                canvas.box(
                    left + column * size * 1.25,
                    y + 1 + line * size * 1.6,
                    size * 0.8,
                    size,
                    tone,
                    chance.uniform(0.55, 0.95),
                )


def _sign(
    canvas: Canvas, chance: Random, palette: Palette, place: tuple[float, float, float, float]
) -> None:
    x, y, wide, tall = place
    colour = chance.choice((palette.accent, palette.second))
    top, high = y + tall * 0.3, min(tall * 0.45, 14.0)
    canvas.glow(x + wide, top + high / 2, high, colour, 0.5)
    canvas.box(x + wide - 0.9, top, 1.8, high, colour)
    for mark in range(int(high / 2.4)):
        canvas.box(x + wide - 0.45, top + 0.7 + mark * 2.4, 0.9, 1.3, palette.paper)


def _shimmer(canvas: Canvas, chance: Random, palette: Palette, ground: float) -> None:
    depth = canvas.height - ground
    for _ in range(150):
        share = chance.random()
        tone = chance.choice((palette.light, palette.second, palette.accent, palette.near))
        canvas.box(
            chance.uniform(-5, canvas.width),
            ground + depth * share,
            chance.uniform(1.5, 9) * (0.5 + share),
            0.2 + 0.3 * share,
            tone,
            chance.uniform(0.08, 0.4),
        )
    canvas.box(0, ground - 0.15, canvas.width, 0.4, palette.near, 0.8)
