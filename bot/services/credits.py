"""Credits of an account: the balance, what was spent, and the day's claim, once a day for good.

Whoever claims, a person or a round, goes through one row a day and account: the intent is stored
before the service is asked, and only the one who stored it asks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import structlog

from bot.domain.accounts import (
    Account,
    Balance,
    Claim,
    ClaimResult,
    Credential,
    Payer,
    ProbeResult,
    Round,
    day_begins,
    gain_of,
    site_day,
)
from bot.domain.errors import UserError
from bot.domain.observations import LoginEnded, Unreachable
from bot.domain.rounds import next_claim
from bot.ports import AccountStore, ClaimStore, Clock, GenerationBackend, JobStore, RoundStore
from bot.services.prices import Prices

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditReport:
    """What stands in an account, what today's claim came to, and what its jobs took.

    `spent_today` and `spent_this_month` count what the service's history has told by now.
    """

    account: Account
    balance: Balance
    claim: Claim
    claimed_now: bool
    spent_today: int = 0
    spent_this_month: int = 0
    claims_itself: bool = False
    is_chosen: bool = False


class Credits:
    """Credits from the person's side.

    `wall_clock` gives real Unix seconds: the service's day doesn't run faster with our waiting.
    `clock` is the time of jobs; `chance` a number from 0 up to 1.
    """

    def __init__(
        self,
        *,
        accounts: AccountStore,
        claims: ClaimStore,
        rounds: RoundStore,
        jobs: JobStore,
        backend: GenerationBackend,
        prices: Prices,
        clock: Clock,
        wall_clock: Callable[[], float],
        chance: Callable[[], float],
    ) -> None:
        self._accounts = accounts
        self._claims = claims
        self._rounds = rounds
        self._jobs = jobs
        self._backend = backend
        self._prices = prices
        self._clock = clock
        self._wall_clock = wall_clock
        self._chance = chance

    async def report(self, payer: Payer) -> CreditReport:
        """Claim the day's credits if nobody has yet, then read the balance.

        Raises `UserError`: credit-needs-login, credit-login-ended (a login whose key is lost is as
        good as ended), credit-unreachable.
        """
        if payer.account is None:
            raise UserError("credit-needs-login")
        report = await self.claim(payer.account)
        today = site_day(self._wall_clock())
        return replace(
            report,
            spent_today=await self._spent_since(payer.account, today),
            spent_this_month=await self._spent_since(payer.account, today.replace(day=1)),
            claims_itself=await self.claims_itself(payer.account),
            is_chosen=payer.is_chosen,
        )

    async def claim(self, account: Account) -> CreditReport:
        """Claim the day's credits if nobody has yet; gives the balance after it.

        Raises `UserError` as `report` does; nothing was claimed then.
        """
        credential = await self._accounts.credential(account.id)
        if credential is None:
            raise UserError("credit-login-ended")
        balance = await self._balance(account, credential)
        account = await self._known(account, credential)
        now = self._wall_clock()
        day = site_day(now)
        if not await self._claims.begin(account.claimant, day, now):
            claim = await self._earlier(account, credential, day)
            return CreditReport(account=account, balance=balance, claim=claim, claimed_now=False)
        claim = await self._claim(account, credential, day)
        if claim.result is ClaimResult.RECEIVED:
            balance = await self._balance(account, credential)
        return CreditReport(account=account, balance=balance, claim=claim, claimed_now=True)

    async def claims_itself(self, account: Account) -> bool:
        """Whether the day's credits are claimed without anybody asking."""
        return await self._rounds.planned(account.id, Round.CLAIM) is not None

    async def let_claim_itself(self, account: Account, wanted: bool) -> None:
        """Claim the day's credits from now on without anybody asking, or not any more."""
        if not wanted:
            await self._rounds.drop(account.id, Round.CLAIM)
        elif not await self.claims_itself(account):
            due_at = next_claim(self._wall_clock(), self._chance())
            await self._rounds.plan(account.id, Round.CLAIM, due_at)
        log.info("credits.claims_itself", account_id=account.id, wanted=wanted)

    async def of_day(self, account: Account, day: date) -> Claim | None:
        """What that day's claim came to, None if there was none."""
        return await self._claims.of_day(account.claimant, day)

    async def _balance(self, account: Account, credential: Credential) -> Balance:
        """Read before claiming too, so that an ended login doesn't use up the day's claim."""
        answer = await self._backend.balance(credential)
        match answer:
            case Balance():
                await self._prices.note_balance(account, answer)
                return answer
            case LoginEnded():
                await self._accounts.lose(account, self._wall_clock())
                raise UserError("credit-login-ended")
            case Unreachable():
                raise UserError("credit-unreachable")

    async def _known(self, account: Account, credential: Credential) -> Account:
        """The account under the service's own name: rows of before it was kept have none, and under
        a number of ours an account that is linked twice would claim twice.

        Where the service doesn't tell it either, only one login can be held to one claim a day.
        """
        if account.identity:
            return account
        probe = await self._backend.probe(credential)
        match probe.result:
            case ProbeResult.DEAD:
                await self._accounts.lose(account, self._wall_clock())
                raise UserError("credit-login-ended")
            case ProbeResult.UNREACHABLE:
                raise UserError("credit-unreachable")
            case ProbeResult.ALIVE:
                return await self._accounts.learn(account, probe.identity)

    async def _claim(self, account: Account, credential: Credential, day: date) -> Claim:
        """Ask for the day's credits; the intent is stored already, so this happens once."""
        claim = replace(await self._backend.claim_credits(credential), at=self._wall_clock())
        if claim.result in {ClaimResult.REFUSED, ClaimResult.UNKNOWN}:
            claim = await self._look_up(credential, claim, day)
        await self._claims.finish(account.claimant, day, claim)
        log.info(
            "credits.claimed",
            account_id=account.id,
            result=claim.result,
            amount=claim.amount,
            code=claim.code,
        )
        return claim

    async def _earlier(self, account: Account, credential: Credential, day: date) -> Claim:
        """What this day's claim came to; one without an answer is looked up again."""
        earlier = await self._claims.of_day(account.claimant, day)
        claim = earlier or Claim(result=ClaimResult.UNKNOWN)
        if claim.result is not ClaimResult.UNKNOWN:
            return claim
        found = await self._look_up(credential, claim, day)
        if found is not claim:
            await self._claims.finish(account.claimant, day, found)
        return found

    async def _look_up(self, credential: Credential, claim: Claim, day: date) -> Claim:
        """A claim without a yes may have been made before, on the site: its history tells."""
        gain = gain_of(day, await self._backend.gains(credential))
        if gain is None:
            return claim
        return replace(claim, result=ClaimResult.ALREADY_CLAIMED, amount=gain.amount, at=gain.at)

    async def _spent_since(self, account: Account, day: date) -> int:
        """The jobs' clock may run faster: as long ago as the day is by the real one."""
        since = self._clock.now() - (self._wall_clock() - day_begins(day))
        return await self._jobs.spent(account.user_id, since, account_name=account.name)
