"""Quotas: taken with the job, given back with its free end, and never out of step in between."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.access import Subject, SubjectKind
from bot.domain.jobs import Charged, Failure, FailureKind, Job, JobState
from bot.domain.quotas import (
    EVERYBODY,
    Allowance,
    Limit,
    Period,
    QuotaUsedError,
    Unit,
    allowances_of,
    subjects_of,
)
from bot.domain.receipts import Receipt
from bot.ports import JobStore, QuotaStore, StaleJobError, Stores
from storage import database_url, open_storage
from tests.builders import START, make_job, make_origin
from tests.contract.conftest import KEYRING
from tests.fakes.stores import FakeStores

ANNE = Subject(SubjectKind.USER, 7)
GROUP = Subject(SubjectKind.CHAT, -100)
PERIODS = {Period.DAY: 86_400.0, Period.MONTH: 30 * 86_400.0}


def allowance(subject: Subject = ANNE, unit: Unit = Unit.JOBS, most: int = 1) -> Allowance:
    return Allowance(
        subject=subject, period=Period.DAY, unit=unit, most=most, since=START, until=START + 1000
    )


def grouped(number: int, **fields: float) -> Job:
    return make_job(number, origin=make_origin(number, chat=-100), **fields)  # type: ignore[arg-type]


def priced(job: Job, price: int | None) -> Job:
    return replace(job, receipt=Receipt(price=price))


async def end(jobs: JobStore, job: Job, state: JobState, charged: Charged = Charged.NO) -> Job:
    failure = Failure(kind=FailureKind.GENERATION, charged=charged)
    ended = replace(job, state=state, submitted_at=START, finished_at=START + 9, failure=failure)
    return await jobs.apply(job, ended)


async def test_a_job_beyond_the_quota_is_not_stored(jobs: JobStore, quotas: QuotaStore) -> None:
    await jobs.add(make_job(1), [allowance()])
    with pytest.raises(QuotaUsedError) as refused:
        await jobs.add(make_job(2), [allowance()])
    assert refused.value.used == 1
    assert refused.value.allowance == allowance()
    assert await jobs.get(make_job(2).id) is None
    assert await quotas.used(allowance()) == 1


async def test_a_message_that_made_its_job_finds_it_beyond_the_quota(jobs: JobStore) -> None:
    await jobs.add(make_job(1), [allowance()])
    assert await jobs.add(make_job(1), [allowance()]) == (make_job(1), False)


async def test_only_ones_own_uses_of_this_time_count(jobs: JobStore) -> None:
    await jobs.add(make_job(1, user=8))
    await jobs.add(make_job(2, created_at=START - 1))
    await jobs.add(make_job(3, created_at=START + 1000))
    await jobs.add(make_job(4), [allowance()])


async def test_a_groups_quota_counts_everybody_there_and_nothing_private(jobs: JobStore) -> None:
    await jobs.add(make_job(1))
    other = replace(grouped(2), origin=make_origin(2, user=8, chat=-100))
    await jobs.add(other, [allowance(GROUP)])
    with pytest.raises(QuotaUsedError):
        await jobs.add(grouped(3), [allowance(GROUP)])


async def test_credits_count_by_price_then_by_cost(jobs: JobStore, quotas: QuotaStore) -> None:
    credits = allowance(unit=Unit.CREDITS, most=10)
    await jobs.add(priced(make_job(1), 8), [credits])
    with pytest.raises(QuotaUsedError):
        await jobs.add(priced(make_job(2), 3), [credits])
    await jobs.add(priced(make_job(2), 2), [credits])
    assert await quotas.used(credits) == 10
    with pytest.raises(QuotaUsedError):
        await jobs.add(make_job(3), [credits])
    await jobs.set_cost(make_job(1).id, 4)
    assert await quotas.used(credits) == 6
    await jobs.add(make_job(3), [credits])


@pytest.mark.parametrize(
    ("state", "charged", "left"),
    [
        (JobState.SUCCEEDED, Charged.NO, 1),
        (JobState.FAILED, Charged.NO, 0),
        (JobState.FAILED, Charged.YES, 1),
        (JobState.FAILED, Charged.UNKNOWN, 1),
        (JobState.CANCELLED, Charged.UNKNOWN, 0),
        (JobState.EXPIRED, Charged.NO, 0),
        (JobState.EXPIRED, Charged.UNKNOWN, 1),
    ],
)
async def test_a_free_end_gives_back(
    jobs: JobStore, quotas: QuotaStore, state: JobState, charged: Charged, left: int
) -> None:
    job, _ = await jobs.add(make_job(1), [allowance()])
    await end(jobs, job, state, charged)
    assert await quotas.used(allowance()) == left


async def test_a_cost_learned_later_decides(jobs: JobStore, quotas: QuotaStore) -> None:
    job, _ = await jobs.add(make_job(1))
    await end(jobs, job, JobState.FAILED, Charged.UNKNOWN)
    await jobs.set_cost(job.id, 0)
    assert await quotas.used(allowance()) == 0
    await jobs.set_cost(job.id, 5)
    assert await quotas.used(allowance()) == 1
    assert await quotas.used(allowance(unit=Unit.CREDITS)) == 5


async def test_a_stale_end_gives_nothing_back(jobs: JobStore, quotas: QuotaStore) -> None:
    job, _ = await jobs.add(make_job(1))
    await jobs.apply(job, replace(job, attempt=1))
    with pytest.raises(StaleJobError):
        await end(jobs, job, JobState.CANCELLED)
    assert await quotas.used(allowance()) == 1


async def test_an_erased_job_stays_counted(jobs: JobStore, quotas: QuotaStore) -> None:
    job, _ = await jobs.add(make_job(1))
    await end(jobs, job, JobState.SUCCEEDED)
    assert await jobs.erase(job.id)
    assert await quotas.used(allowance()) == 1


async def test_an_amended_receipt_is_counted_anew(jobs: JobStore, quotas: QuotaStore) -> None:
    job, _ = await jobs.add(priced(make_job(1, state=JobState.DRAFTED), 8))
    await jobs.apply(job, priced(job, 3))
    assert await quotas.used(allowance(unit=Unit.CREDITS)) == 3


async def test_old_uses_are_forgotten(jobs: JobStore, quotas: QuotaStore) -> None:
    await jobs.add(make_job(1, created_at=START))
    await jobs.add(make_job(2, created_at=START + 5))
    assert await quotas.purge(START + 5) == 1
    assert await quotas.used(allowance()) == 1


async def test_limits_are_set_changed_and_dropped(quotas: QuotaStore) -> None:
    everybody = Subject(SubjectKind.USER, EVERYBODY)
    own = Limit(subject=ANNE, period=Period.DAY, unit=Unit.JOBS, most=None)
    general = Limit(subject=everybody, period=Period.DAY, unit=Unit.JOBS, most=20)
    await quotas.set_limit(own)
    await quotas.set_limit(replace(general, most=5))
    await quotas.set_limit(general)
    assert list(await quotas.limits()) == [general, own]
    assert await quotas.drop_limit(ANNE, Period.DAY, Unit.JOBS)
    assert not await quotas.drop_limit(ANNE, Period.DAY, Unit.JOBS)
    assert list(await quotas.limits()) == [general]


# A random life of jobs, on both kinds of stores: what was taken less what was given back is what
# is counted, reckoned here from the list of what was done.


@asynccontextmanager
async def fake_stores() -> AsyncIterator[Stores]:
    yield FakeStores()


@asynccontextmanager
async def sqlite_stores() -> AsyncIterator[Stores]:
    with TemporaryDirectory() as folder:
        storage = await open_storage(database_url(Path(folder)), KEYRING)
        yield storage
        await storage.close()


ENDS = [
    (JobState.SUCCEEDED, Charged.YES),
    (JobState.FAILED, Charged.NO),
    (JobState.FAILED, Charged.UNKNOWN),
    (JobState.CANCELLED, Charged.NO),
    (JobState.EXPIRED, Charged.UNKNOWN),
]
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), st.sampled_from([7, 8]), st.sampled_from([None, 2, 5])),
        st.tuples(st.just("end"), st.integers(0, 9), st.sampled_from(ENDS)),
        st.tuples(st.just("cost"), st.integers(0, 9), st.sampled_from([0, 3])),
        st.tuples(st.just("erase"), st.integers(0, 9), st.none()),
    ),
    max_size=25,
)


@pytest.mark.parametrize("opened", [fake_stores, sqlite_stores])
@settings(max_examples=25, deadline=None)
@given(deeds=DEEDS)
async def test_taken_less_given_back_is_what_counts(
    opened: Callable[[], AbstractAsyncContextManager[Stores]], deeds: list[tuple[str, int, object]]
) -> None:
    limits = [
        Limit(subject=Subject(kind, EVERYBODY), period=Period.MONTH, unit=unit, most=most)
        for kind, unit, most in (
            (SubjectKind.USER, Unit.JOBS, 4),
            (SubjectKind.CHAT, Unit.CREDITS, 9),
        )
    ]
    taken: list[Job] = []
    counts: dict[str, tuple[bool, int]] = {}  # is it counted, and with how many credits
    async with opened() as stores:
        for deed, which, what in deeds:
            if deed == "ask":
                number = len(taken) + 1
                origin = make_origin(number, user=which, chat=-100)
                job = priced(make_job(number, origin=origin), what)  # type: ignore[arg-type]
                allowances = allowances_of(subjects_of(job), limits, job.created_at)
                try:
                    await stores.jobs.add(job, allowances)
                except QuotaUsedError:
                    assert await stores.jobs.get(job.id) is None
                    continue
                taken.append(job)
                counts[job.id] = True, job.receipt.price or 0
                continue
            job_then = taken[which] if which < len(taken) else None
            stored = None if job_then is None else await stores.jobs.get(job_then.id)
            if stored is None:
                continue
            if deed == "end" and not stored.state.is_final:
                assert isinstance(what, tuple)
                await end(stores.jobs, stored, *what)
                free = what in {(JobState.FAILED, Charged.NO), (JobState.CANCELLED, Charged.NO)}
                counts[stored.id] = not free, counts[stored.id][1]
            elif deed == "cost" and stored.state.is_final:
                assert isinstance(what, int)
                await stores.jobs.set_cost(stored.id, what)
                counts[stored.id] = what > 0 or stored.state is JobState.SUCCEEDED, what
            elif deed == "erase":
                await stores.jobs.erase(stored.id)
        for user in (7, 8):
            mine = [counts[job.id] for job in taken if job.origin.user_id == user]
            for unit, expected in (
                (Unit.JOBS, sum(is_counted for is_counted, _ in mine)),
                (Unit.CREDITS, sum(spent for is_counted, spent in mine if is_counted)),
            ):
                whole = replace(allowance(unit=unit), subject=Subject(SubjectKind.USER, user))
                assert await stores.quotas.used(whole) == expected
