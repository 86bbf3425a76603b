"""What somebody may have meant: near matches among known words."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from bot.domain.grammar.flags import BY_LETTER, BY_NAME, BY_NEAR_NAME, CLASHING_LETTERS


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The most alike of the choices, or None when none is alike enough to be worth offering."""
    found = get_close_matches(word.casefold(), sorted(choices), n=1, cutoff=0.6)
    return found[0] if found else None


def nearest_flag(name: str) -> str | None:
    """The flag (`--style`) that an unknown name (`stilize`) may stand for."""
    if name in CLASHING_LETTERS:
        return CLASHING_LETTERS[name]
    flag = BY_NEAR_NAME.get(name) or BY_LETTER.get(name)
    if flag is None:
        found = nearest(name, BY_NAME) or nearest(name, BY_NEAR_NAME)
        flag = (BY_NAME | BY_NEAR_NAME)[found] if found else None
    return flag.spelling if flag else None
