"""Putting a flag into a text, or taking some out, with all else left as it was typed."""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.grammar.flags import Flag, Target
from bot.domain.grammar.lexing import Fits, lex
from bot.domain.grammar.pieces import PieceKind


def with_flag(
    text: str, target: Target, written: str, fits: Fits, literal: Collection[str] = ()
) -> str:
    """The text with this flag instead of all that it has of the kind; at the end of the flags where
    it has none."""
    pieces = lex(text, fits, literal=literal)
    places = [(piece.start, piece.end) for piece in pieces if _is_of(piece.flag, {target})]
    if places:
        (start, end), others = places[0], places[1:]
        spared = _cut(text, others)
        return spared[:start] + written + spared[end:]
    shield = next((piece.start for piece in pieces if piece.kind is PieceKind.END), len(text))
    before, after = text[:shield].rstrip(), text[shield:]
    return f"{before} {written} {after}".strip()


def without_flags(
    text: str, targets: Collection[Target], fits: Fits, literal: Collection[str] = ()
) -> str:
    """The text without its flags of these kinds."""
    pieces = lex(text, fits, literal=literal)
    return _cut(text, [(each.start, each.end) for each in pieces if _is_of(each.flag, targets)])


def _cut(text: str, places: Collection[tuple[int, int]]) -> str:
    for start, end in sorted(places, reverse=True):
        text = text[:start].rstrip() + text[end:]
    return text if not places else text.rstrip()


def _is_of(flag: Flag | None, targets: Collection[Target]) -> bool:
    return flag is not None and flag.target in targets
