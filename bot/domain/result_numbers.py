"""The results that the first words of an answer name: `3 …`, `2,3 …`, 图1和图2 …, `1-3 …`. Pure."""

from __future__ import annotations

import re

_ONE = r"(?:图片?|@)?([1-9][0-9]?)"
_AND = r"(?:\s*[,，、+＋&和与]\s*|\s+and\s+)"
_TO = r"\s*[-–—~～到至]\s*"
_END = r"(?:\s*(?:[,，]|[:：](?![0-9]))\s*|\s+|$)"
"""In 16:9 the colon ends no number."""
_MEASURED = "只张个秒条次位名岁倍种"
_WORDS = rf"(?=[\u4e00-\u9fff])(?![{_MEASURED}])"
"""Chinese words need no space before them, but in 2,3只猫 the 3 counts cats."""

_ALONE = re.compile(rf"\s*{_ONE}{_END}")
_SEVERAL = re.compile(rf"\s*(?P<list>{_ONE}(?:{_AND}{_ONE})+)(?:{_END}|{_WORDS})", re.IGNORECASE)
_RANGE = re.compile(rf"\s*{_ONE}{_TO}{_ONE}(?:{_END}|{_WORDS})")


def read_numbers(words: str) -> tuple[tuple[int, ...], str]:
    """The numbers that begin the words, in their order and each once, and the words after them."""
    if found := _SEVERAL.match(words):
        named = [int(number) for number in re.findall(r"[0-9]+", found["list"])]
        return tuple(dict.fromkeys(named)), words[found.end() :]
    if (found := _RANGE.match(words)) and int(found[1]) < int(found[2]):
        return tuple(range(int(found[1]), int(found[2]) + 1)), words[found.end() :]
    if found := _ALONE.match(words):
        return (int(found[1]),), words[found.end() :]
    return (), words
