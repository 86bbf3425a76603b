"""Where a job stands, read against given times. Protocol notes, section 10.4."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.books import Books
from playground.jimeng_service.accounts import Account, Accounts
from playground.jimeng_service.image_orders import ImageOrder
from playground.jimeng_service.jobs import DONE, FAILED, Failure, Job, Jobs
from playground.jimeng_service.settings import Settings
from playground.jimeng_service.video_orders import VideoOrder

QUEUE = 2.0


def _order(seed: int = 1, count: int = 4) -> ImageOrder:
    return ImageOrder("generate", "high_aes_general_v40", "a fox", (1024, 1024), count, seed)


def _world(slots: int = 4) -> tuple[Jobs, Account]:
    jobs = Jobs(Settings(queue_seconds=QUEUE, image_seconds=6.0, slots=slots))
    return jobs, Accounts(Books()).add("someone", gift=66)


def _accept(jobs: Jobs, account: Account, at: float = 0.0, **more: object) -> Job:
    failure = more.get("failure")
    return jobs.accept(
        account,
        "11111111-1111-4111-8111-111111111111",
        _order(),
        now=1_000.0,
        at=at,
        failure=failure if isinstance(failure, Failure) else None,
    )


@given(st.lists(st.floats(0, 20), min_size=2, max_size=40))
def test_a_job_only_moves_forward(times: list[float]) -> None:
    """Status, results and queue place never go back, whenever one looks."""
    jobs, account = _world()
    job = _accept(jobs, account)
    seen = [jobs.standing(job, at) for at in sorted(times)]
    for before, after in itertools.pairwise(seen):
        assert after.status >= before.status
        assert after.items >= before.items
        assert after.queue_place <= before.queue_place
        assert after.queue_place <= after.queue_length


def test_the_way_of_a_job() -> None:
    """20 in the queue, 42, 45 with pictures one by one, 50 with all."""
    jobs, account = _world()
    job = _accept(jobs, account)
    looks = [jobs.standing(job, step / 20) for step in range(200)]
    steps = [(look.status, look.items) for look in looks]
    assert sorted(set(steps), key=steps.index) == [
        (20, 0),
        (42, 0),
        (45, 1),
        (45, 2),
        (45, 3),
        (45, 4),
        (50, 4),
    ]
    waiting = [look for look in looks if look.queue_place]
    assert waiting[0].queue_place > 1
    assert waiting[-1].queue_place == 1
    assert len(waiting) == pytest.approx(QUEUE * 20, abs=2)


def test_a_failing_job_ends_at_30_with_what_it_keeps() -> None:
    """It never shows results before, and its failure is known only at the end."""
    jobs, account = _world()
    job = _accept(jobs, account, failure=Failure("2043", "", "refused", items=2))
    assert jobs.standing(job, QUEUE + 3).status == 42
    last = jobs.standing(job, 60)
    assert (last.status, last.items, last.ended) == (FAILED, 2, True)


def test_jobs_wait_for_a_slot() -> None:
    """More jobs than slots: the later ones start when an earlier one has ended."""
    jobs, account = _world(slots=2)
    first, second, third = (_accept(jobs, account, at=n / 10) for n in range(3))
    assert third.starts_at == min(first.ends_at, second.ends_at)
    at = second.starts_at + 0.1
    assert jobs.standing(first, at).queue_place == 0
    assert jobs.standing(third, at).queue_place > 0


def test_a_longer_film_takes_longer() -> None:
    """Video jobs take longer than pictures, and longer ones longer still."""
    jobs, account = _world()
    films: list[ImageOrder | VideoOrder] = [
        VideoOrder("m", "a fox", (1280, 720), duration, 24, seed=1) for duration in (5000, 10_000)
    ]
    spans = []
    for order in [_order(), *films]:
        job = jobs.accept(account, "id", order, now=0, at=0)
        spans.append(job.ends_at - job.starts_at)
    assert spans == sorted(spans)


def test_only_the_owner_finds_a_job_and_gets_the_newest() -> None:
    """Equal submit ids are two jobs; another account sees neither."""
    jobs, account = _world()
    first, second = _accept(jobs, account), _accept(jobs, account)
    assert first.history_id != second.history_id
    assert jobs.by_submit_id(account, first.submit_id) is second
    stranger = Accounts(Books()).add("stranger", gift=0)
    assert jobs.by_submit_id(stranger, first.submit_id) is None
    assert jobs.by_history_id(stranger, first.history_id) is None
    assert jobs.by_item_id(stranger, first.item_ids[0]) is None
    assert jobs.recent(account, 5) == [second, first]
    assert jobs.standing(first, 60).status == DONE
