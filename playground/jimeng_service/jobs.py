"""Jobs and where they stand: a timeline fixed at acceptance, read against the clock.

Rule: nothing runs in the background. A job waits in the queue, is started when one of the service's
slots is free, then moves 20, 42, 45 (pictures arriving one by one), 50 (protocol notes, section
10.4). Times are service seconds. A second submission with the same submit_id is a second job, which
is the pessimistic reading of section 19.2.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from playground.jimeng_service.accounts import Account
from playground.jimeng_service.image_orders import ImageOrder
from playground.jimeng_service.settings import Settings
from playground.jimeng_service.video_orders import VideoOrder

SUBMITTED, FAILED, THINKING, ARRIVING, DONE = 20, 30, 42, 45, 50

# Shares of the running time after which a job thinks, shows the first result, shows all.
THINKS_AFTER, FIRST_AFTER, ALL_AFTER = 0.12, 0.3, 0.9

_FIRST_HISTORY_ID, _FIRST_ITEM_ID = 4_100_000_000_000, 7_600_000_000_000_000_000


@dataclass(frozen=True)
class Failure:
    """How a job is to fail: the record's code, key and text, and how many results it keeps."""

    code: str
    key: str
    message: str
    items: int = 0


@dataclass(frozen=True)
class Job:
    """One accepted submission."""

    history_id: str
    submit_id: str
    account: Account
    order: ImageOrder | VideoOrder
    created: float
    """Unix seconds."""
    accepted_at: float
    starts_at: float
    ends_at: float
    item_ids: tuple[str, ...]
    failure: Failure | None = None
    film_bytes: int = 0
    """The least size of its film's file."""


@dataclass(frozen=True)
class Standing:
    """Where a job stands at one moment."""

    status: int
    items: int
    queue_place: int
    queue_length: int
    queue_seconds_left: float
    run_seconds_left: float

    @property
    def ended(self) -> bool:
        """Whether nothing will change any more."""
        return self.status in (FAILED, DONE)


@dataclass
class Jobs:
    """All jobs of the service and its slots."""

    settings: Settings
    _by_history: dict[str, Job] = field(default_factory=dict)
    _by_submit: dict[str, list[Job]] = field(default_factory=dict)
    _by_item: dict[str, Job] = field(default_factory=dict)
    _free_at: list[float] = field(default_factory=list)
    _history_ids: itertools.count[int] = field(
        default_factory=lambda: itertools.count(_FIRST_HISTORY_ID)
    )
    _item_ids: itertools.count[int] = field(default_factory=lambda: itertools.count(_FIRST_ITEM_ID))

    def accept(
        self,
        account: Account,
        submit_id: str,
        order: ImageOrder | VideoOrder,
        *,
        now: float,
        at: float,
        failure: Failure | None = None,
        film_bytes: int = 0,
    ) -> Job:
        """Take a job in; `now` is Unix time, `at` the clock's service seconds."""
        run = self._run_seconds(order)
        starts = max(at + self.settings.queue_seconds, self._slot(at))
        heapq.heappush(self._free_at, starts + run)
        job = Job(
            history_id=str(next(self._history_ids)),
            submit_id=submit_id,
            account=account,
            order=order,
            created=now,
            accepted_at=at,
            starts_at=starts,
            ends_at=starts + run,
            item_ids=tuple(str(next(self._item_ids)) for _ in range(order.count)),
            failure=failure,
            film_bytes=film_bytes,
        )
        self._by_history[job.history_id] = job
        self._by_submit.setdefault(submit_id, []).append(job)
        self._by_item.update((item, job) for item in job.item_ids)
        return job

    def _slot(self, at: float) -> float:
        """When the next slot is free; takes it."""
        if len(self._free_at) < self.settings.slots:
            return at
        return heapq.heappop(self._free_at)

    def _run_seconds(self, order: ImageOrder | VideoOrder) -> float:
        """Longer for more pictures and for longer films, and a little different by seed."""
        uneven = 0.9 + (order.seed % 97) / 97 * 0.4
        if isinstance(order, ImageOrder):
            return self.settings.image_seconds * uneven * (0.7 + 0.075 * order.count)
        return self.settings.video_seconds * uneven * (0.7 + order.duration_ms / 30_000)

    def by_history_id(self, account: Account, history_id: str) -> Job | None:
        """An account's own job; nobody sees another's."""
        job = self._by_history.get(history_id)
        return job if job is not None and job.account is account else None

    def by_submit_id(self, account: Account, submit_id: str) -> Job | None:
        """An account's newest job with this submit id."""
        mine = [job for job in self._by_submit.get(submit_id, []) if job.account is account]
        return mine[-1] if mine else None

    def by_item_id(self, account: Account, item_id: str) -> Job | None:
        """The job that an item belongs to."""
        job = self._by_item.get(item_id)
        return job if job is not None and job.account is account else None

    def of_item(self, item_id: str) -> Job | None:
        """The job of an item, whoever asks: result addresses are signed, not logged in."""
        return self._by_item.get(item_id)

    def recent(self, account: Account, count: int) -> list[Job]:
        """An account's latest jobs, newest first."""
        mine = [job for job in self._by_history.values() if job.account is account]
        return mine[::-1][:count]

    def standing(self, job: Job, at: float) -> Standing:
        """Where a job stands at `at` service seconds."""
        place, length = self._queue(job, at)
        status, items = _progress(job, at)
        return Standing(
            status=status,
            items=items,
            queue_place=place,
            queue_length=length,
            queue_seconds_left=max(0.0, job.starts_at - at),
            run_seconds_left=max(0.0, job.ends_at - max(at, job.starts_at)),
        )

    def _queue(self, job: Job, at: float) -> tuple[int, int]:
        """Place (0 once running) and length: our jobs, and strangers who leave one by one."""
        if at >= job.starts_at:
            return 0, 0
        waiting = [other for other in self._waiting(at) if other is not job]
        before = sum(1 for other in waiting if other.starts_at < job.starts_at)
        strangers = 2 + job.order.seed % 5
        left = (job.starts_at - at) / (job.starts_at - job.accepted_at)
        place = before + 1 + int(strangers * left)
        return place, max(place, len(waiting) + 1) + strangers

    def _waiting(self, at: float) -> Iterable[Job]:
        return (job for job in self._by_history.values() if job.starts_at > at)


def _progress(job: Job, at: float) -> tuple[int, int]:
    """Status and number of results ready."""
    done = (at - job.starts_at) / (job.ends_at - job.starts_at)
    total = len(job.item_ids)
    if done >= 1:
        if job.failure is not None:
            return FAILED, min(job.failure.items, total)
        return DONE, total
    if done < THINKS_AFTER:
        return SUBMITTED, 0
    if done < FIRST_AFTER or job.failure is not None:
        return THINKING, 0
    arrived = 1 + int((done - FIRST_AFTER) / (ALL_AFTER - FIRST_AFTER) * (total - 1) + 1e-9)
    return ARRIVING, min(arrived, total)
