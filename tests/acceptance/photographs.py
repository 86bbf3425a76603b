"""Pictures as people send them."""

from __future__ import annotations

import io

from PIL import Image


def photograph(width: int = 320, height: int = 240, *, hue: int = 120) -> bytes:
    """A JPEG of this size; another hue makes other bytes."""
    out = io.BytesIO()
    Image.new("HSV", (width, height), (hue, 160, 200)).convert("RGB").save(out, "JPEG")
    return out.getvalue()
