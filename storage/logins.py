"""Logins that people began, on SQL. No secret is in them."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.account_names import AccountName
from bot.domain.accounts import LoginBegun
from bot.domain.ids import UserId
from storage.engine import Database
from storage.schema import logins


class SqlLoginStore:
    """Implements `bot.ports.LoginStore`; its docstrings are the contract."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, user_id: UserId, login: LoginBegun) -> None:
        said = {
            "account_name": login.account_name,
            "region": login.region,
            "begun_at": login.at,
        }
        begun = insert(logins).values(user_id=user_id, **said)
        statement = begun.on_conflict_do_update(index_elements=["user_id"], set_=said)

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(statement)

        await self._database.write(work)

    async def begun(self, user_id: UserId) -> LoginBegun | None:
        wanted = select(logins).where(logins.c.user_id == user_id)

        async def work(connection: AsyncConnection) -> LoginBegun | None:
            row = (await connection.execute(wanted)).one_or_none()
            if row is None:
                return None
            return LoginBegun(
                account_name=AccountName(row.account_name), region=row.region, at=row.begun_at
            )

        return await self._database.read(work)

    async def end(self, user_id: UserId) -> None:
        async def work(connection: AsyncConnection) -> None:
            await connection.execute(delete(logins).where(logins.c.user_id == user_id))

        await self._database.write(work)
