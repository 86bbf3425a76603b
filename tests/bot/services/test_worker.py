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
