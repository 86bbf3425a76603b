"""Linked service accounts, what a person may do, and what a claim of daily credits came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Final

from bot.domain.account_names import FIRST_NAME, AccountName
from bot.domain.ids import AccountId, UserId

SITES: Final = ("cn", "us", "hk", "jp", "sg")
"""The regions in which an account can live, as the service's own library names them."""


class CredentialKind(StrEnum):
    """How an account proves itself. A second kind, an official API key, has its place already."""

    SESSION = "session"
    API_KEY = "api_key"


@dataclass(frozen=True, slots=True)
class Credential:
    """The plain secret of one account, held only for the call that needs it."""

    kind: CredentialKind
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person's linked account; `hint` is the last four characters of the secret.

    A person may have several, each under a name of its own; the one `in_use` pays where no other
    is named. `language` is the one in which its person is told about it.
    """

    id: AccountId
    user_id: UserId
    kind: CredentialKind
    region: str
    hint: str
    alive: bool
    linked_at: float
    checked_at: float
    identity: str = ""
    """The service's own name of the account, digested; a new login to it has the same one.

    Empty where the service doesn't tell: then every login of the person counts as the same.
    """
    name: AccountName = FIRST_NAME
    in_use: bool = True
    language: str = "en"

    @property
    def claimant(self) -> str:
        """Who claims the day's credits, whichever login or person asks."""
        return self.identity or f"account {self.id}"

    def is_other_than(self, identity: str) -> bool:
        """Whether this is surely not the account of that identity."""
        return bool(self.identity and identity) and self.identity != identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiring:
    """Credits of an account that are gone at a Unix time in seconds; of which source isn't told."""

    amount: int
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Credits by source, in credits; `expiring` as far as the service tells, the first first."""

    gift: int
    purchase: int
    vip: int
    expiring: tuple[Expiring, ...] = ()

    @property
    def total(self) -> int:
        return self.gift + self.purchase + self.vip

    def left_at(self, now: float) -> int:
        """What is left of all that was read, once the part that expired by now is gone."""
        gone = sum(part.amount for part in self.expiring if part.at <= now)
        return max(0, self.total - gone)

    def ends_on_day_of(self, now: float) -> int:
        """What of it expires later on the service's day."""
        ends = day_begins(site_day(now)) + DAY_SECONDS
        return sum(part.amount for part in self.expiring if now < part.at <= ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """The account that a job is asked for, None where its person has none.

    `is_chosen` is True where they have others too, so that it must be named.
    """

    account: Account | None = None
    is_chosen: bool = False

    @property
    def name(self) -> str:
        """What the job remembers of it."""
        return "" if self.account is None else self.account.name


class Round(StrEnum):
    """What is done about an account again and again, without anybody asking."""

    CHECK = "check"  # once a day: does the login work
    CLAIM = "claim"  # once a day: claim its credits; planned only where its person wants it
    LOSS = "loss"  # once: tell its person that the login ended


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginBegun:
    """A login that a person began: which account it is for, and at which site, if they said so."""

    account_name: AccountName
    region: str | None
    at: float


class ProbeResult(StrEnum):
    """What trying a secret on the live service came to."""

    ALIVE = "alive"
    DEAD = "dead"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A tried secret: does it work, whose site is it, and what stands in the account."""

    result: ProbeResult
    region: str
    balance: Balance | None = None
    identity: str = ""


class ClaimResult(StrEnum):
    """What asking for the day's credits came to, as far as the service lets it be told."""

    RECEIVED = "received"
    ALREADY_CLAIMED = "already_claimed"  # refused or unanswered; its history has today's gain
    NOTHING = "nothing"  # the service said yes and gave none
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """Credits that came in for no job, as the service's own history tells; Unix seconds."""

    amount: int
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One day's claim of one account. `amount` in credits; `code` is the service's refusal; `at`
    is when the credits came, or when they were asked for, in Unix seconds."""

    result: ClaimResult
    amount: int = 0
    code: str | None = None
    at: float | None = None


DAY_SECONDS: Final = 86_400.0

SITE_DAY = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Every region's claim request names this zone, so the service's day is taken to turn there."""


def site_day(now: float) -> date:
    """The service's calendar day at a Unix time in seconds."""
    return datetime.fromtimestamp(now, SITE_DAY).date()


def day_begins(day: date) -> float:
    """When a day of the service begins, in Unix seconds."""
    return datetime(day.year, day.month, day.day, tzinfo=SITE_DAY).timestamp()


def gain_of(day: date, gains: Sequence[Gain]) -> Gain | None:
    """The latest of these that came on a day of the service."""
    begins = day_begins(day)
    today = [gain for gain in gains if begins <= gain.at < begins + DAY_SECONDS]
    return max(today, key=lambda gain: gain.at, default=None)


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use the bot: closed unless a person is named; `None` lets everybody in."""

    allowed: frozenset[int] | None
    admins: frozenset[int]

    def allows(self, user_id: int) -> bool:
        return self.allowed is None or user_id in self.allowed or user_id in self.admins

    def is_admin(self, user_id: int) -> bool:
        return user_id in self.admins
