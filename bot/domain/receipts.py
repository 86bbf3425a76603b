"""The receipt: what exactly will be asked for, at what price, and whether its person must agree.

Nothing is spent before the receipt is agreed to; for a picture within the ceiling that a person
set, silence is agreement. Prices are in credits; None is a price that nobody knows yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.grammar.results import Note
from bot.domain.requests import MediaKind
from bot.domain.wishes import Wish

USUAL_CEILING: Final = 10
"""Credits a job may cost before its person is asked, unless they set another number."""


class Output(StrEnum):
    """How much a person wants to read about a job."""

    MINIMAL = "minimal"  # the picture only
    DEFAULT = "default"
    VERBOSE = "verbose"


class Asks(StrEnum):
    """Why a job waits for its person's word."""

    ABOVE_CEILING = "above_ceiling"
    PRICE_UNKNOWN = "price_unknown"
    HINT = "hint"  # a word of the prompt, not a flag, raised the price
    VIDEO = "video"  # it costs many times what a picture does
    OFFERED = "offered"  # a button made it: nobody has read yet what it will be
    UNCLEAR = "unclear"  # some of the text looks like a flag and is none
    BALANCE = "balance"  # the account holds less than the price


class RoleChange(StrEnum):
    """What else the pictures of a video could be."""

    AS_REFERENCES = "as_references"
    AS_FRAMES = "as_frames"
    SWAP_FRAMES = "swap_frames"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a request is expected to cost, and what the account last held. None is "not known"."""

    price: int | None = None
    balance: int | None = None
    ends_today: int = 0
    """What of the balance expires today, in credits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the person allows: `ceiling` without being asked, `most` never above (`--max`)."""

    ceiling: int = USUAL_CEILING
    most: int | None = None
    asks_always: bool = False
    asks_unpriced: bool = False
    """Nothing of unknown price starts by itself, not even a picture."""
    yes: bool = False
    """`--yes`: no question, as long as the price is known and within the ceiling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a person is told of a job beyond the request itself, fixed when it was written."""

    notes: tuple[Note, ...] = ()
    price: int | None = None
    balance: int | None = None
    ends_today: int = 0
    asks: Asks | None = None
    offers_video: bool = False
    offers_roles: tuple[RoleChange, ...] = ()
    """What the pictures of a video could be instead."""
    wish: Wish | None = None
    """What was asked for, to be read again when something about it changes; receipts of earlier
    versions have none."""
    output: Output = Output.DEFAULT
    makes: int | None = None
    """How many pictures the model makes, where that is known before it does."""
    payer: str = ""
    """In a group, the name of the person whose login pays."""
    needs_login: bool = False
    """Its person had no account when it was written."""


def why_asked(kind: MediaKind, quote: Quote, terms: Terms, *, hinted: bool) -> Asks | None:
    """Why the person has to agree first; None when the job may start.

    An image of unknown price starts at once, unless it is known to be dear (a re-run in 4k), its
    person named a number that it must not pass (`--max`), or lets nothing start by itself (a
    ceiling of 0). A video always asks, since it costs many times as much; `--yes` answers for one
    whose price is known and within the ceiling.
    """
    if quote.price is None:
        is_bounded = terms.most is not None or terms.ceiling == 0
        if kind is MediaKind.VIDEO or terms.asks_unpriced or is_bounded:
            return Asks.PRICE_UNKNOWN
    elif quote.balance is not None and quote.balance < quote.price:
        return Asks.BALANCE
    elif quote.price > terms.ceiling:
        return Asks.ABOVE_CEILING
    if terms.asks_always:
        return Asks.OFFERED
    if terms.yes:
        return None
    if hinted:
        return Asks.HINT
    return Asks.VIDEO if kind is MediaKind.VIDEO else None
