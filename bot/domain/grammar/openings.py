"""Whether a word opens a flag, looked at on its own: its dashes, its name, its separator.

Two ASCII dashes and an unknown name are a mistake to point out; a typographic dash and an unknown
name are Chinese punctuation, and stay text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.domain.grammar.flags import (
    BY_KEY,
    BY_LETTER,
    BY_NAME,
    CLASHING_LETTERS,
    FOREIGN_FLAGS,
    NEGATIVE_MARKERS,
    Flag,
)
from bot.domain.grammar.pieces import PieceKind
from bot.domain.grammar.quoting import LINE_BREAKS

_SEPARATOR = re.compile("[=:：＝]")
_DASH = re.compile(r"(?P<ascii>--)(?![-–—―－])|(?P<typographic>[–—―－]{1,3})")
_KEY = re.compile(r"(?P<key>[A-Za-zＡ-Ｚａ-ｚ]{1,8})[=＝](?P<value>\S.*)", re.DOTALL)
_MARKER = re.compile(
    "(?:{})[ \t]*[:：]".format("|".join(re.escape(marker) for marker in NEGATIVE_MARKERS)),
    re.IGNORECASE,
)
_GLUED_NAMES = sorted({*BY_NAME, *FOREIGN_FLAGS}, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Opening:
    """How a flag begins: `length` is that of dashes, name and separator; what is left of the word
    is value. `is_tail` marks the `反向:` that heads a line."""

    kind: PieceKind
    name: str
    length: int
    flag: Flag | None = None
    is_tail: bool = False


def dash_opening(word: str) -> Opening | None:
    """Read a word as `--name`, `--name=…`, `—name：…`; None when it is text."""
    dash = _DASH.match(word)
    if dash is None:
        return None
    body = word[dash.end() :]
    if not body:
        return Opening(PieceKind.END, word, len(word)) if dash["ascii"] else None
    typed = _SEPARATOR.split(body, maxsplit=1)[0]
    name = _plain(typed)
    if not name[:1].isalpha():
        return None
    named = dash[0] + typed
    known = _known(name, named, min(len(named) + 1, len(word)))
    if known is not None or not dash["ascii"]:
        return known
    return _glued(dash[0], body) or Opening(PieceKind.UNKNOWN, named, len(word))


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().rstrip(",.;!、。")


def _known(name: str, typed: str, length: int) -> Opening | None:
    if name in BY_NAME:
        return Opening(PieceKind.FLAG, typed, length, BY_NAME[name])
    return Opening(PieceKind.FOREIGN, typed, length) if name in FOREIGN_FLAGS else None


def _glued(dash: str, body: str) -> Opening | None:
    """Read `--ar16:9`, `--v6` and `--不要模糊`, where the value follows without a separator."""
    for name in _GLUED_NAMES:
        rest = body[len(name) :]
        if body[: len(name)].casefold() != name or not rest:
            continue
        if name.isascii() and not rest[0].isdecimal():
            continue
        typed = dash + body[: len(name)]
        return _known(name, typed, len(typed))
    return None


def letter_opening(word: str) -> Opening | None:
    """Read a word as `-r` and its like; whether its value fits is for the caller to find out."""
    letter = word[1:]
    if len(word) != 2 or word[0] != "-":
        return None
    if letter in BY_LETTER:
        return Opening(PieceKind.FLAG, word, 2, BY_LETTER[letter])
    return Opening(PieceKind.LETTER, word, 2) if letter in CLASHING_LETTERS else None


def key_value(word: str) -> tuple[Flag, str, str] | None:
    """Read a word as `ratio=3:4`: the flag, its name as typed, and the value."""
    found = _KEY.fullmatch(word)
    flag = BY_KEY.get(_plain(found["key"])) if found else None
    return (flag, found["key"], found["value"]) if flag and found else None


def single_dash_name(word: str) -> Flag | None:
    """The flag of a `-ar`, which is text with a suggestion."""
    if len(word) < 3 or word[0] != "-" or word[1] == "-":
        return None
    return BY_NAME.get(_plain(word[1:]))


def tail_opening(text: str, at: int) -> Opening | None:
    """Read a `反向:` or `negative prompt:` that heads a line; None elsewhere."""
    before = at
    while before > 0 and text[before - 1] in " \t\u3000":
        before -= 1
    if before == 0 or text[before - 1] not in LINE_BREAKS or not text[:before].strip():
        return None
    found = _MARKER.match(text, at)
    if found is None:
        return None
    return Opening(PieceKind.FLAG, found[0], len(found[0]), BY_NAME["no"], is_tail=True)
