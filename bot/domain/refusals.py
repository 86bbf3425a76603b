"""The ways out of a refusal, as buttons: what can be put right by one tap is never typed again.

Pure. An option is only offered when its wish can really be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bot.domain.errors import UserError
from bot.domain.grammar.choices import fits_in
from bot.domain.grammar.flags import Target
from bot.domain.grammar.results import Note, listed
from bot.domain.grammar.rewriting import with_flag, without_flags
from bot.domain.models import Catalogue
from bot.domain.offers import Deed, Option
from bot.domain.replacements import flag_of, telling, values_for
from bot.domain.requests import MediaKind
from bot.domain.wishes import Wish

Reads = Callable[[Wish], object]
"""Reads a wish; raises `UserError` for what can't be sent."""

FOREIGN: Final = "grammar-flag-foreign"
AMBIGUOUS: Final = "grammar-model-ambiguous"
MISSING: Final = "grammar-value-missing"
SUGGESTED: Final = frozenset({"grammar-flag-unknown", "grammar-flag-letter"})
SUGGESTED_WHOLE: Final = frozenset({"style-unknown-near"})
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
"""Refusals of a flag whatever its value is: the rest can be sent without it."""

SPARE_TARGETS: Final = frozenset(
    {
        Target.RATIO,
        Target.RESOLUTION,
        Target.COUNT,
        Target.MODEL,
        Target.NEGATIVE,
        Target.STRENGTH,
        Target.SEED,
        Target.SECONDS,
        Target.FIRST,
        Target.LAST,
        Target.REFERENCES,
        Target.STYLE,
    }
)
"""Flags that a wish can do without when their value is refused. Without the others it would cost
more, go to more people, or be paid by somebody else than was meant."""

TEXT: Final = frozenset({"grammar-flag-unknown", "grammar-flag-unmatched", "grammar-flag-letter"})
FOR_VIDEO: Final = frozenset(
    {
        "grammar-flag-for-video",
        "grammar-model-for-video",
        "style-for-video",
        "input-clip-for-image",
    }
)
ELSEWHERE: Final = frozenset({"job-model-region", "job-model-paused"})
"""The model that was asked for can't be had now; another one can."""
NUMBERS: Final = frozenset({"grammar-picture-zero", "grammar-picture-missing"})
TOO_MANY: Final = frozenset({"grammar-pictures-many", "grammar-pictures-none"})
ABOUT_WORDS: Final = ("grammar-", "style-", "order-", "video-", "account-", "input-clip")
"""What the keys of refusals begin with that other words lead out of."""

CHIPS_AT_MOST: Final = 5
"""Values to choose from: more are not read."""
MODELS_BESIDE: Final = 2
"""Models among them, where the same model can do something else."""

FLAGS_AT_MOST: Final = 12


def ways_out(
    wish: Wish, error: UserError, reads: Reads, catalogue: Catalogue
) -> tuple[Note, Sequence[Option]]:
    """What to say of a refusal, and its options, the likeliest first; none where only the person
    can know."""
    ways = _Ways(wish, error, reads, catalogue)
    said, options = ways.said(), ways.options()
    if not options and not (wish.words.strip() and error.key.startswith(ABOUT_WORDS)):
        return said, ()
    return said, [*options, Option(deed=Deed.EDIT, label=Note("offer-edit"), wish=wish)]


def meant(wish: Wish, note: Note) -> Wish:
    """The wish with the flag that some of its text was meant as: `--ar 3:4` for `ratio=3:4`."""
    start, end = int(note.values["start"]), int(note.values["end"])
    rest = (wish.words[:start].rstrip() + " " + wish.words[end:].lstrip()).strip()
    # At the end, where it can't swallow words of the prompt, unless an ending `--` shields it.
    return replace(wish, words=f"{rest} {note.values['suggestion']}")


