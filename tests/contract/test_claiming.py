"""Which jobs are worked on next, under whose lease, and when to look again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.domain.ids import AccountId
from bot.domain.jobs import Job, JobState
from bot.ports import COMPANION_SECONDS, JobStore, StaleJobError
from tests.builders import START, make_job

LATER = START + 1000
LEASE = 60.0


async def claim(
    jobs: JobStore,
    now: float = LATER,
    *,
    owner: str = "me",
    limit: int = 10,
    running_per_account: int = 3,
) -> Sequence[Job]:
    return await jobs.claim_due(
        now,
        owner=owner,
        lease_until=now + LEASE,
        limit=limit,
        running_per_account=running_per_account,
    )


async def claimed_ids(jobs: JobStore, now: float = LATER, **options: int) -> list[str]:
    return [job.id for job in await claim(jobs, now, owner="me", **options)]


def ids(*numbers: int) -> list[str]:
    return [make_job(number).id for number in numbers]


async def add_all(jobs: JobStore, *made: Job) -> None:
    for job in made:
        await jobs.add(job)


async def test_only_what_is_due_is_claimed_oldest_due_first(jobs: JobStore) -> None:
    await add_all(
        jobs,
        make_job(1, user=1, due_at=LATER),
        make_job(2, user=2, due_at=LATER - 5, state=JobState.DELIVERING),
        make_job(3, user=3, due_at=LATER + 0.001),
        make_job(4, user=4, due_at=None),
    )
    assert await claimed_ids(jobs) == ids(2, 1)


async def test_a_claimed_job_is_given_out_as_it_is_stored(jobs: JobStore) -> None:
    await jobs.add(make_job(1))
    [job] = await claim(jobs)
    assert job == replace(make_job(1), version=job.version)
    assert await jobs.get(job.id) == job


async def test_nobody_else_gets_a_leased_job_until_the_lease_lapses(jobs: JobStore) -> None:
    await jobs.add(make_job(1))
    assert await claimed_ids(jobs) == ids(1)
    assert await claimed_ids(jobs, LATER + LEASE - 0.001) == []
    assert await claimed_ids(jobs, LATER + LEASE) == ids(1)


async def test_who_lost_a_lease_can_no_longer_apply_or_release(jobs: JobStore) -> None:
    """The step of a process that was asleep must not overwrite its successor's."""
    await jobs.add(make_job(1))
    [lost] = await claim(jobs, owner="asleep")
    [held] = await claim(jobs, LATER + LEASE, owner="successor")
    with pytest.raises(StaleJobError):
        await jobs.apply(lost, replace(lost, state=JobState.RUNNING))
    await jobs.release(lost)
    assert await claimed_ids(jobs, LATER + LEASE) == []
    await jobs.apply(held, replace(held, state=JobState.RUNNING))


async def test_apply_ends_the_lease_or_keeps_it(jobs: JobStore) -> None:
    await jobs.add(make_job(1, state=JobState.DELIVERING))
    [job] = await claim(jobs)
    job = await jobs.apply(job, replace(job, attempt=1), release=False)
    assert await claimed_ids(jobs) == []
    await jobs.apply(job, replace(job, attempt=2))
    assert await claimed_ids(jobs) == ids(1)


async def test_a_change_that_keeps_the_lease_leaves_a_free_job_free(jobs: JobStore) -> None:
    job, _ = await jobs.add(make_job(1))
    await jobs.apply(job, replace(job, attempt=1), release=False)
    assert await claimed_ids(jobs) == ids(1)


async def test_release_gives_the_job_back_unchanged(jobs: JobStore) -> None:
    await jobs.add(make_job(1))
    [job] = await claim(jobs)
    await jobs.release(job)
    assert await jobs.get(job.id) == job
    assert await claimed_ids(jobs) == ids(1)


async def test_the_holder_can_release_what_somebody_changed(jobs: JobStore) -> None:
    """Otherwise a person's tap during a step would leave the job held till the lease lapses."""
    await jobs.add(make_job(1))
    [held] = await claim(jobs)
    await jobs.apply(held, replace(held, attempt=1), release=False)
    await jobs.release(held)
    assert await claimed_ids(jobs) == ids(1)


async def test_the_holder_can_release_after_steps_of_its_own(jobs: JobStore) -> None:
    await jobs.add(make_job(1, state=JobState.DELIVERING))
    [held] = await claim(jobs)
    for attempt in (1, 2):
        held = await jobs.apply(held, replace(held, attempt=attempt), release=False)
    await jobs.release(held)
    assert await claimed_ids(jobs) == ids(1)


async def test_renew_keeps_only_the_owners_leases(jobs: JobStore) -> None:
    await add_all(jobs, make_job(1, user=1), make_job(2, user=2), make_job(3, user=3))
    mine = [job.id for job in await claim(jobs, limit=2, owner="me")]
    others = [job.id for job in await claim(jobs, owner="other")]
    await jobs.renew([*mine, *others], owner="me", lease_until=LATER + 10 * LEASE)
    assert await claimed_ids(jobs, LATER + 2 * LEASE) == others


