"""A backup takes the database's place whole or not at all, and never pays a second time."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.domain.announcements import Listener
from bot.domain.ids import UserId
from bot.domain.jobs import Artifact, Job, JobState, Part, PartKind
from bot.domain.lineage import Cause
from bot.domain.showings import Form, plan_showing
from bot.ports import StorageError
from storage import (
    DamagedDatabaseError,
    ForeignDatabaseError,
    Keyring,
    NewerSchemaError,
    Storage,
    database_url,
    open_storage,
)
from storage.restoring import Restored, restore_database
from storage.survey import survey_database
from tests.builders import START, leave, make_account, make_credential, make_job


class Folder:
    """A data directory with a backup of an earlier moment beside it."""

    def __init__(self, root: Path, keyring: Keyring) -> None:
        self.data = root / "data"
        self.backup = root / "backup.db"
        self.kept = self.data / "jimeng_bot.db.before-restore"
        self._keyring = keyring

    @property
    def database(self) -> Path:
        return self.data / "jimeng_bot.db"

    async def open(self) -> Storage:
        return await open_storage(database_url(self.data), self._keyring)

    async def backed_up(self, *jobs: Job) -> None:
        storage = await self.open()
        for job in jobs:
            await storage.jobs.add(job)
        await storage.accounts.link(make_account(7), make_credential("kept"))
        await storage.backup(self.backup)
        await storage.close()

    def restore(self, source: Path | None = None) -> Restored:
        return restore_database(
            source or self.backup, self.database, data_dir=self.data, kept=self.kept
        )


@pytest.fixture
def folder(tmp_path: Path, keyring: Keyring) -> Folder:
    return Folder(tmp_path, keyring)


async def test_the_backup_comes_back_and_the_present_is_kept(folder: Folder) -> None:
    await folder.backed_up(make_job(1))
    storage = await folder.open()
    await storage.jobs.add(make_job(2))
    await leave(storage.accounts)
    await storage.close()

    restored = folder.restore()

    assert (restored.unfinished_jobs, restored.accounts) == (1, 1)
    assert restored.kept == folder.kept
    storage = await folder.open()
    assert await storage.jobs.get(make_job(2).id) is None
    account = await storage.accounts.of_user(UserId(7))
    assert account is not None
    assert await storage.accounts.credential(account.id) == make_credential("kept")
    await storage.close()
    assert sorted(file.name for file in folder.data.iterdir()) == [
        "jimeng_bot.db",
        "jimeng_bot.db.before-restore",
    ]
    assert survey_database(folder.kept).jobs[JobState.QUEUED] == 2


async def test_what_was_committed_by_a_killed_bot_is_in_what_is_kept(folder: Folder) -> None:
    """Its last commits stand in the log only."""
    await folder.backed_up()
    killed = sqlite3.connect(folder.database)
    killed.execute("PRAGMA wal_autocheckpoint=0")
    killed.execute("UPDATE accounts SET hint = 'last'")
    killed.commit()
    copies = {
        file.name: file.read_bytes() for file in folder.data.iterdir() if "-shm" not in file.name
    }
    killed.close()
    for name, content in copies.items():
        (folder.data / name).write_bytes(content)
    assert (folder.data / "jimeng_bot.db-wal").stat().st_size > 0

    folder.restore()

    kept = sqlite3.connect(folder.kept)
    assert kept.execute("SELECT hint FROM accounts").fetchall() == [("last",)]
    kept.close()
    now = sqlite3.connect(folder.database)
    assert now.execute("SELECT hint FROM accounts").fetchall() == [("c0de",)]
    now.close()


async def test_a_damaged_database_is_kept_with_its_log_and_replaced(folder: Folder) -> None:
    await folder.backed_up(make_job(1))
    folder.database.write_bytes(b"nothing that SQLite could read" * 500)
    folder.database.with_name("jimeng_bot.db-wal").write_bytes(b"a log that must not be replayed")
    folder.restore()
    assert folder.kept.read_bytes().startswith(b"nothing that")
    assert folder.kept.with_name(f"{folder.kept.name}-wal").read_bytes().startswith(b"a log")
    storage = await folder.open()
    assert await storage.jobs.get(make_job(1).id) is not None
    await storage.close()


async def test_into_an_empty_folder(folder: Folder, tmp_path: Path, keyring: Keyring) -> None:
    await folder.backed_up(make_job(1))
    new = Folder(tmp_path / "elsewhere", keyring)
    new.data.mkdir(parents=True)
    assert new.restore(folder.backup).kept is None
    assert survey_database(new.database).jobs[JobState.QUEUED] == 1
    assert new.database.stat().st_mode & 0o777 == 0o600


async def test_unsent_jobs_are_looked_up_first(folder: Folder) -> None:
    """They may have been sent after the backup was made: with their id, and paid."""
    await folder.backed_up(
        make_job(1),
        make_job(2, state=JobState.NEEDS_LOGIN),
        make_job(3, state=JobState.RUNNING, submitted_at=START),
        make_job(4, state=JobState.CANCELLED, finished_at=START),
    )
    folder.restore()
    storage = await folder.open()
    sent = {}
    for number in range(1, 5):
        job = await storage.jobs.get(make_job(number).id)
        assert job is not None
        sent[number] = job.submitted_at
    await storage.close()
    assert sent == {1: START + 1, 2: START + 2, 3: START, 4: None}


async def test_updates_that_waited_are_not_handled_a_second_time(folder: Folder) -> None:
    storage = await folder.open()
    await storage.inbox.put(1, "{}", START)
    await storage.backup(folder.backup)
    await storage.close()
    folder.restore()
    storage = await folder.open()
    assert [update_id for update_id, *_ in await storage.inbox.pending()] == [1]
    assert await storage.inbox.begin(1) > 3
    await storage.close()


@pytest.mark.parametrize("is_there", [True, False])
async def test_a_delivery_is_marked_or_fetched_again(folder: Folder, is_there: bool) -> None:
    """The album may have arrived; the files may not have come along with the backup."""
    artifact = Artifact(index=0, path="results/x/0.webp", size=1, sha256="0", format="webp")
    part = Part(kind=PartKind.PREVIEWS, indexes=(0,))
    delivering = make_job(
        1, state=JobState.DELIVERING, submitted_at=START, artifacts=(artifact,), parts=(part,)
    )
    await folder.backed_up(delivering)
    if is_there:
        (folder.data / "results" / "x").mkdir(parents=True)
        (folder.data / artifact.path).write_bytes(b"x")
    folder.restore()
    storage = await folder.open()
    job = await storage.jobs.get(delivering.id)
    assert job is not None
    await storage.close()
    if is_there:
        assert job.artifacts == (artifact,)
        assert [part.is_doubtful for part in job.parts] == [True]
    else:
        assert (job.artifacts, job.parts) == ((), ())


async def test_what_was_to_be_shown_or_announced_is_marked(folder: Folder) -> None:
    """The album and the copy may have gone out after the backup was made."""
    artifact = Artifact(index=0, path="results/x/0.webp", size=1, sha256="0", format="webp")
    done = make_job(1, state=JobState.SUCCEEDED, artifacts=(artifact,), finished_at=START)
    cause = Cause("query 1")
    showing = plan_showing(done, Form.ORIGINALS, done.origin, cause, START)
    storage = await folder.open()
    await storage.jobs.add(done)
    await storage.showings.put(showing)
    await storage.announcements.set_listener(
        Listener(user_id=UserId(7), wants_announcements=True), START
    )
    draft = await storage.announcements.draft(UserId(1), "今晚维护", "message", START)
    await storage.announcements.confirm(draft.id, START)
    await storage.backup(folder.backup)
    await storage.close()
    folder.restore()
    storage = await folder.open()
    restored = await storage.showings.get(cause)
    copy = await storage.announcements.next_copy()
    await storage.close()
    assert restored is not None
    assert copy is not None
    assert [part.is_doubtful for part in restored.parts] == [True]
    assert copy.is_repeat


async def test_what_is_no_backup_is_refused_and_nothing_changes(
    folder: Folder, tmp_path: Path
) -> None:
    await folder.backed_up(make_job(1))
    before = folder.database.read_bytes()
    newer = "UPDATE alembic_version SET version_num = '0999'"
    refused: list[tuple[bytes | None, type[StorageError]]] = [
        (None, StorageError),
        (b"", ForeignDatabaseError),
        (b"no database" * 1000, DamagedDatabaseError),
        (damaged(folder.backup), DamagedDatabaseError),
        (
            edited(folder.backup, newer),
            NewerSchemaError,
        ),
        (edited(folder.backup, "DROP TABLE alembic_version"), ForeignDatabaseError),
    ]
    for number, (content, error) in enumerate(refused):
        source = tmp_path / f"source{number}.db"
        if content is not None:
            source.write_bytes(content)
        with pytest.raises(error):
            folder.restore(source)
        assert folder.database.read_bytes() == before
        assert [file.name for file in folder.data.iterdir()] == ["jimeng_bot.db"]


def damaged(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 5] = b"\xa5" * 4096 * 3
    return bytes(content)


def edited(path: Path, statement: str) -> bytes:
    copy = path.with_name("edited.db")
    copy.write_bytes(path.read_bytes())
    connection = sqlite3.connect(copy)
    connection.execute(statement)
    connection.commit()
    connection.close()
    return copy.read_bytes()


async def test_a_full_disk_leaves_the_present_in_place(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    await folder.backed_up(make_job(1))
    before = folder.database.read_bytes()

    def fail(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.restoring.shutil.copyfile", fail)
    with pytest.raises(StorageError, match="No space left"):
        folder.restore()
    assert folder.database.read_bytes() == before
