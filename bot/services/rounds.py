"""What is done about accounts without anybody asking: a quiet check a day, the day's credits where
their person wants that, and one word when a login ended.

What is due stands in rows, so that a restart neither forgets nor repeats it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import structlog

from bot.domain.accounts import Account, Claim, ClaimResult, ProbeResult, Round, site_day
from bot.domain.callbacks import Action, Tap
from bot.domain.commands import Note
from bot.domain.errors import UserError
from bot.domain.rounds import claim_again, next_check, next_claim
from bot.ports import AccountStore, Clock, GenerationBackend, RoundStore, Speaker
from bot.services.credits import Credits
from bot.services.prices import Prices

log = structlog.get_logger(__name__)

LOOK_EVERY: Final = 5.0
"""Seconds between two looks at what is due."""


class Rounds:
    """Does what is due. `clock` is the wall clock; `chance` gives numbers from 0 up to 1."""

    def __init__(
        self,
        *,
        accounts: AccountStore,
        rounds: RoundStore,
        backend: GenerationBackend,
        credits_: Credits,
        prices: Prices,
        speaker: Speaker,
        clock: Clock,
        chance: Callable[[], float],
    ) -> None:
        self._accounts = accounts
        self._rounds = rounds
        self._backend = backend
        self._credits = credits_
        self._prices = prices
        self._speaker = speaker
        self._clock = clock
        self._chance = chance

    async def run(self) -> None:
        """Do what is due, until cancelled."""
        while True:
            try:
                await self.look()
            except Exception:
                log.exception("rounds.failed")
            await self._clock.sleep(LOOK_EVERY)

    async def look(self) -> None:
        """Do everything that is due now; one account's trouble keeps nobody else waiting."""
        doing = {Round.LOSS: self._tell_loss, Round.CHECK: self._check, Round.CLAIM: self._claim}
        for kind, do in doing.items():
            for account_id in await self._rounds.due(kind, self._clock.now()):
                account = await self._accounts.get(account_id)
                if account is None:
                    await self._rounds.drop(account_id, kind)
                    continue
                try:
                    await do(account)
                except Exception:
                    log.exception("round.failed", kind=kind, account_id=account_id)
                    await self._rounds.plan(account_id, kind, self._clock.now() + 3600.0)

    async def _tell_loss(self, account: Account) -> None:
        """One message a loss, with the way back; none where a new login came meanwhile."""
        wait = None
        if not account.alive:
            lost = Note("login-lost", {"name": account.name, "region": account.region})
            again = Tap(Action.LOGIN, argument=str(account.id))
            wait = await self._speaker.tell(account.user_id, account.language, [lost], again)
        if wait is None:
            await self._rounds.drop(account.id, Round.LOSS)
        else:
            await self._rounds.plan(account.id, Round.LOSS, self._clock.now() + wait)

    async def _check(self, account: Account) -> None:
        """Planned anew before it is asked: whatever becomes of us, not twice a day."""
        now = self._clock.now()
        if not account.alive:  # a new login plans it again
            await self._rounds.drop(account.id, Round.CHECK)
            return
        await self._rounds.plan(account.id, Round.CHECK, next_check(now, self._chance()))
        credential = await self._accounts.credential(account.id)
        if credential is None:
            await self._accounts.lose(account, now)
            return
        probe = await self._backend.probe(credential)
        log.info("account.checked", account_id=account.id, result=probe.result)
        if probe.result is ProbeResult.DEAD:
            await self._accounts.lose(account, now)
        elif probe.result is ProbeResult.ALIVE:
            if probe.identity and not account.identity:
                await self._accounts.learn(account, probe.identity)
            await self._note_alive(account, now)
            if probe.balance is not None:
                await self._prices.note_balance(account, probe.balance)

    async def _note_alive(self, account: Account, now: float) -> None:
        """Unless it was replaced or lost while we asked."""
        stored = await self._accounts.get(account.id)
        if stored is not None and stored.alive and stored.linked_at == account.linked_at:
            await self._accounts.mark(account.id, alive=True, checked_at=now)

    async def _claim(self, account: Account) -> None:
        """Claim first, plan then: a death between finds the day's row and claims no second time."""
        now = self._clock.now()
        due_at = next_claim(now, self._chance())
        trouble = None
        if account.alive:
            try:
                report = await self._credits.claim(account)
                trouble = await self._trouble(account, report.claim)
            except UserError as error:
                again = claim_again(now)
                if error.key == "credit-unreachable" and again is not None:
                    due_at = again
                elif error.key == "credit-unreachable":
                    trouble = Note("auto-claim-unreachable", _names(account))
        await self._rounds.plan(account.id, Round.CLAIM, due_at)
        if trouble is not None:
            off = Tap(Action.AUTO_CLAIM, argument=f"{account.id}.off")
            await self._speaker.tell(account.user_id, account.language, [trouble], off)

    async def _trouble(self, account: Account, claim: Claim) -> Note | None:
        """What its person should hear of a claim; silence where it went well."""
        match claim.result:
            case ClaimResult.RECEIVED | ClaimResult.ALREADY_CLAIMED:
                return None
            case ClaimResult.REFUSED:
                return Note("auto-claim-refused", {**_names(account), "code": claim.code or "–"})
            case ClaimResult.UNKNOWN:
                return Note("auto-claim-unknown", _names(account))
            case ClaimResult.NOTHING:
                yesterday = site_day(self._clock.now()) - timedelta(days=1)
                before = await self._credits.of_day(account, yesterday)
                is_news = before is None or before.result is not ClaimResult.NOTHING
                return Note("auto-claim-nothing", _names(account)) if is_news else None


def _names(account: Account) -> dict[str, str | int | float]:
    return {"name": account.name, "region": account.region}
