"""Long polling: one poll at a time, and what happens to the older of two.

Rule: a poll that finds nothing waits; a newer one that has to wait, too, ends it with 409. The same
offset again within 3 s waits at least 3 s, within 0.5 s it gets one update. Conflicts that follow
quickly are answered late. After Bot API notes, section 2.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from playground.telegram_service.errors import ApiError, too_many_requests
from playground.telegram_service.settings import TelegramSettings
from playground.telegram_service.updates import Update, UpdateQueue

OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
    " running"
)
WEBHOOK_SET = "Conflict: terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete"
    " the webhook first"
)


class Polling:
    """The bot's polls."""

    def __init__(
        self, updates: UpdateQueue, now: Callable[[], float], settings: TelegramSettings
    ) -> None:
        self._updates = updates
        self._now = now
        self._settings = settings
        self._last_offset = 0
        self._last_start = float("-inf")
        self._ended: asyncio.Future[str] | None = None  # set while a poll waits
        self._quiet_until = float("-inf")
        self.standing = asyncio.Event()  # set while a poll waits for updates
        self.webhook_url = ""
        self.max_connections = 40
        self._next_webhook = float("-inf")

    def end(self, why: str) -> None:
        """End the waiting poll with a conflict."""
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(why)
        self._ended = None
        self.standing.clear()

    def check_webhook_pause(self) -> None:
        """A webhook can be set once a second. Raises ApiError 429."""
        if self._now() < self._next_webhook:
            raise too_many_requests(1)
        self._next_webhook = self._now() + 1

    async def conflict(self, why: str) -> ApiError:
        """The refusal, late if another one was given just before."""
        now, pause = self._now(), self._settings.conflict_pause_seconds
        if now < self._quiet_until:
            await asyncio.sleep(pause)
        else:
            self._quiet_until = now + pause
        return ApiError(409, why)

    async def poll(self, offset: int, limit: int, timeout_seconds: float) -> list[Update]:
        """Updates from the offset on, waiting for the first one. Raises ApiError 409."""
        now, settings = self._now(), self._settings
        if offset == self._last_offset:
            if now < self._last_start + settings.same_offset_wait_seconds:
                timeout_seconds = max(timeout_seconds, settings.same_offset_wait_seconds)
            if now < self._last_start + settings.same_offset_single_seconds:
                limit = 1
        self._last_offset, self._last_start = offset, now
        found = self._updates.take(offset, limit)
        if found or timeout_seconds <= 0:
            return found
        self.end(OTHER_POLL)
        return await self._wait(max(offset, 0), limit, timeout_seconds)

    async def _wait(self, offset: int, limit: int, timeout_seconds: float) -> list[Update]:
        ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._ended = ended
        self.standing.set()
        try:
            async with asyncio.timeout(timeout_seconds):
                while not ended.done():
                    await self._news(ended)
                    found = [] if ended.done() else self._updates.take(offset, limit)
                    if found:
                        return found
        except TimeoutError:
            return []
        finally:
            if self._ended is ended:
                self._ended = None
                self.standing.clear()
        raise await self.conflict(ended.result())

    async def _news(self, ended: asyncio.Future[str]) -> None:
        """Return when there are new updates or the poll was ended."""
        changed = asyncio.ensure_future(self._updates.changed.wait())
        try:
            await asyncio.wait((changed, ended), return_when=asyncio.FIRST_COMPLETED)
        finally:
            changed.cancel()
