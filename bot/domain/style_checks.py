"""Whether a style may be kept: its name, its text, and the flags in it. Pure; `UserError` if not.

A style describes what a picture looks like. What a message allows (`--yes`, `--max`), whose account
pays and which picture is which never come out of a style, least of all out of somebody else's.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from bot.domain.errors import UserError
from bot.domain.grammar.flags import Target
from bot.domain.grammar.lexing import lex
from bot.domain.grammar.parse import parse_image, parse_video
from bot.domain.grammar.triggers import COMMANDS
from bot.domain.models import Catalogue
from bot.domain.styles import LONGEST_NAME, LONGEST_TEXT, VARIABLE, fold_name
from bot.domain.token_shapes import holds_token

ALLOWED: Final = frozenset(
    {
        Target.RATIO,
        Target.RESOLUTION,
        Target.COUNT,
        Target.MODEL,
        Target.NEGATIVE,
        Target.STRENGTH,
        Target.SEED,
        Target.SECONDS,
        Target.FILE,
    }
)
"""What a style may decide."""

_ODD_IN_NAMES: Final = frozenset("+＋:：=＝{}/\\<>\"'“”「」『』`")
_TAKEN: Final = frozenset(
    fold_name(word)
    for command in COMMANDS
    for word in (command.name, *command.aliases, *command.triggers)
)
"""A style's name never stands for a command, nor for the word that calls one."""


def check_name(name: str) -> str:
    """The name as it is kept. Raises `UserError` (style-name-…, style-text-token)."""
    if not name:
        raise UserError("style-name-missing")
    if holds_token(name):
        raise UserError("style-text-token")
    if len(name) > LONGEST_NAME:
        raise UserError("style-name-long", most=LONGEST_NAME)
    is_odd = any(_is_odd(letter) or letter.isspace() or letter in _ODD_IN_NAMES for letter in name)
    if is_odd or name[0] in "-—–@#" or not fold_name(name).strip():
        raise UserError("style-name-odd", name=printable(name))
    if fold_name(name) in _TAKEN:
        raise UserError("style-name-taken", name=name)
    return name


def check_text(text: str, catalogue: Catalogue) -> str:
    """The text as it is kept. Raises `UserError`, also for flags that nothing could be made of."""
    text = text.strip()
    if not text:
        raise UserError("style-text-missing")
    if len(text) > LONGEST_TEXT:
        raise UserError("style-text-long", length=len(text), most=LONGEST_TEXT)
    if any(_is_odd(letter) and letter not in "\n\t\r" for letter in text):
        raise UserError("style-text-odd")
    if holds_token(text):
        raise UserError("style-text-token")
    for piece in lex(text, lambda flag, value: False):
        if piece.flag is not None and piece.flag.target not in ALLOWED:
            raise UserError("style-flag-not-here", flag=piece.name)
        if piece.flag is not None and VARIABLE.search(piece.value or ""):
            raise UserError("style-variable-in-flag", flag=piece.name)
    _check_flags(text, catalogue)
    return text


def _check_flags(text: str, catalogue: Catalogue) -> None:
    """Read it as a picture's, or as a video's where a flag of its is for videos only."""
    with_words = f"{text}\n-- x"
    try:
        parse_image(with_words, catalogue, hints=False)
    except UserError as error:
        if error.key not in {"grammar-flag-for-video", "grammar-model-for-video"}:
            raise
        parse_video(with_words, catalogue, hints=False)


def printable(name: str) -> str:
    """The name for a sentence: what can't be seen or turns letters round is left out."""
    return "".join(letter for letter in name if not _is_odd(letter))[:LONGEST_NAME]


def _is_odd(letter: str) -> bool:
    """Control characters, direction marks and halves of letters; joiners of emoji are fine."""
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co"} and letter != "\u200d"
