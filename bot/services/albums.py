"""Albums: parts are stored as they come, and gathered when no more have come for a while.

The rows are the truth: a process that dies in the middle goes on with what it finds. Gathering
twice makes one job, since a job is known by the message that asked for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from bot.domain.albums import (
    Album,
    AlbumPart,
    Fate,
    loose_words,
    pictures_in,
    wishes_of,
)
from bot.domain.commands import Note
from bot.domain.errors import UserError
from bot.domain.ids import ChatId
from bot.domain.jobs import Job, Origin
from bot.domain.lineage import caused_by_message
from bot.domain.offers import Offer
from bot.domain.wishes import Wish
from bot.ports import AlbumStore, Clock, JobStore, Speaker
from bot.services.generations import Enqueued
from bot.services.offers import Offers

log = structlog.get_logger(__name__)

IDLE_AT_MOST: Final = 60.0
AFTER_TROUBLE: Final = 2.0
TRIES_AT_MOST: Final = 3

LINE_PATIENCE: Final = 30.0
LINE_AGAIN: Final = 0.3
"""Seconds that an album waits for messages in line behind it, and between two looks at them. After
a death a whole line is handled again, which takes longer than parts take to come."""

Place = Callable[[Origin, Wish], Awaitable[Enqueued]]


class Albums:
    """Takes parts from the handlers and makes one job of each album."""

    def __init__(
        self,
        *,
        albums: AlbumStore,
        place: Place,
        offers: Offers,
        jobs: JobStore,
        speaker: Speaker,
        clock: Clock,
        more_waits: Callable[[ChatId], bool] = lambda chat_id: False,
    ) -> None:
        """`more_waits` tells whether messages of a chat have come that nobody has looked at yet:
        parts may be among them."""
        self._more_waits = more_waits
        self._albums = albums
        self._place = place
        self._offers = offers
        self._jobs = jobs
        self._speaker = speaker
        self._clock = clock
        self._woken = asyncio.Event()
        self._later: dict[tuple[int, str], float] = {}
        self._tries: dict[tuple[int, str], int] = {}

    async def keep(self, part: AlbumPart) -> None:
        """Store a part; one that comes too late is told of once, a repeated one changes nothing."""
        fate = await self._albums.add(part, self._clock.now())
        log.info("album.part", album_id=part.album_id, fate=fate)
        if fate in {Fate.LATE, Fate.IGNORED}:
            await self._take_late(part, is_told=fate is Fate.IGNORED)
        self._woken.set()

    async def take_loose_words(self, origin: Origin, words: str) -> bool:
        """Keep a text with the pictures that came right before it, if those came without a word:
        they are asked about together."""
        for album in await self._albums.open_albums():
            is_theirs = album.chat_id == origin.chat_id and all(
                part.origin.user_id == origin.user_id for part in album.parts
            )
            if is_theirs and not wishes_of(album) and pictures_in(album.parts):
                part = AlbumPart(album_id=album.album_id, origin=origin, words=words, is_loose=True)
                return await self._albums.add(part, self._clock.now()) is not Fate.IGNORED
        return False

    async def _take_late(self, part: AlbumPart, *, is_told: bool) -> None:
        """Offer to add it while the receipt is open; afterwards say once that it is left out."""
        job = await self._job_of(part)
        if job is not None and part.picture is not None:
            offer = await self._offers.receipts.late_picture(part.origin, job, part.picture)
            if offer is not None:
                await self._speaker.say(part.origin, offer.says, offer)
                if not is_told:  # of being left out, which is another thing
                    await self._albums.leave_untold(part.origin.chat_id, part.album_id)
                return
        if not is_told:
            await self._speaker.say(part.origin, [Note("album-late")])

    async def _job_of(self, part: AlbumPart) -> Job | None:
        """The job that the album of this part became: it belongs to one of its messages."""
        chat_id = part.origin.chat_id
        for message_id in await self._albums.messages_of(chat_id, part.album_id):
            job = await self._jobs.made_by(caused_by_message(chat_id, message_id))
            if job is not None:
                return job
        return None

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
            elif now < due_at + LINE_PATIENCE and self._more_waits(ChatId(album.chat_id)):
                waits.append(LINE_AGAIN)
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
        wishes = wishes_of(album)
        if not wishes:
            return await self._explain(album)
        origin = await self._origin(album, album.origin)
        if len(wishes) > 1:
            offer = await self._offers.captions(origin, wishes)
            return await self._ask(album, origin, offer)
        wish = wishes[0]
        try:
            enqueued = await self._place(origin, wish)
        except UserError as error:
            ways = await self._offers.after_refusal(origin, wish, error)
            if ways is None:
                raise
            return await self._ask(album, origin, ways)
        is_all = await self._albums.close(album, self._clock.now(), made_job=True)
        used = enqueued.job.request.inputs
        log.info("album.gathered", job_id=enqueued.job.id, pictures=len(used))
        if not is_all or (not enqueued.is_new and {each.source for each in used} != _sources(wish)):
            await self._speaker.say(origin, [Note("album-late")])
        return None

    async def _explain(self, album: Album) -> float | None:
        """Pictures without a word: in private ask what to do with them, in groups nothing."""
        pictures = pictures_in(album.parts)
        if not album.origin.is_private or not pictures:
            return await self._close(album)
        loose = loose_words(album)
        if loose is not None:
            origin = await self._origin(album, loose.origin)
            joined = await self._offers.join_with(origin, loose.words, pictures)
            return await self._ask(album, origin, joined)
        origin = await self._origin(album, album.origin)
        offer = await self._offers.about_pictures(origin, pictures)
        return await self._ask(album, origin, offer)

    async def _origin(self, album: Album, first: Origin) -> Origin:
        """The message that the album was asked about before, or this one. One message makes one
        job, so whichever of its questions are answered, the album makes one."""
        for part in album.parts:
            if await self._offers.has_asked(part.origin):
                return part.origin
        return first

    async def _ask(self, album: Album, origin: Origin, offer: Offer) -> float | None:
        """Put a question, and close the album: what it held is in the question now."""
        wait = await self._speaker.say(origin, offer.says, offer)
        return await self._close(album) if wait is None else wait

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


def _sources(wish: Wish) -> set[str]:
    return {picture.source for picture in wish.pictures}
