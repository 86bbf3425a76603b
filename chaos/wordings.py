"""What is sent for a wish: the pictures before, and the message that asks."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from chaos.photographs import photograph
from chaos.plan import Wish


def said_before(wish: Wish) -> Iterator[dict[str, object]]:
    """What goes before the words."""
    if wish.kind.collected:
        yield {"text": "/album"}
    for photo in _photographs(wish, wish.kind.shown_first + wish.kind.collected):
        yield {"photo": photo}


def said(wish: Wish) -> dict[str, object]:
    """The words: a text, or a caption of pictures."""
    match _photographs(wish, wish.kind.pictures):
        case []:
            return {"text": wish.text}
        case [photo]:
            return {"photo": photo, "caption": wish.text}
        case album:
            return {"album": album, "caption": wish.text}


def _photographs(wish: Wish, number: int) -> list[str]:
    hues = (wish.number * 37 + 80 * n for n in range(number))
    return [base64.b64encode(photograph(hue % 256)).decode() for hue in hues]
