"""What somebody may have meant: near matches among known words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

from bot.domain.grammar.flags import BY_LETTER, BY_NAME, BY_NEAR_NAME, CLASHING_LETTERS

_ALIKE = 0.6
_FIRST_LETTER = 0.1


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The most alike of the choices, or None when none is alike enough to be worth offering.

    People rarely mistype a first letter, so it decides between two that are about as alike.
    """
    folded = word.casefold()
    alike = [(_likeness(folded, choice), choice) for choice in sorted(choices)]
    close = [
        (likeness + (_FIRST_LETTER if choice[:1] == folded[:1] else 0), choice)
        for likeness, choice in alike
        if likeness >= _ALIKE
    ]
    return max(close, key=lambda found: found[0])[1] if close else None


def _likeness(word: str, choice: str) -> float:
    return SequenceMatcher(None, word, choice).ratio()


def nearest_flag(name: str, unbuilt: Collection[str] = ()) -> str | None:
    """The flag (`--res`) that an unknown name (`rez`) may stand for.

    None where the likely one is among the `unbuilt`: it would only be refused in its turn, and a
    less likely one would lead people astray.
    """
    if name in CLASHING_LETTERS:
        return CLASHING_LETTERS[name]
    flag = BY_NEAR_NAME.get(name) or BY_LETTER.get(name)
    if flag is None:
        works = [known for known, flag in BY_NAME.items() if flag.spelling not in unbuilt]
        found = nearest(name, works) or nearest(name, BY_NAME) or nearest(name, BY_NEAR_NAME)
        flag = (BY_NAME | BY_NEAR_NAME)[found] if found else None
    return flag.spelling if flag and flag.spelling not in unbuilt else None