@dataclass(frozen=True, slots=True)
class _Ways:
    """One refusal, and what could be done about it."""

    wish: Wish
    error: UserError
    reads: Reads
    catalogue: Catalogue
    seen: dict[object, UserError | None] = field(default_factory=dict)
    """What came of the wishes that were read already."""

    def said(self) -> Note:
        """The refusal, with all flags that it concerns, and what is possible."""
        values = dict(self.error.values)
        if self.error.key in SPARE and self._stands_in():
            values["flag"] = " ".join(self._spared()[1])
        possible = self._readable_values() if self.error.key == MISSING else ()
        if possible:
            return Note("refusal-value-missing", {**values, "possible": listed(possible)})
        return Note(self.error.key, values)

    def options(self) -> Sequence[Option]:
        """Those that lead on, each once, under the first of its labels."""
        chips = self._leading([*self._meant(), *self._chips()])
        return _once([*self._among(chips), *self._leading(self._ends())])

    def _leading(self, options: Iterable[Option]) -> Sequence[Option]:
        return [each for each in _once(options) if self._leads_on(each)]

    def _among(self, values: Sequence[Option]) -> Sequence[Option]:
        """The likeliest values, with room for models that do what was asked."""
        models = self._others()
        room = CHIPS_AT_MOST - (min(len(models), MODELS_BESIDE) if values else 0)
        kept = values[:room]
        return (*kept, *models[: CHIPS_AT_MOST - len(kept)])

    def _meant(self) -> Iterator[Option]:
        """What was likely meant by what can't be read."""
        key, values = self.error.key, self.error.values
        if key in SUGGESTED | SUGGESTED_WHOLE and self._stands_in():
            suggestion = f"{values['suggestion']}"
            words = self._replaced(suggestion, whole=key in SUGGESTED_WHOLE)
            yield self._option("offer-use", words, flag=suggestion)
        if key == AMBIGUOUS:
            yield from self._models(f"{values['candidates']}".split(" · "))
        if key in NUMBERS:
            yield from self._numbers()
        if key in FOR_VIDEO and self.wish.kind is MediaKind.IMAGE:
            yield _place("offer-as-video", replace(self.wish, kind=MediaKind.VIDEO))
        if key == "order-above-max":
            yield self._flagged(Target.MAX_CREDITS, f"{values['price']}")
        if key == "account-unknown":
            for name in f"{values['known']}".split(", "):
                yield self._flagged(Target.ACCOUNT, name)

    def _chips(self) -> Iterator[Option]:
        """The same wish with another value of the flag that was refused."""
        target, readable = self._target(), self._readable_values()
        if target is Target.MODEL:
            yield from self._models(readable)
        elif target is not None:
            values = telling(target, readable, CHIPS_AT_MOST + 1)
            yield from (self._flagged(target, value) for value in values)

    def _readable_values(self) -> Sequence[str]:
        target = self._target()
        if target is None:
            return ()
        return [
            value
            for value in values_for(target, self.error, self.wish, self.catalogue)
            if self._leads_on(self._flagged(target, value))
        ]

    def _target(self) -> Target | None:
        """What is to be said another way; None where no other value helps."""
        if self.error.key in SPARE | {AMBIGUOUS} or "target" not in self.error.values:
            return None
        return Target(f"{self.error.values['target']}")

    def _others(self) -> Sequence[Option]:
        """The wish with a model that can do it."""
        if self.error.key in ELSEWHERE:
            offered = self.catalogue.offered(self.wish.kind)
            names = [each.shown_name for each in offered if each.name != self.error.values["model"]]
        else:
            others = f"{self.error.values.get('others', 'none')}"
            names = others.split(" · ") if others != "none" else []
        return [way for way in self._models(names) if self._refusal(way.wish) is None]

    def _ends(self) -> Iterator[Option]:
        """What gives something up: pictures, the flag, or its being one."""
        key, values = self.error.key, self.error.values
        if key in TOO_MANY and self.wish.pictures:
            most = int(values.get("most", 0))
            fewer = replace(self.wish, pictures=self.wish.pictures[:most])
            yield _place("offer-first-pictures", fewer, count=most)
        yield from self._other_roles()
        if self._can_spare() and self._stands_in():
            yield _place("offer-without", self._spared()[0])
        if key == "grammar-seed-same-unknown":
            yield self._option("offer-without", self._cut(Target.SEED))
        if key in TEXT or (key == "grammar-picture-missing" and "target" not in values):
            typed = f"{values['flag' if key in TEXT else 'name']}"
            literal = (*self.wish.literal, typed)
            yield _place("offer-as-text", replace(self.wish, literal=literal))
        if key == "grammar-prompt-marks":
            literal = (*self.wish.literal, f"{values['prompt']}")
            yield _place("offer-anyway", replace(self.wish, literal=literal))

    def _other_roles(self) -> Iterator[Option]:
        """Pictures of a video that can't be what they were said to be."""
        key = self.error.key
        if key == "grammar-references-many" and self.error.values["most"] == 0:
            frames = replace(self.wish, as_references=False, words=self._cut(Target.REFERENCES))
            yield _place("offer-as-frames", frames)
        if key == "grammar-roles-mixed":
            yield self._option("offer-without-flag", self._cut(Target.REFERENCES), flag="--ref")
            references = self._cut(Target.FIRST, Target.LAST)
            yield self._option("offer-without-flag", references, flag="--first --last")
        if key == "video-last-alone":
            last = int(self.error.values["number"])
            firsts = [each for each in range(1, len(self.wish.pictures) + 1) if each != last]
            for first in firsts[:CHIPS_AT_MOST]:
                yield self._flagged(Target.FIRST, f"{first}")
            alone = replace(self.wish, words=self._cut(Target.LAST))
            words = with_flag(alone.words, Target.FIRST, f"--first {last}", self._fits())
            yield self._option("offer-use", words, flag=f"--first {last}")

    def _numbers(self) -> Iterator[Option]:
        """Which picture a number stands for that there is none for: others count from 0."""
        name, pictures = f"{self.error.values['name']}", int(self.error.values["pictures"])
        if name not in self.wish.words:
            return
        for number in range(1, min(pictures, CHIPS_AT_MOST) + 1):
            words = self.wish.words.replace(name, re.sub(r"[0-9]+", f"{number}", name))
            yield self._option("offer-picture", words, number=number)

    def _can_spare(self) -> bool:
        target = self.error.values.get("target")
        if self.error.key in SPARE:
            return True
        takes_none = self.error.key == "grammar-value-unwanted"
        return target is not None and not takes_none and Target(f"{target}") in SPARE_TARGETS

    def _spared(self) -> tuple[Wish, list[str]]:
        """The wish without the refused flag, and without others that are refused for the same."""
        flags: list[str] = []
        wish, refusal = self.wish, self.error
        while len(flags) < FLAGS_AT_MOST:
            flags.append(f"{refusal.values['flag']}")
            before = wish.words[: int(refusal.values["start"])].rstrip()
            after = wish.words[int(refusal.values["end"]) :]
            wish = replace(wish, words=(before + after).strip())
            further = self._refusal(wish)
            if further is None or further.key != self.error.key or not _stands_in(wish, further):
                break
            refusal = further
        return wish, flags

    def _stands_in(self) -> bool:
        return _stands_in(self.wish, self.error)

    def _replaced(self, by: str, *, whole: bool) -> str:
        """The words with the refused flag, or all of it with its value, put another way."""
        words, values = self.wish.words, self.error.values
        start, end = int(values["start"]), int(values["end"])
        if not whole:
            end = start + len(f"{values['flag']}")
        return words[:start] + by + words[end:]

    def _models(self, names: Sequence[str]) -> list[Option]:
        ways = [self._flagged(Target.MODEL, name) for name in names]
        return [
            replace(way, label=Note("offer-use", {"flag": name}))
            for way, name in zip(ways, names, strict=True)
        ]

    def _flagged(self, target: Target, value: str) -> Option:
        written = f"{flag_of(target).spelling} {value}".strip()
        words = with_flag(self.wish.words, target, written, self._fits(), self.wish.literal)
        return self._option("offer-use", words, flag=written)

    def _cut(self, *targets: Target) -> str:
        return without_flags(self.wish.words, targets, self._fits(), self.wish.literal)

    def _fits(self) -> Callable[..., bool]:
        return fits_in(self.catalogue, self.wish.kind)

    def _option(self, label: str, words: str, **values: str | int) -> Option:
        return _place(label, replace(self.wish, words=words), **values)

    def _leads_on(self, option: Option) -> bool:
        """It can be read, or leads to a question about something else."""
        further = self._refusal(option.wish)
        if further is None:
            return True
        if "target" in self.error.values:
            return further.values.get("target") != self.error.values["target"]
        if "start" not in self.error.values:
            return further.key != self.error.key
        return (further.key, dict(further.values)) != (self.error.key, self.error.values)

    def _refusal(self, wish: Wish | None) -> UserError | None:
        told = _told(wish)
        if wish is not None and told not in self.seen:
            try:
                self.reads(wish)
                self.seen[told] = None
            except UserError as error:
                self.seen[told] = error
        return self.seen.get(told)


def _told(wish: Wish | None) -> object:
    """What tells two of these wishes apart."""
    if wish is None:
        return None
    return wish.kind, wish.words, wish.pictures, wish.literal, wish.as_references


def _once(options: Iterable[Option]) -> Sequence[Option]:
    """Each wish once, under its first label."""
    found: dict[object, Option] = {}
    for option in options:
        found.setdefault(_told(option.wish), option)
    return tuple(found.values())


def _place(label: str, wish: Wish, **values: str | int) -> Option:
    return Option(deed=Deed.PLACE, label=Note(label, values), wish=wish)


def _stands_in(wish: Wish, error: UserError) -> bool:
    """The refused flag stands in these words, and not in a style that they name."""
    start = error.values.get("start")
    return start is not None and wish.words.startswith(f"{error.values['flag']}", int(start))
