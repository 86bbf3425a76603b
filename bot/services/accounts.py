"""Linking an account, testing it live, and its credits: the balance and the day's claim."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

import structlog

from bot.domain.accounts import (
    Account,
    Balance,
    Claim,
    ClaimResult,
    Credential,
    ProbeResult,
    site_day,
)
from bot.domain.errors import UserError
from bot.domain.ids import AccountId, UserId
from bot.domain.observations import LoginEnded, Unreachable
from bot.ports import AccountStore, ClaimStore, GenerationBackend

log = structlog.get_logger(__name__)

HINT_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Linked:
    """A freshly linked account, its balance if the service told it, and the jobs it set going."""

    account: Account
    balance: Balance | None
    resumed: int


@dataclass(frozen=True, slots=True)
class CreditReport:
    """What stands in an account and what today's claim came to."""

    account: Account
    balance: Balance
    claim: Claim
    claimed_now: bool


class Accounts:
    """Accounts from the person's side.

    `wall_clock` gives real Unix seconds: the service's day doesn't run faster with our waiting.
    """

    def __init__(
        self,
        *,
        accounts: AccountStore,
        claims: ClaimStore,
        backend: GenerationBackend,
        wall_clock: Callable[[], float],
        resume_jobs: Callable[[UserId], Awaitable[int]],
        note_balance: Callable[[Account, Balance], Awaitable[None]],
    ) -> None:
        self._accounts = accounts
        self._claims = claims
        self._backend = backend
        self._wall_clock = wall_clock
        self._resume_jobs = resume_jobs
        self._note_balance = note_balance

    async def link(self, user_id: UserId, secret_text: str) -> Linked:
        """Test a secret on the live service, store it, and let waiting jobs go on.

        Raises `UserError`: login-empty, login-has-proxy, login-malformed, login-dead,
        login-unreachable. Nothing is stored then.
        """
        credential = self._backend.read_secret(secret_text)
        probe = await self._backend.probe(credential)
        if probe.result is ProbeResult.DEAD:
            raise UserError("login-dead", region=probe.region)
        if probe.result is ProbeResult.UNREACHABLE:
            raise UserError("login-unreachable", region=probe.region)
        now = self._wall_clock()
        account = await self._accounts.link(
            Account(
                id=AccountId(0),
                user_id=user_id,
                kind=credential.kind,
                region=probe.region,
                hint=credential.secret[-HINT_LENGTH:],
                alive=True,
                linked_at=now,
                checked_at=now,
                identity=probe.identity,
            ),
            credential,
        )
        if probe.balance is not None:
            await self._note_balance(account, probe.balance)
        log.info("account.linked", user_id=user_id, account_id=account.id, region=account.region)
        return Linked(account, probe.balance, await self._resume_jobs(user_id))

    async def unlink(self, user_id: UserId) -> bool:
        """Erase the person's account; False when there was none."""
        erased = await self._accounts.unlink(user_id)
        if erased:
            log.info("account.unlinked", user_id=user_id)
        return erased

    async def of_user(self, user_id: UserId) -> Account | None:
        """The person's account, if one is linked."""
        return await self._accounts.of_user(user_id)

    async def credit(self, user_id: UserId) -> CreditReport:
        """Claim the day's credits if nobody has yet, then read the balance.

        Raises `UserError`: credit-needs-login, credit-login-ended (a login whose key is lost is as
        good as ended), credit-unreachable.
        """
        account = await self._accounts.of_user(user_id)
        if account is None:
            raise UserError("credit-needs-login")
        credential = await self._accounts.credential(account.id)
        if credential is None:
            raise UserError("credit-login-ended")
        balance = await self._balance(account, credential)
        now = self._wall_clock()
        day = site_day(now)
        if not await self._claims.begin(account.claimant, day, now):
            earlier = await self._claims.of_day(account.claimant, day)
            claim = earlier or Claim(result=ClaimResult.UNKNOWN)
            return CreditReport(account, balance, claim, claimed_now=False)
        claim = await self._claim(account, credential, day)
        if claim.result is ClaimResult.RECEIVED:
            balance = await self._balance(account, credential)
        return CreditReport(account, balance, claim, claimed_now=True)

    async def _balance(self, account: Account, credential: Credential) -> Balance:
        """Read before claiming too, so that an ended login doesn't use up the day's claim."""
        answer = await self._backend.balance(credential)
        match answer:
            case Balance():
                await self._note_balance(account, answer)
                return answer
            case LoginEnded():
                await self._accounts.mark(account.id, alive=False, checked_at=self._wall_clock())
                raise UserError("credit-login-ended")
            case Unreachable():
                raise UserError("credit-unreachable")

    async def _claim(self, account: Account, credential: Credential, day: date) -> Claim:
        """Ask for the day's credits; the intent is stored already, so this happens once."""
        claim = await self._backend.claim_credits(credential)
        await self._claims.finish(account.claimant, day, claim)
        log.info(
            "credits.claimed",
            account_id=account.id,
            result=claim.result,
            amount=claim.amount,
            code=claim.code,
        )
        return claim
