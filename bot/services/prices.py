"""Prices and costs: what a request is expected to take, and what ended jobs took.

The service's history tells what each submission cost, some time after it ended. It is asked in the
background, once for all jobs of an account; what it tells is the price of the next such request.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

import structlog

from bot.domain.accounts import Account, Balance
from bot.domain.ids import AccountId
from bot.domain.jobs import Job
from bot.domain.orders import Order
from bot.domain.prices import SETTLED_WITHIN, next_look, price_key
from bot.domain.receipts import Quote
from bot.ports import AccountStore, Clock, GenerationBackend, JobStore, PriceStore
from bot.services.status_board import StatusBoard

log = structlog.get_logger(__name__)

IDLE: Final = 60.0
"""Seconds between two looks for ended jobs whose cost isn't known."""

QUIET: Final = 20.0
"""The shortest pause between two questions about one account."""


class Prices:
    """What things cost. `clock` is the time of jobs, `wall_clock` gives real Unix seconds."""

    def __init__(
        self,
        *,
        jobs: JobStore,
        accounts: AccountStore,
        prices: PriceStore,
        backend: GenerationBackend,
        board: StatusBoard,
        clock: Clock,
        wall_clock: Callable[[], float],
    ) -> None:
        self._jobs = jobs
        self._accounts = accounts
        self._prices = prices
        self._backend = backend
        self._board = board
        self._clock = clock
        self._wall_clock = wall_clock
        self._asked_at: dict[AccountId, float] = {}

    async def quote_for(self, account: Account | None, order: Order) -> Quote:
        """What this will take, if such a job was seen before, and what the account last held."""
        if account is None:
            return Quote()
        price = await self._prices.price(price_key(order.request, account.region))
        balance = await self._prices.balance(account.id)
        if balance is None:
            return Quote(price=price)
        now = self._wall_clock()
        return Quote(
            price=price, balance=balance.left_at(now), ends_today=balance.ends_on_day_of(now)
        )

    async def note_balance(self, account: Account, balance: Balance) -> None:
        """An account's balance was read."""
        await self._prices.set_balance(account.id, balance, self._wall_clock())

    async def run(self) -> None:
        """Ask for the costs of ended jobs until cancelled."""
        while True:
            try:
                pause = await self.settle()
            except Exception:
                log.exception("prices.not_settled")
                pause = IDLE
            await self._clock.sleep(pause)

    async def settle(self) -> float:
        """Ask once for all costs that aren't known; gives the seconds until the next look."""
        now = self._clock.now()
        ended = await self._jobs.uncosted(now - SETTLED_WITHIN)
        by_account: defaultdict[AccountId, list[Job]] = defaultdict(list)
        for job in ended:
            if job.account_id is not None:
                by_account[job.account_id].append(job)
        for account_id, jobs in by_account.items():
            pause = next_look(jobs, now)
            if pause is not None and now - self._asked_at.get(account_id, 0.0) >= min(pause, QUIET):
                self._asked_at[account_id] = now
                await self._settle_account(account_id, jobs)
        return QUIET if by_account else IDLE

    async def _settle_account(self, account_id: AccountId, jobs: Sequence[Job]) -> None:
        account = await self._accounts.get(account_id)
        if account is None or not account.alive:
            return
        # Another login stands here now: its history knows nothing of the old one's jobs.
        mine = [job for job in jobs if not account.is_other_than(job.account_identity)]
        credential = await self._accounts.credential(account_id)
        if credential is None or not mine:
            return
        spent = await self._backend.spendings(credential)
        # The balance first: once the cost is shown, the next receipt is written with what is left.
        balance = await self._backend.balance(credential)
        if isinstance(balance, Balance):
            await self.note_balance(account, balance)
        for job in mine:
            cost = spent.get(job.submit_id)
            if cost is not None:
                await self._note_cost(job, cost, account)

    async def _note_cost(self, job: Job, cost: int, account: Account) -> None:
        await self._jobs.set_cost(job.id, cost)
        await self._prices.learn(price_key(job.request, account.region), cost, self._clock.now())
        log.info("job.cost", job_id=job.id, submit_id=job.submit_id, credits=cost)
        stored = await self._jobs.get(job.id)
        if stored is not None:
            self._board.show(stored)

    async def last_balance(self, account: Account) -> Balance | None:
        """What the account held when it was last read."""
        return await self._prices.balance(account.id)

    async def forget(self, account: Account) -> None:
        """The account is gone, and its balance with it."""
        await self._prices.forget_balance(account.id)
