"""backup and restore as an operator types them."""

from __future__ import annotations

import asyncio
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import Settings
from bot.ports import StorageError
from bot.single_instance import AlreadyRunningError, hold_data_dir
from operating.backing_up import back_up, restore
from operating.places import database_address, database_of, open_keys
from storage import open_storage
from tests.builders import make_account, make_credential, make_job

NOW = datetime(2025, 11, 22, 8, 30, 5, tzinfo=UTC)


@pytest.fixture
def filled(settings: Settings) -> Settings:
    async def fill() -> None:
        storage = await open_storage(database_address(settings), open_keys(settings))
        await storage.jobs.add(make_job(1))
        await storage.accounts.link(make_account(7), make_credential("kept"))
        await storage.close()

    asyncio.run(fill())
    return settings


def test_the_copy_is_private_named_after_the_time_and_tells_where_the_keys_are(
    filled: Settings, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert back_up(filled, None, NOW, replace=False) == 0
    copy = data_dir / "backups" / "jimeng_bot-20251122T083005Z.db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]
    told = capsys.readouterr().out
    assert str(copy) in told
    assert str(data_dir / "jimeng_bot_keys") in told
    key = (data_dir / "jimeng_bot_keys").read_text().partition(":")[2].strip()
    assert key not in told
    assert key.encode() not in copy.read_bytes()


def test_a_folder_is_a_target_too(filled: Settings, tmp_path: Path) -> None:
    back_up(filled, tmp_path, NOW, replace=False)
    assert (tmp_path / "jimeng_bot-20251122T083005Z.db").is_file()


def test_a_file_is_replaced_only_if_asked(filled: Settings, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("something dear")
    with pytest.raises(StorageError, match="--replace"):
        back_up(filled, target, NOW, replace=False)
    assert target.read_text() == "something dear"
    assert back_up(filled, target, NOW, replace=True) == 0
    assert target.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
def test_the_database_is_never_its_own_copy(filled: Settings, end: str) -> None:
    database = database_of(filled)
    content = database.read_bytes()
    with pytest.raises(StorageError, match="itself"):
        back_up(filled, Path(f"{database}{end}"), NOW, replace=True)
    with pytest.raises(StorageError, match="itself"):
        restore(filled, Path(f"{database}{end}"), NOW)
    assert database.read_bytes() == content


def test_without_a_database_there_is_nothing_to_copy(settings: Settings, data_dir: Path) -> None:
    with pytest.raises(StorageError, match="no database yet"):
        back_up(settings, None, NOW, replace=False)
    assert not data_dir.exists()


def test_nothing_is_restored_under_a_running_bot(
    filled: Settings, data_dir: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    back_up(filled, copy, NOW, replace=False)
    before = database_of(filled).read_bytes()
    with hold_data_dir(data_dir), pytest.raises(AlreadyRunningError, match="stop it first"):
        restore(filled, copy, NOW)
    assert database_of(filled).read_bytes() == before


def test_what_was_there_is_kept_and_named(
    filled: Settings, data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.db"
    back_up(filled, copy, NOW, replace=False)
    assert restore(filled, copy, NOW) == 0
    kept = data_dir / "jimeng_bot.db.before-restore-20251122T083005Z"
    assert kept.is_file()
    told = capsys.readouterr().out
    assert str(kept) in told
    assert "1 unfinished jobs, 1 accounts" in told
    assert "log in again" not in told.splitlines()[-1]


def test_logins_whose_keys_did_not_come_along_are_counted(
    filled: Settings, data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.db"
    back_up(filled, copy, NOW, replace=False)
    (data_dir / "jimeng_bot_keys").unlink()
    assert restore(filled, copy, NOW) == 0
    assert "1 logins name keys that are not in" in capsys.readouterr().out
