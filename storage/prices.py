"""Learned prices and read balances on SQL."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import Delete, Insert

from bot.domain.accounts import Balance
from bot.domain.ids import AccountId
from bot.domain.prices import PriceKey
from storage.codec import EXPIRING
from storage.engine import Database
from storage.schema import balances, prices


class SqlPriceStore:
    """Implements `bot.ports.PriceStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def learn(self, key: PriceKey, credits_: int, now: float) -> None:
        seen = {"credits": credits_, "learned_at": now}
        learned = insert(prices).values(key=key, **seen)
        await self._write(learned.on_conflict_do_update(index_elements=["key"], set_=seen))

    async def price(self, key: PriceKey) -> int | None:
        wanted = select(prices.c.credits).where(prices.c.key == key)

        async def work(connection: AsyncConnection) -> int | None:
            return (await connection.execute(wanted)).scalar_one_or_none()

        return await self._database.read(work)

    async def set_balance(self, account_id: AccountId, balance: Balance, now: float) -> None:
        read = {
            "gift": balance.gift,
            "purchase": balance.purchase,
            "vip": balance.vip,
            "read_at": now,
            "expiring": EXPIRING.encode(balance.expiring),
        }
        noted = insert(balances).values(account_id=account_id, **read)
        await self._write(noted.on_conflict_do_update(index_elements=["account_id"], set_=read))

    async def balance(self, account_id: AccountId) -> Balance | None:
        wanted = select(balances).where(balances.c.account_id == account_id)

        async def work(connection: AsyncConnection) -> Balance | None:
            row = (await connection.execute(wanted)).one_or_none()
            if row is None:
                return None
            return Balance(
                gift=row.gift,
                purchase=row.purchase,
                vip=row.vip,
                expiring=EXPIRING.decode(row.expiring),
            )

        return await self._database.read(work)

    async def forget_balance(self, account_id: AccountId) -> None:
        await self._write(delete(balances).where(balances.c.account_id == account_id))

    async def _write(self, statement: Insert | Delete) -> None:
        async def work(connection: AsyncConnection) -> None:
            await connection.execute(statement)

        await self._database.write(work)
