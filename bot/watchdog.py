"""Notices that a part which should run for ever has ended, and ends the process with it.

python-telegram-bot calls itself running when its polling has ended, and a task that broke is
missed by nobody. What is stored goes on at the next start, so the supervisor is left to make one.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

DEAF_AFTER: Final = 600.0
"""Seconds without one poll that came to an end. A poll takes half a minute, and one that failed is
followed by the next within another: an outage of the network is no deafness."""


class PartEndedError(Exception):
    """Something that should run for ever does not; the message names it."""


class Hearing:
    """Whether polls come to an end, answered or not. `monotonic` counts seconds awake."""

    def __init__(
        self,
        *,
        patience: float = DEAF_AFTER,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._patience = patience
        self._monotonic = monotonic
        self._sleep = sleep
        self._deaf_at = monotonic() + patience

    def note(self, silence: float = 0.0) -> None:
        """A poll came to an end; the next may be this many seconds away, if the server asks so."""
        self._deaf_at = self._monotonic() + silence + self._patience

    async def until_deaf(self) -> None:
        """Return when no poll came to an end for too long."""
        while (left := self._deaf_at - self._monotonic()) > 0:
            await self._sleep(left)


async def wait_for_the_end(
    stopping: asyncio.Event, hearing: Hearing, parts: Iterable[asyncio.Task[None]]
) -> None:
    """Return when the process is asked to stop.

    Raises `PartEndedError` when one of the parts ended by itself, or the bot went deaf.
    """
    asked = asyncio.create_task(stopping.wait(), name="stopping")
    deaf = asyncio.create_task(hearing.until_deaf(), name="polling")
    try:
        done, _ = await asyncio.wait({asked, deaf, *parts}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        asked.cancel()
        deaf.cancel()
    if asked in done:
        return
    ended = next(iter(done))
    fault = None if ended.cancelled() else ended.exception()
    raise PartEndedError(f"{ended.get_name()} has ended, though it should run for ever") from fault
