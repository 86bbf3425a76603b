"""Everything the service holds: accounts, jobs, uploads, addresses.

Rule: one world per run, in memory. Drivers and the composition of the playground talk to it; HTTP
handlers read and change it; it knows nothing of Telegram.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from playground.jimeng_service.accounts import CLAIMS, SOURCES, TERMS, Account, Accounts, Claim
from playground.jimeng_service.jobs import Job, Jobs
from playground.jimeng_service.model_shop import ModelShop
from playground.jimeng_service.records import Records
from playground.jimeng_service.results import Addresses
from playground.jimeng_service.settings import Settings
from playground.jimeng_service.uploads import Uploads
from playground.journal import JSON
from playground.stage import Stage


class JimengWorld:
    """The service's state."""

    def __init__(self, stage: Stage, settings: Settings | None = None) -> None:
        self.stage = stage
        self.settings = settings if settings is not None else Settings()
        self.models = ModelShop()
        self.accounts = Accounts(stage.books)
        self.jobs = Jobs(self.settings)
        self.uploads = Uploads(stage.clock, self.settings)
        self.addresses = Addresses(stage.clock, self.settings.result_lifetime_seconds)
        self.records = Records(stage.clock, self.settings, self.addresses)
        self.on_accepted: list[Callable[[Job], None]] = []
        self._demo = self.add_account(secrets.token_hex(16))

    @property
    def login_token(self) -> str:
        """Refresh token of the demo account, which the page shows."""
        return self._demo.token

    def add_account(
        self, token: str, *, gift: int | None = None, purchase: int = 0, vip: int = 0
    ) -> Account:
        """Open an account for a refresh token; the prefix tells the region (none means cn)."""
        start = self.settings.starting_gift if gift is None else gift
        return self.accounts.add(token, gift=start, purchase=purchase, vip=vip)

    def set_credits(self, body: Mapping[str, JSON]) -> dict[str, JSON]:
        """`POST /credits`: balances, what things cost, the next claim, whether the session lives.

        An unknown token opens an account. Raises ValueError with a plain sentence.
        """
        token = body.get("token")
        if not isinstance(token, str) or not token:
            raise ValueError("token must be the refresh token of an account")
        amounts = {source: _amount(body, source) for source in SOURCES if source in body}
        terms = {term: _amount(body, term) for term in TERMS if term in body}
        claim, session = _claim(body), _session(body)
        unknown = set(body) - {"token", "claim", "session", *SOURCES, *TERMS}
        if unknown:
            raise ValueError(f"unknown field {sorted(unknown)[0]}")
        account = self.accounts.by_token(token) or self.add_account(token)
        account.set_balance(**amounts)
        account.terms.update(terms)
        if claim is not None:
            account.set_claim(claim, self.settings.daily_quota, self.stage.clock.now())
        if session is not None:
            account.alive = session
        return {"account": account.name, "balance": dict(account.page.balance)}


def _amount(body: Mapping[str, JSON], source: str) -> int:
    value = body[source]
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{source} must be a whole number of credits, 0 or more")
    return value


def _claim(body: Mapping[str, JSON]) -> Claim | None:
    if "claim" not in body:
        return None
    if body["claim"] not in CLAIMS:
        raise ValueError(f"claim must be one of {', '.join(CLAIMS)}")
    return next(claim for claim in CLAIMS if claim == body["claim"])


def _session(body: Mapping[str, JSON]) -> bool | None:
    if "session" not in body:
        return None
    if body["session"] not in ("alive", "dead"):
        raise ValueError("session must be alive or dead")
    return body["session"] == "alive"
