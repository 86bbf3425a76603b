"""Telegram's updates on SQL, between their arrival and their handling.

A payload is encrypted and bound to its update id, since a /login carries a secret.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.crypto import Keys, TokenCipher, key_id_of
from storage.engine import Database
from storage.errors import KeyMissingError, SecretMismatchError
from storage.renewing import Renewal, SealedColumn, renew
from storage.schema import inbox

log = logging.getLogger(__name__)


class SqlInbox:
    """Implements `bot.ports.Inbox`; its docstrings are the contract."""

    def __init__(self, database: Database, keyring: Keys) -> None:
        self._database = database
        self._keyring = keyring
        self._cipher = TokenCipher(keyring, "update")

    async def put(self, update_id: int, payload: str, now: float) -> bool:
        row = insert(inbox).values(update_id=update_id, received_at=now, attempts=0, is_done=0)

        async def work(connection: AsyncConnection) -> bool:
            # In the transaction, so that no key is dropped between encrypting and committing.
            record = self._cipher.encrypt(payload.encode(), str(update_id))
            try:
                await connection.execute(row.values(payload=record, payload_key=key_id_of(record)))
            except IntegrityError:
                return False
            return True

        return await self._database.write(work)

    async def pending(self) -> Sequence[tuple[int, str, int]]:
        wanted = (
            select(inbox.c.update_id, inbox.c.payload, inbox.c.attempts)
            .where(inbox.c.is_done == 0)
            .order_by(inbox.c.received_at, inbox.c.update_id)
        )

        async def work(connection: AsyncConnection) -> Sequence[tuple[int, bytes, int]]:
            rows = await connection.execute(wanted)
            return [(row.update_id, row.payload, row.attempts) for row in rows]

        opened = []
        for update_id, record, attempts in await self._database.read(work):
            try:
                payload = self._cipher.decrypt(record, str(update_id)).decode()
            except (KeyMissingError, SecretMismatchError) as error:
                log.error(
                    "update_unreadable update_id=%d reason=%s",
                    update_id,
                    error,
                    extra={"update_id": update_id},
                )
            else:
                opened.append((update_id, payload, attempts))
        return opened

    async def begin(self, update_id: int) -> int:
        counted = (
            update(inbox)
            .where(inbox.c.update_id == update_id, inbox.c.is_done == 0)
            .values(attempts=inbox.c.attempts + 1)
            .returning(inbox.c.attempts)
        )

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(counted)).scalar_one_or_none() or 0

        return await self._database.write(work)

    async def done(self, update_id: int) -> None:
        handled = (
            update(inbox)
            .where(inbox.c.update_id == update_id)
            .values(is_done=1, payload=None, payload_key=None)
        )

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(handled)

        await self._database.write(work)

    async def purge(self, older_than: float) -> int:
        forgotten = delete(inbox).where(inbox.c.is_done == 1, inbox.c.received_at < older_than)

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(forgotten)).rowcount

        return await self._database.write(work)

    async def renew_secrets(self) -> Renewal:
        """Bring every payload under the newest key."""
        return await renew(self._database, self._keyring, self._cipher, _PAYLOADS)


_PAYLOADS = SealedColumn(
    id=inbox.c.update_id,
    record=inbox.c.payload,
    key_id=inbox.c.payload_key,
    belongs_to=lambda row: (str(row["update_id"]),),
)
