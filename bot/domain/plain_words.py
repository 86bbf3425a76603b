"""Plain words that hardly ask for a picture: they are asked about before they are paid.

Only what is typed without a command is judged here; who writes `/image hi` means it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

SMALL_TALK: Final = frozenset(
    {
        *("你好", "您好", "你好啊", "早上好", "晚上好", "谢谢", "谢谢你", "在吗", "在么", "好的"),
        *("hi", "hello", "hey", "thanks", "thank you", "ok", "okay", "good morning"),
    }
)
"""Whole messages that are said to somebody, not drawn."""

_CUT_TOKEN = re.compile(
    r"(?:sessionid\s*[=:]\s*)?(?:(?:us|hk|jp|sg|cn)-)?(?=(?:\D*\d){3})[0-9a-z]{20,64}",
    re.IGNORECASE,
)
"""Letters and digits in one run; with fewer than three digits it may be a long word."""

_SECRET = re.compile(r"\S@\S+\.\w")


def doubt_about(words: str) -> str | None:
    """The question to ask before these words are drawn; None for words that may be a prompt."""
    if looks_like_cut_token(words):
        return "plain-cut-token"
    if _is_signs_only(words):
        return "plain-signs"
    return "plain-small-talk" if _is_small_talk(words) else None


def looks_like_cut_token(words: str) -> bool:
    """One run of letters and digits: a session id that is too short or too long, most likely."""
    return _CUT_TOKEN.fullmatch(words.strip()) is not None


def looks_like_password(words: str) -> bool:
    """An e-mail address stands in the text, perhaps with the password beside it."""
    return _SECRET.search(words) is not None


def _is_signs_only(words: str) -> bool:
    kinds = {unicodedata.category(letter) for letter in words}
    return "So" in kinds and not any(kind[0] in "LN" for kind in kinds)


def _is_small_talk(words: str) -> bool:
    kept = "".join(each if each.isalnum() else " " for each in words)
    return " ".join(kept.casefold().split()) in SMALL_TALK
