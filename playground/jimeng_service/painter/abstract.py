"""Shapes without a subject: tilings and orbits."""

from __future__ import annotations

import math
from random import Random

from playground.jimeng_service.painter.canvas import Canvas, Point
from playground.jimeng_service.painter.palettes import Colour, Palette, mix


def tiling(canvas: Canvas, chance: Random, palette: Palette) -> None:
    """Square tiles of arcs, fans, leaves and rings, turned by chance."""
    across = chance.randint(4, 7)
    side = min(canvas.width, canvas.height) / across
    columns, rows = math.ceil(canvas.width / side), math.ceil(canvas.height / side)
    inks = [palette.accent, palette.second, palette.far, palette.near, palette.sky_top]
    ground = [
        palette.paper,
        mix(palette.paper, palette.sky_low, 0.6),
        mix(palette.near, palette.far, 0.3),
    ]
    canvas.gradient(palette.paper, palette.paper)
    kinds = chance.sample((_arcs, _fan, _leaf, _rings, _half), 3)
    for row in range(rows):
        for column in range(columns):
            ink = chance.choice(inks)
            base = chance.choice([tone for tone in ground if tone != ink])
            x, y = column * side, row * side
            canvas.box(x, y, side, side, base)
            chance.choice(kinds)(canvas, chance, (x, y, side), ink, palette.light)
            canvas.box(x, y, side, 0.12, palette.paper)
            canvas.box(x, y, 0.12, side, palette.paper)


Tile = tuple[float, float, float]


def _corner(chance: Random, tile: Tile) -> tuple[float, float, float]:
    """A corner of the tile and the angle at which its quarter circle starts."""
    x, y, side = tile
    turn = chance.randrange(4)
    return (
        (x, y, 0.0),
        (x + side, y, 90.0),
        (x + side, y + side, 180.0),
        (x, y + side, 270.0),
    )[turn]


def _fan(canvas: Canvas, chance: Random, tile: Tile, ink: Colour, light: Colour) -> None:
    x, y, start = _corner(chance, tile)
    canvas.slice(x, y, tile[2], start, start + 90, ink)
    canvas.slice(x, y, tile[2] * 0.45, start, start + 90, light)


def _arcs(canvas: Canvas, chance: Random, tile: Tile, ink: Colour, light: Colour) -> None:
    x, y, start = _corner(chance, tile)
    for step in (1.0, 0.72, 0.44):
        canvas.slice(x, y, tile[2] * step, start, start + 90, ink)
        canvas.slice(x, y, tile[2] * (step - 0.14), start, start + 90, light)


def _leaf(canvas: Canvas, chance: Random, tile: Tile, ink: Colour, light: Colour) -> None:
    x, y, side = tile
    falling = chance.random() < 0.5
    first = [
        (math.cos(t / 20 * math.pi / 2) * side, math.sin(t / 20 * math.pi / 2) * side)
        for t in range(21)
    ]
    if falling:
        points = [(x + px, y + py) for px, py in first] + [
            (x + side - px, y + side - py) for px, py in first
        ]
    else:
        points = [(x + side - px, y + py) for px, py in first] + [
            (x + px, y + side - py) for px, py in first
        ]
    canvas.polygon(points, ink)
    canvas.disc(x + side / 2, y + side / 2, side * 0.09, light)


def _rings(canvas: Canvas, chance: Random, tile: Tile, ink: Colour, light: Colour) -> None:
    x, y, side = tile
    for share, tone in ((0.48, ink), (0.34, light), (0.2, ink)):
        canvas.disc(x + side / 2, y + side / 2, side * share, tone)


def _half(canvas: Canvas, chance: Random, tile: Tile, ink: Colour, light: Colour) -> None:
    x, y, side = tile
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    corners.pop(chance.randrange(4))
    canvas.polygon(corners, ink)
    canvas.disc(x + side / 2, y + side / 2, side * 0.16, light)


def orbits(canvas: Canvas, chance: Random, palette: Palette) -> None:
    """A planet with bands and rings, its moons on their orbits, stars behind."""
    canvas.gradient(palette.sky_top, mix(palette.sky_top, palette.sky_low, 0.7))
    for _ in range(240):
        size = chance.choice((0.07, 0.1, 0.13, 0.22))
        canvas.disc(
            canvas.width * chance.random(),
            canvas.height * chance.random(),
            size,
            (255, 255, 255),
            chance.uniform(0.3, 0.9),
        )
    for _ in range(3):
        canvas.glow(
            canvas.width * chance.random(),
            canvas.height * chance.random(),
            chance.uniform(25, 55),
            chance.choice((palette.accent, palette.second)),
            0.22,
        )
    x, y = canvas.width * chance.uniform(0.25, 0.75), canvas.height * chance.uniform(0.32, 0.68)
    radius, squash = chance.uniform(13, 27), chance.uniform(0.14, 0.36)
    for step in range(chance.randint(2, 5)):
        orbit = radius * (1.7 + 0.5 * step)
        canvas.ring(x, y, orbit, mix(palette.sky_low, palette.light, 0.35), 0.18, squash)
        turn = chance.uniform(0, math.tau)
        canvas.disc(
            x + orbit * math.cos(turn),
            y + orbit * squash * math.sin(turn),
            chance.uniform(0.8, 3),
            chance.choice((palette.light, palette.second)),
        )
    canvas.glow(x, y, radius * 1.8, palette.accent, 0.45)
    _planet(canvas, chance, palette, x, y, radius)
    if chance.random() < 0.7:
        _ring_in_front(canvas, palette, x, y, radius * 1.45, squash)


def _planet(
    canvas: Canvas, chance: Random, palette: Palette, x: float, y: float, radius: float
) -> None:
    bands = [palette.accent, palette.second, palette.light, mix(palette.accent, palette.near, 0.4)]
    canvas.disc(x, y, radius, bands[0])
    edge = -1.0
    while edge < 1:
        high = min(chance.uniform(0.12, 0.4), 1 - edge)
        tone = chance.choice(bands)
        outline = []
        for step in range(13):
            level = edge + high * step / 12
            outline.append((math.sqrt(max(0.0, 1 - level * level)), level))
        left = [(x - px * radius, y + py * radius) for px, py in outline]
        right = [(x + px * radius, y + py * radius) for px, py in reversed(outline)]
        canvas.polygon([*left, *right], tone)
        edge += high
    for step in range(8):  # the night side, softly
        night = [_limb(x, y, radius, turn) for turn in range(-62, 119, 4)]
        inner = [
            _limb(x - step * radius * 0.06, y - step * radius * 0.03, radius, turn)
            for turn in range(118, -63, -4)
        ]
        canvas.polygon([*night, *inner], palette.near, 0.09)


def _limb(x: float, y: float, radius: float, degrees: float) -> Point:
    turn = math.radians(degrees)
    return x + radius * math.cos(turn), y + radius * math.sin(turn)


def _ring_in_front(
    canvas: Canvas, palette: Palette, x: float, y: float, radius: float, squash: float
) -> None:
    """The near half of the ring, in three strands."""
    for far, tone in ((1.0, palette.light), (1.12, palette.second), (1.22, palette.light)):
        points = [
            (x + radius * far * math.cos(turn), y + radius * far * squash * math.sin(turn))
            for turn in (step / 40 * math.pi for step in range(41))
        ]
        canvas.line(points, tone, 0.9, 0.8)
