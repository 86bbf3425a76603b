"""The engine over fakes: what it does with jobs whose step broke."""

from __future__ import annotations

import asyncio
from unittest.mock import create_autospec

from bot.domain.jobs import Job
from bot.services.steps import Steps
from bot.services.worker import AFTER_BREAKING, IDLE_AT_MOST, Limits, Worker
from tests.builders import START, make_job
from tests.fakes.jobs import FakeJobStore
from tests.fakes.services import FakeClock

LONG = 3600.0
SHORT = 4 * IDLE_AT_MOST


class WorkersClock(FakeClock):
    """Only the loop's own rests move it; the renewal of leases waits for ever."""

    async def sleep(self, seconds: float) -> None:
        if seconds > IDLE_AT_MOST:
            await asyncio.Event().wait()
        await super().sleep(seconds)


async def test_a_job_whose_step_broke_is_taken_up_again_long_before_its_lease_ends() -> None:
    """Its row tells how it goes on; a fault that stays must not become a tight loop."""
    jobs, clock = FakeJobStore(), WorkersClock(START + 10)
    await jobs.add(make_job(1))
    tried: list[float] = []
    steps = create_autospec(Steps, instance=True)
    worker = Worker(
        jobs=jobs,
        steps=steps,
        clock=clock,
        owner="worker",
        beat=lambda: None,
        limits=Limits(lease=LONG),
    )

    async def advance(job: Job) -> None:
        tried.append(clock.now())
        if len(tried) == 3:
            worker.stop()
        raise OSError("the disk is full")

    steps.advance.side_effect = advance
    await worker.run()
    first, second, third = tried
    assert AFTER_BREAKING <= second - first < LONG / 2
    assert AFTER_BREAKING <= third - second < LONG / 2


async def test_a_step_that_outlives_its_lease_is_not_begun_a_second_time() -> None:
    """As when the database was locked or the machine asleep: its leases were not renewed."""
    jobs, clock = FakeJobStore(), WorkersClock(START + 10)
    await jobs.add(make_job(1))
    begun, is_enough = list[float](), asyncio.Event()
    steps = create_autospec(Steps, instance=True)

    def beat() -> None:
        if clock.now() > START + 10 + 4 * SHORT:
            is_enough.set()
            worker.stop()

    worker = Worker(
        jobs=jobs,
        steps=steps,
        clock=clock,
        owner="worker",
        beat=beat,
        limits=Limits(lease=SHORT),
    )

    async def advance(job: Job) -> None:
        begun.append(clock.now())
        await is_enough.wait()

    steps.advance.side_effect = advance
    await worker.run()
    assert len(begun) == 1
