"""What an account holds at the moment when the service says that it is too little.

What a receipt says was read earlier, and other jobs were paid since: beside a refusal it would
contradict it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import structlog

from bot.domain.accounts import Account, Balance, Credential
from bot.domain.jobs import FailureKind
from bot.domain.observations import Observation, Refused
from bot.ports import GenerationBackend, PriceStore

log = structlog.get_logger(__name__)

READ_WITHIN: Final = 5.0
"""Seconds that a refusal waits for the balance: it isn't stored before."""


@dataclass(frozen=True, slots=True)
class Shortfalls:
    """`wall_clock` gives real Unix seconds."""

    prices: PriceStore
    backend: GenerationBackend
    wall_clock: Callable[[], float]

    async def heed(
        self, account: Account, credential: Credential, answer: Observation
    ) -> Observation:
        """A refusal for lack of credits, with the balance as it is now; any other answer as it is,
        and so too where the balance can't be read."""
        if not isinstance(answer, Refused) or answer.failure.kind is not FailureKind.CREDIT:
            return answer
        try:
            async with asyncio.timeout(READ_WITHIN):
                balance = await self.backend.balance(credential)
            if not isinstance(balance, Balance):
                return answer
            await self.prices.set_balance(account.id, balance, self.wall_clock())
        except Exception:  # the refusal is worth more than the number beside it
            log.exception("shortfall.balance_not_read", account_id=account.id)
            return answer
        return replace(answer, failure=replace(answer.failure, balance=balance.total))
