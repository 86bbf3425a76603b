"""Notifier over Telegram: one status message per job, and the results. See `bot.ports.Notifier`.

Results go before progress: while a chat must not be spoken to, progress is dropped. The end of a
job and a question to its person are never dropped: they wait for their turn.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

import structlog
from telegram import Bot, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot import keyboards
from bot.adapters.addresses import Address, addresses_of, addresses_of_results
from bot.adapters.chat_actions import announced
from bot.adapters.chat_limits import ChatLimits
from bot.adapters.languages import LanguageOf, as_told, in_own_language
from bot.adapters.previews import NotAPictureError
from bot.adapters.result_sender import (
    Delivered,
    ResultSender,
    TooLargeError,
    UploadLimit,
    largest_file,
)
from bot.adapters.status_pacing import PROGRESS_STATES, wait_before_showing
from bot.adapters.telegram_errors import (
    SendTrouble,
    flood_wait,
    is_passing,
    is_too_large,
    sort_send_error,
    was_never_sent,
)
from bot.answers import NO_PREVIEW
from bot.domain.ids import JobId, MessageId
from bot.domain.jobs import Job, JobState
from bot.domain.lineage import caused_by_message
from bot.domain.observations import Observation, SendDelayed, SendRefused, Sent
from bot.domain.results import SentFile
from bot.i18n import Texts
from bot.status_text import render_status, wants_no_more_words
from bot.telegram_gone import is_address_gone, is_message_gone

log = structlog.get_logger(__name__)

Sending = TypeVar("Sending")

TAKEN: Final = "👀"
"""The reaction by which a group sees that a request was taken."""

TRIES_AT_MOST: Final = 8
FIRST_PAUSE: Final = 2.0


@dataclass(frozen=True, slots=True)
class Words:
    """What a status message says and offers."""

    text: str
    keyboard: InlineKeyboardMarkup | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown last, when (seconds of `monotonic`), and in which message."""

    words: Words
    at: float
    message_id: MessageId
    was_edited: bool


