"""Hints: words of the prompt that may mean a flag (横屏, 4k, 5秒, 10 seconds, 生成9张).

They count only where no flag is given, the prompt stays as it is, and the receipt always says so.
Quoted words are about the picture, never about the order, and give no hints.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.grammar.flags import Target
from bot.domain.grammar.quoting import quoted_spans
from bot.domain.grammar.results import Findings, listed
from bot.domain.grammar.values import RATIO_WORDS, fold, size_of
from bot.domain.requests import MediaKind

_ALONE = r"(?<![\w.:：∶/=＝-]){}(?![\w:：∶/])"
"""Free-standing: 9:16 in `9:16 猫`, but neither a score in 比分3:2 nor a time like 19:30:00."""

_SHAPE_WORDS = re.compile("横屏|竖屏|{}".format(_ALONE.format("方形")))
_ENGLISH_SHAPE_WORDS = re.compile(
    r"(?<![\w'’-])(landscape|portrait|square)[ -]"
    r"(?:orientation|format|mode|aspect(?: ratio)?)(?![\w-])"
    r"|\A\s*(landscape|portrait|square)(?=\s*[,，;；\n])"
    r"|[,，;；\n]\s*(landscape|portrait|square)(?=[.。!]?\s*\Z)",
    re.IGNORECASE,
)
"""These words name pictures and places too (a portrait of him, Times Square): they are about the
shape only beside a word that says so, or as the first or last part of the prompt by themselves."""
_RATIO = re.compile(_ALONE.format(r"([0-9０-９]{1,2})[:：∶]([0-9０-９]{1,2})"))
_RESOLUTION = re.compile(
    r"(?<![A-Za-z0-9.])(?:[124]k|480p|720p|1080p)(?![A-Za-z0-9])", re.IGNORECASE
)
_SECONDS = re.compile(r"(?<![0-9.:第])([0-9]{1,2})\s?秒")
_ENGLISH_SECONDS = re.compile(
    r"(?<![\w.:-])([0-9]{1,2})[ -]?(?:seconds?|secs?)(?![\w-])", re.IGNORECASE
)
_BEFORE = " \t\n,，;；"
_NUMERAL = "[0-9０-９]{1,2}|[二两三四五六七八九十]"
_COUNT = re.compile(
    rf"(?:生成|画|出|来|要|做)\s?({_NUMERAL})\s?张"
    r"|(?<![0-9０-９.第\w])([0-9０-９]{1,2})\s?张(?=图|照片|插画|海报|壁纸)"
    rf"|(?<![0-9０-９.第\w])({_NUMERAL})\s?张(?!\w)"
)
"""8张 alone is an order; in 三张桌子 it counts tables."""
_FILM = "视频|短视频|短片|影片|片子|动画"
_FILM_COUNT = re.compile(
    rf"(?:生成|出|来|要|做)\s?({_NUMERAL})\s?[个条段部支](?!\w)"
    rf"|(?<![0-9０-９.第\w])({_NUMERAL})\s?[条段部支](?!\w)"
    rf"|(?<![0-9０-９.第])({_NUMERAL})\s?[个条段部支](?={_FILM})"
)
"""What 张 counts are pictures: in a video's words, those that came along."""
_SERIES = re.compile("连续|绘本|故事")
_NUMERALS = {
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}


@dataclass(frozen=True, slots=True)
class Hint:
    """What one word of the prompt may mean."""

    word: str
    value: str


Hints = Mapping[Target, Sequence[Hint]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a hint would decide: `chosen` by a flag (or None), else `default`, out of `allowed`."""

    target: Target
    chosen: str | None
    default: str
    allowed: Sequence[str]
    model: str


def find_hints(
    prompt: str, dropped: Collection[str] = (), kind: MediaKind = MediaKind.IMAGE
) -> Hints:
    """Look for hints in a prompt, in the order they stand there; `dropped` words are none."""
    found = _find(prompt, _COUNT if kind is MediaKind.IMAGE else _FILM_COUNT)
    return {
        target: [hint for hint in hints if hint.word not in dropped]
        for target, hints in found.items()
    }


def _find(prompt: str, count: re.Pattern[str]) -> Hints:
    text = _without_quotations(prompt)
    ratios = [(m.start(), Hint(m[0], RATIO_WORDS[m[0]])) for m in _SHAPE_WORDS.finditer(text)]
    ratios += [
        (m.start(), Hint(m[0].lstrip(_BEFORE), RATIO_WORDS[fold(m[1] or m[2] or m[3])]))
        for m in _ENGLISH_SHAPE_WORDS.finditer(text)
    ]
    ratios += [(m.start(), Hint(m[0], f"{int(m[1])}:{int(m[2])}")) for m in _RATIO.finditer(text)]
    return {
        Target.RATIO: [hint for _, hint in sorted(ratios, key=lambda found: found[0])],
        Target.RESOLUTION: [Hint(m[0], fold(m[0])) for m in _RESOLUTION.finditer(text)],
        Target.SECONDS: [
            Hint(m[0], str(int(m[1])))
            for written in (_SECONDS, _ENGLISH_SECONDS)
            for m in written.finditer(text)
        ],
        Target.COUNT: [
            Hint(m[0], str(_number(next(filter(None, m.groups()))))) for m in count.finditer(text)
        ],
    }


def series_word(prompt: str) -> str:
    """The word that makes models draw as many as they think fit, empty for none.

    Quoted or dropped it does so all the same: the service reads the prompt as it stands (protocol
    notes, section 8.4).
    """
    found = _SERIES.search(prompt)
    return found[0] if found else ""


def settle(hints: Hints, choice: Choice, findings: Findings) -> str:
    """Decide between flag, hint and default, and tell what became of the hints."""
    found = [hint for hint in hints.get(choice.target, ()) if _concerns(hint, choice)]
    flag = f"--{choice.target.value}"
    if choice.chosen is not None:
        ignored = [hint.word for hint in found if hint.value != choice.chosen]
        if ignored:
            words = listed(dict.fromkeys(ignored))
            findings.tell("grammar-hint-ignored", word=words, flag=flag, value=choice.chosen)
        return choice.chosen
    words = listed(dict.fromkeys(hint.word for hint in found))
    values = {hint.value for hint in found}
    if not values:
        return choice.default
    if len(values) > 1:
        findings.tell("grammar-hint-conflict", word=words, flag=flag, value=choice.default)
        return choice.default
    (value,) = values
    if choice.allowed and value not in choice.allowed:
        findings.tell("grammar-hint-unfit", word=words, model=choice.model)
        return choice.default
    if value != choice.default:
        told = f"{value}s" if choice.target is Target.SECONDS else value  # as after --dur
        findings.tell("grammar-hint-used", word=words, flag=flag, value=told)
        findings.asks = findings.asks or costs_more(choice.target, value, choice.default)
    return value


def costs_more(target: Target, value: str, default: str) -> bool:
    """Whether this value raises the price: more pixels or seconds do, another shape doesn't."""
    if target is Target.RATIO:
        return False
    return size_of(value) > size_of(default)


def _concerns(hint: Hint, choice: Choice) -> bool:
    """A ratio that the model doesn't know is a score or a time of day, not a hint."""
    return choice.target is not Target.RATIO or hint.value in choice.allowed


def _without_quotations(prompt: str) -> str:
    for start, end in quoted_spans(prompt):
        prompt = prompt[:start] + "\0" * (end - start) + prompt[end:]
    return prompt


def _number(numeral: str) -> int:
    return _NUMERALS.get(numeral) or int(numeral)