async def test_renew_does_not_take_a_free_job(jobs: JobStore) -> None:
    job, _ = await jobs.add(make_job(1))
    await jobs.renew([job.id], owner="me", lease_until=LATER + LEASE)
    assert await claimed_ids(jobs) == ids(1)


async def test_release_all_ends_every_lease(jobs: JobStore) -> None:
    await add_all(jobs, *(make_job(n, user=n) for n in (1, 2, 3)))
    await claim(jobs, limit=2)
    assert await jobs.release_all() == 2
    assert await jobs.release_all() == 0
    assert await claimed_ids(jobs) == ids(1, 2, 3)


async def test_what_a_clock_stored_that_ran_ahead_is_due_at_once(jobs: JobStore) -> None:
    year, now = 365 * 86_400.0, START + 100
    waits = make_job(1, due_at=now + 50)
    ahead = make_job(2, user=2, state_since=START + year, due_at=START + year + 5)
    ended = make_job(3, user=3, state=JobState.FAILED, state_since=START + year, due_at=None)
    await add_all(jobs, waits, ahead, ended)
    assert await jobs.bring_back(now) == 1
    assert await jobs.bring_back(now) == 0
    back = await jobs.get(ahead.id)
    assert back is not None
    assert (back.state_since, back.due_at) == (now, now)
    for untouched in (waits, ended):
        assert await jobs.get(untouched.id) == untouched
    assert await claimed_ids(jobs, now) == ids(2)


@pytest.mark.parametrize("limit", [0, 1, 2])
async def test_no_more_than_the_limit_are_claimed(jobs: JobStore, limit: int) -> None:
    await add_all(jobs, *(make_job(n, user=n) for n in (1, 2, 3)))
    assert await claimed_ids(jobs, limit=limit) == ids(1, 2, 3)[:limit]


async def test_a_person_gets_only_so_many_slots(jobs: JobStore) -> None:
    await add_all(jobs, *(make_job(n, account=None) for n in (1, 2, 3)), make_job(4, user=8))
    assert await claimed_ids(jobs, running_per_account=2) == ids(1, 4, 2)
    assert await claimed_ids(jobs, running_per_account=2) == []
    assert await claimed_ids(jobs, running_per_account=3) == ids(3)


@pytest.mark.parametrize("state", [JobState.SUBMITTING, JobState.UNCERTAIN, JobState.RUNNING])
async def test_what_may_be_at_the_service_takes_a_slot(jobs: JobStore, state: JobState) -> None:
    await add_all(jobs, make_job(1, state=state, due_at=None), make_job(2))
    assert await claimed_ids(jobs, running_per_account=1) == []
    assert await claimed_ids(jobs, running_per_account=2) == ids(2)


async def test_a_job_about_to_be_submitted_takes_a_slot_until_its_lease_lapses(
    jobs: JobStore,
) -> None:
    await add_all(jobs, make_job(1), make_job(2))
    assert await claimed_ids(jobs, limit=1, running_per_account=1) == ids(1)
    assert await claimed_ids(jobs, LATER + 1, running_per_account=1) == []
    assert await claimed_ids(jobs, LATER + LEASE, running_per_account=1) == ids(1)


async def test_only_queued_jobs_wait_for_a_slot(jobs: JobStore) -> None:
    await add_all(jobs, *(make_job(n, state=JobState.SUBMITTING) for n in (1, 2, 3)))
    assert await claimed_ids(jobs, running_per_account=1) == ids(1, 2, 3)


async def test_a_persons_queue_goes_in_order_of_creation(jobs: JobStore) -> None:
    """The first request was put off for a while; the second must not overtake it when both
    are due again."""
    await add_all(
        jobs,
        make_job(1, due_at=LATER - 1),
        make_job(2, due_at=LATER - 9),
        make_job(3, user=8, due_at=LATER - 5),
    )
    assert await claimed_ids(jobs, running_per_account=1) == ids(1, 3)


async def test_only_those_behind_make_a_queued_job_urgent(jobs: JobStore) -> None:
    """An old first request must not pull all that follow it past other people's."""
    await add_all(
        jobs,
        make_job(1, due_at=LATER - 9),
        make_job(2, due_at=LATER - 1),
        make_job(3, user=8, due_at=LATER - 5),
    )
    assert await claimed_ids(jobs) == ids(1, 3, 2)


async def test_fifty_jobs_of_one_delay_anothers_first_by_one_slot_at_most(jobs: JobStore) -> None:
    await add_all(jobs, *(make_job(number) for number in range(1, 51)))
    late = make_job(51, user=8)
    await jobs.add(late)
    order = [(await claimed_ids(jobs, limit=1, running_per_account=40))[0] for _ in range(4)]
    assert order == [*ids(1), late.id, *ids(2, 3)]


