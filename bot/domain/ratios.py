"""Named ratios such as 16:9, and which of them is nearest to a shape."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction


def aspect_of(ratio: str) -> Fraction:
    """Width by height of a named ratio."""
    width, height = ratio.split(":")
    return Fraction(int(width), int(height))


def nearest_ratio(aspect: Fraction, ratios: Sequence[str]) -> str:
    """The ratio that is off by the smallest factor; the one listed first if two are."""
    return min(ratios, key=lambda ratio: abs(math.log(aspect / aspect_of(ratio))))
