"""Rotation: every row comes under the new key, nothing becomes unreadable, old keys go last."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import NoReturn

import pytest

from bot.domain.ids import UserId
from bot.ports import StorageError
from storage import Keyring, Storage, database_url, open_keyring, open_storage
from storage.crypto import Key
from storage.key_file import read_key_file
from storage.keyring_file import FILE_NAME
from storage.renewing import Renewal, keep_renewed
from storage.rotating import add_key, drop_unused_keys, keys_in_use
from tests.builders import START, leave, make_account, make_credential

PEOPLE = 120  # more than two transactions hold


@pytest.fixture
async def filled(tmp_path: Path) -> Storage:
    storage = await open_storage(database_url(tmp_path), open_keyring(tmp_path))
    for number in range(1, PEOPLE + 1):
        await storage.accounts.link(make_account(number), make_credential(f"secret {number}"))
    await storage.inbox.put(1, "{}", START)
    await storage.inbox.put(2, "{}", START)
    await storage.inbox.done(2)
    return storage


def key_file(storage: Storage) -> Path:
    return storage.database.path.with_name(FILE_NAME)


async def secret_of(storage: Storage, number: int) -> str | None:
    account = await storage.accounts.of_user(UserId(number))
    assert account is not None
    credential = await storage.accounts.credential(account.id)
    return None if credential is None else credential.secret


async def test_every_row_comes_under_the_new_key_and_the_old_one_goes(filled: Storage) -> None:
    path = key_file(filled)
    (old,) = read_key_file(path).ids
    new = add_key(path)
    assert await filled.renew_secrets() == Renewal(renewed=PEOPLE + 1)
    assert keys_in_use(filled.database.path) == {new: PEOPLE + 1}
    dropped = drop_unused_keys(path, filled.database.path)
    assert (dropped.gone, dict(dropped.needed)) == ((old,), {})
    assert read_key_file(path).ids == (new,)
    await filled.close()
    again = await open_storage(database_url(path.parent), open_keyring(path.parent))
    for number in (1, 60, PEOPLE):
        assert await secret_of(again, number) == f"secret {number}"
    assert [update for update, *_ in await again.inbox.pending()] == [1]
    await again.close()


async def test_what_the_old_key_wrote_is_gone_from_file_and_log(filled: Storage) -> None:
    """The old key may be why somebody rotates: what it opens must not lie about."""
    connection = sqlite3.connect(filled.database.path)
    records = [row[0] for row in connection.execute("SELECT secret FROM accounts")]
    connection.close()
    add_key(key_file(filled))
    await filled.renew_secrets()
    folder = filled.database.path.parent
    held = b"".join(file.read_bytes() for file in folder.iterdir())
    assert not [record for record in records if record[-24:] in held]
    await filled.close()


async def test_people_log_in_while_rows_are_renewed(filled: Storage) -> None:
    path = key_file(filled)
    new = add_key(path)
    await asyncio.gather(
        filled.renew_secrets(),
        *(
            filled.accounts.link(make_account(number), make_credential(f"fresh {number}"))
            for number in range(1, PEOPLE, 7)
        ),
        leave(filled.accounts, PEOPLE),
    )
    assert set(keys_in_use(filled.database.path)) == {new}
    for number in range(1, PEOPLE):
        expected = "fresh" if number % 7 == 1 else "secret"
        assert await secret_of(filled, number) == f"{expected} {number}"
    await filled.close()


async def test_a_row_that_no_key_opens_is_left_and_keeps_its_key(
    filled: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    path = key_file(filled)
    (old,) = read_key_file(path).ids
    connection = sqlite3.connect(filled.database.path)
    connection.execute("UPDATE accounts SET secret = zeroblob(60) WHERE user_id = 5")
    connection.execute("UPDATE accounts SET user_id = 999 WHERE user_id = 6")
    connection.commit()
    connection.close()
    add_key(path)
    assert await filled.renew_secrets() == Renewal(renewed=PEOPLE - 1, unreadable=2)
    dropped = drop_unused_keys(path, filled.database.path)
    assert (dropped.gone, dict(dropped.needed)) == ((), {old: 2})
    assert caplog.text.count("record_unreadable table=accounts") == 2
    assert "secret 6" not in caplog.text
    await filled.close()


async def test_no_key_is_dropped_while_somebody_writes(filled: Storage) -> None:
    """A writer that holds the lock may have encrypted with it already."""
    path = key_file(filled)
    add_key(path)
    await filled.renew_secrets()
    writer = sqlite3.connect(filled.database.path, isolation_level=None, timeout=0)
    writer.execute("BEGIN IMMEDIATE")
    dropping = asyncio.create_task(asyncio.to_thread(drop_unused_keys, path, filled.database.path))
    writer.execute("UPDATE inbox SET payload_key = ?", (read_key_file(path).ids[1],))
    writer.execute("COMMIT")
    writer.close()
    assert (await dropping).gone == ()
    await filled.close()


class Stop(Exception):
    pass


class Keeper:
    """Something to renew, which fails as often as it is told to."""

    def __init__(self, *, failures: int = 0) -> None:
        self.newest_key = "a"
        self.failures = failures
        self.renewed_under: list[str] = []

    async def renew_secrets(self) -> Renewal:
        if self.failures:
            self.failures -= 1
            raise StorageError("another program holds the database")
        self.renewed_under.append(self.newest_key)
        return Renewal(renewed=1)


async def run(keeper: Keeper, newest: list[str]) -> None:
    """Let the keeper look once for each of these newest keys."""
    coming = iter(newest)

    async def sleep(_seconds: float) -> None:
        try:
            keeper.newest_key = next(coming)
        except StopIteration:
            raise Stop from None

    async def keep() -> NoReturn:
        await keep_renewed(keeper, sleep=sleep)

    with pytest.raises(Stop):
        await keep()


async def test_the_running_bot_renews_at_start_and_at_each_new_key() -> None:
    keeper = Keeper()
    await run(keeper, ["a", "b", "b", "c"])
    assert keeper.renewed_under == ["a", "b", "c"]


async def test_a_locked_database_is_no_end_of_it() -> None:
    keeper = Keeper(failures=2)
    await run(keeper, ["a", "a", "a"])
    assert keeper.renewed_under == ["a"]


async def test_keys_from_the_environment_are_renewed_at_start(tmp_path: Path) -> None:
    old, new = Key("old", b"o" * 32), Key("new", b"n" * 32)
    storage = await open_storage(database_url(tmp_path), Keyring([old]))
    await storage.accounts.link(make_account(7), make_credential("kept"))
    await storage.close()
    storage = await open_storage(database_url(tmp_path), Keyring([new, old]))
    assert await storage.renew_secrets() == Renewal(renewed=1)
    assert keys_in_use(storage.database.path) == {"new": 1}
    assert await secret_of(storage, 7) == "kept"
    await storage.close()
