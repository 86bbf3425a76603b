"""A stolen file is worth nothing, a row moved to another person opens nothing, and what is erased
is gone from the file and its log."""

from __future__ import annotations

import base64
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bot.domain.ids import AccountId, UserId
from storage import Keyring, Storage, database_url, open_storage
from storage.crypto import Key
from tests.builders import START, leave, make_account, make_credential

SECRET = "c4nary+0123456789/abcdef~c4nary"


def bytes_on_disk(storage: Storage) -> bytes:
    """The database, its log and whatever else lies beside it."""
    folder = storage.database.path.parent
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def disguises(secret: str) -> list[bytes]:
    raw = secret.encode()
    return [raw, raw[::-1], quote(secret).encode(), base64.b64encode(raw), raw.hex().encode()]


def query(storage: Storage, statement: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(storage.database.path)
    rows = connection.execute(statement).fetchall()
    connection.commit()
    connection.close()
    return rows


async def test_no_secret_stands_plain_in_the_files(storage: Storage) -> None:
    await storage.accounts.link(make_account(7), make_credential(SECRET))
    await storage.inbox.put(1, '{"message": {"text": "/login ' + SECRET + '"}}', START)
    held = bytes_on_disk(storage)
    assert storage.database.path.with_name("jimeng_bot.db-wal").stat().st_size > 0
    for disguise in disguises(SECRET):
        assert disguise not in held


async def test_a_secret_moved_to_another_row_opens_nothing(
    storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    """Who can write the file, but has no key, gives himself another person's row."""
    victim = await storage.accounts.link(make_account(7), make_credential(SECRET))
    thief = await storage.accounts.link(make_account(8), make_credential("thief"))
    query(
        storage,
        f"UPDATE accounts SET secret = (SELECT secret FROM accounts WHERE id = {victim.id}) "
        f"WHERE id = {thief.id}",
    )
    assert await storage.accounts.credential(thief.id) is None
    assert await storage.accounts.credential(victim.id) == make_credential(SECRET)
    [record] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "credential_unreadable" in record.message
    assert SECRET not in caplog.text


async def test_a_row_given_to_another_person_opens_nothing(storage: Storage) -> None:
    victim = await storage.accounts.link(make_account(7), make_credential(SECRET))
    query(storage, "UPDATE accounts SET user_id = 8")
    stolen = await storage.accounts.of_user(UserId(8))
    assert stolen is not None
    assert stolen.id == victim.id
    assert await storage.accounts.credential(stolen.id) is None


async def test_a_row_put_under_another_account_id_opens_nothing(storage: Storage) -> None:
    await storage.accounts.link(make_account(7), make_credential(SECRET))
    query(storage, "UPDATE accounts SET id = 99")
    assert await storage.accounts.get(AccountId(99)) is not None
    assert await storage.accounts.credential(AccountId(99)) is None


async def test_an_update_under_another_id_opens_nothing(
    storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    await storage.inbox.put(1, SECRET, START)
    await storage.inbox.put(2, "{}", START)
    query(storage, "UPDATE inbox SET update_id = 3 WHERE update_id = 1")
    assert list(await storage.inbox.pending()) == [(2, "{}", 0)]
    assert "update_unreadable update_id=3" in caplog.text


async def test_a_lost_key_is_counted_at_start_and_heals_by_a_new_login(
    storage: Storage, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    account = await storage.accounts.link(make_account(7), make_credential(SECRET))
    await storage.close()
    other = Keyring([Key("other", b"x" * 32)])
    again = await open_storage(database_url(tmp_path), other)
    assert "encryption_key_missing: the keys of 1 linked accounts" in caplog.text
    assert await again.accounts.credential(account.id) is None
    assert await again.accounts.of_user(UserId(7)) == account
    await again.accounts.link(make_account(7), make_credential("fresh"))
    assert await again.accounts.credential(account.id) == make_credential("fresh")
    assert await again.accounts.count_unreadable() == 0
    await again.close()


async def test_an_older_key_still_opens(storage: Storage, tmp_path: Path, keyring: Keyring) -> None:
    account = await storage.accounts.link(make_account(7), make_credential(SECRET))
    await storage.close()
    rotated = Keyring([Key("second", b"2" * 32), keyring.newest])
    again = await open_storage(database_url(tmp_path), rotated)
    assert await again.accounts.credential(account.id) == make_credential(SECRET)
    await again.accounts.link(make_account(8), make_credential("new"))
    assert query(again, "SELECT secret_key FROM accounts ORDER BY id") == [("first",), ("second",)]
    await again.close()


async def test_an_unlinked_secret_is_gone_from_file_and_log(storage: Storage) -> None:
    await storage.accounts.link(make_account(7), make_credential(SECRET))
    await storage.accounts.link(make_account(8), make_credential("stays"))
    [[record]] = query(storage, "SELECT secret FROM accounts WHERE user_id = 7")
    assert record in bytes_on_disk(storage)
    await leave(storage.accounts)
    assert record not in bytes_on_disk(storage)
    assert record[20:36] not in bytes_on_disk(storage)


async def test_a_replaced_secret_is_gone_too(storage: Storage) -> None:
    await storage.accounts.link(make_account(7), make_credential(SECRET))
    [[record]] = query(storage, "SELECT secret FROM accounts")
    await storage.accounts.link(make_account(7), make_credential("fresh"))
    assert record[20:36] not in bytes_on_disk(storage)


async def test_a_handled_login_goes_with_the_account(storage: Storage) -> None:
    """Its payload leaves the row when it is handled, and the log when the account is erased."""
    await storage.inbox.put(1, SECRET * 20, START)
    [[record]] = query(storage, "SELECT payload FROM inbox")
    await storage.accounts.link(make_account(7), make_credential(SECRET))
    await storage.inbox.done(1)
    assert query(storage, "SELECT payload, payload_key FROM inbox") == [(None, None)]
    await leave(storage.accounts)
    held = bytes_on_disk(storage)
    assert all(record[n : n + 16] not in held for n in range(20, len(record) - 16, 16))


async def test_a_foreign_reader_delays_the_broom_and_is_named(
    storage: Storage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody's shell holds an old view of the file: erasing must not hang on it."""
    monkeypatch.setattr("storage.engine.CHECKPOINT_SECONDS", 0.05)
    await storage.accounts.link(make_account(7), make_credential(SECRET))
    foreigner = sqlite3.connect(storage.database.path, isolation_level=None)
    foreigner.execute("BEGIN")
    foreigner.execute("SELECT count(*) FROM accounts").fetchone()
    await storage.accounts.mark(storage_id := (await linked(storage)), alive=True, checked_at=START)
    await leave(storage.accounts)
    assert "erased_secret_in_log" in caplog.text
    foreigner.close()
    assert await storage.accounts.get(storage_id) is None
    assert await storage.database.forget_log() is True


async def linked(storage: Storage):
    account = await storage.accounts.of_user(UserId(7))
    assert account is not None
    return account.id
