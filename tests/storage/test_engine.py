"""One writer, readers that cannot write, foreign lockers waited for, trouble told in words."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.jobs import JobState
from bot.ports import StaleJobError, StorageError
from storage import Keyring, Storage, database_url, open_storage
from tests.builders import make_job


@pytest.fixture
def foreigner(storage: Storage) -> Iterator[sqlite3.Connection]:
    """Another program with the same file."""
    connection = sqlite3.connect(storage.database.path, isolation_level=None, timeout=0)
    yield connection
    connection.close()


async def pragma(connection: AsyncConnection, name: str) -> object:
    return (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()


async def test_the_writer_writes_through_to_the_disk(storage: Storage) -> None:
    async def work(connection: AsyncConnection) -> dict[str, object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        return {name: await pragma(connection, name) for name in names}

    assert await storage.database.write(work) == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL: a commit survives the loss of power
        "foreign_keys": 1,
        "secure_delete": 1,
    }


async def test_readers_cannot_write(storage: Storage) -> None:
    async def work(connection: AsyncConnection) -> None:
        await connection.execute(text("DELETE FROM jobs"))

    with pytest.raises(StorageError, match="may not be written"):
        await storage.database.read(work)


async def test_columns_take_only_their_type(storage: Storage) -> None:
    async def work(connection: AsyncConnection) -> None:
        await connection.execute(text("UPDATE jobs SET due_at = 'tomorrow'"))

    await storage.jobs.add(make_job(1))
    with pytest.raises(StorageError, match="cannot store TEXT"):
        await storage.database.write(work)


async def test_a_failed_write_leaves_nothing_and_blocks_nobody(storage: Storage) -> None:
    class OddError(Exception):
        pass

    async def work(connection: AsyncConnection) -> None:
        await connection.execute(text("UPDATE jobs SET state = 'failed'"))
        raise OddError

    await storage.jobs.add(make_job(1))
    with pytest.raises(OddError):
        await storage.database.write(work)
    assert await storage.jobs.get(make_job(1).id) == make_job(1)
    await storage.jobs.add(make_job(2))


async def test_many_writers_stand_in_line(storage: Storage) -> None:
    await asyncio.gather(*(storage.jobs.add(make_job(n)) for n in range(1, 101)))
    assert (await storage.jobs.count_by_state())[JobState.QUEUED] == 100


async def test_a_foreign_lock_is_waited_for_while_readers_go_on(
    storage: Storage, foreigner: sqlite3.Connection
) -> None:
    await storage.jobs.add(make_job(1))
    foreigner.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(storage.jobs.add(make_job(2)))
    assert await storage.jobs.get(make_job(1).id) == make_job(1)
    assert not writing.done()
    foreigner.execute("COMMIT")
    assert await writing == (make_job(2), True)


async def test_a_lock_that_never_ends_is_told(tmp_path: Path, keyring: Keyring) -> None:
    storage = await open_storage(database_url(tmp_path), keyring, busy_seconds=0.05)
    foreigner = sqlite3.connect(storage.database.path, isolation_level=None)
    foreigner.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match="another program holds the database"):
        await storage.jobs.add(make_job(1))
    foreigner.close()
    assert await storage.jobs.add(make_job(1)) == (make_job(1), True)
    await storage.close()


async def test_a_cancelled_caller_does_not_tear_its_write(
    storage: Storage, foreigner: sqlite3.Connection
) -> None:
    """A step is cancelled at shutdown; what it was storing is stored, and others can write."""
    foreigner.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(storage.jobs.add(make_job(1)))
    behind = asyncio.create_task(storage.jobs.add(make_job(2)))
    await storage.jobs.next_due()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    foreigner.execute("COMMIT")
    await behind
    assert await storage.jobs.get(make_job(1).id) == make_job(1)


async def test_a_cancelled_reader_does_not_spoil_the_others(storage: Storage) -> None:
    await storage.jobs.add(make_job(1))
    for _ in range(20):
        reading = asyncio.create_task(storage.jobs.get(make_job(1).id))
        await asyncio.sleep(0)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
    assert await storage.jobs.get(make_job(1).id) == make_job(1)


async def test_a_full_disk_is_told_and_passes(storage: Storage) -> None:
    """The file is held to its present size, which SQLite reports as it does a full disk."""

    async def hold(connection: AsyncConnection) -> None:
        pages = await pragma(connection, "page_count")
        await pragma(connection, f"max_page_count={pages}")

    async def let_go(connection: AsyncConnection) -> None:
        await pragma(connection, "max_page_count=1000000")

    large = make_job(1, remote="x" * 50_000)
    await storage.database.write(hold)
    with pytest.raises(StorageError, match="the disk is full"):
        await storage.jobs.add(large)
    assert await storage.jobs.get(large.id) is None
    await storage.database.write(let_go)
    assert await storage.jobs.add(large) == (large, True)


async def test_errors_do_not_show_what_was_to_be_stored(storage: Storage) -> None:
    async def work(connection: AsyncConnection) -> None:
        await connection.execute(text("UPDATE jobs SET due_at = :x"), {"x": "a private prompt"})

    await storage.jobs.add(make_job(1))
    with pytest.raises(StorageError) as caught:
        await storage.database.write(work)
    error: BaseException | None = caught.value
    while error is not None:
        assert "private" not in str(error)
        error = error.__cause__


async def test_close_waits_for_the_write_in_hand_and_refuses_the_next(
    storage: Storage, foreigner: sqlite3.Connection
) -> None:
    foreigner.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(storage.jobs.add(make_job(1)))
    await storage.jobs.next_due()
    closing = asyncio.create_task(storage.close())
    foreigner.execute("COMMIT")
    assert await writing == (make_job(1), True)
    await closing
    with pytest.raises(StorageError, match="closed"):
        await storage.jobs.add(make_job(2))
    with pytest.raises(StorageError, match="closed"):
        await storage.jobs.get(make_job(1).id)


async def test_two_processes_worth_of_claimers_never_share_a_job(
    storage: Storage, keyring: Keyring
) -> None:
    """Two storages on one file have nothing in common but the file, as two processes would."""
    await asyncio.gather(*(storage.jobs.add(make_job(n, user=n)) for n in range(1, 61)))
    second = await open_storage(database_url(storage.database.path.parent), keyring)

    async def claim(jobs_of: Storage, owner: str) -> list[str]:
        claimed = await jobs_of.jobs.claim_due(
            2e9, owner=owner, lease_until=3e9, limit=3, running_per_account=3
        )
        return [job.id for job in claimed]

    batches = await asyncio.gather(
        *(claim((storage, second)[n % 2], f"claimer {n}") for n in range(30))
    )
    claimed = [job_id for batch in batches for job_id in batch]
    assert len(claimed) == len(set(claimed)) == 60
    await second.close()


async def test_of_many_who_apply_to_one_version_one_succeeds(storage: Storage) -> None:
    job, _ = await storage.jobs.add(make_job(1))
    answers = await asyncio.gather(
        *(storage.jobs.apply(job, make_job(1, attempt=n)) for n in range(20)),
        return_exceptions=True,
    )
    refused = [answer for answer in answers if isinstance(answer, StaleJobError)]
    assert len(refused) == 19
