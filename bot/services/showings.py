"""Results shown again, by `/show` and 📄: a row first, then sent as a job's own delivery is.

The rows are the truth: a showing that a death cut off goes on where it was, and a message or tap
that is handled again finds the one that it made.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import structlog

from bot.domain.commands import Note
from bot.domain.deliveries import next_part
from bot.domain.ids import ChatId
from bot.domain.jobs import Job, Origin
from bot.domain.lineage import Cause
from bot.domain.observations import Observation
from bot.domain.patience import pause
from bot.domain.showings import Form, Showing, after_delivery, as_delivery, plan_showing
from bot.domain.transitions import decide
from bot.ports import Clock, JobStore, ResultArchive, ShowingStore, Speaker
from bot.services.sending import Sending

log = structlog.get_logger(__name__)

AT_ONCE: Final = 8
"""Chats that are sent to at a time: a few slow uploads shouldn't hold up everybody, and each takes
one of the bot's twenty connections, which deliveries and answers need as well."""

IDLE_AT_MOST: Final = 15.0
AFTER_TROUBLE: Final = 5.0
ENDS_WITHIN: Final = 2.0
"""Seconds of real time that sends in hand get when the process stops."""

MEGABYTE: Final = 1024 * 1024


class ErasedError(Exception):
    """The showing is gone: its person was forgotten."""


class Showings:
    """Takes wishes, and the loop that fulfils them. `clock` is that of jobs."""

    def __init__(
        self,
        *,
        store: ShowingStore,
        jobs: JobStore,
        archive: ResultArchive,
        sending: Sending,
        speaker: Speaker,
        clock: Clock,
    ) -> None:
        self._store = store
        self._jobs = jobs
        self._archive = archive
        self._sending = sending
        self._speaker = speaker
        self._clock = clock
        self._woken = asyncio.Event()
        self._in_hand: dict[ChatId, asyncio.Task[None]] = {}

    @property
    def in_hand(self) -> int:
        """How many showings are being sent at this moment."""
        return len(self._in_hand)

    async def ask(self, job: Job, form: Form, origin: Origin, cause: Cause) -> None:
        """Keep the wish to see a job's results. One cause makes one showing."""
        if not job.artifacts:
            return
        showing = plan_showing(job, form, origin, cause, self._clock.now())
        if await self._store.put(showing):
            log.info("showing.asked", job_id=job.id, form=form, user_id=origin.user_id)
        self._woken.set()

    async def run(self) -> None:
        """Show until cancelled; sends in hand get a moment to end."""
        is_resumed = False
        try:
            while True:
                self._woken.clear()
                try:
                    if not is_resumed:
                        await self._store.bring_back(self._clock.now())
                        is_resumed = True
                    pause_ = await self._begin_due()
                except Exception:
                    log.exception("showings.store_failed")
                    pause_ = AFTER_TROUBLE
                await self._rest(pause_)
        finally:
            await self._finish()

    async def _begin_due(self) -> float:
        """Take up what is due, one in a chat at a time; gives the seconds until the next look."""
        now = self._clock.now()
        for showing in await self._store.due(now):
            chat_id = showing.origin.chat_id
            if len(self._in_hand) >= AT_ONCE:
                return IDLE_AT_MOST  # one that ends wakes us
            if chat_id not in self._in_hand:
                self._in_hand[chat_id] = asyncio.create_task(self._fulfil(chat_id, showing))
        due = await self._store.next_due()
        if due is None or due <= now:
            return IDLE_AT_MOST
        return min(IDLE_AT_MOST, due - now)

    async def _fulfil(self, chat_id: ChatId, showing: Showing) -> None:
        try:
            # It may have been shown between the look that found it and now.
            current = await self._store.get(showing.cause)
            if current is not None and _is_due(current, self._clock.now()):
                await self.advance(current)
        except ErasedError:
            log.info("showing.erased", job_id=showing.job_id)
        except Exception:
            log.exception("showing.failed", job_id=showing.job_id)
            await self._clock.sleep(AFTER_TROUBLE)
        finally:
            del self._in_hand[chat_id]
            self._woken.set()

    async def advance(self, showing: Showing) -> None:
        """Send what is due of it now; what was sent stands in its row."""
        job = await self._jobs.get(showing.job_id)
        if job is None:  # erased meanwhile: there is nothing to show, and nothing to say of it
            await self._keep(replace(showing, due_at=None))
            return
        if not showing.is_failed:
            showing = await self._send(job, showing)
        if showing.is_failed:
            await self._tell(job, showing)

    async def _send(self, job: Job, showing: Showing) -> Showing:
        stored = showing

        async def store(delivery: Job, observation: Observation) -> Job:
            nonlocal stored
            now = self._clock.now()
            after = decide(delivery, observation, now)
            stored = after_delivery(stored, after, now)
            await self._keep(stored)
            return after

        delivery = as_delivery(job, showing)
        while (part := next_part(delivery)) is not None:
            delivery = await self._sending.send(delivery, part, store, is_repeat=True)
            if delivery.state.is_final or (delivery.due_at or 0.0) > self._clock.now():
                break
        return stored

    async def _tell(self, job: Job, showing: Showing) -> None:
        wait = await self._speaker.say(showing.origin, await self._why(job, showing))
        due_at = None if wait is None else self._clock.now() + max(wait, pause(0))
        await self._keep(replace(showing, due_at=due_at))

    async def _why(self, job: Job, showing: Showing) -> Sequence[Note]:
        """Why not everything came."""
        if large := next((part for part in showing.parts if part.oversize is not None), None):
            return [_too_large(large.oversize, large.limit), Note("failure-too-large-next")]
        for artifact in job.artifacts:
            if await self._archive.locate(job.id, artifact.index) is None:
                return [Note("originals-gone", {"id": job.id})]
        return [Note("showing-refused", {"id": job.id})]

    async def _keep(self, showing: Showing) -> None:
        if not await self._store.save(showing):
            raise ErasedError

    async def _rest(self, seconds: float) -> None:
        """Sleep, or until something wakes us."""
        sleeping = asyncio.ensure_future(self._clock.sleep(seconds))
        woken = asyncio.ensure_future(self._woken.wait())
        try:
            await asyncio.wait({sleeping, woken}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            woken.cancel()

    async def _finish(self) -> None:
        """What isn't done by then is cut off, and its row tells how it goes on."""
        if not self._in_hand:
            return
        _, late = await asyncio.wait(list(self._in_hand.values()), timeout=ENDS_WITHIN)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


def _is_due(showing: Showing, now: float) -> bool:
    return showing.due_at is not None and showing.due_at <= now


def _too_large(size: int | None, limit: int | None) -> Note:
    if size is None or limit is None:
        return Note("failure-too-large")
    return Note(
        "failure-too-large-size", {"size": -(-size // MEGABYTE), "limit": limit // MEGABYTE}
    )
