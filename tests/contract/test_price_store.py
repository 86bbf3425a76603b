"""What every store of prices and balances owes: the latest counts."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.accounts import Balance, Expiring
from bot.domain.ids import AccountId
from bot.domain.prices import PriceKey
from bot.ports import PriceStore
from tests.builders import START

PICTURE, FILM = PriceKey("cn image jimeng-4.0 2k from words"), PriceKey("cn video x 720p 5s")
MINE, OTHER = AccountId(1), AccountId(2)
BALANCE = Balance(
    gift=60,
    purchase=5,
    vip=21,
    expiring=(Expiring(amount=60, at=START + 9), Expiring(amount=1, at=START + 99.5)),
)


async def test_nothing_is_known_at_first(prices: PriceStore) -> None:
    assert await prices.price(PICTURE) is None
    assert await prices.balance(MINE) is None


async def test_the_latest_price_of_each_kind_counts(prices: PriceStore) -> None:
    await prices.learn(PICTURE, 4, START)
    await prices.learn(FILM, 35, START)
    await prices.learn(PICTURE, 0, START + 1)
    assert await prices.price(PICTURE) == 0
    assert await prices.price(FILM) == 35


async def test_the_latest_balance_of_each_account_counts(prices: PriceStore) -> None:
    await prices.set_balance(MINE, replace(BALANCE, gift=0, expiring=()), START)
    await prices.set_balance(OTHER, replace(BALANCE, vip=0), START)
    await prices.set_balance(MINE, BALANCE, START + 1)
    assert await prices.balance(MINE) == BALANCE
    assert await prices.balance(OTHER) == replace(BALANCE, vip=0)


async def test_a_balance_is_forgotten_alone(prices: PriceStore) -> None:
    await prices.set_balance(MINE, BALANCE, START)
    await prices.set_balance(OTHER, BALANCE, START)
    await prices.forget_balance(MINE)
    assert await prices.balance(MINE) is None
    assert await prices.balance(OTHER) == BALANCE
    await prices.forget_balance(MINE)
