"""Results shown again: on /show, and as originals when somebody asks for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.adapters.addresses import Address
from bot.adapters.previews import NotAPictureError
from bot.adapters.result_sender import ResultSender, TooLargeError, UploadLimit
from bot.domain.deliveries import albums_of, plan_parts
from bot.domain.ids import ChatId, MessageId
from bot.domain.jobs import Job, Origin, Part, PartKind
from bot.i18n import Texts
from bot.ports import Clock, ResultStore

log = structlog.get_logger(__name__)


class TelegramShowcase:
    """Implements `bot.ports.Showcase`. Not durable: whoever asked may ask again, it is free."""

    def __init__(
        self,
        bot: Bot,
        texts: Texts,
        results: ResultStore,
        data_dir: Path,
        clock: Clock,
        upload_limit: UploadLimit,
    ) -> None:
        self._bot = bot
        self._sender = ResultSender(bot, texts, upload_limit)
        self._results = results
        self._data_dir = data_dir
        self._clock = clock

    async def send_originals(self, job: Job, origin: Origin) -> bool:
        indexes = tuple(artifact.index for artifact in job.artifacts)
        return await self._send(job, origin, tuple(albums_of(PartKind.FILES, indexes)))

    async def show(self, job: Job, origin: Origin) -> bool:
        request = replace(job.request, send_files=False)
        return await self._send(job, origin, plan_parts(request, job.artifacts))

    async def take_away(self, chat_id: ChatId, message_id: MessageId) -> None:
        try:
            await self._bot.delete_message(chat_id, message_id)
        except TelegramError as error:
            log.info("result.not_taken_away", message_id=message_id, error=error.message)

    async def _send(self, job: Job, origin: Origin, parts: tuple[Part, ...]) -> bool:
        if not job.artifacts:
            return False
        shown = replace(job, origin=origin)
        address = Address(origin.chat_id, origin.thread_id, origin.message_id)
        known = await self._results.files_of(job.id)
        stars = await self._results.stars_of(origin.user_id, job.id)
        for part in parts:
            try:
                sent = await self._sender.send(shown, part, self._data_dir, address, known, stars)
            except (TelegramError, TooLargeError, NotAPictureError, OSError) as error:
                log.warning("result.not_shown", job_id=job.id, error=type(error).__name__)
                return False
            await self._results.record(job.id, sent.files, self._clock.now())
        return True
