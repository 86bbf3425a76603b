from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.errors import UserError
from bot.domain.ids import UserId
from bot.domain.jobs import JobState
from bot.domain.requests import ImageRequest
from bot.services.generations import ACTIVE_JOBS_AT_MOST, CancelOutcome, Draft, SendAgainOutcome
from tests.builders import START, make_job, make_origin

if TYPE_CHECKING:
    from tests.bot.services.conftest import World

ME, OTHER = UserId(7), UserId(8)
CAT = Draft(request=ImageRequest(prompt="cat", model="jimeng-4.0"))


async def test_a_request_is_stored_shown_and_wakes_the_worker(world: World) -> None:
    made = await world.generations.enqueue(make_origin(), CAT)
    await world.board.drain()
    assert made.is_new
    assert made.job.state is JobState.QUEUED
    assert world.notifier.shown == [(made.job.id, JobState.QUEUED)]
    assert world.woken


async def test_a_repeated_message_finds_its_job(world: World) -> None:
    first = await world.generations.enqueue(make_origin(), CAT)
    again = await world.generations.enqueue(make_origin(), CAT)
    assert (again.is_new, again.job.id) == (False, first.job.id)
    await world.board.drain()


async def test_one_status_message_a_job(world: World) -> None:
    made = await world.generations.enqueue(make_origin(), CAT)
    for _ in range(3):
        world.board.show(made.job)  # older copies, from before the message was sent
        await world.board.drain()
    stored = await world.job(made.job)
    assert stored.status_message_id == 500


async def test_a_model_of_another_site_is_refused_before_anything_is_stored(world: World) -> None:
    await world.log_in()
    with pytest.raises(UserError) as caught:
        await world.generations.enqueue(
            make_origin(), Draft(request=ImageRequest(prompt="cat", model="nanobanana"))
        )
    assert caught.value.values["model"] == "nanobanana"
    assert caught.value.values["region"] == "cn"
    assert "jimeng-4.0" in str(caught.value.values["possible"])
    assert await world.generations.active(ME) == []


async def test_a_pasted_list_is_stopped(world: World) -> None:
    for number in range(ACTIVE_JOBS_AT_MOST):
        await world.generations.enqueue(make_origin(number), CAT)
    with pytest.raises(UserError, match="job-too-many"):
        await world.generations.enqueue(make_origin(99), CAT)
    assert not (await world.generations.enqueue(make_origin(0), CAT)).is_new
    await world.board.drain()


@pytest.mark.parametrize(
    ("state", "submitted_at", "outcome"),
    [
        (JobState.QUEUED, None, CancelOutcome.CANCELLED),
        (JobState.NEEDS_LOGIN, None, CancelOutcome.CANCELLED),
        (JobState.QUEUED, START, CancelOutcome.DROPPED),
        (JobState.UNCERTAIN, START, CancelOutcome.DROPPED),
        (JobState.NEEDS_LOGIN, START, CancelOutcome.RUNNING),
        (JobState.SUBMITTING, START, CancelOutcome.RUNNING),
        (JobState.RUNNING, START, CancelOutcome.RUNNING),
        (JobState.SUCCEEDED, START, CancelOutcome.FINISHED),
    ],
)
async def test_cancel_is_honest(
    world: World, state: JobState, submitted_at: float | None, outcome: CancelOutcome
) -> None:
    job = await world.add(make_job(state=state, submitted_at=submitted_at))
    assert await world.generations.cancel(ME, job.id) is outcome
    await world.board.drain()


async def test_nobody_reaches_anothers_job(world: World) -> None:
    job = await world.add(make_job(state=JobState.UNCERTAIN, submitted_at=START))
    assert await world.generations.cancel(OTHER, job.id) is CancelOutcome.NOT_FOUND
    sent = await world.generations.send_again(OTHER, job.id, job.question)
    assert sent is SendAgainOutcome.NOT_FOUND
    assert not await world.generations.stop_waiting(OTHER, job.id)
    assert not await world.generations.decline(OTHER, job.id)
    assert (await world.job(job)).state is JobState.UNCERTAIN


async def test_send_again_counts_once(world: World) -> None:
    job = await world.add(make_job(state=JobState.UNCERTAIN, submitted_at=START))
    outcomes = [await world.generations.send_again(ME, job.id, job.question) for _ in range(20)]
    assert outcomes == [SendAgainOutcome.STARTED] + [SendAgainOutcome.ALREADY] * 19
    await world.board.drain()


async def test_stopping_to_wait_mutes_and_waiting_again_unmutes(world: World) -> None:
    job = await world.add(make_job(state=JobState.RUNNING))
    assert await world.generations.stop_waiting(ME, job.id)
    assert (await world.job(job)).is_muted
    assert await world.generations.keep_waiting(ME, job.id)
    assert not (await world.job(job)).is_muted
    await world.board.drain()
