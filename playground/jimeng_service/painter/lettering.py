"""Write the prompt and DEMO into a picture, so that nobody takes it for the service's own work."""

from __future__ import annotations

from PIL import Image, ImageDraw

from playground.jimeng_service.painter.fonts import Font, font, writable

LINES_MAX = 2


def sign(image: Image.Image, prompt: str) -> None:
    """A DEMO badge in a corner and the prompt along the lower edge, in the picture's own pixels."""
    text, east_asian = writable(prompt)
    size = max(11, round(min(image.size) * 0.027))
    pen = ImageDraw.Draw(image, "RGBA")
    face = font(size, east_asian=east_asian)
    margin = round(size * 1.1)
    lines = fold(text, face, image.width - 4 * margin)
    high = round(size * 1.45)
    top = image.height - margin - high * len(lines)
    wide = max(face.getlength(line) for line in lines)
    _plate(pen, (margin, top - size * 0.5, margin * 2 + wide, image.height - margin * 0.6), size)
    for number, line in enumerate(lines):
        pen.text((margin * 1.5, top + number * high), line, font=face, fill=(255, 255, 255, 235))
    _badge(pen, image, size, margin)


def _badge(pen: ImageDraw.ImageDraw, image: Image.Image, size: int, margin: int) -> None:
    face = font(round(size * 1.15), east_asian=False)
    wide = face.getlength("DEMO")
    left, top = image.width - margin * 2 - wide, margin * 0.8
    _plate(pen, (left - margin * 0.2, top, image.width - margin, top + size * 1.9), size)
    pen.text((left + margin * 0.4, top + size * 0.3), "DEMO", font=face, fill=(255, 255, 255, 240))


def _plate(pen: ImageDraw.ImageDraw, box: tuple[float, float, float, float], size: int) -> None:
    pen.rounded_rectangle(box, radius=size * 0.5, fill=(12, 14, 24, 125))


def fold(text: str, face: Font, width: float) -> list[str]:
    """Break a text into at most two lines; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    rest = text
    while rest and len(lines) < LINES_MAX:
        length = _fitting(rest, face, width)
        if length < len(rest) and len(lines) < LINES_MAX - 1:
            blank = rest.rfind(" ", 0, length + 1)
            length = blank if blank > length // 2 else length
        lines.append(rest[:length].strip())
        rest = rest[length:].strip()
    if rest:
        last = lines[-1]
        lines[-1] = last[: max(1, len(last) - 1)] + "…"
    return lines


def _fitting(text: str, face: Font, width: float) -> int:
    """How many characters fit the width; at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if face.getlength(text[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return low
