"""The pieces that a text is cut into. Concatenated, they are the text: nothing is ever lost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from bot.domain.grammar.flags import Flag


class PieceKind(Enum):
    SPACE = auto()
    WORD = auto()
    FLAG = auto()
    FOREIGN = auto()  # a flag of Midjourney's, with its value
    UNKNOWN = auto()  # two ASCII dashes and a name nobody knows
    LETTER = auto()  # -s, -o, -i: they mean different things in different bots
    END = auto()  # a lone `--`: no flags from here on
    VERBATIM = auto()  # everything after END


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text from `start`. `name` is a flag as typed (`—ar`), `value` what it holds
    with quotation marks taken off; None says that nothing stood there."""

    kind: PieceKind
    text: str
    start: int
    flag: Flag | None = None
    name: str = ""
    value: str | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)
