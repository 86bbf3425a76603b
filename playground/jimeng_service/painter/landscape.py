"""Hills, mountains, lakes: layers that grow darker towards us, under a sun or a moon."""

from __future__ import annotations

import math
from random import Random

from playground.jimeng_service.painter.canvas import Canvas, Point, down_to, ridge
from playground.jimeng_service.painter.palettes import Palette, mix


def hills(canvas: Canvas, chance: Random, palette: Palette) -> None:
    """Layered hills with mist, sometimes over a lake, sometimes with trees."""
    horizon = canvas.height * chance.uniform(0.38, 0.58)
    lake = chance.random() < 0.45
    shore = canvas.height * chance.uniform(0.68, 0.78) if lake else canvas.height
    canvas.gradient(palette.sky_top, palette.sky_low, 0, max(horizon + 12, shore))
    _sun(canvas, chance, palette, horizon)
    layers = chance.randint(4, 7)
    steep = chance.uniform(0.5, 1.5)
    for number in range(layers):
        share = number / (layers - 1)
        base = horizon + (shore - horizon) * share**1.2 * 0.95
        tall = (16 - 9 * share) * steep
        outline = ridge(chance, canvas.width, base, tall, 0.9 * (1 - share) * (steep > 1))
        colour = mix(palette.far, palette.near, share**0.8)
        canvas.polygon(down_to(outline, shore), mix(palette.sky_low, colour, 0.35 + 0.65 * share))
        if number < layers - 1:
            _mist(canvas, palette, base + tall * 0.3)
        elif chance.random() < 0.75:
            _pines(canvas, chance, palette, outline)
    if lake:
        canvas.mirror(shore, mix(palette.sky_low, palette.near, 0.5), 0.42)
        _ripples(canvas, chance, palette, shore)
    if chance.random() < 0.7:
        _birds(canvas, chance, palette, horizon)


def _sun(canvas: Canvas, chance: Random, palette: Palette, horizon: float) -> None:
    x = canvas.width * chance.uniform(0.15, 0.85)
    y = horizon * chance.uniform(0.3, 0.95)
    radius = chance.uniform(5, 13)
    canvas.glow(x, y, radius * 5, palette.light, 0.55)
    canvas.disc(x, y, radius, palette.light)


def _mist(canvas: Canvas, palette: Palette, y: float) -> None:
    for step in range(6):
        canvas.box(0, y + step * 1.3, canvas.width, 1.3, palette.sky_low, 0.05 * (step + 1) / 2)


def _pines(canvas: Canvas, chance: Random, palette: Palette, outline: list[Point]) -> None:
    dark = mix(palette.near, (0, 0, 0), 0.35)
    for _ in range(chance.randint(14, 40)):
        x, y = outline[chance.randrange(len(outline))]
        tall = chance.uniform(4, 11)
        for tier in range(4):
            top = y - tall + tall * 0.2 * tier
            half = tall * (0.09 + 0.05 * tier)
            canvas.polygon(
                [(x, top), (x + half, top + tall * 0.34), (x - half, top + tall * 0.34)], dark
            )
        canvas.box(x - tall * 0.03, y - tall * 0.15, tall * 0.06, tall * 0.25, dark)


def _ripples(canvas: Canvas, chance: Random, palette: Palette, shore: float) -> None:
    depth = canvas.height - shore
    for _ in range(70):
        share = chance.random() ** 1.6
        y, x = shore + depth * share, chance.uniform(-10, canvas.width)
        canvas.box(
            x,
            y,
            chance.uniform(6, 26) * (0.4 + share),
            0.18 + 0.25 * share,
            palette.light,
            chance.uniform(0.06, 0.28),
        )


def _birds(canvas: Canvas, chance: Random, palette: Palette, horizon: float) -> None:
    x0, y0 = canvas.width * chance.uniform(0.2, 0.7), horizon * chance.uniform(0.25, 0.7)
    for _ in range(chance.randint(3, 9)):
        x, y, span = x0 + chance.uniform(-14, 14), y0 + chance.uniform(-7, 7), chance.uniform(1, 2)
        canvas.line(
            [(x - span, y - span * 0.35), (x, y), (x + span, y - span * 0.35)], palette.near, 0.28
        )


def waves(canvas: Canvas, chance: Random, palette: Palette) -> None:
    """The sea: rows of swells with foam under a low sun, with or without a boat."""
    horizon = canvas.height * chance.uniform(0.28, 0.5)
    canvas.gradient(palette.sky_top, palette.sky_low, 0, horizon + 1)
    _sun(canvas, chance, palette, horizon * 1.05)
    rows = chance.randint(7, 13)
    deep = mix(palette.near, palette.sky_top, 0.25)
    wild = chance.uniform(0.45, 1.15)
    for row in range(rows):
        share = row / (rows - 1)
        base = horizon + (canvas.height - horizon) * share**1.35
        if row == rows // 3 and chance.random() < 0.7:
            _boat(canvas, chance, palette, base)
        crest = _crest(chance, canvas.width, base, (0.9 + 3.6 * share) * wild)
        canvas.polygon(
            down_to(crest, canvas.height), mix(mix(palette.far, palette.sky_low, 0.4), deep, share)
        )
        canvas.line(crest, palette.light, 0.25 + 0.55 * share, 0.75)
        if wild > 0.8:
            lower = [(x, y + 1.6 + 2 * share) for x, y in crest]
            canvas.line(lower, palette.light, 0.15 + 0.2 * share, 0.35)


def _crest(chance: Random, width: float, base: float, tall: float) -> list[Point]:
    length, phase = chance.uniform(14, 30), chance.uniform(0, math.tau)
    second, shift = chance.uniform(5, 11), chance.uniform(0, math.tau)
    points: list[Point] = []
    for step in range(241):
        x = width * step / 240
        turn = x / length * math.tau + phase
        lift = abs(math.sin(turn / 2)) ** 0.7 + 0.25 * math.sin(x / second * math.tau + shift)
        points.append((x, base + tall * (0.6 - lift)))
    return points


def _boat(canvas: Canvas, chance: Random, palette: Palette, y: float) -> None:
    x, size = canvas.width * chance.uniform(0.15, 0.8), chance.uniform(4, 9)
    canvas.polygon(
        [
            (x - size, y - size * 0.35),
            (x + size, y - size * 0.35),
            (x + size * 0.6, y + size * 0.25),
            (x - size * 0.6, y + size * 0.25),
        ],
        palette.accent,
    )
    canvas.polygon(
        [(x, y - size * 2), (x, y - size * 0.5), (x + size, y - size * 0.5)], palette.light
    )
    canvas.polygon(
        [
            (x - size * 0.12, y - size * 1.7),
            (x - size * 0.12, y - size * 0.5),
            (x - size * 0.8, y - size * 0.5),
        ],
        palette.paper,
    )
