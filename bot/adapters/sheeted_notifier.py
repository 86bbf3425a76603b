"""Numbered thumbnails before a receipt that asks, and their end when it is answered.

A help and no part of the job: whatever fails here, the receipt comes and nothing else changes. What
was sent is known to this process alone, so a restart may leave a sheet standing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import structlog
from telegram import Bot

from bot.adapters.addresses import addresses_of
from bot.adapters.chat_limits import ChatLimits
from bot.adapters.contact_sheet import draw_contact_sheet
from bot.adapters.languages import LanguageOf
from bot.domain.ids import JobId, MessageId
from bot.domain.jobs import Job, JobState
from bot.domain.observations import Observation, Refused, Unreachable
from bot.domain.requests import InputPicture, numbers_of
from bot.domain.results import SentFile
from bot.i18n import Texts
from bot.ports import Notifier, PictureSource

log = structlog.get_logger(__name__)

SECONDS_AT_MOST: Final = 6.0
"""How long the receipt may be kept waiting by it."""

BYTES_AT_MOST: Final = 20 * 1024 * 1024
"""Of all the pictures together, as far as their sizes are known."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A contact sheet that stands in a chat, and the pictures on it."""

    chat_id: int
    message_id: int
    inputs: tuple[InputPicture, ...]


class SheetedNotifier:
    """A notifier that shows a job's pictures with their numbers while its receipt asks."""

    def __init__(
        self,
        inner: Notifier,
        bot: Bot,
        texts: Texts,
        pictures: PictureSource,
        language_of: LanguageOf,
        limits: ChatLimits,
        *,
        seconds: float = SECONDS_AT_MOST,
    ) -> None:
        self._inner = inner
        self._bot = bot
        self._texts = texts
        self._pictures = pictures
        self._language_of = language_of
        self._limits = limits
        self._seconds = seconds
        self._sheets: dict[JobId, Sheet] = {}

    async def greet(self, job: Job) -> None:
        await self._inner.greet(job)

    def wait_before_showing(self, job: Job) -> float:
        return self._inner.wait_before_showing(job)

    async def show_status(self, job: Job) -> MessageId | None:
        """The sheet goes before the first receipt, and away with its question."""
        is_open = job.state is JobState.DRAFTED
        if is_open and job.status_message_id is None and job.id not in self._sheets:
            await self._lay_out(job)
        sent = await self._inner.show_status(job)
        sheet = self._sheets.get(job.id)
        if sheet is not None and (not is_open or sheet.inputs != job.request.inputs):
            await self._put_away(job.id)
        return sent

    async def take_away(self, job: Job) -> None:
        await self._inner.take_away(job)
        await self._put_away(job.id)

    async def send_part(
        self,
        job: Job,
        part: int,
        *,
        folder: Path,
        known: Sequence[SentFile] = (),
        stars: frozenset[int] = frozenset(),
    ) -> Observation:
        return await self._inner.send_part(job, part, folder=folder, known=known, stars=stars)

    async def _lay_out(self, job: Job) -> None:
        if not _is_worth_a_sheet(job) or self._inner.wait_before_showing(job) > 0:
            return
        try:
            async with asyncio.timeout(self._seconds):
                drawn = await self._draw(job)
            if drawn is not None:
                self._sheets[job.id] = await self._send(job, drawn)
        except Exception as error:
            log.info("sheet.not_sent", job_id=job.id, error=type(error).__name__)

    async def _draw(self, job: Job) -> bytes | None:
        with TemporaryDirectory(prefix="pictures-") as folder:
            found = await self._pictures.fetch(job, Path(folder))
            if isinstance(found, Unreachable | Refused):
                return None
            numbers = numbers_of(job.request.inputs)
            return await draw_contact_sheet(list(zip(numbers, found, strict=True)))

    async def _send(self, job: Job, drawn: bytes) -> Sheet:
        origin = job.origin
        language = await self._language_of(origin.user_id, origin.language)
        address = next(iter(addresses_of(origin, self._limits.present_id(origin.chat_id))))
        message = await self._bot.send_photo(
            address.chat_id,
            drawn,
            caption=self._texts.plain(language, "receipt-sheet"),
            filename="pictures.jpg",
            message_thread_id=address.thread_id,
            reply_parameters=address.reply_parameters,
            disable_notification=True,
        )
        return Sheet(address.chat_id, message.message_id, tuple(job.request.inputs))

    async def _put_away(self, job_id: JobId) -> None:
        sheet = self._sheets.pop(job_id, None)
        if sheet is None:
            return
        try:
            await self._bot.delete_message(sheet.chat_id, sheet.message_id)
        except Exception as error:
            log.info("sheet.not_put_away", job_id=job_id, error=type(error).__name__)


def _is_worth_a_sheet(job: Job) -> bool:
    """Several pictures that are with Telegram or with us; a link is followed only when it is due,
    and a clip is no picture. What goes to its person alone is shown to no group."""
    inputs = job.request.inputs
    are_pictures = not any(each.link or each.is_clip or each.is_last_frame for each in inputs)
    total = sum(each.size or 0 for each in inputs)
    fits = len(inputs) > 1 and total <= BYTES_AT_MOST
    return fits and are_pictures and not job.goes_private
