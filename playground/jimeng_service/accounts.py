"""Accounts: sessions, credits by source, the daily claim and the history of both.

Rule: money changes only here, every change is a line in the account's history and in the books.
A claim is once per calendar day in Shanghai; a second one is refused as "system busy" (protocol
notes, sections 7.2 and 19.10: the real boundary and code are not known for sure).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal, get_args

from playground.book_entries import Account as BookPage
from playground.books import Books
from playground.jimeng_service.envelope import Refusal
from playground.jimeng_service.regions import Region, split_token
from playground.journal import JSON

Source = Literal["gift", "vip", "purchase"]
SOURCES: tuple[Source, ...] = get_args(Source)  # also the order in which they are spent
Term = Literal["quota", "picture", "video"]
TERMS: tuple[Term, ...] = get_args(Term)  # what a claim gives, what a picture and a video cost
Claim = Literal["ok", "claimed", "busy", "zero"]
CLAIMS: tuple[Claim, ...] = get_args(Claim)

SHANGHAI = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class CreditRecord:
    """One line of the credit history."""

    amount: int
    created: float
    title: str
    history_type: Literal[1, 2]  # gain, spend
    submit_id: str

    def to_json(self) -> JSON:
        """As `user_credit_history` shows it."""
        return {
            "amount": self.amount,
            "create_time": int(self.created),
            "title": self.title,
            "history_type": self.history_type,
            "submit_id": self.submit_id,
            "status": "SUCCESS",
        }


@dataclass(slots=True)
class Account:
    """One account of the service; the token is kept out of its repr."""

    name: str
    user_id: int
    region: Region
    token: str = field(repr=False)
    page: BookPage = field(repr=False)
    balance: dict[Source, int] = field(default_factory=dict)
    alive: bool = True
    claim: Claim = "ok"
    terms: dict[Term, int] = field(default_factory=dict)
    claimed_on: str | None = None
    history: list[CreditRecord] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All credits."""
        return sum(self.balance.values())

    def set_balance(self, **amounts: int) -> None:
        """Set some of the sources, as a driver asks."""
        for source in SOURCES:
            if source in amounts:
                self.balance[source] = amounts[source]
        self._copy_to_books()

    def charge(self, amount: int, title: str, submit_id: str, now: float) -> None:
        """Spend credits, gift first. Raises Refusal 1006 if there are not enough."""
        if self.total < amount:
            self.page.refused += 1
            raise Refusal("1006")
        left = amount
        for source in SOURCES:
            part = min(left, self.balance[source])
            self.balance[source] -= part
            left -= part
        self.history.append(CreditRecord(amount, now, title, 2, submit_id))
        self._copy_to_books()

    def receive(self, usual: int, now: float) -> tuple[bool, int]:
        """Claim the day's credits: (first claim ever, credits given). Raises Refusal 1014.

        `usual` is what an account gets that has no quota of its own.
        """
        quota = self.terms.get("quota", usual)
        today = datetime.fromtimestamp(now, SHANGHAI).date().isoformat()
        if self.claim == "busy" or self.claimed_on == today:
            raise Refusal("1014")
        first, given = self.claimed_on is None, 0 if self.claim == "zero" else quota
        self.claimed_on = today
        if given:
            self.balance["gift"] += given
            self.page.claimed += given
            self.history.append(CreditRecord(given, now, "Daily free credits", 1, ""))
            self._copy_to_books()
        return first, given

    def set_claim(self, claim: Claim, usual: int, now: float) -> None:
        """What the next claim meets: ok opens today's again, zero succeeds with nothing, and busy
        is refused. claimed is what its person does on the site: today's are in, as its history
        tells, and a claim is refused."""
        self.claim = "ok" if claim == "claimed" else claim
        self.claimed_on = None
        if claim == "claimed":
            self.receive(usual, now)

    def _copy_to_books(self) -> None:
        self.page.balance = {str(source): amount for source, amount in self.balance.items()}


def end_of_day(now: float) -> int:
    """Unix seconds of the last second of the day in Shanghai, when gift credits expire."""
    day = datetime.fromtimestamp(now, SHANGHAI).replace(hour=23, minute=59, second=59)
    return int(day.astimezone(UTC).timestamp())


class Accounts:
    """All accounts, found by cluster and session."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._by_session: dict[tuple[str, str], Account] = {}
        self._by_token: dict[str, Account] = {}
        self._numbers = itertools.count(1)

    def add(self, token: str, *, gift: int, purchase: int = 0, vip: int = 0) -> Account:
        """Open an account for a refresh token (region prefix and session, no proxy)."""
        region, session = split_token(token)
        if not session or any(c in session for c in ";% \t") or "@" in token:
            raise ValueError("a token is a session with an optional region prefix, without a proxy")
        number = next(self._numbers)
        name = f"{region.name}-{number}"
        account = Account(
            name=name,
            user_id=4_200_000_000_000_000 + number,
            region=region,
            token=token,
            page=self._books.account(token, name, region.name),
            balance={"gift": gift, "vip": vip, "purchase": purchase},
        )
        account.set_balance()
        self._by_session[region.cluster, session] = account
        self._by_token[token] = account
        return account

    def by_token(self, token: str) -> Account | None:
        """The account of a refresh token."""
        return self._by_token.get(token)

    def find(self, session: str, cluster: str) -> Account | None:
        """The living account of a session on a cluster."""
        account = self._by_session.get((cluster, session))
        return account if account is not None and account.alive else None

    def find_anywhere(self, session: str) -> Account | None:
        """The account of a session on any cluster, for the journal's sake."""
        for (_, known), account in self._by_session.items():
            if known == session:
                return account
        return None
