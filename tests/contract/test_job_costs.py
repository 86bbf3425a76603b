"""What jobs took, as every job store keeps it beside what the worker writes."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.ids import UserId
from bot.domain.jobs import Job, JobState
from bot.ports import JobStore
from tests.builders import START, make_job

PERSON = UserId(7)


async def ended(
    jobs: JobStore,
    number: int,
    *,
    user: int = 7,
    submitted_at: float | None = START,
    finished_at: float = START + 50,
    account_name: str = "main",
) -> Job:
    state = JobState.SUCCEEDED
    job = make_job(number, user=user, state=state, submitted_at=submitted_at)
    job, _ = await jobs.add(replace(job, finished_at=finished_at, account_name=account_name))
    return job


async def test_costs_are_wanted_of_what_was_sent_and_ended_lately(jobs: JobStore) -> None:
    lately = await ended(jobs, 1)
    await ended(jobs, 2, finished_at=START + 10)
    await ended(jobs, 3, submitted_at=None)
    await jobs.add(make_job(4, state=JobState.RUNNING, submitted_at=START))
    known = await ended(jobs, 5)
    await jobs.set_cost(known.id, 0)
    assert [job.id for job in await jobs.uncosted(START + 10)] == [lately.id]


async def test_a_step_in_hand_does_not_lose_the_cost(jobs: JobStore) -> None:
    job, _ = await jobs.add(make_job(1, state=JobState.DELIVERING, submitted_at=START))
    await jobs.set_cost(job.id, 12)
    after = await jobs.apply(job, replace(job, state=JobState.SUCCEEDED))
    assert after.cost == 12
    assert await jobs.get(job.id) == after


async def test_spendings_add_up_by_person_time_and_account(jobs: JobStore) -> None:
    costs = {1: 1, 2: 10, 3: 100, 4: 1000}
    await ended(jobs, 1)
    await ended(jobs, 2, submitted_at=START - 1)
    await ended(jobs, 3, account_name="work")
    await ended(jobs, 4, user=8)
    await ended(jobs, 5)
    for number, cost in costs.items():
        await jobs.set_cost(make_job(number).id, cost)
    assert await jobs.spent(PERSON, START) == 101
    assert await jobs.spent(PERSON, START - 1) == 111
    assert await jobs.spent(PERSON, START, account_name="main") == 1
    assert await jobs.spent(PERSON, START, account_name="work") == 100
    assert await jobs.spent(UserId(9), START) == 0
