"""Linked service accounts, what a person may do, and what a claim of daily credits came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from bot.domain.ids import AccountId, UserId


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
    """A person's linked account; `hint` is the last four characters of the secret."""

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

    @property
    def claimant(self) -> str:
        """Who claims the day's credits, whichever login or person asks."""
        return self.identity or f"account {self.id}"

    def is_other_than(self, identity: str) -> bool:
        """Whether this is surely not the account of that identity."""
        return bool(self.identity and identity) and self.identity != identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Credits by source, in credits."""

    gift: int
    purchase: int
    vip: int

    @property
    def total(self) -> int:
        return self.gift + self.purchase + self.vip


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
    ALREADY_CLAIMED = "already_claimed"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One day's claim of one account. `amount` in credits; `code` is the service's refusal."""

    result: ClaimResult
    amount: int = 0
    code: str | None = None
    at: float | None = None


SITE_DAY = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Every region's claim request names this zone, so the service's day is taken to turn there."""


def site_day(now: float) -> date:
    """The service's calendar day at a Unix time in seconds."""
    return datetime.fromtimestamp(now, SITE_DAY).date()


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use the bot: closed unless a person is named; `None` lets everybody in."""

    allowed: frozenset[int] | None
    admins: frozenset[int]

    def allows(self, user_id: int) -> bool:
        return self.allowed is None or user_id in self.allowed or user_id in self.admins

    def is_admin(self, user_id: int) -> bool:
        return user_id in self.admins
