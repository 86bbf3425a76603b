"""Albums: parts are stored as they come, and gathered when no more have come for a while.

The rows are the truth: a process that dies in the middle goes on with what it finds. Gathering
twice makes one job, since a job is known by the message that asked for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from bot.domain.albums import Album, AlbumPart, Fate, pictures_in, wish_of
from bot.domain.commands import Note
from bot.domain.errors import UserError
from bot.domain.jobs import Origin
from bot.domain.orders import Wish
from bot.ports import AlbumStore, Clock, Speaker
from bot.services.generations import Enqueued

log = structlog.get_logger(__name__)

IDLE_AT_MOST: Final = 60.0
AFTER_TROUBLE: Final = 2.0
TRIES_AT_MOST: Final = 3

Place = Callable[[Origin, Wish], Awaitable[Enqueued]]


class Albums:
    """Takes parts from the handlers and makes one job of each album."""

    def __init__(
        self,
        *,
        albums: AlbumStore,
        place: Place,
        speaker: Speaker,
        clock: Clock,
    ) -> None:
        self._albums = albums
        self._place = place
        self._speaker = speaker
        self._clock = clock
        self._woken = asyncio.Event()
        self._later: dict[tuple[int, str], float] = {}
        self._tries: dict[tuple[int, str], int] = {}

    async def keep(self, part: AlbumPart) -> None:
        """Store a part; one that comes too late is told of once, a repeated one changes nothing."""
        fate = await self._albums.add(part, self._clock.now())
        log.info("album.part", album_id=part.album_id, fate=fate)
        if fate is Fate.LATE:
            await self._speaker.say(part.origin, [Note("album-late")])
        self._woken.set()

    async def run(self) -> None:
        """Gather until cancelled. What an earlier run left open gets its full time again, since
        the rest of it may still wait at Telegram."""
        reopened = False
        while True:
            self._woken.clear()
            try:
                if not reopened:
                    await self._albums.reopen(self._clock.now())
                    reopened = True
                pause = await self.gather_due()
            except Exception:
                log.exception("album.store_failed")
                pause = AFTER_TROUBLE
            await self._rest(pause)

    async def gather_due(self) -> float:
        """Make jobs of the albums that are complete; gives the seconds until the next may be."""
        now, waits = self._clock.now(), [IDLE_AT_MOST]
        for album in await self._albums.open_albums():
            key = (album.chat_id, album.album_id)
            due_at = max(album.due_at, self._later.get(key, 0.0))
            if due_at > now:
                waits.append(due_at - now)
            elif (again := await self._gather(album)) is not None:
                self._later[key] = now + again
                waits.append(again)
            else:
                self._later.pop(key, None)
                self._tries.pop(key, None)
        return min(waits)

    async def _gather(self, album: Album) -> float | None:
        """Close the album, or give the seconds until it should be tried again."""
        try:
            return await self._make_job(album)
        except UserError as error:
            return await self._answer(album, Note(error.key, error.values))
        except Exception:
            key = (album.chat_id, album.album_id)
            self._tries[key] = self._tries.get(key, 0) + 1
            log.exception("album.failed", album_id=album.album_id, tries=self._tries[key])
            if self._tries[key] < TRIES_AT_MOST:
                return AFTER_TROUBLE
            return await self._answer(album, Note("update-given-up"))

    async def _make_job(self, album: Album) -> float | None:
        wish = wish_of(album)
        if wish is None:
            return await self._explain(album)
        enqueued = await self._place(album.origin, wish)
        is_all = await self._albums.close(album, self._clock.now(), made_job=True)
        used = enqueued.job.request.inputs
        log.info("album.gathered", job_id=enqueued.job.id, pictures=len(used))
        if not is_all or (not enqueued.is_new and set(used) != set(wish.pictures)):
            await self._speaker.say(album.origin, [Note("album-late")])
        return None

    async def _explain(self, album: Album) -> float | None:
        """Pictures without a word: in private say what can be done, in groups nothing."""
        if album.origin.is_private and pictures_in(album.parts):
            return await self._answer(album, Note("picture-what-now"))
        return await self._close(album)

    async def _answer(self, album: Album, note: Note) -> float | None:
        wait = await self._speaker.say(album.origin, [note])
        return await self._close(album) if wait is None else wait

    async def _close(self, album: Album) -> float | None:
        """A part that came meanwhile may hold the words: then all of it is read once more."""
        is_all = await self._albums.close(album, self._clock.now(), made_job=False)
        return None if is_all else 0.0

    async def _rest(self, seconds: float) -> None:
        """Sleep, or until a part comes."""
        sleeping = asyncio.ensure_future(self._clock.sleep(seconds))
        woken = asyncio.ensure_future(self._woken.wait())
        try:
            await asyncio.wait({sleeping, woken}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            woken.cancel()
