"""A process that is killed after a commit leaves its rows; a copy made meanwhile is whole."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from bot.domain.jobs import JobState
from bot.ports import StorageError
from storage import Keyring, Storage, database_url, open_keyring, open_storage
from tests.builders import make_account, make_credential, make_job

ROOT = Path(__file__).parents[2]

WRITER = """
import asyncio, sys
from dataclasses import replace
from pathlib import Path
from bot.domain.jobs import JobState
from storage import database_url, open_keyring, open_storage
from tests.builders import START, make_account, make_credential, make_job

async def main() -> None:
    folder = Path(sys.argv[1])
    storage = await open_storage(database_url(folder), open_keyring(folder))
    job, _ = await storage.jobs.add(make_job(1))
    await storage.jobs.claim_due(
        START + 9, owner="w", lease_until=START + 99, limit=1, running_per_account=1
    )
    job = await storage.jobs.get(job.id)
    await storage.jobs.apply(job, replace(job, state=JobState.SUBMITTING), release=False)
    await storage.accounts.link(make_account(7), make_credential("kept"))
    await storage.inbox.put(5, "{}", START)
    print("committed", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_what_was_committed_survives_a_kill(tmp_path: Path) -> None:
    """The intent to submit is stored before the call: this is what lookup after a death needs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, str(tmp_path), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"committed\n"
    process.send_signal(signal.SIGKILL)
    assert await process.wait() == -signal.SIGKILL

    storage = await open_storage(database_url(tmp_path), open_keyring(tmp_path))
    job = await storage.jobs.get(make_job(1).id)
    assert job is not None
    assert (job.state, job.submit_id) == (JobState.SUBMITTING, make_job(1).submit_id)
    account = await storage.accounts.of_user(make_account(7).user_id)
    assert account is not None
    assert await storage.accounts.credential(account.id) == make_credential("kept")
    assert list(await storage.inbox.pending()) == [(5, "{}", 0)]
    assert await storage.jobs.release_all() == 1
    await storage.close()


async def test_a_copy_made_under_writing_is_whole_and_opens(
    storage: Storage, tmp_path: Path, keyring: Keyring
) -> None:
    await storage.jobs.add(make_job(1))
    account = await storage.accounts.link(make_account(7), make_credential("kept"))
    writing = asyncio.gather(*(storage.jobs.add(make_job(n)) for n in range(2, 40)))
    target = tmp_path / "restored" / "jimeng_bot.db"
    await storage.backup(target)
    await writing
    restored = await open_storage(database_url(target.parent), keyring)
    assert await restored.jobs.get(make_job(1).id) == make_job(1)
    assert await restored.accounts.credential(account.id) == make_credential("kept")
    await restored.close()


async def test_a_copy_replaces_the_one_before(storage: Storage, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "copy.db"
    await storage.backup(target)
    small = target.stat().st_size
    await storage.jobs.add(make_job(1, remote="x" * 100_000))
    await storage.backup(target)
    assert target.stat().st_size > small
    assert names_in(target.parent, "*") == ["copy.db"]


async def test_a_copy_that_fails_leaves_the_one_before(storage: Storage, tmp_path: Path) -> None:
    target = tmp_path / "copies"
    target.mkdir()
    with pytest.raises(StorageError, match="no copy"):
        await storage.backup(target)
    assert names_in(tmp_path, "copies*") == ["copies"]


def names_in(folder: Path, pattern: str) -> list[str]:
    return sorted(file.name for file in folder.glob(pattern))
