"""The filters behind /history and in the inline mode: words, model, kind, star, dates. Pure.

What looks like a filter and can't be read is named to the person; everything else is a word that
the prompt must hold. Quotes make a word of anything.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from bot.domain.errors import UserError
from bot.domain.grammar.suggestions import nearest
from bot.domain.history import Filter, Period, fold
from bot.domain.requests import MediaKind

MOST_WORDS: Final = 10
LONGEST_NAMED: Final = 40
YEARS: Final = range(2000, 3000)

_TOKEN = re.compile(r'"([^"]+)"(?=\s|\Z)|“([^”]+)”(?=\s|\Z)|「([^」]+)」(?=\s|\Z)|(\S+)')
_FLAG = re.compile(r"(--|—+|–+)([^\W\d]\w*)(?:[=:](.*))?")
_PAIR = re.compile(r"(\w+)[:=](.*)")
_UNKNOWN_PAIR = re.compile(r"([^\W\d_]\w*):(?!//)(.+)")
"""A letter begins it, and a colon follows: 16:9, ratio=3:4 and addresses are words."""

_NAMES: Final = {
    **dict.fromkeys(("model", "m", "模型"), "model"),
    **dict.fromkeys(("kind", "type", "类型"), "kind"),
    **dict.fromkeys(("date", "day", "日期", "时间"), "date"),
}
"""What takes a value, by the ways to write it."""

_STARS: Final = frozenset({"⭐", "★", "🌟", "fav", "favs", "star", "starred", "收藏", "星标"})
_KINDS: Final = {
    **dict.fromkeys(("video", "videos", "视频"), MediaKind.VIDEO),
    **dict.fromkeys(("image", "images", "picture", "pictures", "图片", "图像"), MediaKind.IMAGE),
}
_KNOWN_FLAGS: Final = (*_NAMES, *_STARS, *_KINDS)

_TODAY: Final = frozenset({"today", "今天", "今日"})
_YESTERDAY: Final = frozenset({"yesterday", "昨天", "昨日"})
_THIS_WEEK: Final = frozenset({"本周", "这周"})
_THIS_MONTH: Final = frozenset({"本月", "这个月"})
_LAST_DAYS = re.compile(r"(\d{1,4})(d|days?|天|w|weeks?|周)")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MONTH = re.compile(r"(\d{4})[-/年](\d{1,2})月?")
_YEAR = re.compile(r"(\d{4})年?")
_BARE_YEAR = re.compile(r"\d{4}")
_ART = frozenset({"2d", "3d"})
"""Words of prompts before they are days: `date:3d` and 3天 are the last three days."""


MENDABLE: Final = frozenset(
    {
        "history-filter-unknown",
        "history-filter-near",
        "history-filter-kind",
        "history-filter-date",
    }
)
"""Refusals that can be looked for as they stand."""


def read_filter(text: str, today: date, *, refuses_pairs: bool = True) -> Filter:
    """Read what was typed; `today` in the site's calendar.

    Without `refuses_pairs` a `name:value` whose name nobody knows is a word. Raises `UserError`
    (history-…) for a filter that can't be read; its values tell where it stands.
    """
    reading = _Reading(today, refuses_pairs)
    tokens = _tokens(text)
    for token in tokens:
        if token.is_quoted:
            reading.words.append(token.text)
            continue
        try:
            reading.take(token.text, tokens)
        except UserError as error:
            place = {"start": token.start, "end": token.end}
            raise UserError(error.key, **{**error.values, **place}) from None
    if len(reading.words) > MOST_WORDS:
        raise UserError("history-too-many-words", limit=MOST_WORDS)
    return reading.result()


def read_period(text: str, today: date) -> Period | None:
    """The days that a date, a month, a range or a word like “today” means.

    None for what doesn't look like days at all. Raises `UserError` (history-filter-date) for what
    looks so and isn't: 2026-13.
    """
    folded = fold(text)
    first, dots, last = folded.partition("..")
    if not dots:
        return _span(folded, today)
    begin, end = _span(first, today), _span(last, today)
    if begin is None and end is None:
        return None
    if begin is None or end is None or begin.first > end.last:
        raise _no_date(text)
    return Period(begin.first, end.last)


def mended(text: str, today: date, *, as_text: bool) -> str:
    """What was typed with every filter that can't be read put right: looked for as it stands, or
    (without `as_text`) taken for the one that it is like."""
    for _ in range(MOST_WORDS):
        try:
            read_filter(text, today)
        except UserError as error:
            if error.key not in MENDABLE:
                return text
            start, end = int(error.values["start"]), int(error.values["end"])
            near = "" if as_text else f"{error.values.get('near', '')}"
            text = text[:start] + (near or _quoted(text[start:end])) + text[end:]
        else:
            return text
    return text


def _quoted(typed: str) -> str:
    return f"「{typed}」" if '"' in typed else f'"{typed}"'


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    is_quoted: bool
    start: int = 0
    end: int = 0


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        quoted = next((part for part in match.groups()[:3] if part is not None), None)
        text = match[0] if quoted is None else quoted
        yield _Token(text, quoted is not None, match.start(), match.end())


@dataclass(slots=True)
class _Reading:
    """What was read so far. A filter said twice with different values is a riddle: it is named."""

    today: date
    refuses_pairs: bool
    words: list[str] = field(default_factory=list)
    model: str = ""
    kind: MediaKind | None = None
    is_starred: bool = False
    period: Period | None = None

    def result(self) -> Filter:
        visible = tuple(word for word in self.words if fold(word).strip())
        return Filter(
            words=visible,
            model=self.model,
            kind=self.kind,
            is_starred=self.is_starred,
            period=self.period,
        )

    def take(self, typed: str, following: Iterator[_Token]) -> None:
        """Read one unquoted token; a flag without its value takes the next one."""
        folded = fold(typed)
        if (flag := _FLAG.fullmatch(folded)) and self._is_flag(typed, flag[1], flag[2]):
            value = flag[3]
            if flag[2] in _NAMES and value is None:
                value = next(following, _Token("", False)).text
            self._take_named(typed, flag[2], value)
        elif (pair := _PAIR.fullmatch(folded)) and pair[1] in _NAMES:
            self._take_named(typed, pair[1], pair[2])
        elif folded == "-m":
            self._take_named(typed, "m", next(following, _Token("", False)).text)
        elif not self._take_bare(typed, folded):
            if self.refuses_pairs and (pair := _UNKNOWN_PAIR.fullmatch(folded)):
                raise _unknown(typed, pair[1], f":{pair[2]}")
            self.words.append(typed)

    def _is_flag(self, typed: str, dash: str, name: str) -> bool:
        """A dash that keyboards make is text before a word that we don't know."""
        if name in _KNOWN_FLAGS:
            return True
        if dash != "--":
            return False
        near = nearest(name, [known for known in _KNOWN_FLAGS if known.isascii()])
        if near is None:
            raise UserError("history-filter-unknown", filter=_named(typed))
        _, separator, value = typed.partition("=" if "=" in typed else ":")
        near = f"--{near}{separator}{value}"
        raise UserError("history-filter-near", filter=_named(typed), near=near)

    def _take_named(self, typed: str, name: str, value: str | None) -> None:
        meaning = _NAMES.get(name)
        if meaning is None:
            if value is not None or not self._take_bare(typed, name):
                raise UserError("history-filter-unknown", filter=_named(typed))
            return
        folded = fold(value or "").strip()
        if not folded:
            raise UserError("history-filter-empty", filter=_named(typed))
        if meaning == "model":
            self._set("model", folded, typed)
        elif meaning == "kind":
            kind = _KINDS.get(folded)
            if kind is None:
                raise UserError("history-filter-kind", filter=_named(folded))
            self._set("kind", kind, typed)
        else:
            self._set("period", self._period(folded), typed)

    def _take_bare(self, typed: str, folded: str) -> bool:
        """Read what needs no name; False for a word."""
        if folded.removesuffix("\ufe0f") in _STARS:
            self.is_starred = True
        elif folded in _KINDS:
            self._set("kind", _KINDS[folded], typed)
        elif folded in _ART or _BARE_YEAR.fullmatch(folded):
            return False
        elif (period := read_period(folded, self.today)) is not None:
            self._set("period", period, typed)
        else:
            return False
        return True

    def _period(self, folded: str) -> Period:
        period = read_period(folded, self.today)
        if period is None:
            raise _no_date(folded)
        return period

    def _set(self, name: str, value: str | MediaKind | Period, typed: str) -> None:
        if getattr(self, name) not in (None, "", value):
            raise UserError("history-filter-twice", filter=_named(typed))
        setattr(self, name, value)


