"""Risk control's no: one submission, and the model left alone for a stated time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.errors import UserError
from bot.domain.jobs import Charged, Failure, FailureKind, Job, JobState
from bot.domain.observations import Refused
from bot.domain.requests import ImageRequest
from bot.services.generations import Draft
from bot.services.pauses import RISK_PAUSE
from tests.bot.services.conftest import World
from tests.builders import make_job, make_origin

RISK = Refused(Failure(kind=FailureKind.RISK, charged=Charged.UNKNOWN, code="1019"))
OTHER_MODEL = ImageRequest(prompt="x", model="jimeng-3.0")


async def step(world: World) -> list[Job]:
    claimed = await world.claim()
    for job in claimed:
        await world.steps.advance(job)
    return [await world.job(job) for job in claimed]


async def refused_once(world: World) -> Job:
    await world.log_in()
    world.backend.submissions.append(RISK)
    await world.add(make_job(1))
    (refused,) = await step(world)
    return refused


async def test_it_is_sent_once_and_says_until_when_the_model_rests(world: World) -> None:
    refused = await refused_once(world)
    assert refused.state is JobState.FAILED
    assert refused.failure is not None
    assert refused.failure.until == world.clock.now() + RISK_PAUSE
    assert refused.failure.region == "cn"
    assert len(world.backend.submitted) == 1


async def test_what_waited_meanwhile_is_refused_unsent(world: World) -> None:
    await refused_once(world)
    await world.add(make_job(2))
    (second,) = await step(world)
    assert second.failure is not None
    assert (second.state, second.failure.kind) == (JobState.FAILED, FailureKind.PAUSED)
    assert second.failure.charged is Charged.NO
    assert len(world.backend.submitted) == 1


async def test_a_new_one_is_refused_before_it_is_stored_and_another_model_is_not(
    world: World,
) -> None:
    refused = await refused_once(world)
    with pytest.raises(UserError) as told:
        await world.generations.enqueue(make_origin(5), Draft(request=refused.request))
    assert told.value.key == "job-model-paused"
    assert "UTC+8" in str(told.value.values["time"])
    made = await world.generations.enqueue(make_origin(6), Draft(request=OTHER_MODEL))
    assert made.is_new


async def test_the_model_is_taken_again_when_the_time_is_over(world: World) -> None:
    await refused_once(world)
    world.clock.time += RISK_PAUSE
    job = await world.add(make_job(2))
    await step(world)
    assert world.backend.submitted[-1] == job.submit_id


async def test_another_persons_account_goes_on(world: World) -> None:
    await refused_once(world)
    await world.log_in(8)
    job = await world.add(replace(make_job(3, user=8), account_id=None))
    await step(world)
    assert world.backend.submitted[-1] == job.submit_id
