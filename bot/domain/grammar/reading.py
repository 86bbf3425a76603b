"""From pieces to prompt and flags: what is text, which flag counts, what has to be refused.

The prompt keeps its bytes. Where a flag stood in the middle, one of the two white spaces around it
goes: the one without a line break, if they differ.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.domain.errors import UserError
from bot.domain.grammar.flags import BY_LETTER, Flag, Takes, Target
from bot.domain.grammar.lexing import Fits, lex
from bot.domain.grammar.openings import key_value, letter_opening, single_dash_name
from bot.domain.grammar.pieces import Piece, PieceKind
from bot.domain.grammar.quoting import LINE_BREAKS
from bot.domain.grammar.results import Findings, Value, listed
from bot.domain.grammar.suggestions import nearest_flag
from bot.domain.requests import MediaKind


@dataclass(frozen=True, slots=True)
class Given:
    """A flag that counts: as typed, with its value, and where it stands in the text."""

    flag: Flag
    name: str
    value: str
    start: int
    end: int

    def error(self, key: str, **values: Value) -> UserError:
        """A refusal of this flag; its place and target let a button replace or remove it."""
        place: dict[str, Value] = {
            "flag": self.name,
            "target": self.flag.target.value,
            "start": self.start,
            "end": self.end,
        }
        return UserError(key, **{"value": self.value, **place, **values})


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, read: the prompt, and the flag that counts for each target."""

    prompt: str
    given: Mapping[Target, Given]


def read(
    text: str,
    fits: Fits,
    kind: MediaKind,
    findings: Findings,
    *,
    literal: Collection[str] = (),
    unbuilt: Collection[str] = (),
) -> Reading:
    """Read a text; what was surprising about it goes to the findings.

    Flags that are `unbuilt` are read, and never suggested. Raises `UserError` for unknown, foreign
    and misplaced flags, and for missing values.
    """
    pieces = lex(text, fits, literal=literal)
    for piece in pieces:
        _refuse(piece, unbuilt)
    given = _given(pieces, kind, findings)
    _tell_of_middle_flags(pieces, findings)
    _tell_of_end(pieces, findings)
    _offer_suggestions(pieces, findings, literal, unbuilt)
    return Reading(prompt_of(pieces), given)


def _refuse(piece: Piece, unbuilt: Collection[str]) -> None:
    place: dict[str, Value] = {"flag": piece.name, "start": piece.start, "end": piece.end}
    if piece.kind is PieceKind.FOREIGN:
        raise UserError("grammar-flag-foreign", **place)
    if piece.kind not in {PieceKind.UNKNOWN, PieceKind.LETTER}:
        return
    suggestion = nearest_flag(piece.name.lstrip("-").casefold(), unbuilt)
    if piece.kind is PieceKind.LETTER and suggestion is not None:
        raise UserError("grammar-flag-letter", suggestion=suggestion, **place)
    if suggestion is not None:
        raise UserError("grammar-flag-unknown", suggestion=suggestion, **place)
    raise UserError("grammar-flag-unmatched", **place)


def _given(pieces: Sequence[Piece], kind: MediaKind, findings: Findings) -> Mapping[Target, Given]:
    given: dict[Target, Given] = {}
    for piece in pieces:
        if piece.flag is None:
            continue
        now = _checked(piece, piece.flag, kind)
        before = given.get(now.flag.target)
        if before is not None and before.value != now.value:
            findings.tell("grammar-flag-twice", flag=now.name, used=now.value, dropped=before.value)
        given[now.flag.target] = now
    return given


def _checked(piece: Piece, flag: Flag, kind: MediaKind) -> Given:
    value = flag.preset if piece.value is None else piece.value
    given = Given(flag, piece.name, value, piece.start, piece.end)
    if kind not in flag.kinds:
        if kind is MediaKind.IMAGE:
            raise given.error("grammar-flag-for-video")
        raise given.error("grammar-flag-for-image")
    if flag.takes is Takes.NOTHING and piece.value is not None:
        raise given.error("grammar-value-unwanted")
    # `--no ""` says "nothing unwanted"; every other flag needs something to work with.
    is_empty = piece.value is None or (not piece.value and flag.target is not Target.NEGATIVE)
    if flag.takes is not Takes.NOTHING and is_empty:
        raise given.error("grammar-value-missing")
    return given


def prompt_of(pieces: Sequence[Piece]) -> str:
    """Join the text among the pieces."""
    prompt = ""
    spaces: list[str] = []
    for piece in pieces:
        if piece.kind is PieceKind.SPACE:
            spaces.append(piece.text)
        elif piece.kind in {PieceKind.WORD, PieceKind.VERBATIM}:
            prompt += max(spaces, key=_line_breaks, default="") + piece.text
            spaces = []
    return prompt.strip()


def _line_breaks(space: str) -> int:
    return sum(letter in LINE_BREAKS for letter in space)


def _tell_of_middle_flags(pieces: Sequence[Piece], findings: Findings) -> None:
    last_word = max((p.start for p in pieces if p.kind is PieceKind.WORD), default=-1)
    early = [piece.text for piece in pieces if piece.flag and piece.start < last_word]
    if early:
        findings.tell("grammar-flag-middle", flags=listed(early))


def _tell_of_end(pieces: Sequence[Piece], findings: Findings) -> None:
    """Two dashes that end the flags are no words of the prompt, and are gone from it."""
    if any(piece.kind is PieceKind.END for piece in pieces):
        findings.tell("grammar-flags-end")


def _offer_suggestions(
    pieces: Sequence[Piece],
    findings: Findings,
    literal: Collection[str],
    unbuilt: Collection[str],
) -> None:
    """Point out text that looks like a flag and is none: `ratio=3:4 猫`, `-ar 3:4`, `-n 0.5`."""
    words = [piece for piece in pieces if piece.kind is PieceKind.WORD]
    for piece, following in zip_longest(words, words[1:]):
        is_next = following is not None and following.start == piece.end + 1
        suggestion, last = _meant(piece, following if is_next else None)
        is_built = suggestion.partition(" ")[0] not in unbuilt
        if suggestion and is_built and piece.text not in literal:
            typed = piece.text if last is piece else f"{piece.text} {last.text}"
            findings.tell(
                "grammar-did-you-mean",
                typed=typed,
                suggestion=suggestion,
                start=piece.start,
                end=last.end,
            )


def _meant(piece: Piece, following: Piece | None) -> tuple[str, Piece]:
    """The flag that a word, perhaps with the one after it, may be meant as, and its last word."""
    found = key_value(piece.text)
    if found is not None:
        return f"{found[0].spelling} {found[2]}", piece
    flag = single_dash_name(piece.text)
    if flag is None and letter_opening(piece.text):
        flag = BY_LETTER.get(piece.text[1:])
    if flag is None:
        return "", piece
    if flag.takes is Takes.NOTHING or following is None:
        return flag.spelling, piece
    return f"{flag.spelling} {following.text}", following
