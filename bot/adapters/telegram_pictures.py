"""PictureSource over Telegram: the pictures that people sent, fetched when their job is due."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final

from telegram import Bot
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.adapters.telegram_errors import flood_wait
from bot.domain.ids import JobId
from bot.domain.jobs import Charged, Failure, FailureKind, Job
from bot.domain.observations import Refused, Unreachable
from bot.domain.requests import InputPicture
from bot.private_files import make_private_folder

DOWNLOAD_SECONDS: Final = 60.0
"""For a part of a picture to come: it may have 20 MB, and the line may be slow."""


Locate = Callable[[JobId, int], Awaitable[Path | None]]


class TelegramPictures:
    """Fetches a job's inputs by their file ids. See `bot.ports.PictureSource`."""

    def __init__(self, bot: Bot, locate: Locate) -> None:
        """`locate` finds the file of a result of ours, None when it is gone from our disk."""
        self._bot = bot
        self._locate = locate

    async def fetch(self, job: Job, folder: Path) -> Sequence[Path] | Unreachable | Refused:
        inputs = job.request.inputs
        if not inputs:
            return ()
        await asyncio.to_thread(make_private_folder, folder)
        fetched: list[Path] = []
        for number, picture in enumerate(inputs, start=1):
            target = folder / f"input-{number}"
            original = await self._original(picture)
            if original is not None:
                fetched.append(original)
                continue
            try:
                file = await self._bot.get_file(picture.source)
                await file.download_to_drive(target, read_timeout=DOWNLOAD_SECONDS)
            except BadRequest as error:  # too large for a bot, or gone
                failure = Failure(
                    kind=FailureKind.INPUT,
                    charged=Charged.NO,
                    detail=error.message,
                    picture=number,
                )
                return Refused(failure)
            except RetryAfter as error:
                return Unreachable(f"picture {number}: RetryAfter", flood_wait(error))
            except TelegramError as error:
                return Unreachable(f"picture {number}: {type(error).__name__}")
            fetched.append(target)
        return fetched

    async def _original(self, picture: InputPicture) -> Path | None:
        """Our own result in full size, straight from our disk."""
        if picture.result_of is None or picture.result_number is None:
            return None
        return await self._locate(picture.result_of, picture.result_number)
