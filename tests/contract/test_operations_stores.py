"""Pauses, and counts that tell nothing of what anybody wrote."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from bot.domain.holds import Hold
from bot.domain.jobs import JobState
from bot.domain.overview import Stats
from bot.domain.requests import MediaKind, VideoRequest
from bot.ports import Stores
from tests.builders import START, make_job

VIDEO = VideoRequest(
    prompt="a cat", model="jimeng-video-3.0", ratio="1:1", resolution="720p", seconds=5
)
DAY = 86_400.0


async def test_a_pause_holds_until_it_ends(stores: Stores) -> None:
    pauses = stores.holds
    await pauses.set(Hold(scope="video", reason="risk", since=START), by=1)
    await pauses.set(Hold(scope="jimeng-4.0", reason="", since=START + 1), by=1)
    await pauses.set(Hold(scope="video", reason="still", since=START + 2), by=2)
    assert list(await pauses.all()) == [
        Hold(scope="video", reason="still", since=START),
        Hold(scope="jimeng-4.0", reason="", since=START + 1),
    ]
    assert await pauses.end("video")
    assert not await pauses.end("video")
    assert [pause.scope for pause in await pauses.all()] == ["jimeng-4.0"]


async def test_stats_count_what_was_made_since(stores: Stores) -> None:
    add = stores.jobs.add
    await add(make_job(1, created_at=START - 1))
    await add(make_job(2, created_at=START))
    await add(make_job(3, user=8, created_at=START + DAY, request=VIDEO))
    job, _ = await add(make_job(4, created_at=START))
    await stores.jobs.apply(job, replace(job, state=JobState.SUCCEEDED))
    await stores.jobs.set_cost(job.id, 4)
    stats = await stores.overview.stats(START)
    assert stats == Stats(
        by_state=Counter({JobState.QUEUED: 2, JobState.SUCCEEDED: 1}),
        by_kind=Counter({MediaKind.IMAGE: 2, MediaKind.VIDEO: 1}),
        by_day=Counter({date(2025, 11, 22): 2, date(2025, 11, 23): 1}),
        credits=4,
        users=2,
    )


async def test_the_oldest_unknown_submission(stores: Stores) -> None:
    assert await stores.overview.oldest_unknown() is None
    await stores.jobs.add(make_job(1, state_since=START - 9))
    await stores.jobs.add(make_job(2, state=JobState.UNCERTAIN, state_since=START))
    await stores.jobs.add(make_job(3, state=JobState.SUBMITTING, state_since=START - 3))
    assert await stores.overview.oldest_unknown() == START - 3
    assert await stores.overview.stores_soundly()
