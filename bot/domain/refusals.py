"""The ways out of a refusal, as buttons: what can be put right by one tap is never typed again.

Pure. An option is only offered when its wish can really be read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from bot.domain.errors import UserError
from bot.domain.grammar.results import Note
from bot.domain.offers import Deed, Option
from bot.domain.requests import MediaKind
from bot.domain.wishes import Wish

Reads = Callable[[Wish], object]
"""Reads a wish; raises `UserError` for what can't be sent."""

FOREIGN: Final = "grammar-flag-foreign"
SUGGESTED: Final = frozenset({"grammar-flag-unknown", "grammar-flag-letter"})
SUGGESTED_WHOLE: Final = frozenset({"grammar-model-unknown", "grammar-ratio-unknown"})
SPARE: Final = frozenset(
    {
        FOREIGN,
        "grammar-no-negative",
        "grammar-seed-with-pictures",
        "grammar-flag-for-image",
        "grammar-flag-for-video",
        "grammar-flag-not-yet",
    }
)
"""Refusals of a flag without which the rest can be sent."""

TEXT: Final = frozenset({"grammar-flag-unknown", "grammar-flag-unmatched", "grammar-flag-letter"})
FOR_VIDEO: Final = frozenset({"grammar-flag-for-video", "grammar-model-for-video"})
OTHER_MODELS: Final = frozenset(
    {"grammar-pictures-many", "grammar-references-many", "grammar-pictures-none"}
)
AT_MOST: Final = 5
"""Buttons besides ✏️: more are not read."""

FLAGS_AT_MOST: Final = 12


def ways_out(wish: Wish, error: UserError, reads: Reads) -> tuple[Note, Sequence[Option]]:
    """What to say of a refusal, and its options, the likeliest first; none where only the person
    can know."""
    said, options = Note(error.key, error.values), list[Option]()
    if not _stands_in(wish, error):
        return said, ()
    if error.key in SUGGESTED | SUGGESTED_WHOLE:
        suggestion = f"{error.values['suggestion']}"
        is_whole = error.key in SUGGESTED_WHOLE
        words = _replaced(wish.words, error, suggestion, whole=is_whole)
        options.append(_option("offer-use", replace(wish, words=words), flag=suggestion))
    if error.key == "grammar-model-ambiguous":
        options += _models(wish, error, f"{error.values['candidates']}".split(" · "))
    if error.key == "grammar-picture-zero":
        options += _numbers(wish, error)
    if error.key in FOR_VIDEO and wish.kind is MediaKind.IMAGE:
        options.append(_option("offer-as-video", replace(wish, kind=MediaKind.VIDEO)))
    if error.key in OTHER_MODELS and error.values["others"] != "none":
        options += _with_model(wish, f"{error.values['others']}".split(" · "))
    if error.key in SPARE and "start" in error.values:
        spared, flags = _without(wish, error, reads)
        said = replace(said, values={**error.values, "flag": " ".join(flags)})
        options.append(_option("offer-without", spared))
    if error.key in TEXT:
        literal = (*wish.literal, f"{error.values['flag']}")
        options.append(_option("offer-as-text", replace(wish, literal=literal)))
    readable = [option for option in options if _can_be_read(option, error, reads)][:AT_MOST]
    if not readable:
        return said, ()
    return said, [*readable, Option(deed=Deed.EDIT, label=Note("offer-edit"), wish=wish)]


def meant(wish: Wish, note: Note) -> Wish:
    """The wish with the flag that some of its text was meant as: `--ar 3:4` for `ratio=3:4`."""
    start, end = int(note.values["start"]), int(note.values["end"])
    rest = (wish.words[:start].rstrip() + " " + wish.words[end:].lstrip()).strip()
    # At the end, where it can't swallow words of the prompt, unless an ending `--` shields it.
    return replace(wish, words=f"{rest} {note.values['suggestion']}")


def _stands_in(wish: Wish, error: UserError) -> bool:
    """The refused flag, if it is one, stands in these words, and not in a style that they name."""
    if "start" not in error.values:
        return True
    return wish.words.startswith(f"{error.values['flag']}", int(error.values["start"]))


def _option(label: str, wish: Wish, **values: str | int) -> Option:
    return Option(deed=Deed.PLACE, label=Note(label, values), wish=wish)


def _replaced(words: str, error: UserError, by: str, *, whole: bool) -> str:
    """The words with the refused flag, or all of it with its value, put another way."""
    start, end = int(error.values["start"]), int(error.values["end"])
    if not whole:
        end = start + len(f"{error.values['flag']}")
    return words[:start] + by + words[end:]


def _without(wish: Wish, error: UserError, reads: Reads) -> tuple[Wish, list[str]]:
    """The wish without the refused flag, and without others that are refused for the same."""
    flags: list[str] = []
    refusal: UserError | None = error
    while refusal is not None and refusal.key == error.key and len(flags) < FLAGS_AT_MOST:
        flags.append(f"{refusal.values['flag']}")
        before = wish.words[: int(refusal.values["start"])].rstrip()
        after = wish.words[int(refusal.values["end"]) :]
        wish = replace(wish, words=(before + after).strip())
        refusal = _refusal(wish, reads)
    return wish, flags


def _models(wish: Wish, error: UserError, names: Sequence[str]) -> list[Option]:
    return [
        _option(
            "offer-use",
            replace(wish, words=_replaced(wish.words, error, f"--model {name}", whole=True)),
            flag=name,
        )
        for name in names
    ]


def _with_model(wish: Wish, names: Sequence[str]) -> list[Option]:
    """A model that takes what was sent; at the end, where the last one named counts."""
    return [
        _option("offer-use", replace(wish, words=f"{wish.words} --model {name}".strip()), flag=name)
        for name in names
    ]


def _numbers(wish: Wish, error: UserError) -> list[Option]:
    """Which picture 图0 is: people of other bots count from there."""
    name, pictures = f"{error.values['name']}", int(error.values["pictures"])
    if name not in wish.words:
        return []
    return [
        _option(
            "offer-picture",
            replace(wish, words=wish.words.replace(name, name.replace("0", f"{number}"))),
            number=number,
        )
        for number in range(1, pictures + 1)
    ]


def _can_be_read(option: Option, error: UserError, reads: Reads) -> bool:
    """It leads on: to a request, or to another question than this one."""
    if option.wish is None:
        return True
    refusal = _refusal(option.wish, reads)
    return refusal is None or (refusal.key, dict(refusal.values)) != (error.key, error.values)


def _refusal(wish: Wish, reads: Reads) -> UserError | None:
    try:
        reads(wish)
    except UserError as error:
        return error
    return None
