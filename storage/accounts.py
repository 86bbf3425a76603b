"""The account store on SQL. A secret is plain only on its way in and on its way out."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Row, Update, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.account_names import AccountName
from bot.domain.accounts import Account, Credential, CredentialKind, Round
from bot.domain.ids import AccountId, UserId
from storage.claims import carried
from storage.crypto import Keys, TokenCipher, key_id_of
from storage.engine import Database
from storage.errors import KeyMissingError, SecretMismatchError
from storage.renewing import Renewal, SealedColumn, renew
from storage.rounds import plan_round
from storage.schema import accounts, jobs, model_sightings, rounds

log = logging.getLogger(__name__)

_PUBLIC = [column for column in accounts.c if column.name not in ("secret", "secret_key")]


class SqlAccountStore:
    """Implements `bot.ports.AccountStore`; its docstrings are the contract."""

    def __init__(self, database: Database, keyring: Keys) -> None:
        self._database = database
        self._keyring = keyring
        self._cipher = TokenCipher(keyring, "credential")

    async def link(self, account: Account, credential: Credential) -> Account:
        values = {
            "kind": credential.kind.value,
            "region": account.region,
            "identity": account.identity,
            "hint": account.hint,
            "alive": int(account.alive),
            "linked_at": account.linked_at,
            "checked_at": account.checked_at,
            "language": account.language,
        }
        mine = accounts.c.user_id == account.user_id
        stored = accounts.c.id, accounts.c.in_use

        async def work(connection: AsyncConnection) -> tuple[int, bool]:
            await _carry_claims(connection, account.identity, mine, accounts.c.name == account.name)
            same = update(accounts).where(mine, accounts.c.name == account.name).values(**values)
            row = (await connection.execute(same.returning(*stored))).one_or_none()
            if row is None:
                others = (await connection.execute(select(func.count()).where(mine))).scalar_one()
                new = insert(accounts).values(
                    user_id=account.user_id, name=account.name, in_use=int(not others), **values
                )
                row = (await connection.execute(new.returning(*stored))).one()
            # Only now is the id known that the secret is bound to; nothing is committed between.
            record = self._cipher.encrypt(
                credential.secret.encode(), *_belongs_to(account.user_id, row.id)
            )
            await connection.execute(
                update(accounts)
                .where(accounts.c.id == row.id)
                .values(secret=record, secret_key=key_id_of(record))
            )
            await connection.execute(_named_in_jobs(account.user_id, "", account.name))
            return row.id, bool(row.in_use)

        account_id, in_use = await self._database.write(work)
        await self._forget_log()
        return replace(account, id=AccountId(account_id), kind=credential.kind, in_use=in_use)

    async def of_user(self, user_id: UserId) -> Account | None:
        return await self._one(accounts.c.user_id == user_id, accounts.c.in_use == 1)

    async def named(self, user_id: UserId, name: str) -> Account | None:
        return await self._one(accounts.c.user_id == user_id, accounts.c.name == name)

    async def all_of(self, user_id: UserId) -> Sequence[Account]:
        mine = select(*_PUBLIC).where(accounts.c.user_id == user_id).order_by(accounts.c.id)

        async def work(connection: AsyncConnection) -> Sequence[Account]:
            return [_account_from(row) for row in await connection.execute(mine)]

        return await self._database.read(work)

    async def get(self, account_id: AccountId) -> Account | None:
        return await self._one(accounts.c.id == account_id)

    async def credential(self, account_id: AccountId) -> Credential | None:
        wanted = select(accounts.c.user_id, accounts.c.kind, accounts.c.secret).where(
            accounts.c.id == account_id, accounts.c.secret.is_not(None)
        )

        async def work(connection: AsyncConnection) -> tuple[int, str, bytes] | None:
            row = (await connection.execute(wanted)).one_or_none()
            return None if row is None else (row.user_id, row.kind, row.secret)

        found = await self._database.read(work)
        if found is None:
            return None
        user_id, kind, record = found
        try:
            secret = self._cipher.decrypt(record, *_belongs_to(user_id, account_id))
        except (KeyMissingError, SecretMismatchError) as error:
            log.error(
                "credential_unreadable account_id=%d reason=%s",
                account_id,
                error,
                extra={"account_id": account_id},
            )
            return None
        return Credential(kind=CredentialKind(kind), secret=secret.decode())

    async def mark(self, account_id: AccountId, *, alive: bool, checked_at: float) -> None:
        statement = (
            update(accounts)
            .where(accounts.c.id == account_id)
            .values(alive=int(alive), checked_at=checked_at)
        )

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(statement)

        await self._database.write(work)

    async def learn(self, account: Account, identity: str) -> Account:
        login = (accounts.c.id == account.id, accounts.c.linked_at == account.linked_at)
        learnt = update(accounts).where(*login).values(identity=identity)

        async def work(connection: AsyncConnection) -> None:
            await _carry_claims(connection, identity, *login)
            await connection.execute(learnt)

        await self._database.write(work)
        return replace(account, identity=identity)

    async def lose(self, account: Account, now: float) -> bool:
        ended = (
            update(accounts)
            .where(
                accounts.c.id == account.id,
                accounts.c.linked_at == account.linked_at,
                accounts.c.alive == 1,
            )
            .values(alive=0, checked_at=now)
        )

        async def work(connection: AsyncConnection) -> bool:
            if not (await connection.execute(ended)).rowcount:
                return False
            await connection.execute(plan_round(account.id, Round.LOSS, now))
            return True

        return await self._database.write(work)

    async def use(self, account: Account) -> None:
        mine = accounts.c.user_id == account.user_id

        async def work(connection: AsyncConnection) -> None:
            is_there = select(accounts.c.id).where(mine, accounts.c.id == account.id)
            if (await connection.execute(is_there)).one_or_none() is not None:
                await _put_in_use(connection, account.user_id, account.id)

        await self._database.write(work)

    async def rename(self, account: Account, name: AccountName) -> bool:
        renamed = update(accounts).where(accounts.c.id == account.id).values(name=name)

        async def work(connection: AsyncConnection) -> bool:
            try:
                await connection.execute(renamed)
            except IntegrityError:
                return False
            await connection.execute(_named_in_jobs(account.user_id, account.name, name))
            return True

        return await self._database.write(work)

    async def unlink(self, account: Account) -> Account | None:
        mine = accounts.c.user_id == account.user_id

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(delete(accounts).where(accounts.c.id == account.id))
            await connection.execute(delete(rounds).where(rounds.c.account_id == account.id))
            seen = model_sightings.c.account_id == account.id
            await connection.execute(delete(model_sightings).where(seen))
            used = select(accounts.c.id).where(mine, accounts.c.in_use == 1)
            if (await connection.execute(used)).one_or_none() is None:
                oldest = (
                    await connection.execute(select(func.min(accounts.c.id)).where(mine))
                ).scalar_one()
                if oldest is not None:
                    await _put_in_use(connection, account.user_id, oldest)

        await self._database.write(work)
        await self._forget_log()
        return await self.of_user(account.user_id)

    async def count_unreadable(self) -> int:
        """How many secrets name a key that the keyring does not have."""
        unknown = select(func.count()).where(accounts.c.secret_key.not_in(self._keyring.ids))

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(unknown)).scalar_one()

        return await self._database.read(work)

    async def renew_secrets(self) -> Renewal:
        """Bring every secret under the newest key."""
        return await renew(self._database, self._keyring, self._cipher, _SECRETS)

    async def _one(self, *which: ColumnElement[bool]) -> Account | None:
        async def work(connection: AsyncConnection) -> Account | None:
            row = (await connection.execute(select(*_PUBLIC).where(*which))).one_or_none()
            return None if row is None else _account_from(row)

        return await self._database.read(work)

    async def _forget_log(self) -> None:
        """The row's pages are overwritten; the log still holds how they looked before."""
        if not await self._database.forget_log():
            log.warning(
                "erased_secret_in_log: another program reads the database; the erased secret's "
                "ciphertext stays in the write-ahead log until the next checkpoint"
            )


