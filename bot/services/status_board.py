"""The one place that shows jobs to people: latest state wins, one message per job.

Work never waits for a status message. While one edit is under way, or has to wait for its turn,
newer states replace each other: a slow or throttled chat sees fewer edits, never a backlog.
"""

from __future__ import annotations

import asyncio
import contextlib

import structlog

from bot.domain.ids import JobId
from bot.domain.jobs import TOLD_STATES, Job
from bot.ports import JobStore, Notifier

log = structlog.get_logger(__name__)


class StatusBoard:
    """Shows each job's present state by the notifier, one edit of a job at a time."""

    def __init__(self, jobs: JobStore, notifier: Notifier) -> None:
        self._jobs = jobs
        self._notifier = notifier
        self._latest: dict[JobId, Job] = {}
        self._running: dict[JobId, asyncio.Task[None]] = {}
        self._newer: dict[JobId, asyncio.Event] = {}

    def show(self, job: Job) -> None:
        """Show this state as soon as the job's earlier one is shown."""
        self._latest[job.id] = job
        if job.id not in self._running:
            task = asyncio.create_task(self._keep_showing(job.id), name=f"status {job.id}")
            self._running[job.id] = task
            self._newer[job.id] = asyncio.Event()
        self._newer[job.id].set()

    async def remove(self, job: Job) -> None:
        """Show this job no more, and take its message away where Telegram lets us."""
        self._latest.pop(job.id, None)
        if (newer := self._newer.get(job.id)) is not None:
            newer.set()
        await self._notifier.take_away(job)

    async def catch_up(self) -> int:
        """Show what an earlier process had no time to show; gives the number of jobs."""
        untold = await self._jobs.untold()
        for job in untold:
            self.show(job)
        return len(untold)

    async def drain(self, seconds: float | None = None) -> None:
        """Wait until everything asked for is shown; after so many seconds, leave it unshown."""
        try:
            async with asyncio.timeout(seconds):
                while self._running:
                    await asyncio.wait(self._running.values())
        except TimeoutError:
            late = list(self._running.values())
            for task in late:
                task.cancel()
            await asyncio.wait(late)
            log.info("status.left_unshown", jobs=len(late))

    async def _keep_showing(self, job_id: JobId) -> None:
        try:
            await self._greet(job_id)
            while job_id in self._latest:
                await self._await_turn(job_id)
                if (job := self._latest.pop(job_id, None)) is not None:
                    await self._show(job)
        finally:
            del self._running[job_id], self._newer[job_id]

    async def _greet(self, job_id: JobId) -> None:
        try:
            await self._notifier.greet(self._latest[job_id])
        except Exception:
            log.exception("status.not_greeted", job_id=job_id)

    async def _await_turn(self, job_id: JobId) -> None:
        """Return when the latest state may be shown: an end may at once, progress has its pace."""
        newer = self._newer[job_id]
        while (job := self._latest.get(job_id)) is not None:
            wait = self._notifier.wait_before_showing(job)
            if wait <= 0:
                return
            newer.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await newer.wait()

    async def _show(self, job: Job) -> None:
        try:
            if job.status_message_id is None:  # this copy may be older than the first message
                stored = await self._jobs.get(job.id)
                job = stored if stored is not None else job
            sent = await self._notifier.show_status(job)
            if sent is not None:
                await self._jobs.set_status_message(job.id, sent)
            if job.state in TOLD_STATES:
                await self._jobs.set_told(job)
        except Exception:
            # A status that can't be shown must not stop the job; its next state tries again.
            log.exception("status.failed", job_id=job.id, state=job.state)
