"""Updates are stored before Telegram is told that we have them, and kept until they are handled.

The queue's `put` commits to the inbox first; the library confirms a batch to Telegram only after
every `put` of it returned. The processor keeps the order within a chat, counts attempts before
handlers run, and marks an update done after they ran. What breaks is tried again, three times in
all, then given up with an event and a sentence to the person.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

import structlog
from telegram import Bot, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter
from telegram.ext import BaseUpdateProcessor

from bot.adapters.chat_limits import ChatSilentError
from bot.adapters.fleeting_updates import FleetingUpdates, is_fleeting
from bot.adapters.telegram_errors import flood_wait
from bot.ports import Inbox

log = structlog.get_logger(__name__)

ATTEMPTS_AT_MOST: Final = 3
CONCURRENT_UPDATES: Final = 20
PAUSE_SECONDS: Final = 2.0
BEHIND_SECONDS: Final = 0.001
WAITING_UPDATES_AT_MOST: Final = 100_000  # Telegram itself keeps no more for a bot


class DurableQueue(asyncio.Queue[object]):
    """The application's update queue; an update in it is already in the inbox."""

    def __init__(self, inbox: Inbox, clock: Callable[[], float]) -> None:
        super().__init__()
        self._inbox = inbox
        self._clock = clock
        self._is_closing = False
        self.fleeting = FleetingUpdates()

    async def put(self, item: object) -> None:
        """Commit an update, then queue it; one stored before is not queued again, and one that is
        worth something for seconds only is not stored at all.

        A storage error becomes a `NetworkError`, after which the library fetches the batch again;
        any other exception here would end its polling for good.
        """
        if isinstance(item, Update) and is_fleeting(item):
            self.fleeting.note(item)
        elif isinstance(item, Update):
            try:
                is_new = await self._inbox.put(item.update_id, item.to_json(), self._clock())
            except Exception as error:
                log.exception("update.not_stored", update_id=item.update_id)
                raise NetworkError("the update could not be stored") from error
            if not is_new:
                return
        else:
            self._is_closing = True  # the library's sign that nothing more will be taken out
        await super().put(item)

    def put_again(self, update: Update) -> None:
        """Queue an update for another try; while closing it only stays in the inbox.

        The library waits until its closing queue is empty: one more item would hold it up for ever.
        """
        if not self._is_closing:
            self.put_nowait(update)

    async def replay(self, bot: Bot) -> int:
        """Queue what an earlier run left undone, oldest first; gives the number."""
        pending = await self._inbox.pending()
        for update_id, payload, attempts in pending:
            update = _read(payload, bot)
            if update is None:  # written by another version: it must not stop the start
                log.error("update.unreadable", update_id=update_id)
                await self._inbox.done(update_id)
                continue
            log.info("update.replayed", update_id=update_id, attempts=attempts)
            self.put_nowait(update)
        return self.qsize()


