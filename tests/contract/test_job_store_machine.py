"""Random histories of the job store: the file and the fake must tell the same story, and neither
may ever give a job to two workers, fill more slots than allowed, or lose a person's mark.

Time jumps by small steps and by whole leases; workers keep stale jobs in hand and use them.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from bot.domain.ids import AccountId, MessageId, UserId
from bot.domain.jobs import ACTIVE_STATES, Job, JobState
from bot.ports import JobStore, StaleJobError
from storage import Storage, database_url, open_storage
from tests.builders import START, make_job
from tests.contract.conftest import KEYRING
from tests.fakes.jobs import FakeJobStore

T = TypeVar("T")

LEASE = 30.0
SLOTS = {JobState.SUBMITTING, JobState.UNCERTAIN, JobState.RUNNING}

workers = st.sampled_from(["north", "south"])
steps = st.sampled_from([0.0, 0.5, 1.0, 2.0, LEASE - 0.5, LEASE, 3 * LEASE])
dues = st.one_of(st.none(), st.sampled_from([-5.0, 0.0, 1.0, 2.0, 2.5, LEASE]))
states = st.sampled_from(
    [
        JobState.QUEUED,
        JobState.QUEUED,
        JobState.SUBMITTING,
        JobState.RUNNING,
        JobState.RUNNING,
        JobState.UNCERTAIN,
        JobState.DELIVERING,
        JobState.SUCCEEDED,
    ]
)


@dataclass(frozen=True)
class Held:
    """A job in somebody's hand, perhaps long since another's."""

    job: Job
    owner: str


@dataclass(frozen=True)
class Lease:
    """Our own book of who holds a job, kept beside both stores."""

    owner: str
    until: float
    version: int


Hands = Held | MultipleResults[Held]


class JobStoreMachine(RuleBasedStateMachine):
    """Does the same to a real store and to the fake, and compares every answer."""

    held: Bundle[Held] = Bundle("held")
    template: Path

    def wrap(self, store: JobStore) -> JobStore:
        """The real store as the machine sees it; a test of the machine breaks it here."""
        return store

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.template, self.folder / self.template.name)
        self.runner = asyncio.Runner()
        self.storage: Storage = self.run(open_storage(database_url(self.folder), KEYRING))
        self.stores: tuple[JobStore, JobStore] = (self.wrap(self.storage.jobs), FakeJobStore())
        self.now = START
        self.made = 0
        self.marks: dict[str, tuple[MessageId | None, bool]] = {}
        self.leases: dict[str, Lease] = {}

    def teardown(self) -> None:
        if hasattr(self, "storage"):
            self.run(self.storage.close())
            self.runner.close()
            shutil.rmtree(self.folder)

    def run(self, coroutine: Coroutine[None, None, T]) -> T:
        return self.runner.run(coroutine)

    def both(self, *calls: Coroutine[None, None, T]) -> T | type[StaleJobError]:
        """The answer that both gave."""
        answers: list[T | type[StaleJobError]] = []
        for call in calls:
            try:
                answers.append(self.run(call))
            except StaleJobError:
                answers.append(StaleJobError)
        assert answers[0] == answers[1]
        return answers[0]

    @rule(target=held, state=states, due=dues, user=st.integers(1, 2), twin=st.booleans())
    def add(self, state: JobState, due: float | None, user: int, twin: bool) -> Held:
        """Some jobs are made at one moment: order must then fall to their ids."""
        self.made += 1
        job = make_job(
            self.made,
            state=state,
            user=user,
            account=None if state is JobState.QUEUED else user,
            created_at=START - 100 if twin else self.now,
            due_at=None if due is None else self.now + due,
        )
        self.both(*(store.add(job) for store in self.stores))
        self.marks[job.id] = (None, False)
        return Held(job, "nobody")

    @rule(
        target=held,
        owner=workers,
        limit=st.sampled_from([1, 2, 10]),
        slots=st.sampled_from([1, 2, 3]),
    )
    def claim(self, owner: str, limit: int, slots: int) -> MultipleResults[Held]:
        busy_before = self.slots_taken()
        until = self.now + LEASE
        claimed = self.both(
            *(
                store.claim_due(
                    self.now, owner=owner, lease_until=until, limit=limit, running_per_account=slots
                )
                for store in self.stores
            )
        )
        assert not isinstance(claimed, type)
        self.check_claim(claimed, limit)
        self.leases.update({job.id: Lease(owner, until, job.version) for job in claimed})
        for user in (UserId(1), UserId(2)):
            fresh = [j for j in claimed if j.state is JobState.QUEUED and j.origin.user_id == user]
            assert not fresh or busy_before[user] + len(fresh) <= slots
        return multiple(*(Held(job, owner) for job in claimed))

    def check_claim(self, claimed: Sequence[Job], limit: int) -> None:
        assert len({job.id for job in claimed}) == len(claimed)
        assert all(self.is_free(job) for job in claimed), "a leased job was given out"
        assert all(job.due_at is not None and job.due_at <= self.now + 2 for job in claimed)
        assert sum((job.due_at or 0) <= self.now for job in claimed) >= min(1, len(claimed))
        assert len([job for job in claimed if job.state is not JobState.RUNNING]) <= limit

    def is_free(self, job: Job) -> bool:
        return job.id not in self.leases or self.leases[job.id].until <= self.now

    def slots_taken(self) -> dict[UserId, int]:
        """From the stored rows and our own book of leases."""
        taken = {UserId(1): 0, UserId(2): 0}
        for user in taken:
            for job in self.run(self.stores[0].of_user(user, ACTIVE_STATES, limit=1000)):
                about_to = job.state is JobState.QUEUED and not self.is_free(job)
                taken[user] += job.state in SLOTS or about_to
        return taken

    @rule(target=held, hand=held, state=states, due=dues, release=st.booleans())
    def apply(self, hand: Held, state: JobState, due: float | None, release: bool) -> Hands:
        after = replace(
            hand.job,
            state=state,
            due_at=None if due is None else self.now + due,
            account_id=AccountId(int(hand.job.origin.user_id)),
            attempt=hand.job.attempt + 1,
        )
        current = self.run(self.stores[0].get(hand.job.id))
        assert current is not None
        answer = self.both(
            *(store.apply(hand.job, after, release=release) for store in self.stores)
        )
        if isinstance(answer, type):
            assert current.version != hand.job.version
            return multiple()
        assert current.version == hand.job.version, "an outdated step was stored"
        if release:
            self.leases.pop(hand.job.id, None)
        return Held(answer, hand.owner)

    @rule(hand=held)
    def release(self, hand: Held) -> None:
        self.both(*(store.release(hand.job) for store in self.stores))
        lease = self.leases.get(hand.job.id)
        if lease is not None and lease.version <= hand.job.version:
            del self.leases[hand.job.id]

    @rule(hand=held, owner=workers)
    def renew(self, hand: Held, owner: str) -> None:
        until = self.now + LEASE
        self.both(
            *(store.renew([hand.job.id], owner=owner, lease_until=until) for store in self.stores)
        )
        lease = self.leases.get(hand.job.id)
        if lease is not None and lease.owner == owner:
            self.leases[hand.job.id] = replace(lease, until=until)

    @rule(hand=held, number=st.integers(1, 9), muted=st.booleans())
    def mark(self, hand: Held, number: int, muted: bool) -> None:
        job_id = hand.job.id
        for store in self.stores:
            self.run(store.set_status_message(job_id, MessageId(number)))
            self.run(store.mute(job_id, muted))
        self.marks[job_id] = (MessageId(number), muted)

    @rule()
    def restart(self) -> None:
        """A new process on the same file."""
        self.run(self.storage.close())
        self.storage = self.run(open_storage(database_url(self.folder), KEYRING))
        self.stores = (self.wrap(self.storage.jobs), self.stores[1])
        self.both(*(store.release_all() for store in self.stores))
        self.leases.clear()

    @rule(step=steps)
    def wait(self, step: float) -> None:
        self.now += step

    @invariant()
    def both_hold_the_same(self) -> None:
        if not hasattr(self, "stores"):
            return
        for user in (UserId(1), UserId(2)):
            jobs = self.both(
                *(store.of_user(user, list(JobState), limit=1000) for store in self.stores)
            )
            assert not isinstance(jobs, type)
            for job in jobs:
                assert (job.status_message_id, job.is_muted) == self.marks[job.id]

    @invariant()
    def both_wake_at_the_same_time(self) -> None:
        if not hasattr(self, "stores"):
            return
        for slots in (None, 2):
            self.both(*(store.next_due(running_per_account=slots) for store in self.stores))


class UncomparingStore:
    """A job store that writes over whatever came in between. The machine must notice."""

    def __init__(self, store: JobStore) -> None:
        self._store = store

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    async def apply(self, before: Job, after: Job, *, release: bool = True) -> Job:
        current = await self._store.get(before.id)
        assert current is not None
        return await self._store.apply(current, after, release=release)


class UncomparingMachine(JobStoreMachine):
    def wrap(self, store: JobStore) -> JobStore:
        return UncomparingStore(store)  # type: ignore[return-value]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated empty database, to be copied: migrating one for each history would be slow."""
    folder = tmp_path_factory.mktemp("template")

    async def make() -> Path:
        storage = await open_storage(database_url(folder), KEYRING)
        await storage.close()
        return storage.database.path

    return asyncio.run(make())


QUICK = settings(
    max_examples=25,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def test_the_file_and_the_fake_tell_the_same_story(template: Path) -> None:
    JobStoreMachine.template = template
    run_state_machine_as_test(JobStoreMachine, settings=QUICK)


def test_the_machine_notices_a_store_that_does_not_compare(template: Path) -> None:
    UncomparingMachine.template = template
    once = settings(QUICK, phases=[Phase.generate], derandomize=True, database=None)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(UncomparingMachine, settings=once)
