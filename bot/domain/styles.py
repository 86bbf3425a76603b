"""Styles: texts with variables and flags that people keep under a name, each on a shelf."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from bot.domain.ids import StyleId, UserId

LONGEST_NAME: Final = 32
LONGEST_TEXT: Final = 1000
"""Characters: four of them still fit into one message of Telegram's."""
STYLES_A_SHELF: Final = 50

SUBJECTS: Final = frozenset({"主题", "subject"})
"""The variables that the words of the message fill."""

VARIABLE: Final = re.compile(r"\{([^\s{}=＝:：]{1,20})\}")


class ShelfKind(StrEnum):
    """Whose styles stand there, in the order in which a name is looked for."""

    MINE = "mine"
    CHAT = "chat"  # written by the administrators of the chat
    OPERATOR = "operator"  # for everybody
    OFFERED = "offered"  # shown to one person, and not saved yet


class Shelf(NamedTuple):
    """A shelf: `owner` is the person, the chat, or 0 for the operator's."""

    kind: ShelfKind
    owner: int


OPERATORS: Final = Shelf(ShelfKind.OPERATOR, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style on its shelf. `example` is the file_id of a photo, empty for none.

    `is_shared`: whoever has its link may read it.
    """

    id: StyleId
    shelf: Shelf
    name: str
    text: str
    author: UserId
    example: str = ""
    is_shared: bool = False

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that the text names, each once, subjects included."""
        return tuple(dict.fromkeys(VARIABLE.findall(self.text)))


class Opened(NamedTuple):
    """A message that begins with a style's name: the style, and where the other words begin."""

    style: Style
    end: int


@dataclass(frozen=True, slots=True)
class StyleBook:
    """The styles that one person may use in one chat; of two with one name, the first counts."""

    styles: Sequence[Style] = ()

    def named(self, name: str) -> Style | None:
        """The style of that name, whatever its width and case."""
        folded = fold_name(name)
        return next((style for style in self.styles if fold_name(style.name) == folded), None)

    def opened_by(self, words: str) -> Opened | None:
        """The style whose name alone is the first word; a colon may follow it."""
        first = _FIRST_WORD.match(words)
        style = self.named(first[1]) if first is not None else None
        return Opened(style, first.end()) if style is not None and first is not None else None


NO_STYLES: Final = StyleBook()

_FIRST_WORD: Final = re.compile(r"\s*([^\s:：]{1,64})(?:[:：]\s*|\s+|\Z)")


def may_open(prompt: str) -> bool:
    """Whether the first word of a prompt might be read as some style's name."""
    first = _FIRST_WORD.match(prompt)
    return first is not None and len(first[1]) <= LONGEST_NAME


def fold_name(name: str) -> str:
    """Two names that fold alike are the same name."""
    return unicodedata.normalize("NFKC", name).casefold()
