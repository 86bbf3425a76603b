"""Pictures as people send them."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image

SIZE: Final = (320, 240)


def photograph(hue: int) -> bytes:
    """A JPEG; another hue (0 to 255) makes other bytes."""
    out = io.BytesIO()
    Image.new("HSV", SIZE, (hue, 160, 200)).convert("RGB").save(out, "JPEG")
    return out.getvalue()
