"""What every job store owes outside of claiming: adding, comparing, marks, lists and counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.ids import JobId, MessageId, UserId
from bot.domain.jobs import (
    ACTIVE_STATES,
    TOLD_STATES,
    Artifact,
    Charged,
    Failure,
    FailureKind,
    JobState,
    Part,
    PartKind,
    Progress,
    RemoteResult,
)
from bot.domain.requests import InputPicture, VideoRequest
from bot.ports import JobStore, StaleJobError
from tests.builders import START, make_job, make_origin

FULL = make_job(
    1,
    state=JobState.DELIVERING,
    origin=replace(make_origin(3, chat=-100_200_300_400), thread_id=9, language="zh"),
    request=VideoRequest(
        prompt="a fox \x00 🦊 'quoted'",
        model="jimeng-video-3.0",
        seconds=10,
        seed=2**40,
        inputs=(InputPicture(source="AgACAg", size=12, name="a.png"),),
    ),
    created_at=START + 0.123456,
    attempt=2,
    submitted_at=START + 1.5,
    finished_at=START + 60.25,
    remote='{"history_id": "1"}',
    progress=Progress(
        queue_position=3, queue_length=20, forecast_seconds=12.5, finished=1, total=4
    ),
    results=(
        RemoteResult(url="https://example.org/a?b=c", width=2048, height=1152, format="webp"),
    ),
    artifacts=(Artifact(index=0, path="jobs/a/0.webp", size=10, sha256="ab", format="webp"),),
    parts=(
        Part(kind=PartKind.PREVIEWS, indexes=(0, 1), attempts=1, message_ids=(5, 6)),
        Part(kind=PartKind.FILES, indexes=(0, 1), attempts=1),
    ),
    failure=Failure(kind=FailureKind.RATE, charged=Charged.UNKNOWN, code="1310", log_id="l"),
    adjusted=("ratio 21:9",),
    status_message_id=MessageId(77),
    is_muted=True,
)


@pytest.mark.parametrize("job", [make_job(), FULL], ids=["fresh", "full"])
async def test_a_job_comes_back_as_it_was_stored(jobs: JobStore, job) -> None:
    assert await jobs.add(job) == (job, True)
    assert await jobs.get(job.id) == job


async def test_an_unknown_job_is_none(jobs: JobStore) -> None:
    assert await jobs.get(JobId("ZZZZZ")) is None


async def test_the_same_message_finds_the_job_it_made(jobs: JobStore) -> None:
    first = make_job(1)
    await jobs.add(first)
    again = replace(make_job(2), origin=first.origin)
    assert await jobs.add(again) == (first, False)
    assert await jobs.get(again.id) is None


async def test_the_same_message_number_in_another_chat_is_another_request(jobs: JobStore) -> None:
    await jobs.add(make_job(1, origin=make_origin(1, chat=-5)))
    other = make_job(2, origin=make_origin(1, chat=-6))
    assert await jobs.add(other) == (other, True)


async def test_a_job_id_in_use_is_refused(jobs: JobStore) -> None:
    await jobs.add(make_job(1))
    with pytest.raises(StaleJobError):
        await jobs.add(make_job(2, id=make_job(1).id))
    assert await jobs.get(make_job(1).id) == make_job(1)


async def test_a_submit_id_in_use_is_refused(jobs: JobStore) -> None:
    """Two jobs under one name at the service would be one generation, delivered twice."""
    await jobs.add(make_job(1))
    with pytest.raises(StaleJobError):
        await jobs.add(make_job(2, submit_id=make_job(1).submit_id))


async def test_apply_replaces_and_raises_the_version(jobs: JobStore) -> None:
    before, _ = await jobs.add(make_job(1))
    after = replace(
        FULL,
        id=before.id,
        origin=before.origin,
        version=99,
        status_message_id=before.status_message_id,
        is_muted=False,
    )
    stored = await jobs.apply(before, after)
    assert stored == replace(after, version=before.version + 1)
    assert await jobs.get(before.id) == stored


async def test_apply_to_an_older_version_changes_nothing(jobs: JobStore) -> None:
    before, _ = await jobs.add(make_job(1))
    stored = await jobs.apply(before, replace(before, state=JobState.SUBMITTING))
    with pytest.raises(StaleJobError):
        await jobs.apply(before, replace(before, state=JobState.CANCELLED))
    assert await jobs.get(before.id) == stored


async def test_apply_to_an_unknown_job_is_stale(jobs: JobStore) -> None:
    with pytest.raises(StaleJobError):
        await jobs.apply(make_job(1), make_job(1))


async def test_a_job_cannot_become_another(jobs: JobStore) -> None:
    before, _ = await jobs.add(make_job(1))
    with pytest.raises(ValueError, match=before.id):
        await jobs.apply(before, make_job(2))


async def test_a_persons_marks_survive_what_the_worker_writes(jobs: JobStore) -> None:
    before, _ = await jobs.add(make_job(1))
    await jobs.set_status_message(before.id, MessageId(41))
    await jobs.mute(before.id, True)
    stored = await jobs.apply(before, replace(before, state=JobState.RUNNING, is_muted=False))
    assert (stored.status_message_id, stored.is_muted) == (41, True)
    assert await jobs.get(before.id) == stored


async def test_marks_can_be_taken_back_and_leave_the_version(jobs: JobStore) -> None:
    job, _ = await jobs.add(make_job(1, is_muted=True))
    await jobs.mute(job.id, False)
    assert await jobs.get(job.id) == replace(job, is_muted=False)


async def test_marks_of_an_unknown_job_are_dropped(jobs: JobStore) -> None:
    await jobs.set_status_message(JobId("ZZZZZ"), MessageId(1))
    await jobs.mute(JobId("ZZZZZ"), True)
    assert await jobs.get(JobId("ZZZZZ")) is None


async def test_of_user_lists_the_latest_in_order_of_creation(jobs: JobStore) -> None:
    for number in (3, 1, 2):
        await jobs.add(make_job(number))
    await jobs.add(make_job(4, state=JobState.FAILED))
    await jobs.add(make_job(5, user=8))
    mine = await jobs.of_user(UserId(7), ACTIVE_STATES)
    assert list(mine) == [make_job(1), make_job(2), make_job(3)]
    latest = await jobs.of_user(UserId(7), ACTIVE_STATES, limit=2)
    assert list(latest) == [make_job(2), make_job(3)]
    assert list(await jobs.of_user(UserId(7), [])) == []


async def test_place_in_queue_counts_what_the_person_asked_for_before(jobs: JobStore) -> None:
    for number, state in enumerate(
        [JobState.RUNNING, JobState.SUBMITTING, JobState.QUEUED, JobState.UNCERTAIN], start=1
    ):
        await jobs.add(make_job(number, state=state))
    await jobs.add(make_job(5, user=8))
    mine, _ = await jobs.add(make_job(6))
    await jobs.add(make_job(7))
    assert await jobs.place_in_queue(mine) == 3


async def test_place_in_queue_of_jobs_made_at_one_moment_differs(jobs: JobStore) -> None:
    twins = [make_job(n, created_at=START) for n in (1, 2, 3)]
    for job in twins:
        await jobs.add(job)
    assert [await jobs.place_in_queue(job) for job in twins] == [0, 1, 2]


async def test_counts_name_every_state(jobs: JobStore) -> None:
    await jobs.add(make_job(1))
    await jobs.add(make_job(2))
    await jobs.add(make_job(3, state=JobState.FAILED))
    counted = await jobs.count_by_state()
    assert set(counted) == set(JobState)
    assert {state: n for state, n in counted.items() if n} == {
        JobState.QUEUED: 2,
        JobState.FAILED: 1,
    }


@pytest.mark.parametrize("state", sorted(TOLD_STATES))
async def test_what_a_person_must_hear_is_remembered_until_they_are_told(
    jobs: JobStore, state: JobState
) -> None:
    for number, since in ((1, START + 30), (2, START + 20)):
        await jobs.add(
            make_job(number, state=state, state_since=since, status_message_id=MessageId(number))
        )
    second, first = await jobs.untold()
    assert (second.id, first.id) == (make_job(2).id, make_job(1).id)
    await jobs.set_told(first)
    await jobs.set_told(first)
    assert [job.id for job in await jobs.untold()] == [second.id]


async def test_the_next_state_is_news_again(jobs: JobStore) -> None:
    """A message about the state before, still under way, doesn't count for this one."""
    uncertain = make_job(1, state=JobState.UNCERTAIN, status_message_id=MessageId(5))
    asked, _ = await jobs.add(uncertain)
    await jobs.set_told(asked)
    assert await jobs.untold() == []
    again = await jobs.apply(asked, replace(asked, state=JobState.QUEUED))
    assert await jobs.untold() == []
    failed = await jobs.apply(again, replace(again, state=JobState.FAILED))
    await jobs.set_told(again)
    assert await jobs.untold() == [failed]


async def test_a_request_without_any_message_is_untold_until_it_has_one(jobs: JobStore) -> None:
    job, _ = await jobs.add(make_job(1, state=JobState.RUNNING))
    assert [other.id for other in await jobs.untold()] == [job.id]
    await jobs.set_status_message(job.id, MessageId(5))
    assert await jobs.untold() == []
