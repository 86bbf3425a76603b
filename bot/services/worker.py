"""The engine: one loop that claims due jobs and advances each by a step, every hop durable.

The rows are the truth. Waking is only a hint, leases keep two loops apart, and a process that dies
anywhere leaves a row from which the next one goes on.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import structlog

from bot.domain.ids import AccountId
from bot.domain.jobs import Job, JobState
from bot.ports import Clock, JobStore
from bot.services.steps import Steps

log = structlog.get_logger(__name__)

IDLE_AT_MOST: Final = 15.0
"""The longest the loop sleeps, in seconds: it also beats for the health check."""

AFTER_TROUBLE: Final = 2.0
AFTER_BREAKING: Final = 30.0
"""Seconds until a job is taken up again whose step broke, by a fault of ours or of the disk's."""
LEASE: Final = 180.0
STOP_WITHIN: Final = 7.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is done at once: steps in the process, unfinished submissions of an account.

    `lease` is how long a step may go without a sign of life, in seconds of the worker's clock:
    where that runs faster than real time, our own work doesn't.
    """

    steps: int = 16
    running_per_account: int = 3
    lease: float = LEASE


class Worker:
    """Claims due jobs and advances them until told to stop."""

    def __init__(
        self,
        *,
        jobs: JobStore,
        steps: Steps,
        clock: Clock,
        owner: str,
        beat: Callable[[], None],
        limits: Limits | None = None,
    ) -> None:
        self._jobs = jobs
        self._steps = steps
        self._clock = clock
        self._owner = owner
        self._beat = beat
        self._limits = limits or Limits()
        self._woken = asyncio.Event()
        self._stopping = asyncio.Event()
        self._stop_within = STOP_WITHIN
        self._tasks: dict[asyncio.Task[None], tuple[Job, ...]] = {}
        self._dropped: deque[tuple[float, Job]] = deque()
        """Jobs of steps that broke, and since when: leased to us, and in nobody's hands."""

    def wake(self) -> None:
        """Look for due jobs now. Only a hint: a lost one costs time, never a job."""
        self._woken.set()

    @property
    def in_hand(self) -> int:
        """How many jobs a step is at work on."""
        return sum(len(jobs) for jobs in self._tasks.values())

    def stop(self, within: float = STOP_WITHIN) -> None:
        """Claim nothing more; `run` returns once the steps in hand are done, or handed back after
        so many seconds."""
        self._stop_within = within
        self._stopping.set()

    async def run(self) -> None:
        """Work until `stop`. Trouble with the store is logged once and waited out."""
        renewing = asyncio.create_task(self._renew_leases(), name="worker leases")
        in_trouble = False
        try:
            while not self._stopping.is_set():
                self._woken.clear()
                try:
                    await self._hand_back()
                    await self._claim()
                    pause = await self._pause()
                    if in_trouble:
                        log.info("worker.recovered")
                    in_trouble = False
                    self._beat()
                except Exception:
                    if not in_trouble:
                        log.exception("worker.store_failed")
                    in_trouble = True
                    pause = AFTER_TROUBLE
                await self._rest(pause)
        finally:
            renewing.cancel()
            await self._finish()

    async def _hand_back(self) -> None:
        """End the leases of steps that broke a while ago: their rows tell how they go on."""
        while self._dropped and self._dropped[0][0] + AFTER_BREAKING <= self._clock.now():
            await self._jobs.release(self._dropped[0][1])
            self._dropped.popleft()

    async def _claim(self) -> None:
        free = self._limits.steps - len(self._tasks)
        if free <= 0:
            return
        now = self._clock.now()
        claimed = await self._jobs.claim_due(
            now,
            owner=self._owner,
            lease_until=now + self._limits.lease,
            limit=free,
            running_per_account=self._limits.running_per_account,
        )
        # A lease that couldn't be renewed runs out under a step of ours, which is still at work.
        in_hand = {job.id for jobs in self._tasks.values() for job in jobs}
        singles, groups = _split(job for job in claimed if job.id not in in_hand)
        for job in singles:
            self._start(self._steps.advance(job), (job,))
        for group in groups:
            self._start(self._steps.check(group), group)

    def _start(self, step: Coroutine[None, None, None], jobs: tuple[Job, ...]) -> None:
        task = asyncio.create_task(step, name=f"step {jobs[0].id}")
        self._tasks[task] = jobs
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        jobs = self._tasks.pop(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("worker.step_failed", job_ids=[job.id for job in jobs], exc_info=error)
            self._dropped += ((self._clock.now(), job) for job in jobs)
        self._woken.set()

    async def _pause(self) -> float:
        if len(self._tasks) >= self._limits.steps:
            return IDLE_AT_MOST  # a step that ends wakes us
        running = self._limits.running_per_account
        due = await self._jobs.next_due(running_per_account=running)
        if due is None:
            return IDLE_AT_MOST
        return min(IDLE_AT_MOST, max(0.0, due - self._clock.now()))

    async def _rest(self, seconds: float) -> None:
        """Sleep, or until something wakes us."""
        sleeping = asyncio.ensure_future(self._clock.sleep(seconds))
        waiters = [
            sleeping,
            asyncio.ensure_future(self._woken.wait()),
            asyncio.ensure_future(self._stopping.wait()),
        ]
        try:
            await asyncio.wait(waiters, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for waiter in waiters:
                waiter.cancel()

    async def _renew_leases(self) -> None:
        while True:
            await self._clock.sleep(self._limits.lease / 3)
            held = [job.id for jobs in self._tasks.values() for job in jobs]
            if not held:
                continue
            try:
                until = self._clock.now() + self._limits.lease
                await self._jobs.renew(held, owner=self._owner, lease_until=until)
            except Exception:
                log.exception("worker.renew_failed", job_ids=held)

    async def _finish(self) -> None:
        """Give steps in hand some seconds; the rest is handed back as it stands in its row."""
        if not self._tasks:
            return
        in_hand = dict(self._tasks)
        done, late = await asyncio.wait(in_hand, timeout=self._stop_within)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)
        log.info("worker.stopped", finished=len(done), handed_back=len(late))


def _split(jobs: Iterable[Job]) -> tuple[list[Job], Sequence[tuple[Job, ...]]]:
    """Running jobs go together by account, since one request asks for all of them."""
    singles: list[Job] = []
    running: defaultdict[AccountId | None, list[Job]] = defaultdict(list)
    for job in jobs:
        if job.state is JobState.RUNNING:
            running[job.account_id].append(job)
        else:
            singles.append(job)
    return singles, [tuple(group) for group in running.values()]
