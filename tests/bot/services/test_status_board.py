"""The board shows the latest state when its turn comes, and an end at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.domain.ids import MessageId
from bot.domain.jobs import Job, JobState
from tests.builders import make_job

if TYPE_CHECKING:
    from tests.bot.services.conftest import World


async def test_an_end_overtakes_progress_that_waits_for_its_turn(world: World) -> None:
    """Nobody waits for real here: progress would have to for an hour."""
    job = await world.add(make_job(status_message_id=MessageId(5)))
    world.notifier.wait_before_showing = (  # type: ignore[method-assign]
        lambda job: 0.0 if job.state.is_final else 3600.0
    )
    for state in (JobState.SUBMITTING, JobState.RUNNING, JobState.CANCELLED):
        world.board.show(make_job(state=state, status_message_id=MessageId(5)))
        await asyncio.sleep(0)
    await world.board.drain(10)
    assert world.notifier.shown == [(job.id, JobState.CANCELLED)]


async def test_the_latest_progress_is_shown_when_its_turn_comes(world: World) -> None:
    waits = iter([0.01, 0.01, 0.0])
    world.notifier.wait_before_showing = lambda job: next(waits)  # type: ignore[method-assign]
    for state in (JobState.QUEUED, JobState.SUBMITTING, JobState.RUNNING):
        world.board.show(make_job(state=state, status_message_id=MessageId(5)))
    await world.board.drain(10)
    assert [state for _, state in world.notifier.shown] == [JobState.RUNNING]


async def test_shutdown_does_not_wait_for_progress(world: World) -> None:
    world.notifier.wait_before_showing = lambda job: 3600.0  # type: ignore[method-assign]
    world.board.show(make_job(state=JobState.RUNNING))
    await world.board.drain(0.01)
    assert world.notifier.shown == []


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.NEEDS_LOGIN, JobState.UNCERTAIN])
async def test_what_a_person_must_hear_is_shown_by_the_next_process(
    world: World, state: JobState
) -> None:
    """An end, a question, a login to be made: nothing else would ever bring it up again."""
    job = await world.add(make_job(state=state, status_message_id=MessageId(5)))
    assert await world.board.catch_up() == 1
    await world.board.drain(10)
    assert world.notifier.shown == [(job.id, state)]
    assert await world.board.catch_up() == 0


async def test_trouble_with_one_status_leaves_the_next_untouched(world: World) -> None:
    job = await world.add(make_job())
    show_status, broken = world.notifier.show_status, [True]

    async def fail_once(job: Job) -> MessageId | None:
        if broken.pop() if broken else False:
            raise RuntimeError("surprise")
        return await show_status(job)

    world.notifier.show_status = fail_once  # type: ignore[method-assign]
    world.board.show(job)
    await world.board.drain(10)
    world.board.show(job)
    await world.board.drain(10)
    assert world.notifier.shown == [(job.id, JobState.QUEUED)]


async def test_a_job_that_was_erased_is_shown_no_more_and_its_message_goes(world: World) -> None:
    job = make_job(status_message_id=MessageId(5))
    world.notifier.wait_before_showing = lambda job: 3600.0  # type: ignore[method-assign]
    world.board.show(job)
    await asyncio.sleep(0)
    await world.board.remove(job)
    await world.board.drain(10)
    assert world.notifier.shown == []
    assert world.notifier.taken == [job.id]
