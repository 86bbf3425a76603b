"""Cutting a text into pieces. Never raises, and the pieces' concatenation is the text.

Linear in spirit: every word is looked at for itself, quotations are found beforehand, and no step
calls itself, so that a hostile text can neither overflow the stack nor take long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from bot.domain.grammar.flags import BY_NAME, YES_LETTER, Flag, Takes, Target
from bot.domain.grammar.openings import (
    Opening,
    dash_opening,
    key_value,
    letter_opening,
    tail_opening,
)
from bot.domain.grammar.pieces import Piece, PieceKind
from bot.domain.grammar.quoting import LINE_BREAKS, quoted_spans, unquote

Fits = Callable[[Flag, str], bool]
"""Whether a value makes sense for a flag: it decides where the form alone is not enough."""

_SPACE = re.compile(r"\s*")
_SPACE_IN_LINE = re.compile(f"[^\\S{LINE_BREAKS}]*")
_APOSTROPHES = re.compile(f"'[^'{LINE_BREAKS}]*'(?=\\s|$)")
_FOREIGN_VALUE = re.compile(r"[0-9.]+|https?://\S+", re.ASCII)
_MODEL_WORDS = 4  # "jimeng video 3.0 pro"


def lex(text: str, fits: Fits, *, literal: Collection[str] = ()) -> tuple[Piece, ...]:
    """Cut a text into pieces; words that begin as one of `literal` are text whatever they seem."""
    return _Lexer(text, fits, literal).run()


class _Lexer:
    """One text on its way into pieces."""

    def __init__(self, text: str, fits: Fits, literal: Collection[str]) -> None:
        self._text = text
        self._fits = fits
        self._literal = literal
        self._span_ends = dict(quoted_spans(text))
        self._pieces: list[Piece] = []

    def run(self) -> tuple[Piece, ...]:
        at = self._space(0)
        while at < len(self._text):
            piece = self._piece_at(at)
            self._pieces.append(piece)
            at = self._space(piece.end)
        end = next((n for n, each in enumerate(self._pieces) if each.kind is PieceKind.END), None)
        if end is None:
            self._turn_trailing_words()
        else:
            self._end_at(end)
        return tuple(self._pieces)

    def _end_at(self, place: int) -> None:
        """Two dashes end the flags where there are any, or where they begin the text; among mere
        words they are a dash of the writer's, and stay."""
        found = self._pieces[:]
        self._pieces = [
            replace(each, kind=PieceKind.WORD) if each.kind is PieceKind.END else each
            for each in found
        ]
        self._turn_trailing_words()
        is_dash = all(each.kind in {PieceKind.SPACE, PieceKind.WORD} for each in self._pieces)
        if is_dash and any(each.kind is PieceKind.WORD for each in found[:place]):
            return
        self._pieces = found[: place + 1]
        at = self._space(found[place].end)
        if at < len(self._text):
            self._pieces.append(self._cut(PieceKind.VERBATIM, at, len(self._text)))

    def _space(self, at: int) -> int:
        end = self._skip(at)
        if end > at:
            self._pieces.append(self._cut(PieceKind.SPACE, at, end))
        return end

    def _cut(self, kind: PieceKind, start: int, end: int) -> Piece:
        return Piece(kind, self._text[start:end], start)

    def _skip(self, at: int, *, in_line: bool = False) -> int:
        found = (_SPACE_IN_LINE if in_line else _SPACE).match(self._text, at)
        return found.end() if found else at

    def _word_end(self, at: int) -> int:
        while at < len(self._text) and not self._text[at].isspace():
            at = self._span_ends.get(at, at + 1)
        return at

    def _opening_at(self, at: int) -> Opening | None:
        """The flag that the word here begins, or None for text."""
        word = self._text[at : self._word_end(at)]
        return tail_opening(self._text, at) or dash_opening(word) or self._letter_at(at, word)

    def _letter_at(self, at: int, word: str) -> Opening | None:
        opening = letter_opening(word)
        if opening is None or opening.flag is None:
            return opening
        start = self._skip(at + len(word), in_line=True)
        longest = _MODEL_WORDS if opening.flag.takes is Takes.MODEL else 1
        ends = self._ends(start, longest)
        values = [unquote(self._text[start:end]) for end in ends]
        return opening if any(self._fits(opening.flag, value) for value in values) else None

    def _ends(self, start: int, longest: int) -> list[int]:
        """Where the first, second … word from here ends; flags and line breaks stop the count."""
        ends: list[int] = []
        at = start
        while len(ends) < longest and not self._is_line_end(at):
            end = self._word_end(at)
            word = self._text[at:end]
            if dash_opening(word) or letter_opening(word):
                break
            ends.append(end)
            at = self._skip(end, in_line=True)
        return ends

    def _piece_at(self, at: int) -> Piece:
        opening = self._opening_at(at)
        if opening is None or opening.name in self._literal:
            return self._cut(PieceKind.WORD, at, self._word_end(at))
        word_end = self._word_end(at)
        after = at + opening.length
        span: tuple[int, int] | None = None
        if opening.kind is PieceKind.FOREIGN:
            span = self._foreign_value(after, word_end)
        elif opening.flag is not None:
            span = self._value(opening, opening.flag, after, word_end)
        end = max(word_end, after) if span is None else span[1]
        value = None if span is None else unquote(self._text[slice(*span)].strip())
        piece = self._cut(opening.kind, at, end)
        return replace(piece, flag=opening.flag, name=opening.name, value=value)

    def _value(
        self, opening: Opening, flag: Flag, after: int, word_end: int
    ) -> tuple[int, int] | None:
        """Start and end of a flag's value; None when nothing is there."""
        if opening.is_tail:
            start = self._skip(after)
            return self._words(start, glued=start == after, lines=True)
        if flag.takes is Takes.NOTHING:
            return (after, word_end) if after < word_end else None
        glued = after < word_end
        start = after if glued else self._skip(word_end, in_line=True)
        if flag.takes is Takes.WORDS:
            return self._words(start, glued=glued, lines=False)
        if not glued and (self._is_line_end(start) or self._opening_at(start)):
            return None
        return self._one_value(flag, start)

    def _one_value(self, flag: Flag, start: int) -> tuple[int, int]:
        apostrophes = _APOSTROPHES.match(self._text, start)
        if apostrophes:
            return apostrophes.span()
        ends = self._ends(start, _MODEL_WORDS) if flag.takes is Takes.MODEL else []
        fitting = [end for end in ends if self._fits(flag, self._text[start:end])]
        return start, fitting[-1] if fitting else self._word_end(start)

    def _words(self, start: int, *, glued: bool, lines: bool) -> tuple[int, int] | None:
        """The words up to the next flag, the end of the line or, with `lines`, of the text."""
        words: list[tuple[int, int]] = []
        at = start
        while not self._is_line_end(at):
            if self._opening_at(at) and not (glued and not words):
                break
            words.append((at, self._word_end(at)))
            at = self._skip(words[-1][1], in_line=not lines)
        while len(words) > 1 and self._ends_words(self._text[slice(*words[-1])]):
            words.pop()
        return (start, words[-1][1]) if words else None

    def _is_line_end(self, at: int) -> bool:
        return at >= len(self._text) or self._text[at] in LINE_BREAKS

    def _ends_words(self, word: str) -> bool:
        """Whether a last word is a flag of the end of the message rather than one of the words."""
        return word == f"-{YES_LETTER}" or self._is_fitting_key(word)

    def _is_fitting_key(self, word: str) -> bool:
        found = key_value(word)
        return found is not None and self._fits(found[0], unquote(found[2]))

    def _foreign_value(self, after: int, word_end: int) -> tuple[int, int] | None:
        if after < word_end:
            return after, word_end
        start = self._skip(word_end, in_line=True)
        end = self._word_end(start)
        return (start, end) if _FOREIGN_VALUE.fullmatch(self._text, start, end) else None

    def _turn_trailing_words(self) -> None:
        """Make `ratio=3:4` and `-y` flags where nothing but flags follows them."""
        for place in reversed(range(len(self._pieces))):
            piece = self._pieces[place]
            if piece.kind is PieceKind.WORD:
                turned = self._as_trailing_flag(piece)
                if turned is None:
                    return
                self._pieces[place] = turned

    def _as_trailing_flag(self, piece: Piece) -> Piece | None:
        if piece.text == f"-{YES_LETTER}" and piece.text not in self._literal:
            flag = BY_NAME[Target.YES]
            return replace(piece, kind=PieceKind.FLAG, flag=flag, name=piece.text)
        found = key_value(piece.text)
        if found is None or piece.text in self._literal or not self._is_fitting_key(piece.text):
            return None
        flag, name, value = found
        return replace(piece, kind=PieceKind.FLAG, flag=flag, name=name, value=unquote(value))
