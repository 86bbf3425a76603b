"""Quoted stretches of a text: what stands in them is never a flag and never cut into words.

A quotation ends on the line it begins on; without its closing mark it is none.
"""

from __future__ import annotations

import re

QUOTES: dict[str, str] = {'"': '"', "“": "”", "「": "」", "『": "』"}
"""Opening mark -> closing mark."""

LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"

_LINE_BREAK = re.compile(f"[{LINE_BREAKS}]")
_QUOTE_MARKS = re.compile("[{}]".format("".join({*QUOTES, *QUOTES.values()})))


def quoted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Give start and end of every quotation, marks included, in order and without overlap."""
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        end = _quotation_end(text, at)
        if end is None:
            at += 1
        else:
            spans.append((at, end))
            at = end
    return tuple(spans)


def _quotation_end(text: str, at: int) -> int | None:
    closing = QUOTES.get(text[at])
    if closing is None:
        return None
    if text[at] == '"' and at > 0 and text[at - 1].isascii() and text[at - 1].isalnum():
        return None  # 5" is a measure, not the start of a quotation
    line_break = _LINE_BREAK.search(text, at)
    end = text.find(closing, at + 1, line_break.start() if line_break else len(text))
    return None if end < 0 else end + 1


def unquote(value: str) -> str:
    """Take the marks off a value that is one whole quotation; any other stays as it is."""
    if len(value) < 2:
        return value
    opening, inner, closing = value[0], value[1:-1], value[-1]
    pairs = {**QUOTES, "'": "'"}
    if pairs.get(opening) != closing or opening in inner or closing in inner:
        return value
    return inner.strip()


def without_marks(value: str) -> str:
    """Drop all quotation marks: for names, which have none."""
    return _QUOTE_MARKS.sub("", value).strip()