class TelegramNotifier:
    """Shows jobs and sends results by the bot's own sending methods.

    `now` is the clock of jobs (Unix seconds); `monotonic` and `sleep` are real time, which
    Telegram's limits count in. `place_in_queue` counts the person's jobs before one.
    """

    def __init__(
        self,
        bot: Bot,
        texts: Texts,
        *,
        now: Callable[[], float],
        place_in_queue: Callable[[Job], Awaitable[int]],
        upload_limit: UploadLimit,
        limits: ChatLimits,
        language_of: LanguageOf = as_told,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._texts = texts
        self._now = now
        self._place_in_queue = place_in_queue
        self._language_of = language_of
        self._monotonic = monotonic
        self._sleep = sleep
        self._upload_limit = upload_limit
        self._results = ResultSender(bot, texts, upload_limit)
        self._limits = limits
        self._shown: dict[JobId, Shown] = {}
        self._begun: dict[JobId, float] = {}
        self._elsewhere: dict[JobId, int] = {}
        """The chats of status messages that are not where their jobs were asked for."""

    async def greet(self, job: Job) -> None:
        """Say in a group that the request was taken, by a reaction to it: once, and if it works."""
        if job.id in self._begun or job.state.is_final:
            return
        self._begun[job.id] = self._monotonic()
        is_told_by_tap = job.made_by != caused_by_message(job.origin.chat_id, job.origin.message_id)
        is_answered = job.status_message_id is not None or is_told_by_tap
        if job.origin.is_private or is_answered or job.state not in PROGRESS_STATES:
            return
        if self._limits.silence(self._limits.present_id(job.origin.chat_id)) > 0:
            return
        try:
            await self._bot.set_message_reaction(
                self._limits.present_id(job.origin.chat_id), job.origin.message_id, TAKEN
            )
        except TelegramError as error:  # reactions may be off in the group
            log.info("reaction.refused", job_id=job.id, error=error.message)

    async def show_status(self, job: Job) -> MessageId | None:
        """Bring the job's message up to date; gives its id when one was newly sent."""
        job = await in_own_language(job, self._language_of)
        words = await self._words(job)
        shown = self._shown.get(job.id)
        if shown is not None and shown.words == words:
            return None
        message_id = job.status_message_id
        if message_id is None and shown is not None:
            message_id = shown.message_id  # sent, but not yet stored when this copy was read
        if job.state in PROGRESS_STATES and self.wait_before_showing(job) > 0:
            return None
        if wants_no_more_words(job):
            self._shown.pop(job.id, None)
            await self._take_away(job, message_id)
            return None
        new_id = await self._show_patiently(job, words, message_id)
        kept_id = new_id if new_id is not None else message_id
        if job.state.is_final or kept_id is None:
            self._shown.pop(job.id, None)
            self._begun.pop(job.id, None)
            self._elsewhere.pop(job.id, None)
        else:
            was_edited = new_id is None
            self._shown[job.id] = Shown(words, self._monotonic(), kept_id, was_edited)
        return new_id

    async def take_away(self, job: Job) -> None:
        """Delete the job's message and forget it."""
        shown = self._shown.pop(job.id, None)
        await self._take_away(job, shown.message_id if shown is not None else job.status_message_id)

    def wait_before_showing(self, job: Job) -> float:
        """Seconds of real time until a change of this job may be shown, 0 for at once."""
        shown = self._shown.get(job.id)
        return wait_before_showing(
            job.state,
            now=self._monotonic(),
            last_shown=self._last_shown(job, shown),
            begun=self._begun.get(job.id, 0.0),
            was_edited=shown is not None and shown.was_edited,
            free_at=self._limits.free_at(self._limits.present_id(job.origin.chat_id)),
            is_private=job.origin.is_private,
        )

    def _last_shown(self, job: Job, shown: Shown | None) -> float | None:
        """When its message was last touched; one of an earlier process counts as long ago."""
        if shown is not None:
            return shown.at
        return None if job.status_message_id is None else 0.0

    async def send_part(
        self,
        job: Job,
        part: int,
        *,
        folder: Path,
        known: Sequence[SentFile] = (),
        stars: frozenset[int] = frozenset(),
    ) -> Observation:
        """Send one part of the results; `folder` is the data directory."""
        job = await in_own_language(job, self._language_of)
        silence = self._limits.silence(self._chat_of_results(job))
        if silence > 0:
            return SendDelayed(part, "the chat is to be left alone", silence)

        async def send_to(address: Address) -> Delivered:
            async with announced(self._bot, address, job.parts[part].kind):
                return await self._results.send(job, job.parts[part], folder, address, known, stars)

        try:
            places = addresses_of_results(job, self._limits.present_id(job.origin.chat_id))
            delivered = await self._at_first_address(job, send_to, places)
        except TelegramError as error:
            return self._sort(job, part, error)
        except TooLargeError as error:
            log.warning("delivery.too_large", job_id=job.id, part=part, size=error.size)
            return SendRefused(part, str(error), error.size, error.limit)
        except (NotAPictureError, OSError) as error:
            log.error("delivery.unsendable", job_id=job.id, part=part, error=str(error))
            return SendRefused(part, str(error))
        log.info("delivery.sent", job_id=job.id, part=part, message_ids=delivered.message_ids)
        return Sent(part, delivered.message_ids, delivered.files)

    async def _words(self, job: Job) -> Words:
        place = await self._place_in_queue(job) if job.state is JobState.QUEUED else 0
        text = render_status(self._texts, job, now=self._now(), place=place)
        return Words(text, keyboards.of_job(self._texts, job))

    async def _show_patiently(
        self, job: Job, words: Words, message_id: MessageId | None
    ) -> MessageId | None:
        """Show it; what must be shown is tried again until Telegram takes it or clearly won't."""
        pause = FIRST_PAUSE
        for _ in range(TRIES_AT_MOST):
            chat_id = self._limits.present_id(job.origin.chat_id)
            if (silence := self._limits.silence(chat_id)) > 0:
                await self._sleep(silence)
            try:
                if message_id is None:
                    return await self._send_status(job, words)
                return await self._edit_status(job, words, message_id)
            except TelegramError as error:
                wait = self._wait_for(job, error, pause, is_edit=message_id is not None)
                if wait is None:
                    return None
            await self._sleep(wait)
            pause *= 2
        log.error("status.not_shown", job_id=job.id, state=job.state)
        return None

    def _wait_for(
        self, job: Job, error: TelegramError, pause: float, *, is_edit: bool
    ) -> float | None:
        """Seconds until the next try, None for no more tries."""
        if isinstance(error, ChatMigrated):
            return 0.0
        # The first message is the sign that the request was taken: it is no mere progress.
        is_progress = job.state in PROGRESS_STATES
        if (is_progress and is_edit) or isinstance(error, Forbidden):
            log.info("status.dropped", job_id=job.id, error=type(error).__name__)
            return None
        if isinstance(error, RetryAfter):
            return flood_wait(error)
        # Progress that may have arrived isn't sent twice: more of it follows. What the person must
        # hear rather comes twice than never, and an edit may be repeated freely.
        if was_never_sent(error) or (not is_progress and is_passing(error)):
            return pause
        log.error("status.refused", job_id=job.id, error=str(error))
        return None

    async def _send_status(self, job: Job, words: Words) -> MessageId:
        async def send_to(address: Address) -> MessageId:
            text = words.text
            if address.is_elsewhere:
                self._elsewhere[job.id] = address.chat_id
                text += "\n" + self._texts.text(job.origin.language, "sent-elsewhere")
            message = await self._bot.send_message(
                address.chat_id,
                text,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                message_thread_id=address.thread_id,
                reply_parameters=address.reply_parameters,
                reply_markup=words.keyboard,
            )
            return MessageId(message.message_id)

        places = addresses_of(job.origin, self._limits.present_id(job.origin.chat_id))
        return await self._at_first_address(job, send_to, places)

    async def _edit_status(self, job: Job, words: Words, message_id: MessageId) -> MessageId | None:
        """Edit the message; when it is gone, a new one takes its place."""
        chat_id = self._elsewhere.get(job.id, self._limits.present_id(job.origin.chat_id))
        if _is_withdrawn(job) and await self._withdraw(chat_id, message_id):
            return None
        try:
            await self._bot.edit_message_text(
                words.text,
                chat_id=chat_id,
                message_id=message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=words.keyboard,
            )
        except (BadRequest, Forbidden) as error:
            if "message is not modified" in error.message.lower():
                return None
            must_show = job.state not in PROGRESS_STATES
            if is_message_gone(error) or (must_show and is_address_gone(error)):
                return await self._send_status(job, words)
            raise
        return None

    async def _withdraw(self, chat_id: int, message_id: MessageId) -> bool:
        """Delete a message of ours; False where Telegram doesn't let us."""
        try:
            return await self._bot.delete_message(chat_id, message_id)
        except BadRequest as error:
            return "not found" in error.message.lower()

    async def _at_first_address(
        self,
        job: Job,
        send: Callable[[Address], Awaitable[Sending]],
        places: Iterable[Address],
    ) -> Sending:
        """Send to the first address that is still there."""
        *earlier, last = places
        for address in earlier:
            try:
                return await send(address)
            except TelegramError as error:
                if not is_address_gone(error):
                    raise
                log.warning("chat.address_gone", job_id=job.id, error=str(error))
        return await send(last)

    def _sort(self, job: Job, part: int, error: TelegramError) -> SendTrouble:
        trouble = sort_send_error(error, part)
        if isinstance(trouble, SendRefused) and job.goes_private and is_address_gone(error):
            trouble = replace(trouble, is_closed=True)
        if isinstance(trouble, SendRefused) and is_too_large(error):
            size = largest_file(job, job.parts[part])
            limit = None if size is None else self._upload_limit.learn_refusal(size)
            trouble = replace(trouble, oversize=size, limit=limit)
        log.warning(
            "delivery.failed",
            job_id=job.id,
            part=part,
            came_to=type(trouble).__name__,
            detail=trouble.detail,
        )
        return trouble

    def _chat_of_results(self, job: Job) -> int:
        """The chat that the results go to, as far as it is there."""
        chat_id = self._limits.present_id(job.origin.chat_id)
        return next(iter(addresses_of_results(job, chat_id))).chat_id

    async def _take_away(self, job: Job, message_id: MessageId | None) -> None:
        """Delete the job's message, if there is one and Telegram still lets us."""
        if message_id is None:
            return
        chat_id = self._limits.present_id(job.origin.chat_id)
        try:
            await self._bot.delete_message(chat_id, message_id)
        except TelegramError as error:
            log.info("status.not_taken_away", job_id=job.id, error=error.message)


def _is_withdrawn(job: Job) -> bool:
    """A receipt in a group that its person took back before anything was sent: nobody else's
    business, and so not left standing there."""
    is_unsent = job.state is JobState.CANCELLED and job.submitted_at is None
    return is_unsent and not job.origin.is_private
