"""Pictures for tests of the page: small files of an exact size that can be told apart."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw


def picture(width: int, height: int, seed: int = 0, kind: str = "JPEG") -> bytes:
    """A gradient with a disc; `seed` moves the colours."""
    hue = (seed * 83) % 256
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    image = Image.merge(
        "RGB",
        [
            band.point(lambda v, h=h: (v + h) % 256)
            for band, h in zip(image.split(), (hue, hue // 2, 255 - hue), strict=True)
        ],
    )
    side = min(width, height) // 3
    box = [width // 2 - side, height // 2 - side, width // 2 + side, height // 2 + side]
    ImageDraw.Draw(image).ellipse(box, fill=(hue, 255 - hue, 160))
    out = io.BytesIO()
    image.save(out, kind, quality=80)
    return out.getvalue()
