"""Results that we fetched, found again on our disk."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.domain.ids import JobId, read_job_id
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

    async def sweep(self) -> int:
        """Erase the folders of jobs that are gone: a death may have come between the two. Gives
        their number."""
        names = await asyncio.to_thread(_names_in, self.data_dir / "results")
        orphans = [name for name in names if await self.jobs.get(name) is None]
        for name in orphans:
            await self.discard(name)
        return len(orphans)

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


def _names_in(folder: Path) -> list[JobId]:
    """The jobs that have a folder there."""
    if not folder.is_dir():
        return []
    names = (read_job_id(each.name) for each in folder.iterdir())
    return [name for name in names if name is not None]
