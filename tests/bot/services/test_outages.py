"""Long silences: no names for an hour, a service that is down for a day, a process that was away
for days, a clock that jumps. What may be paid is looked at before any time counts as over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain.accounts import Credential
from bot.domain.jobs import Charged, Job, JobState, Progress, RemoteResult
from bot.domain.observations import (
    Absent,
    Accepted,
    AddressesExpired,
    AnswerLost,
    Finished,
    NotSent,
    Observation,
    SendDelayed,
    StillRunning,
    Unreachable,
)
from bot.domain.patience import DAY, HOUR, TRIES_BEFORE_GIVING_UP
from tests.builders import START, make_job

if TYPE_CHECKING:
    from tests.bot.services.conftest import World

RESULTS = (RemoteResult(url="https://results.test/1"),)
DONE = Finished("task", RESULTS, Progress(finished=1, total=1))
SILENCE = Unreachable("gaierror")


async def live_until(world: World, until: float) -> int:
    """Advance what is due, moving the clock to what is due next; gives the number of steps."""
    steps = 0
    while world.clock.time < until:
        jobs = await world.claim()
        for job in jobs:
            steps += 1
            if job.state is JobState.RUNNING:
                await world.steps.check([job])
            else:
                await world.steps.advance(job)
        await world.board.drain()
        due = await world.stores.jobs.next_due(running_per_account=3)
        if not jobs:
            world.clock.time = until if due is None else min(until, max(due, world.clock.time + 1))
    return steps


class Outage:
    """Nothing of the service answers before `ends_at`; what was asked then was never sent."""

    def __init__(self, world: World, ends_at: float) -> None:
        self.world, self.ends_at, self.asked = world, ends_at, 0
        backend = world.backend
        self.submit, self.find = backend.submit, backend.find
        self.check, self.fetch = backend.check, backend.fetch
        for name in ("submit", "find", "check", "fetch"):
            setattr(backend, name, getattr(self, f"_{name}"))

    @property
    def is_on(self) -> bool:
        self.asked += 1
        return self.world.clock.time < self.ends_at

    async def _submit(self, login: Credential, job: Job, pictures: Sequence[Path]) -> Observation:
        return NotSent("gaierror") if self.is_on else await self.submit(login, job, pictures)

    async def _find(self, login: Credential, job: Job) -> Observation:
        return SILENCE if self.is_on else await self.find(login, job)

    async def _check(self, login: Credential, jobs: Sequence[Job]) -> object:
        return (
            dict.fromkeys((j.id for j in jobs), SILENCE)
            if self.is_on
            else await self.check(login, jobs)
        )

    async def _fetch(self, job: Job, folder: Path) -> Observation:
        return SILENCE if self.is_on else await self.fetch(job, folder)


async def everything(world: World) -> list[Job]:
    """A job in each state in which the service may be asked, one of them lost on its way."""
    await world.log_in()
    sent = {"submitted_at": START}
    jobs = [
        make_job(1),
        make_job(2, state=JobState.SUBMITTING, **sent),  # type: ignore[arg-type]
        make_job(3, state=JobState.RUNNING, remote="task", **sent),  # type: ignore[arg-type]
        make_job(4, state=JobState.DELIVERING, remote="task", results=RESULTS, **sent),  # type: ignore[arg-type]
    ]
    return [await world.add(job) for job in jobs]


async def states(world: World, jobs: Sequence[Job]) -> list[JobState]:
    return [(await world.job(job)).state for job in jobs]


@pytest.mark.parametrize("hours", [1, 23])
async def test_an_outage_ends_and_everything_arrives_once(world: World, hours: int) -> None:
    jobs = await everything(world)
    world.backend.lookups.append(Accepted("task", 3.0))
    outage = Outage(world, world.clock.time + hours * HOUR)
    await live_until(world, outage.ends_at + HOUR)
    assert await states(world, jobs) == [JobState.SUCCEEDED] * 4
    assert world.backend.submitted == [jobs[0].submit_id]
    assert sorted(job_id for job_id, _, _ in world.notifier.sends) == sorted(j.id for j in jobs)
    # Slower and slower: a service that is down is not hammered.
    assert outage.asked < 4 * (40 + hours * 13)


async def test_after_more_than_a_day_what_was_never_sent_ends_unpaid(world: World) -> None:
    jobs = await everything(world)
    world.backend.lookups.append(Accepted("task", 3.0))
    outage = Outage(world, world.clock.time + 25 * HOUR)
    await live_until(world, outage.ends_at + HOUR)
    assert await states(world, jobs) == [JobState.EXPIRED, *[JobState.SUCCEEDED] * 3]
    failure = (await world.job(jobs[0])).failure
    assert failure is not None
    assert failure.charged is Charged.NO
    assert world.backend.submitted == []


async def test_a_service_that_never_comes_back_is_given_up(world: World) -> None:
    jobs = await everything(world)
    Outage(world, float("inf"))
    await live_until(world, world.clock.time + 4 * DAY)
    assert all(state.is_final for state in await states(world, jobs))
    for job in jobs[1:]:
        failure = (await world.job(job)).failure
        assert failure is not None
        assert failure.charged is not Charged.NO


async def test_a_process_that_was_away_for_days_looks_before_it_gives_up(world: World) -> None:
    jobs = (await everything(world))[1:]
    world.clock.time += 5 * DAY
    world.backend.lookups.append(Accepted("task", 3.0))
    await live_until(world, world.clock.time + HOUR)
    assert await states(world, jobs) == [JobState.SUCCEEDED] * 3


async def test_it_also_waits_for_a_network_that_comes_up_later_than_itself(world: World) -> None:
    jobs = (await everything(world))[1:]
    world.clock.time += 5 * DAY
    world.backend.lookups.append(Accepted("task", 3.0))
    outage = Outage(world, world.clock.time + 600)
    await live_until(world, outage.ends_at + HOUR)
    assert await states(world, jobs) == [JobState.SUCCEEDED] * 3


async def test_addresses_that_expired_meanwhile_are_asked_for_anew(world: World) -> None:
    job = (await everything(world))[3]
    world.clock.time += 5 * DAY
    fetch, expired = world.backend.fetch, [AddressesExpired()]

    async def fetch_late(job: Job, folder: Path) -> Observation:
        return expired.pop() if expired else await fetch(job, folder)

    world.backend.fetch = fetch_late  # type: ignore[method-assign]
    await live_until(world, world.clock.time + HOUR)
    assert (await world.job(job)).state is JobState.SUCCEEDED


async def test_what_is_still_absent_after_days_becomes_a_question_then_ends(world: World) -> None:
    await world.log_in()
    job = await world.add(make_job(state=JobState.SUBMITTING, submitted_at=START))
    world.clock.time += 5 * DAY
    await live_until(world, world.clock.time + 60)
    assert (await world.job(job)).state is JobState.UNCERTAIN
    world.clock.time += 5 * DAY
    looked_up = len(world.backend.looked_up)
    await live_until(world, world.clock.time + 60)
    assert (await world.job(job)).state is JobState.EXPIRED
    assert len(world.backend.looked_up) == looked_up + 1
    assert world.backend.submitted == []


async def test_send_again_of_last_week_is_looked_up_and_not_sent_any_more(world: World) -> None:
    await world.log_in()
    job = await world.add(make_job(submitted_at=START))
    world.clock.time += 5 * DAY
    world.backend.lookups.append(Absent())
    await live_until(world, world.clock.time + 60)
    assert (await world.job(job)).state is JobState.EXPIRED
    assert world.backend.submitted == []


@pytest.mark.parametrize("jump", [10 * DAY, 400 * DAY])
async def test_a_clock_that_jumps_ahead_ends_nothing_that_runs(world: World, jump: float) -> None:
    jobs = await everything(world)
    running = StillRunning("task", Progress(finished=0, total=1), 5.0)
    world.backend.lookups.append(Accepted("task", 3.0))
    world.clock.time += jump
    for _ in range(6):
        world.backend.checks.append(running)
    await live_until(world, world.clock.time + HOUR)
    assert await states(world, jobs[1:]) == [JobState.SUCCEEDED] * 3
    world.clock.time -= jump
    late = await world.add(make_job(7))
    await live_until(world, world.clock.time + HOUR)
    assert (await world.job(late)).state is JobState.SUCCEEDED


async def test_what_runs_for_ever_is_given_up_after_its_days_and_an_hour(world: World) -> None:
    job = (await everything(world))[2]
    running = StillRunning("task", Progress(finished=0, total=1), 60.0)

    async def check(_: Credential, jobs: Sequence[Job]) -> object:
        return {job.id: running for job in jobs}

    world.backend.check = check  # type: ignore[method-assign, assignment]
    await live_until(world, START + 2 * DAY)
    assert (await world.job(job)).state is JobState.RUNNING
    await live_until(world, START + 2 * DAY + 2 * HOUR)
    assert (await world.job(job)).state is JobState.FAILED


async def test_a_lost_answer_in_an_outage_is_never_sent_again(world: World) -> None:
    """Accepted, the answer lost, and the service silent for an hour right after."""
    await world.log_in()
    job = await world.add(make_job())
    world.backend.submissions.append(AnswerLost("reset"))
    await live_until(world, world.clock.time + 1)
    outage = Outage(world, world.clock.time + HOUR)
    world.backend.lookups.append(Accepted("task", 3.0))
    await live_until(world, outage.ends_at + HOUR)
    assert (await world.job(job)).state is JobState.SUCCEEDED
    assert world.backend.submitted == [job.submit_id]


async def test_one_unanswered_question_after_days_is_not_the_end(world: World) -> None:
    job = replace(make_job(state=JobState.SUBMITTING, submitted_at=START), attempt=0)
    await world.log_in()
    await world.add(job)
    world.clock.time += 5 * DAY
    for _ in range(TRIES_BEFORE_GIVING_UP):
        world.backend.lookups.append(SILENCE)
    await live_until(world, world.clock.time + 1200)
    assert (await world.job(job)).state is JobState.SUBMITTING


async def test_questions_before_days_off_do_not_count_after_them(world: World) -> None:
    job = replace(make_job(state=JobState.SUBMITTING, submitted_at=START), attempt=20)
    await world.log_in()
    await world.add(job)
    world.clock.time += 5 * DAY
    world.backend.lookups.append(SILENCE)
    await live_until(world, world.clock.time + 1)
    assert (await world.job(job)).attempt == 1
    assert (await world.job(job)).state is JobState.SUBMITTING


async def test_a_doubt_of_a_clock_that_ran_ahead_becomes_a_question_all_the_same(
    world: World,
) -> None:
    await world.log_in()
    ahead = START + 400 * DAY
    job = make_job(state=JobState.SUBMITTING, submitted_at=ahead, state_since=ahead, due_at=ahead)
    await world.add(job)
    await world.stores.jobs.bring_back(world.clock.time)
    await live_until(world, world.clock.time + 120)
    assert (await world.job(job)).state is JobState.UNCERTAIN
    assert world.backend.submitted == []


async def test_a_delivery_outlives_a_day_off_and_a_network_that_comes_up_late(
    world: World,
) -> None:
    job = (await everything(world))[3]
    send = world.notifier.send_part
    back_at = world.clock.time + 25 * HOUR + 120

    async def send_if_reachable(job: Job, part: int, **named: object) -> Observation:
        if world.clock.time < back_at:
            return SendDelayed(part, "ConnectError")
        return await send(job, part, **named)  # type: ignore[arg-type]

    world.notifier.send_part = send_if_reachable  # type: ignore[method-assign]
    await live_until(world, world.clock.time + 10)
    assert (await world.job(job)).trouble_since is not None
    world.clock.time = back_at - 120
    await live_until(world, back_at + HOUR)
    assert (await world.job(job)).state is JobState.SUCCEEDED