async def _carry_claims(
    connection: AsyncConnection, identity: str, *which: ColumnElement[bool]
) -> None:
    """The account gets this identity now. Where it or the one before is not known, both may be one
    account, which claims once a day."""
    row = (await connection.execute(select(*_PUBLIC).where(*which))).one_or_none()
    if row is None:
        return
    before = _account_from(row)
    after = replace(before, identity=identity)
    if before.claimant != after.claimant and not before.is_other_than(identity):
        await connection.execute(carried(before.claimant, after.claimant))


async def _put_in_use(connection: AsyncConnection, user_id: int, account_id: int) -> None:
    """One after the other: at no moment are two of a person's accounts in use."""
    mine = accounts.c.user_id == user_id
    await connection.execute(update(accounts).where(mine).values(in_use=0))
    await connection.execute(update(accounts).where(accounts.c.id == account_id).values(in_use=1))


def _named_in_jobs(user_id: int, before: str, after: str) -> Update:
    """Jobs keep to the account that they were asked for, whatever it is called."""
    return (
        update(jobs)
        .where(jobs.c.user_id == user_id, jobs.c.account_name == before)
        .values(account_name=after)
    )


def _belongs_to(user_id: int, account_id: int) -> tuple[str, str]:
    return f"user {user_id}", f"account {account_id}"


_SECRETS = SealedColumn(
    id=accounts.c.id,
    record=accounts.c.secret,
    key_id=accounts.c.secret_key,
    belongs_to=lambda row: _belongs_to(row["user_id"], row["id"]),
)


def _account_from(row: Row[*tuple[object, ...]]) -> Account:
    cell = row._mapping
    return Account(
        id=AccountId(cell["id"]),
        user_id=UserId(cell["user_id"]),
        kind=CredentialKind(cell["kind"]),
        region=cell["region"],
        identity=cell["identity"],
        hint=cell["hint"],
        alive=bool(cell["alive"]),
        linked_at=cell["linked_at"],
        checked_at=cell["checked_at"],
        name=AccountName(cell["name"]),
        in_use=bool(cell["in_use"]),
        language=cell["language"],
    )
