"""Updates that are worth something for seconds: inline queries, one for every keystroke.

They never see the inbox. A person's newest query replaces those that wait, and one that waited too
long for an answer is dropped: Telegram would refuse it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

import structlog
from telegram import Update

log = structlog.get_logger(__name__)

ANSWERED_WITHIN: Final = 20.0
"""Seconds. Telegram keeps a query for 30 (Bot API notes, section 2), some of them spent on the
way."""

ANSWERED_AT_ONCE: Final = 4


def is_fleeting(update: Update) -> bool:
    """Whether nothing is lost when it is never handled."""
    return update.inline_query is not None


class FleetingUpdates:
    """The queries on their way to an answer. `monotonic` counts seconds."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._newest: dict[int, tuple[int, float]] = {}
        self._places = asyncio.Semaphore(ANSWERED_AT_ONCE)

    def note(self, update: Update) -> None:
        """It arrived: the same person's earlier ones need no answer any more."""
        if update.inline_query is not None:
            person = update.inline_query.from_user.id
            self._newest[person] = (update.update_id, self._monotonic())

    async def handle(self, update: Update, coroutine: Awaitable[Any]) -> None:
        """Run the handlers if the answer can still be of use, beside all chats."""
        async with self._places:
            if self._is_wanted(update):
                await coroutine

    def _is_wanted(self, update: Update) -> bool:
        """Also forgets it: what is handled is not handled again."""
        query = update.inline_query
        person = query.from_user.id if query is not None else 0
        newest, at = self._newest.get(person, (None, 0.0))
        if newest != update.update_id:
            return False
        del self._newest[person]
        is_fresh = self._monotonic() - at <= ANSWERED_WITHIN
        if not is_fresh:
            log.info("inline.too_late", update_id=update.update_id)
        return is_fresh
