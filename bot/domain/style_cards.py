"""A style as a file that people hand on: JSON, small, read with distrust."""

from __future__ import annotations

import json
from typing import Final

import msgspec

from bot.domain.errors import UserError
from bot.domain.models import Catalogue
from bot.domain.style_checks import check_name, check_text

KIND: Final = "jimeng-bot-style"
VERSION: Final = 1
LARGEST_CARD: Final = 16 * 1024
"""Bytes: a text of the greatest length takes half of it."""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the file."""

    kind: str
    version: int
    name: str
    text: str


def write_card(name: str, text: str) -> bytes:
    """The file: people may read it, so letters stay letters."""
    fields = {"kind": KIND, "version": VERSION, "name": name, "text": text}
    return json.dumps(fields, ensure_ascii=False, indent=2).encode() + b"\n"


def read_card(content: bytes, catalogue: Catalogue) -> Card:
    """The style in a file. Raises `UserError` (style-card-…), or as for any style."""
    if len(content) > LARGEST_CARD:
        raise UserError("style-card-large", most=LARGEST_CARD // 1024)
    try:
        card = msgspec.json.decode(content, type=Card)
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError):
        raise UserError("style-card-unreadable") from None
    if card.kind != KIND:
        raise UserError("style-card-unreadable")
    if card.version != VERSION:
        raise UserError("style-card-newer")
    return Card(
        kind=KIND,
        version=VERSION,
        name=check_name(card.name.strip()),
        text=check_text(card.text, catalogue),
    )