def _span(folded: str, today: date) -> Period | None:
    if folded in _TODAY:
        return Period(today, today)
    if folded in _YESTERDAY:
        return Period(today - timedelta(1), today - timedelta(1))
    if folded in _THIS_WEEK:
        return Period(today - timedelta(today.weekday()), today)
    if folded in _THIS_MONTH:
        return Period(today.replace(day=1), today)
    if match := _LAST_DAYS.fullmatch(folded):
        days = int(match[1]) * (7 if match[2][0] in "w周" else 1)
        if not 1 <= days < 10_000:
            raise _no_date(folded)
        return Period(today - timedelta(days - 1), today)
    return _calendar_span(folded)


def _calendar_span(folded: str) -> Period | None:
    for shape in (_DAY, _MONTH, _YEAR):
        match = shape.fullmatch(folded)
        if match is None:
            continue
        year, *rest = (int(part) for part in match.groups())
        month, day = [*rest, 0, 0][:2]
        try:
            if year not in YEARS:
                raise ValueError(year)
            first = date(year, month if rest else 1, day if len(rest) == 2 else 1)
            last_month = month if rest else 12
            ends = day if len(rest) == 2 else monthrange(year, last_month)[1]
            return Period(first, date(year, last_month, ends))
        except ValueError:
            raise _no_date(folded) from None
    return None


def _unknown(typed: str, name: str, value: str) -> UserError:
    near = nearest(name, [known for known in _NAMES if known.isascii() == name.isascii()])
    if near is None:
        return UserError("history-filter-unknown", filter=_named(typed))
    return UserError("history-filter-near", filter=_named(typed), near=f"{near}{value}")


def _no_date(typed: str) -> UserError:
    return UserError("history-filter-date", filter=_named(typed))


def _named(typed: str) -> str:
    return typed if len(typed) <= LONGEST_NAMED else f"{typed[: LONGEST_NAMED - 1]}…"
