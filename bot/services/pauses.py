"""Risk control is heeded: a model that it refused is left alone for a stated time.

Nothing is tried in between, by nobody and not by another way: what is asked meanwhile is refused
here, before anything is sent or spent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import structlog

from bot.domain.accounts import Account
from bot.domain.jobs import Charged, Failure, FailureKind
from bot.domain.observations import Observation, Refused
from bot.domain.patience import MINUTE
from bot.ports import Clock, PauseStore

log = structlog.get_logger(__name__)

RISK_PAUSE: Final = 30 * MINUTE
"""How long a model of an account is left alone, in seconds. Ours: the service tells no time."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """Which models of which accounts are left alone, and until when (Unix seconds)."""

    store: PauseStore
    clock: Clock

    async def until(self, account: Account, model: str) -> float | None:
        """When the account may ask for this model again; None when it may now."""
        until = await self.store.until(account.claimant, model)
        return until if until is not None and until > self.clock.now() else None

    async def refusal(self, account: Account, model: str) -> Refused | None:
        """The no for a job that came before the pause and isn't sent yet; None without one."""
        until = await self.until(account, model)
        if until is None:
            return None
        return Refused(Failure(kind=FailureKind.PAUSED, charged=Charged.NO, until=until))

    async def heed(self, account: Account, model: str, seen: Observation) -> Observation:
        """What was seen, with the end of the pause that it began, if risk control spoke."""
        if not isinstance(seen, Refused) or seen.failure.kind is not FailureKind.RISK:
            return seen
        until = self.clock.now() + RISK_PAUSE
        await self.store.begin(account.claimant, model, until)
        log.warning("model.paused", account_id=account.id, model=model, code=seen.failure.code)
        return Refused(replace(seen.failure, until=until))
