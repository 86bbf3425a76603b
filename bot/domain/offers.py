"""Choices put to a person as buttons: each is a wish that a tap makes come true, once.

They are rows, so a button works after a restart. An offer is named after the message that it
answers; a further one about the same message also after what led to it, a tap or an edit.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, NewType

from bot.domain.grammar.results import Note
from bot.domain.ids import AccountId, JobId, UserId
from bot.domain.jobs import Origin
from bot.domain.requests import InputPicture
from bot.domain.wishes import Wish

OfferId = NewType("OfferId", str)
"""`<chat>.<message>.<turn>`: short enough for a button, and the same when an update comes twice."""

KEPT_SECONDS: Final = 30 * 86_400.0
"""How long an untouched offer can be taken up; older ones are forgotten."""

FIRST_TURN: Final = "0"
"""Of the first offer about a message, which its own arrival led to."""

TOO_LATE_TURN: Final = "9"
"""Of the one about edits that came too late."""

_TURN_LENGTH: Final = 8
_SHAPE = re.compile(r"(-?[0-9]{1,16}\.[0-9]{1,12}\.[0-9a-f]{1,8})\.([0-9])")


class Deed(StrEnum):
    """What taking up an option does."""

    PLACE = "place"  # make a job of the wish
    ASK_WORDS = "ask_words"  # wait for the words that the wish lacks
    ASK_COMMAND = "ask_command"  # wait for any command about the wish's pictures
    EDIT = "edit"  # give the words back to be changed
    AMEND = "amend"  # write the open receipt of `job` anew
    ADD = "add"  # add the wish's picture to the open receipt of `job`
    LOG_OUT = "log_out"  # erase the login that was asked about
    STAR = "star"  # of a tap that was read so: no button offers it
    UNSTAR = "unstar"  # the same, the other way round
    LEAVE = "leave"  # nothing


class Topic(StrEnum):
    """What an offer is about, where that matters later."""

    REFUSAL = "refusal"
    PICTURES = "pictures"  # pictures that came without a word
    JOINED = "joined"  # whether words belong to pictures that came before them
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One button: its words, and what it does."""

    deed: Deed
    label: Note
    wish: Wish | None = None
    job: JobId | None = None
    account: AccountId | None = None
    linked_at: float | None = None
    """When the login to erase was made, in Unix seconds: a later one was not asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Options of which its person may take one. `made_at` is Unix seconds."""

    id: OfferId
    origin: Origin
    made_at: float
    options: tuple[Option, ...]
    topic: Topic = Topic.OTHER
    says: tuple[Note, ...] = field(default=())
    """The lines above the buttons."""

    @property
    def pictures(self) -> tuple[InputPicture, ...]:
        """The pictures that it is about."""
        return next((o.wish.pictures for o in self.options if o.wish is not None), ())

    def asks_as(self, other: Offer) -> bool:
        """Whether it says the same as the other, and its buttons do the same."""
        mine, theirs = ((o.options, o.topic, o.says) for o in (self, other))
        return mine == theirs


def offer_id(origin: Origin, turn: str = FIRST_TURN) -> OfferId:
    """The name of an offer about this message."""
    return OfferId(f"{origin.chat_id}.{origin.message_id}.{turn}")


def turn_after(*led: str | int) -> str:
    """The turn of an offer that these led to: the same whenever they do, and no other's."""
    told = " ".join(str(each) for each in led)
    return hashlib.sha256(told.encode()).hexdigest()[:_TURN_LENGTH]


def turn_after_tap(offer: Offer, option: Option) -> str:
    """The turn of an offer that this option led to."""
    return turn_after("tap", offer.id, offer.options.index(option))


def write_choice(offer: OfferId, number: int) -> str:
    """The argument of the button of the option with this number, from 0."""
    return f"{offer}.{number}"


def read_choice(argument: str) -> tuple[OfferId, int] | None:
    """Read a button's argument back; None for anything that no button of ours says."""
    found = _SHAPE.fullmatch(argument)
    return (OfferId(found[1]), int(found[2])) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody is expected to go on: a person in one chat and topic (0 for none)."""

    user_id: UserId
    chat_id: int
    thread_id: int = 0


def place_of(origin: Origin) -> Place:
    """The place that a message came from."""
    return Place(user_id=origin.user_id, chat_id=origin.chat_id, thread_id=origin.thread_id or 0)


def labelled(*options: tuple[Deed, str, Wish | None]) -> Sequence[Option]:
    """Options whose labels need no values."""
    return [Option(deed=deed, label=Note(key), wish=wish) for deed, key, wish in options]


def amending(option: Option, job_id: JobId) -> Option:
    """The same, done to the open receipt of this job instead of to a new one."""
    if option.deed is not Deed.PLACE:
        return option
    return replace(option, deed=Deed.AMEND, job=job_id)