class DurableUpdateProcessor(BaseUpdateProcessor):
    """Handles updates of one chat in order, different chats side by side.

    `give_up` tells the person when an update is abandoned. The library's own limit counts waiting
    updates too, so one busy chat could hold all of its places: ours counts only running ones.
    """

    def __init__(
        self,
        inbox: Inbox,
        queue: DurableQueue,
        *,
        give_up: Callable[[Update], Awaitable[None]],
        concurrent: int = CONCURRENT_UPDATES,
        pause_seconds: float = PAUSE_SECONDS,
    ) -> None:
        super().__init__(WAITING_UPDATES_AT_MOST)
        self._inbox = inbox
        self._queue = queue
        self._give_up = give_up
        self._pause_seconds = pause_seconds
        self._places = asyncio.Semaphore(concurrent)
        self._lines: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._in_line: defaultdict[int, int] = defaultdict(int)
        self._failures: dict[int, BaseException] = {}
        self._held_back: defaultdict[int, int] = defaultdict(int)
        """How often an answer was not even tried in a silent chat: no fault of its update's."""
        self._again_at: dict[int, float] = {}
        """When the latest of a line that is tried again has its turn; in the event loop's time."""

    def has_more(self, chat_id: int) -> bool:
        """Whether updates of this chat, or any that were not sorted yet, wait for their turn."""
        return chat_id in self._in_line or not self._queue.empty()

    def note_failure(self, update: object, error: BaseException) -> None:
        """The application's error handler reports here what a handler could not deal with."""
        if isinstance(update, Update):
            self._failures[update.update_id] = error

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run the handlers (`coroutine`) when it is this update's turn."""
        if not isinstance(update, Update):
            await coroutine
            return
        if is_fleeting(update):
            await self._answer_in_time(update, coroutine)
            return
        async with self._turn(line_of(update)), self._places:
            try:
                await self._handle(update, coroutine)
            except Exception:  # handlers' errors end in the error handler: this is the inbox's
                log.exception("update.inbox_failed", update_id=update.update_id)
                self._try_again(update, self._pause_seconds)
            finally:
                _close(coroutine)

    async def _answer_in_time(self, update: Update, coroutine: Awaitable[Any]) -> None:
        """Outside of every line: keystrokes hold up no chat, and no chat holds them up."""
        try:
            await self._queue.fleeting.handle(update, coroutine)
        finally:
            self._failures.pop(update.update_id, None)
            _close(coroutine)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to free: what is unfinished stays in the inbox."""

    @asynccontextmanager
    async def _turn(self, line: int) -> AsyncIterator[None]:
        """One at a time within a line, in the order of arrival; empty lines are forgotten."""
        self._in_line[line] += 1
        try:
            async with self._lines[line]:
                yield
        finally:
            self._in_line[line] -= 1
            if not self._in_line[line]:
                del self._in_line[line], self._lines[line]

    async def _handle(self, update: Update, coroutine: Awaitable[Any]) -> None:
        begun = await self._inbox.begin(update.update_id)
        if begun == 0:  # it was done before
            return
        attempt = begun - self._held_back[update.update_id]
        if attempt > ATTEMPTS_AT_MOST:  # it took the process down with it, again and again
            await self._abandon(update, attempt)
            return
        await coroutine
        failure = self._failures.pop(update.update_id, None)
        is_held_back = isinstance(failure, ChatSilentError)
        self._held_back[update.update_id] += is_held_back
        if failure is None or not is_worth_another_try(failure):
            await self._end(update)
        elif attempt == ATTEMPTS_AT_MOST and not is_held_back:
            await self._abandon(update, attempt)
        else:
            self._try_again(update, pause_after(failure, attempt, self._pause_seconds))

    def _try_again(self, update: Update, pause: float) -> None:
        """After the pause, and after those of its line that were to be tried again before."""
        log.warning("update.tried_again", update_id=update.update_id, pause=pause)
        loop, line = asyncio.get_running_loop(), line_of(update)
        now = loop.time()
        at = max(now + pause, self._again_at.get(line, 0.0) + BEHIND_SECONDS)
        self._again_at = {other: when for other, when in self._again_at.items() if when > now}
        self._again_at[line] = at
        loop.call_at(at, self._queue.put_again, update)

    async def _abandon(self, update: Update, attempt: int) -> None:
        log.error("update.given_up", update_id=update.update_id, attempts=attempt)
        await self._end(update)
        await self._give_up(update)

    async def _end(self, update: Update) -> None:
        self._held_back.pop(update.update_id, None)
        await self._inbox.done(update.update_id)


def line_of(update: Update) -> int:
    """The chat in which an update must keep its place; taps without a chat go by their person."""
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else 0


def is_worth_another_try(error: BaseException) -> bool:
    """Blocked, gone or refused stays so; anything else may pass."""
    return not isinstance(error, Forbidden | BadRequest)


def pause_after(error: BaseException, attempt: int, pause_seconds: float) -> float:
    """Seconds to the next try: what Telegram asks for, otherwise doubling."""
    if isinstance(error, RetryAfter):
        return flood_wait(error)
    return pause_seconds * 2.0 ** (attempt - 1)


def _read(payload: str, bot: Bot) -> Update | None:
    try:
        return Update.de_json(json.loads(payload), bot)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _close(coroutine: Awaitable[Any]) -> None:
    """Handlers that were never started must not leave a warning behind."""
    close = getattr(coroutine, "close", None)
    if close is not None:
        close()
