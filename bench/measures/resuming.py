"""How long a bot that starts needs to take up the jobs that ran when the last one ended."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import uuid4

from bench.bot_process import run_bot
from bench.figures import Figure
from bench.processes import PLENTY
from bot.adapters.jimeng_backend import JimengBackend
from bot.clock import ScaledClock
from bot.domain.account_names import FIRST_NAME
from bot.domain.accounts import Account, CredentialKind
from bot.domain.ids import AccountId, ChatId, MessageId, SubmitId, UserId, job_id_from
from bot.domain.jobs import Job, JobState, Origin
from bot.domain.observations import Accepted
from bot.domain.requests import ImageRequest
from playground.assembly import FAST_FACTOR, Addresses, Playground
from playground.journal import Entry
from storage import Storage, database_url, open_keyring, open_storage

JOBS_EACH: Final = 3
"""As many as one account may have running."""
SLOWLY: Final = 0.001
"""Seconds of the service in one of ours: nothing is done before the bot has asked for it."""
PATIENCE: Final = 300.0
AT_ONCE: Final = 16
STATUS: Final = "get_history_by_ids"


def measure(jobs: int) -> list[Figure]:
    """Seconds from the start of the process until it has asked how each of so many jobs stands."""
    return [Figure(f"resume_{jobs}_jobs", asyncio.run(_measure(jobs)), "s")]


async def _measure(jobs: int) -> float:
    with TemporaryDirectory(prefix="jimeng-bench-") as folder:
        async with Playground(fast=True) as playground:
            addresses = await playground.start()
            playground.stage.clock.set_speed(SLOWLY)
            tasks = await _store_running_jobs(playground, addresses, Path(folder), jobs)
            before = len(playground.stage.journal.entries())
            began = time.monotonic()
            async with run_bot(addresses, playground.people[0].id, folder):
                await _all_asked_for(playground, tasks, before)
                return time.monotonic() - began


async def _store_running_jobs(
    playground: Playground, addresses: Addresses, folder: Path, jobs: int
) -> frozenset[str]:
    """Submit the jobs by the SDK and store them as running; gives their submit ids."""
    storage = await open_storage(database_url(folder), open_keyring(folder, None, None))
    backend = JimengBackend(base_url=addresses.jimeng_api, proxy=None)
    places, ids = asyncio.Semaphore(AT_ONCE), list[str]()

    async def store(person: int, number: int, account: Account) -> None:
        async with places:
            ids.append(await _submit(storage, backend, account, person * JOBS_EACH + number))

    try:
        async with asyncio.TaskGroup() as group:
            for person, numbers in _shared_out(jobs):
                account = await _link(playground, storage, backend, person)
                for number in numbers:
                    group.create_task(store(person, number, account))
    finally:
        await backend.aclose()
        await storage.close()
    return frozenset(ids)


def _shared_out(jobs: int) -> Iterator[tuple[int, range]]:
    """Three jobs for each person, as far as they go."""
    for person, first in enumerate(range(0, jobs, JOBS_EACH)):
        yield person, range(min(JOBS_EACH, jobs - first))


async def _link(
    playground: Playground, storage: Storage, backend: JimengBackend, person: int
) -> Account:
    """Somebody with a living login and plenty of credits."""
    token = f"{person:032x}"
    playground.jimeng.set_credits({"token": token, "gift": PLENTY})
    user = UserId(playground.telegram.add_user(f"P{person}").id)
    now = time.time()
    account = Account(
        id=AccountId(0),
        user_id=user,
        kind=CredentialKind.SESSION,
        region="cn",
        hint=token[-4:],
        alive=True,
        linked_at=now,
        checked_at=now,
        name=FIRST_NAME,
    )
    return await storage.accounts.link(account, backend.read_secret(token))


async def _submit(storage: Storage, backend: JimengBackend, account: Account, number: int) -> str:
    """Submit one picture and store its job as running and due; gives its submit id."""
    credential = await storage.accounts.credential(account.id)
    now = ScaledClock(FAST_FACTOR).now()
    job = Job(
        id=job_id_from(number),
        origin=Origin(
            user_id=account.user_id,
            chat_id=ChatId(account.user_id),
            message_id=MessageId(number + 1),
            is_private=True,
        ),
        request=ImageRequest(prompt=f"1张 猫咪 {number}", model="jimeng-4.0"),
        state=JobState.RUNNING,
        submit_id=SubmitId(str(uuid4())),
        created_at=now,
        state_since=now,
        due_at=now,
        submitted_at=now,
        account_id=account.id,
        account_name=account.name,
        status_message_id=MessageId(1),
    )
    accepted = await backend.submit(credential, job, ()) if credential is not None else None
    if not isinstance(accepted, Accepted):
        raise SystemExit(f"the playground did not take a submission: {accepted}")
    await storage.jobs.add(replace(job, remote=accepted.remote, adjusted=accepted.adjusted))
    return job.submit_id


async def _all_asked_for(playground: Playground, ids: frozenset[str], before: int) -> None:
    """Return once the status of every one was asked for."""
    missing = set(ids)

    def asks_for_the_last(call: Entry) -> bool:
        if call.n > before and call.name.endswith(STATUS):
            missing.difference_update(_ids_in(call))
        return not missing

    async with asyncio.timeout(PATIENCE):
        await playground.stage.journal.wait_for(asks_for_the_last)


def _ids_in(call: Entry) -> Iterator[str]:
    body = call.params.get("body")
    named = body.get("submit_ids") if isinstance(body, dict) else None
    yield from map(str, named) if isinstance(named, list) else ()