async def test_people_take_turns_also_counting_what_runs(jobs: JobStore) -> None:
    await add_all(
        jobs,
        make_job(1, state=JobState.RUNNING, due_at=None),
        *(make_job(number) for number in (2, 3)),
        *(make_job(number, user=8) for number in (4, 5)),
        make_job(6, user=9),
    )
    assert await claimed_ids(jobs) == ids(4, 6, 2, 5, 3)


async def test_what_is_under_way_goes_before_what_waits(jobs: JobStore) -> None:
    await add_all(
        jobs,
        make_job(1),
        make_job(2, user=8, state=JobState.DELIVERING),
        make_job(3, user=9, state=JobState.SUBMITTING),
    )
    assert await claimed_ids(jobs, limit=2) == ids(2, 3)


async def test_running_jobs_due_about_now_come_along(jobs: JobStore) -> None:
    running = JobState.RUNNING
    soon = LATER + COMPANION_SECONDS
    await add_all(
        jobs,
        make_job(1, state=running),
        make_job(2, state=running, due_at=soon),
        make_job(3, state=running, due_at=LATER + 0.5),
        make_job(4, state=running, due_at=soon + 0.001),
        make_job(5, state=running, due_at=LATER + 0.5, user=8, account=2),
        make_job(6, state=JobState.SUBMITTING, due_at=LATER + 0.5),
        make_job(7, state=running, due_at=None),
    )
    assert await claimed_ids(jobs, limit=1) == ids(1, 3, 2)


async def test_a_leased_running_job_stays_behind(jobs: JobStore) -> None:
    await jobs.add(make_job(1, state=JobState.RUNNING))
    await claim(jobs, owner="other")
    await jobs.add(make_job(2, state=JobState.RUNNING))
    assert await claimed_ids(jobs) == ids(2)


async def test_running_jobs_without_an_account_share_nothing(jobs: JobStore) -> None:
    for number, due in ((1, LATER), (2, LATER + 1)):
        job = make_job(number, user=number, state=JobState.RUNNING, due_at=due, account=None)
        await jobs.add(job)
    assert await claimed_ids(jobs) == ids(1)


async def test_next_due_is_none_where_nothing_waits_for_time(jobs: JobStore) -> None:
    assert await jobs.next_due() is None
    await jobs.add(make_job(1, due_at=None))
    assert await jobs.next_due() is None


async def test_next_due_is_the_earliest_out_of_a_lease(jobs: JobStore) -> None:
    await add_all(jobs, make_job(1, due_at=LATER + 2 * LEASE), make_job(2, due_at=LATER))
    assert await jobs.next_due() == LATER
    [held] = await claim(jobs)
    assert await jobs.next_due() == LATER + LEASE
    await jobs.apply(held, replace(held, due_at=LATER + 1.25))
    assert await jobs.next_due() == LATER + 1.25


async def test_next_due_passes_over_what_waits_for_a_slot(jobs: JobStore) -> None:
    """Else the worker would wake at once, claim nothing, and wake at once."""
    await add_all(
        jobs, make_job(1, state=JobState.RUNNING, due_at=LATER + 5), make_job(2), make_job(3)
    )
    assert await claimed_ids(jobs, running_per_account=1) == []
    assert await jobs.next_due(running_per_account=1) == LATER + 5
    assert await jobs.next_due(running_per_account=2) == make_job(2).due_at
    assert await jobs.next_due() == make_job(2).due_at


async def test_next_due_counts_what_is_about_to_be_submitted(jobs: JobStore) -> None:
    await add_all(jobs, make_job(1), make_job(2))
    await claim(jobs, limit=1)
    assert await jobs.next_due(running_per_account=1) == LATER + LEASE


async def test_companions_keep_their_account(jobs: JobStore) -> None:
    """A group's members may share a chat, never an account."""
    await add_all(
        jobs,
        make_job(1, state=JobState.RUNNING, account=5),
        make_job(2, state=JobState.RUNNING, account=6, due_at=LATER + 1),
        make_job(3, state=JobState.RUNNING, account=5, due_at=LATER + 1),
    )
    claimed = await claim(jobs)
    assert [job.account_id for job in claimed] == [AccountId(5), AccountId(5)]


async def test_each_account_of_a_person_has_its_own_slots(jobs: JobStore) -> None:
    """A slow account keeps the jobs of another one waiting no longer than their own."""
    await add_all(
        jobs,
        *(make_job(n, state=JobState.RUNNING, due_at=LATER + 9) for n in (1, 2)),
        make_job(3),
        make_job(4, account_name="work"),
        make_job(5, account_name="work"),
        make_job(6, account_name="work"),
    )
    assert await jobs.next_due(running_per_account=2) == make_job(4).due_at
    assert await claimed_ids(jobs, running_per_account=2) == ids(4, 5)
    queued = make_job(6, account_name="work")
    assert await jobs.place_in_queue(queued) == 2
