"""Plants: stems, leaves and flowers on paper, before a disc or an arch."""

from __future__ import annotations

import math
from random import Random

from playground.jimeng_service.painter.canvas import Canvas, Point, bent
from playground.jimeng_service.painter.palettes import Colour, Palette, mix


def botanical(canvas: Canvas, chance: Random, palette: Palette) -> None:
    """A garden bed drawn as on a botanical plate."""
    canvas.gradient(mix(palette.paper, palette.sky_low, 0.35), palette.paper)
    _backdrop(canvas, chance, palette)
    soil = canvas.height * chance.uniform(0.84, 0.93)
    plants = chance.randint(7, 12)
    places = sorted(chance.uniform(0.04, 0.96) for _ in range(plants))
    green = mix(palette.near, (70, 130, 80), 0.45)
    for number, share in enumerate(chance.sample(places, plants)):
        depth = number / plants
        tone = mix(mix(green, palette.paper, 0.45), green, depth)
        root = canvas.width * share, soil + 2
        tall = canvas.height * chance.uniform(0.3, 0.68) * (1 - 0.25 * depth)
        _plant(canvas, chance, palette, root, tall, tone)
    _ground(canvas, chance, palette, soil, green)


def _backdrop(canvas: Canvas, chance: Random, palette: Palette) -> None:
    x, y = canvas.width * chance.uniform(0.3, 0.7), canvas.height * chance.uniform(0.3, 0.5)
    radius = chance.uniform(20, 34)
    colour = mix(palette.second, palette.paper, 0.25)
    if chance.random() < 0.6:
        canvas.disc(x, y, radius, colour)
        if chance.random() < 0.5:
            canvas.ring(x, y, radius + 3, colour, 0.5)
    else:
        canvas.box(x - radius, y, 2 * radius, canvas.height - y, colour)
        canvas.slice(x, y + 0.1, radius, 180, 360, colour)


def _plant(
    canvas: Canvas, chance: Random, palette: Palette, root: Point, tall: float, tone: Colour
) -> None:
    lean = chance.uniform(-0.35, 0.35) * tall
    tip = root[0] + lean, root[1] - tall
    stem = bent(root, (root[0] - lean * 0.4, root[1] - tall * 0.55), tip)
    canvas.line(stem, tone, 0.75)
    pairs, kind = chance.randint(4, 9), chance.random()
    size = tall / pairs * chance.uniform(0.9, 1.5)
    for pair in range(pairs):
        at = stem[2 + pair * 20 // pairs]
        shrink = 1 - 0.6 * pair / pairs
        for side in (-1, 1):
            turn = -math.pi / 2 + side * chance.uniform(0.7, 1.25)
            if kind < 0.75:
                leaf(canvas, at, size * shrink, turn, 0.16 + 0.24 * kind, tone, palette.paper)
            else:
                canvas.line([at, _reach(at, size * shrink, turn)], tone, 0.4)
                canvas.disc(*_reach(at, size * shrink, turn), size * 0.13, palette.accent)
    bloom(canvas, chance, palette, tip, chance.uniform(3.5, 8.5))


def _reach(start: Point, length: float, turn: float) -> Point:
    return start[0] + math.cos(turn) * length, start[1] + math.sin(turn) * length


def leaf(
    canvas: Canvas,
    base: Point,
    length: float,
    turn: float,
    width: float,
    tone: Colour,
    vein: Colour,
) -> None:
    """A pointed leaf with a vein."""
    tip = _reach(base, length, turn)
    half = _reach(base, length * 0.45, turn)
    side = length * width
    left = (
        half[0] + math.cos(turn - math.pi / 2) * side,
        half[1] + math.sin(turn - math.pi / 2) * side,
    )
    right = (
        half[0] + math.cos(turn + math.pi / 2) * side,
        half[1] + math.sin(turn + math.pi / 2) * side,
    )
    canvas.polygon([*bent(base, left, tip, 12), *bent(tip, right, base, 12)], tone)
    canvas.line([base, _reach(base, length * 0.85, turn)], mix(tone, vein, 0.4), 0.18)


def bloom(canvas: Canvas, chance: Random, palette: Palette, at: Point, size: float) -> None:
    """One of several kinds of flower."""
    colour = chance.choice(
        (palette.accent, palette.second, mix(palette.accent, palette.light, 0.5))
    )
    kind, petals, start = chance.randrange(3), chance.randint(5, 11), chance.uniform(0, math.tau)
    if kind == 2:  # an umbel of small balls
        for _ in range(26):
            turn, far = chance.uniform(math.pi, math.tau), chance.uniform(0.2, 1)
            end = _reach(at, size * far, turn)
            canvas.line([at, end], mix(colour, palette.near, 0.5), 0.15)
            canvas.disc(*end, size * 0.13, colour)
        return
    for petal in range(petals):
        turn = start + petal / petals * math.tau
        if kind == 0:
            canvas.disc(*_reach(at, size * 0.55, turn), size * 0.42, colour, 0.85)
        else:
            leaf(canvas, at, size * 1.15, turn, 0.3, colour, palette.light)
    canvas.disc(*at, size * 0.34, palette.light if colour != palette.light else palette.second)
    canvas.disc(*at, size * 0.17, palette.near)


def _ground(canvas: Canvas, chance: Random, palette: Palette, soil: float, green: Colour) -> None:
    canvas.box(0, soil + 1.5, canvas.width, canvas.height, mix(green, palette.near, 0.5))
    for _ in range(int(canvas.width * 2.2)):
        x, tall = chance.uniform(-2, canvas.width + 2), chance.uniform(1.5, 6)
        lean = chance.uniform(-1.5, 1.5)
        tone = mix(green, palette.near, chance.uniform(0.1, 0.7))
        canvas.polygon(
            [(x - 0.35, soil + 2.2), (x + 0.35, soil + 2.2), (x + lean, soil + 2 - tall)], tone
        )
