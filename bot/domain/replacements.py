"""What a refused flag could say instead: the values that people most likely meant, first. Pure.

A list is every value that is known anywhere; whoever asks keeps those that can be read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from bot.domain.errors import UserError
from bot.domain.grammar import values
from bot.domain.grammar.flags import BY_NAME, Flag, Takes, Target
from bot.domain.grammar.usual import USUAL_RATIO, USUAL_RESOLUTION, USUAL_SECONDS
from bot.domain.models import Catalogue, Model
from bot.domain.ratios import aspect_of
from bot.domain.requests import MediaKind
from bot.domain.wishes import Wish

RATIOS: Final = (USUAL_RATIO, "3:4", "16:9", "9:16", "4:3")
"""The shapes that are asked for most."""
SECONDS: Final = (USUAL_SECONDS, 10)
STRENGTHS: Final = (0.5, 0.3, 0.7, 0.1, 0.9)
CREDITS: Final = (10, 20, 50)
ALIKE: Final = 0.6
"""How alike a model's name must be to come before the site's own order."""

_NUMBER = re.compile(r"[0-9]{1,7}(?:\.[0-9]{1,4})?")
_DIGITS = re.compile(r"[0-9]{1,12}")

Listing = Callable[[str, Wish, Catalogue], Sequence[str]]


def flag_of(target: Target) -> Flag:
    """The flag that sets this, as the bot writes it."""
    return BY_NAME[target]


def values_for(target: Target, error: UserError, wish: Wish, catalogue: Catalogue) -> Sequence[str]:
    """What the flag could say, the likeliest first; "" for a flag that says it all by itself."""
    if flag_of(target).takes is Takes.NOTHING:
        return ("",)
    typed = f"{error.values.get('value', '')}"
    listing = _LISTINGS.get(target)
    return tuple(dict.fromkeys(listing(typed, wish, catalogue))) if listing else ()


def telling(target: Target, readable: Sequence[str], most: int) -> Sequence[str]:
    """As many of these as are worth reading: of a row of lengths the two nearest and the usual
    ones, since 15, 14, 13 say less than 15, 14, 10, 5."""
    if target is not Target.SECONDS:
        return readable[:most]
    usual = [f"{each}" for each in reversed(SECONDS) if f"{each}" in readable]
    return tuple(dict.fromkeys((*readable[:2], *usual, *readable)))[:most]


def _models(wish: Wish, catalogue: Catalogue) -> Sequence[Model]:
    return catalogue.offered(wish.kind) or catalogue.of_kind(wish.kind)


def _ratios(typed: str, wish: Wish, catalogue: Catalogue) -> Sequence[str]:
    every = [ratio for model in _models(wish, catalogue) for ratio in model.ratios]
    asked = values.read_ratio(typed)
    if isinstance(asked, values.Shape):
        return sorted(every, key=lambda each: abs(math.log(asked.aspect / aspect_of(each))))
    return [*(ratio for ratio in RATIOS if ratio in every), *every]


def _resolutions(typed: str, wish: Wish, catalogue: Catalogue) -> Sequence[str]:
    every = [name for model in _models(wish, catalogue) for name in model.resolutions]
    asked, usual = values.read_resolution(typed), USUAL_RESOLUTION[wish.kind]
    if asked is not None and values.size_of(asked) > 0:
        size = values.size_of(asked)
        return sorted(every, key=lambda each: abs(math.log(size / values.size_of(each))))
    return [usual, *every] if usual in every else every


def _seconds(typed: str, wish: Wish, catalogue: Catalogue) -> Sequence[str]:
    lengths = {each for model in _models(wish, catalogue) for each in model.seconds} or {*SECONDS}
    asked = values.read_seconds(typed)
    if asked is None:
        return [f"{each}" for each in (*SECONDS, *sorted(lengths))]
    return [f"{each}" for each in sorted(lengths, key=lambda each: abs(each - asked))]


def _counts(typed: str, wish: Wish, catalogue: Catalogue) -> Sequence[str]:
    """What the models make: any other number is only answered."""
    if wish.kind is MediaKind.VIDEO:
        return ["1"]
    return [f"{model.makes}" for model in _models(wish, catalogue)]


def _strengths(typed: str, wish: Wish, catalogue: Catalogue) -> Sequence[str]:
    found = _NUMBER.search(values.fold(typed))
    number = float(found[0]) if found else None
    if number is None:
        return [f"{each:g}" for each in STRENGTHS]
    asked = min(number if number <= 1 else number / (10 if number <= 10 else 100), 1.0)
    return [f"{each:g}" for each in sorted(STRENGTHS, key=lambda each: abs(each - asked))]


def _seeds(typed: str, wish: Wish, catalogue: Catalogue) -> Sequence[str]:
    found = _DIGITS.search(values.fold(typed))
    own = [found[0]] if found else []
    return [*own, "random", *(["same"] if wish.same_seed is not None else [])]


def _credits(typed: str, wish: Wish, catalogue: Catalogue) -> Sequence[str]:
    found = _DIGITS.search(values.fold(typed))
    return [*([found[0]] if found else []), *(f"{each}" for each in CREDITS)]


def _names(typed: str, wish: Wish, catalogue: Catalogue) -> Sequence[str]:
    names = [model.shown_name for model in _models(wish, catalogue)]
    folded = values.fold(typed)
    alike = {name: SequenceMatcher(None, folded, values.fold(name)).ratio() for name in names}
    close = [name for name in names if alike[name] >= ALIKE]
    return [*sorted(close, key=lambda name: -alike[name]), *names]


def _picture(typed: str, wish: Wish, catalogue: Catalogue) -> Sequence[str]:
    return [f"{number}" for number in range(1, len(wish.pictures) + 1)]


def _pictures(typed: str, wish: Wish, catalogue: Catalogue) -> Sequence[str]:
    numbers = _picture(typed, wish, catalogue)
    secure = [re.sub(r"http://", "https://", typed)] if "http://" in typed else []
    return [*secure, ",".join(numbers)] if numbers else secure


_LISTINGS: Final[Mapping[Target, Listing]] = {
    Target.RATIO: _ratios,
    Target.RESOLUTION: _resolutions,
    Target.SECONDS: _seconds,
    Target.COUNT: _counts,
    Target.STRENGTH: _strengths,
    Target.SEED: _seeds,
    Target.MAX_CREDITS: _credits,
    Target.MODEL: _names,
    Target.FIRST: _picture,
    Target.LAST: _picture,
    Target.REFERENCES: _pictures,
}
