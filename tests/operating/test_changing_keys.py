"""keys rotate and keys list: with and without a bot, and with keys that are not ours to change."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path

import pytest

from bot.config import Settings
from bot.domain.ids import UserId
from bot.single_instance import hold_data_dir
from operating.changing_keys import list_keys, rotate_keys
from operating.places import database_address, database_of, open_keys
from storage import KeyringError, open_storage
from storage.key_file import read_key_file
from storage.rotating import keys_in_use
from tests.builders import make_account, make_credential


@pytest.fixture
def filled(settings: Settings) -> Settings:
    asyncio.run(link(settings))
    return settings


async def link(settings: Settings) -> None:
    storage = await open_storage(database_address(settings), open_keys(settings))
    await storage.accounts.link(make_account(7), make_credential("kept"))
    await storage.close()


async def secret(settings: Settings) -> str | None:
    storage = await open_storage(database_address(settings), open_keys(settings))
    account = await storage.accounts.of_user(UserId(7))
    assert account is not None
    credential = await storage.accounts.credential(account.id)
    await storage.close()
    return credential.secret if credential is not None else None


def key_file(data_dir: Path) -> Path:
    return data_dir / "jimeng_bot_keys"


def test_without_a_bot_it_does_everything_itself(
    filled: Settings, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (old,) = read_key_file(key_file(data_dir)).ids
    assert rotate_keys(filled, keep_old=False) == 0
    (new,) = read_key_file(key_file(data_dir)).ids
    assert new != old
    assert keys_in_use(database_of(filled)) == {new: 1}
    assert asyncio.run(secret(filled)) == "kept"
    told = capsys.readouterr()
    assert f"Dropped: {old}" in told.out
    material = key_file(data_dir).read_text().partition(":")[2].strip()
    assert material not in told.out + told.err


def test_the_old_keys_may_stay_for_old_backups(filled: Settings, data_dir: Path) -> None:
    (old,) = read_key_file(key_file(data_dir)).ids
    assert rotate_keys(filled, keep_old=True) == 0
    new, kept = read_key_file(key_file(data_dir)).ids
    assert kept == old
    assert keys_in_use(database_of(filled)) == {new: 1}


def test_a_bot_that_does_not_move_is_not_waited_for_for_ever_and_nothing_is_lost(
    filled: Settings, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (old,) = read_key_file(key_file(data_dir)).ids
    time = [0.0]

    def sleep(seconds: float) -> None:
        time[0] += seconds

    with hold_data_dir(data_dir):
        ended = rotate_keys(filled, keep_old=False, sleep=sleep, monotonic=lambda: time[0])
    assert ended == 1
    assert f"1 rows under {old}" in capsys.readouterr().out
    assert read_key_file(key_file(data_dir)).ids[1:] == (old,)
    assert asyncio.run(secret(filled)) == "kept"


def test_a_rotation_that_was_cut_off_is_finished_by_the_next(
    filled: Settings, data_dir: Path
) -> None:
    with hold_data_dir(data_dir):
        rotate_keys(
            filled, keep_old=False, sleep=lambda _: None, monotonic=iter(range(99)).__next__
        )
    assert rotate_keys(filled, keep_old=False) == 0
    assert len(read_key_file(key_file(data_dir)).ids) == 1
    assert asyncio.run(secret(filled)) == "kept"


def test_keys_from_elsewhere_are_not_changed_but_explained(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "mine:" + base64.b64encode(b"k" * 32).decode()
    given = Settings(data_dir=data_dir, encryption_keys=text)  # type: ignore[arg-type]
    assert rotate_keys(given, keep_old=False) == 1
    told = capsys.readouterr().out
    assert "put a new key first" in told
    assert text not in told
    assert not data_dir.exists()


def test_a_key_file_that_is_gone_is_not_made_anew(filled: Settings, data_dir: Path) -> None:
    key_file(data_dir).unlink()
    with pytest.raises(KeyringError, match="Put it back"):
        rotate_keys(filled, keep_old=False)
    assert not key_file(data_dir).exists()


def test_the_list_names_keys_and_rows_and_what_is_missing(
    filled: Settings, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (old,) = read_key_file(key_file(data_dir)).ids
    content = key_file(data_dir).read_text()
    assert list_keys(filled) == 0
    assert f"  {old}  1 rows  (encrypts)" in capsys.readouterr().out
    key_file(data_dir).unlink()
    open_keys(filled)
    assert list_keys(filled) == 0
    told = capsys.readouterr().out
    assert f"  {old}  1 rows  (MISSING" in told
    assert content.partition(":")[2].strip() not in told
