"""The store of prices and balances in memory."""

from __future__ import annotations

from bot.domain.accounts import Balance
from bot.domain.ids import AccountId
from bot.domain.prices import PriceKey


class FakePriceStore:
    """Implements `bot.ports.PriceStore` in memory."""

    def __init__(self) -> None:
        self._prices: dict[PriceKey, int] = {}
        self._balances: dict[AccountId, Balance] = {}

    async def learn(self, key: PriceKey, credits_: int, now: float) -> None:
        self._prices[key] = credits_

    async def price(self, key: PriceKey) -> int | None:
        return self._prices.get(key)

    async def set_balance(self, account_id: AccountId, balance: Balance, now: float) -> None:
        self._balances[account_id] = balance

    async def balance(self, account_id: AccountId) -> Balance | None:
        return self._balances.get(account_id)

    async def forget_balance(self, account_id: AccountId) -> None:
        self._balances.pop(account_id, None)
