"""Results that we fetched, found again on our disk."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.domain.ids import JobId
from bot.ports import JobStore


@dataclass(frozen=True, slots=True)
class ResultFiles:
    """The files of jobs' results in the data directory."""

    jobs: JobStore
    data_dir: Path

    async def discard(self, job_id: JobId) -> None:
        """Erase what was fetched for a job. See `bot.ports.ResultArchive`."""
        folder = self.data_dir / "results" / job_id
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def locate(self, job_id: JobId, number: int) -> Path | None:
        """The full-size file of a result, None when the job or the file is gone."""
        job = await self.jobs.get(job_id)
        if job is None:
            return None
        found = (each for each in job.artifacts if each.index == number)
        path = next((self.data_dir / artifact.path for artifact in found), None)
        if path is None or not await asyncio.to_thread(path.is_file):
            return None
        return path
