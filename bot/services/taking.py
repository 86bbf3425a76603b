"""What becomes of a tap on an offer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import UserError
from bot.domain.jobs import Job
from bot.domain.offers import Offer, Option
from bot.services.accounts import Removed


class Outcome(StrEnum):
    """What became of a tap."""

    MADE = "made"
    ADDED = "added"
    WRITTEN = "written"  # the open receipt
    TOO_LATE = "too_late"  # the receipt is no longer open
    ASKED = "asked"  # words are waited for
    EDIT = "edit"
    LOGGED_OUT = "logged_out"
    KEPT = "kept"  # another login stands there by now
    LEFT = "left"
    ALREADY = "already"
    NOT_FOUND = "not_found"
    REFUSED = "refused"  # and here is another offer, or only the refusal


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a tap, and what it was about."""

    outcome: Outcome
    option: Option | None = None
    job: Job | None = None
    error: UserError | None = None
    offer: Offer | None = None
    """The further offer of a refusal."""
    removed: Removed | None = None
    """The account that was logged out of."""
