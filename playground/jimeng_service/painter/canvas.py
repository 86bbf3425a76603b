"""A drawing surface in units, drawn larger than needed and scaled down for smooth edges.

Rule: the short side is 100 units whatever the pixels, so scenes never think in pixels. Pictures are
drawn at a modest size and enlarged at the end: memory and time stay small for any target.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw

from playground.jimeng_service.painter.palettes import Colour, mix

Point = tuple[float, float]
OVERSAMPLING = 2
DRAWN_SIDE_MAX = 1120
ROUGH_SIDE_MAX = 400
"""Where only programs look: half of a run of many jobs is painting and packing."""


class Canvas:
    """Draw in units; `finish` gives the picture in target pixels."""

    def __init__(self, width: int, height: int, *, is_smooth: bool = True) -> None:
        self.target = (width, height)
        self._is_smooth = is_smooth
        side_max = DRAWN_SIDE_MAX if is_smooth else ROUGH_SIDE_MAX
        shrink = min(1.0, side_max / max(width, height))
        drawn = max(1, round(width * shrink)), max(1, round(height * shrink))
        self._finer = OVERSAMPLING if is_smooth else 1
        self._pixels = drawn[0] * self._finer, drawn[1] * self._finer
        self._scale = min(self._pixels) / 100
        self.width = self._pixels[0] / self._scale
        self.height = self._pixels[1] / self._scale
        self.image = Image.new("RGB", self._pixels)
        self._pen = ImageDraw.Draw(self.image, "RGBA")

    def gradient(self, top: Colour, low: Colour, y0: float = 0.0, y1: float | None = None) -> None:
        """Fill a band with colours that run from top to low."""
        first = round(y0 * self._scale)
        last = self._pixels[1] if y1 is None else round(y1 * self._scale)
        if last <= first:
            return
        rows = last - first
        strip = Image.new("RGB", (1, rows))
        strip.putdata([mix(top, low, (row + 0.5) / rows) for row in range(rows)])
        band = strip.resize((self._pixels[0], rows), Image.Resampling.NEAREST)
        self.image.paste(band, (0, first))

    def polygon(self, points: Sequence[Point], colour: Colour, alpha: float = 1.0) -> None:
        """A filled shape."""
        self._pen.polygon([self._at(p) for p in points], fill=_with(colour, alpha))

    def box(
        self, x: float, y: float, width: float, height: float, colour: Colour, alpha: float = 1.0
    ) -> None:
        """A filled rectangle."""
        corner = self._at((x, y))
        far = self._at((x + width, y + height))
        self._pen.rectangle(
            (corner, (max(corner[0], far[0]), max(corner[1], far[1]))), fill=_with(colour, alpha)
        )

    def disc(
        self,
        x: float,
        y: float,
        radius: float,
        colour: Colour,
        alpha: float = 1.0,
        squash: float = 1.0,
    ) -> None:
        """A filled circle, or an ellipse flattened by `squash`."""
        low, high = (
            self._at((x - radius, y - radius * squash)),
            self._at((x + radius, y + radius * squash)),
        )
        self._pen.ellipse((low, high), fill=_with(colour, alpha))

    def ring(
        self, x: float, y: float, radius: float, colour: Colour, line: float, squash: float = 1.0
    ) -> None:
        """The outline of a circle or ellipse."""
        low, high = (
            self._at((x - radius, y - radius * squash)),
            self._at((x + radius, y + radius * squash)),
        )
        self._pen.ellipse((low, high), outline=colour, width=self._line(line))

    def arc(
        self,
        x: float,
        y: float,
        radius: float,
        start: float,
        end: float,
        colour: Colour,
        line: float,
    ) -> None:
        """Part of a circle's outline, degrees clockwise from three o'clock."""
        low, high = self._at((x - radius, y - radius)), self._at((x + radius, y + radius))
        self._pen.arc((low, high), start, end, fill=colour, width=self._line(line))

    def slice(
        self, x: float, y: float, radius: float, start: float, end: float, colour: Colour
    ) -> None:
        """A filled part of a circle."""
        low, high = self._at((x - radius, y - radius)), self._at((x + radius, y + radius))
        self._pen.pieslice((low, high), start, end, fill=colour)

    def line(
        self, points: Sequence[Point], colour: Colour, line: float, alpha: float = 1.0
    ) -> None:
        """A stroke through points."""
        self._pen.line(
            [self._at(p) for p in points],
            fill=_with(colour, alpha),
            width=self._line(line),
            joint="curve",
        )

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Light that fades outwards."""
        side = max(2, round(2 * radius * self._scale))
        fade = ImageChops.invert(Image.radial_gradient("L")).point(
            lambda value: int(max(0, value - 74) / 181 * 255 * strength)
        )
        mask = fade.resize((side, side), Image.Resampling.BILINEAR)
        left, top = self._at((x - radius, y - radius))
        self.image.paste(colour, (round(left), round(top)), mask)

    def mirror(self, y: float, tint: Colour, share: float) -> None:
        """Turn what lies below y into a reflection of what lies above it, tinted."""
        line = round(y * self._scale)
        depth = self._pixels[1] - line
        if depth <= 0 or line <= 0:
            return
        taken = min(line, depth * 2)
        above = self.image.crop((0, line - taken, self._pixels[0], line))
        turned = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        turned = turned.resize((self._pixels[0], depth), Image.Resampling.BILINEAR)
        tinted = Image.blend(turned, Image.new("RGB", turned.size, tint), share)
        self.image.paste(tinted, (0, line))

    def finish(self, *, vignette: float = 0.0) -> Image.Image:
        """The picture in target pixels, its corners darkened a little if asked."""
        small = self.image.reduce(self._finer)
        if vignette:
            mask = Image.radial_gradient("L").point(
                lambda value: int(max(0, value - 120) / 135 * 255 * vignette)
            )
            small.paste((8, 8, 16), (0, 0), mask.resize(small.size, Image.Resampling.BILINEAR))
        if small.size == self.target:
            return small
        way = Image.Resampling.BICUBIC if self._is_smooth else Image.Resampling.NEAREST
        return small.resize(self.target, way)

    def _at(self, point: Point) -> Point:
        return point[0] * self._scale, point[1] * self._scale

    def _line(self, units: float) -> int:
        return max(1, round(units * self._scale))


def _with(colour: Colour, alpha: float) -> tuple[int, int, int, int]:
    return (*colour, round(255 * alpha))


def ridge(chance: Random, width: float, base: float, height: float, rough: float) -> list[Point]:
    """An outline from left to right: slow swells and, with `rough`, small teeth."""
    swells = [
        (chance.uniform(0.6, 1.4) * n, chance.uniform(0, math.tau), 1 / n**1.1)
        for n in (1, 2, 3, 5, 8, 13)
    ]
    points: list[Point] = []
    steps = 160
    for step in range(steps + 1):
        share = step / steps
        lift = sum(a * math.sin(share * f * math.tau * 0.7 + p) for f, p, a in swells)
        lift += rough * chance.uniform(-0.3, 0.3)
        points.append((share * width, base - height * lift * 0.5))
    return points


def down_to(points: list[Point], y: float) -> list[Point]:
    """Close an outline along a lower edge."""
    return [*points, (points[-1][0], y), (points[0][0], y)]


def bent(start: Point, over: Point, end: Point, steps: int = 24) -> list[Point]:
    """Points of a curve from start to end that leans towards `over`."""
    curve: list[Point] = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        curve.append(
            (a * start[0] + b * over[0] + c * end[0], a * start[1] + b * over[1] + c * end[1])
        )
    return curve
