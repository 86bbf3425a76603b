"""What jobs cost, and what accounts last held."""

from __future__ import annotations

from typing import Protocol

from bot.domain.accounts import Balance
from bot.domain.ids import AccountId
from bot.domain.prices import PriceKey


class PriceStore(Protocol):
    """Learned prices and read balances; the latest counts."""

    async def learn(self, key: PriceKey, credits_: int, now: float) -> None:
        """A job with this key took so many credits."""
        ...

    async def price(self, key: PriceKey) -> int | None:
        """What the latest such job took, None when there was none."""
        ...

    async def set_balance(self, account_id: AccountId, balance: Balance, now: float) -> None:
        """The account held this much when it was read."""
        ...

    async def balance(self, account_id: AccountId) -> Balance | None:
        """What the account last held."""
        ...

    async def forget_balance(self, account_id: AccountId) -> None:
        """The account is gone, or another one stands in its place."""
        ...
