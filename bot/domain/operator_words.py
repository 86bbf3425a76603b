"""What an operator types behind `/admin`: read here, obeyed elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from bot.domain.access import Subject, SubjectKind, subject_of
from bot.domain.errors import UserError
from bot.domain.holds import EVERYTHING
from bot.domain.quotas import EVERYBODY, Limit, Period, Unit
from bot.domain.requests import MediaKind

LONGEST_REASON: Final = 300
LIKENESS: Final = 0.8
"""How alike a word and a scope must be: vidoe is near video, site near nothing."""
MOST: Final = 1_000_000
NO_LIMIT: Final = "none"
AS_EVERYBODY: Final = "default"
_ALL: Final = {"users": SubjectKind.USER, "chats": SubjectKind.CHAT}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaWish:
    """A limit to set; `is_dropped`: to be forgotten instead."""

    limit: Limit
    is_dropped: bool


def read_subject(words: str, meant: Subject | None) -> Subject:
    """An id, or without one whoever the message is about (a reply, this group).

    Raises `UserError` (admin-usage-access).
    """
    if not words:
        if meant is None:
            raise UserError("admin-usage-access")
        return meant
    number = _whole(words)
    if number is None or number == EVERYBODY:
        raise UserError("admin-usage-access")
    return subject_of(number)


def read_quota(words: str, meant: Subject | None) -> QuotaWish:
    """`[who] day|month jobs|credits <number>|none|default`; who is an id, users or chats.

    Raises `UserError` (admin-usage-quota).
    """
    parts = words.lower().split()
    if len(parts) == 3 and meant is not None:
        who: Subject | None = meant
    elif len(parts) == 4:
        who = _read_who(parts.pop(0))
    else:
        who = None
    if who is None or len(parts) != 3:
        raise UserError("admin-usage-quota")
    period, unit, amount = parts
    most = _whole(amount)
    is_word = amount in {NO_LIMIT, AS_EVERYBODY}
    if period not in set(Period) or unit not in set(Unit):
        raise UserError("admin-usage-quota")
    if not is_word and (most is None or not 0 <= most <= MOST):
        raise UserError("admin-usage-quota")
    limit = Limit(
        subject=who, period=Period(period), unit=Unit(unit), most=None if is_word else most
    )
    return QuotaWish(limit=limit, is_dropped=amount == AS_EVERYBODY)


def read_pause(words: str, models: Collection[str]) -> tuple[str, str]:
    """(scope, reason); without a scope everything is meant.

    Raises `UserError` (admin-usage-pause) for what looks like a mistyped scope: everything would
    stop, with that word as its reason.
    """
    first, _, rest = words.strip().partition(" ")
    scope, scopes = first.lower(), _scopes(models)
    if scope not in scopes:
        if get_close_matches(scope, scopes, n=1, cutoff=LIKENESS):
            raise UserError("admin-usage-pause")
        scope, rest = EVERYTHING, words
    return scope, " ".join(rest.split())[:LONGEST_REASON]


def read_resume(words: str, paused: Collection[str]) -> Collection[str]:
    """The scopes to go on with: the named one, or all that are paused.

    Raises `UserError` (admin-usage-resume).
    """
    scope = words.strip().lower()
    if not scope:
        return paused
    if scope not in paused:
        raise UserError("admin-usage-resume", paused=", ".join(paused) or "–")
    return [scope]


def _scopes(models: Collection[str]) -> set[str]:
    return {EVERYTHING, *(kind.value for kind in MediaKind), *models}


def _read_who(word: str) -> Subject | None:
    if word in _ALL:
        return Subject(_ALL[word], EVERYBODY)
    number = _whole(word)
    return None if number is None or number == EVERYBODY else subject_of(number)


def _whole(word: str) -> int | None:
    digits = word.removeprefix("-")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= 18
    return int(word) if is_number else None
