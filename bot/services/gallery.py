"""The gallery: hung by the author's own tap, seen by whoever is let in, gone when they say so."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from bot.domain.gallery import Exhibit
from bot.domain.ids import ChatId, JobId, UserId
from bot.domain.jobs import Job, PartKind
from bot.domain.results import SentFile
from bot.ports import Clock, GalleryStore, JobStore, ResultStore

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One exhibit as it is shown: whose job, which file at Telegram, and where among the others."""

    exhibit: Exhibit
    job: Job
    file: SentFile
    place: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery:
    """A group's results hang in its own gallery, what was made in private in the bot's."""

    store: GalleryStore
    jobs: JobStore
    results: ResultStore
    clock: Clock

    async def hang(self, job: Job, picture: int, author: str, *, shows_prompt: bool) -> Exhibit:
        """Show a result of the author's own."""
        origin = job.origin
        exhibit = Exhibit(
            job_id=job.id,
            picture=picture,
            user_id=origin.user_id,
            author=author,
            chat_id=None if origin.is_private else origin.chat_id,
            shows_prompt=shows_prompt,
            shown_at=self.clock.now(),
        )
        await self.store.put(exhibit)
        log.info("gallery.hung", job_id=job.id, picture=picture, user_id=origin.user_id)
        return exhibit

    async def hangs(self, job: Job, picture: int) -> bool:
        """Whether this result is on show."""
        return await self.store.get(job.id, picture) is not None

    async def take_down(
        self, user_id: UserId, job_id: JobId, picture: int, *, is_operator: bool
    ) -> bool:
        """Its author may any time, an operator too; False for anybody else."""
        exhibit = await self.store.get(job_id, picture)
        if exhibit is None:
            return True
        if exhibit.user_id != user_id and not is_operator:
            return False
        await self.store.take_down(job_id, picture)
        log.info("gallery.taken_down", job_id=job_id, picture=picture, by=user_id)
        return True

    async def look(self, chat_id: ChatId | None, place: int) -> View | None:
        """What hangs at this place (from 0) of a group's gallery, or of the bot's own; past the
        end, the last. None where nothing hangs.

        What can't be shown any more, since its job or its messages are gone, is taken down.
        """
        while (count := await self.store.count(chat_id)) > 0:
            here = min(max(place, 0), count - 1)
            exhibit = await self.store.at(chat_id, here)
            if exhibit is None:
                continue
            job = await self.jobs.get(exhibit.job_id)
            file = await self._file(exhibit)
            if job is not None and file is not None:
                return View(exhibit=exhibit, job=job, file=file, place=here, count=count)
            await self.store.take_down(exhibit.job_id, exhibit.picture)
        return None

    async def _file(self, exhibit: Exhibit) -> SentFile | None:
        """The newest picture or video at Telegram; originals are no pictures there."""
        files = await self.results.files_of(exhibit.job_id)
        shown = [
            file
            for file in files
            if file.picture == exhibit.picture and file.kind is not PartKind.FILES
        ]
        return shown[-1] if shown else None
