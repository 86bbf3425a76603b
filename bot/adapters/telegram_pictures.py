"""PictureSource over Telegram: the pictures that people sent, fetched when their job is due."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final

from telegram import Bot
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.adapters.fetching import Fetcher, FetchError, Limits
from bot.adapters.film_frames import NoFrameError, save_last_frame
from bot.adapters.heif_pictures import NotConvertedError, convert_if_heif
from bot.adapters.telegram_errors import flood_wait
from bot.domain.ids import JobId
from bot.domain.jobs import Charged, Failure, FailureKind, Job
from bot.domain.observations import Refused, Unreachable
from bot.domain.requests import InputPicture
from bot.private_files import make_private_folder

DOWNLOAD_SECONDS: Final = 60.0
"""For a part of a picture to come: it may have 20 MB, and the line may be slow."""

LINK_LIMITS: Final = Limits(max_bytes=20 * 1024 * 1024, max_seconds=60.0)
"""What a link may lead to: no more than what people may send, and no trickle."""

Locate = Callable[[JobId, int], Awaitable[Path | None]]


class TelegramPictures:
    """Fetches a job's inputs by their file ids. See `bot.ports.PictureSource`."""

    def __init__(self, bot: Bot, locate: Locate, fetcher: Fetcher | None = None) -> None:
        """`locate` finds the file of a result of ours, None when it is gone from our disk;
        `fetcher` brings what stands behind addresses, and must trust none of them."""
        self._bot = bot
        self._fetcher = fetcher
        self._locate = locate

    async def fetch(self, job: Job, folder: Path) -> Sequence[Path] | Unreachable | Refused:
        inputs = job.request.inputs
        if not inputs:
            return ()
        await asyncio.to_thread(make_private_folder, folder)
        fetched: list[Path] = []
        for number, picture in enumerate(inputs, start=1):
            target = folder / f"input-{number}"
            try:
                original = await self._original(picture, target)
            except NoFrameError as error:
                return _refused(FailureKind.INPUT, number, str(error))
            if original is not None:
                fetched.append(original)
                continue
            if picture.link:
                trouble = await self._follow(picture.link, number, target)
                if trouble is not None:
                    return trouble
                fetched.append(target)
                continue
            try:
                file = await self._bot.get_file(picture.source)
                await file.download_to_drive(target, read_timeout=DOWNLOAD_SECONDS)
            except BadRequest as error:  # too large for a bot, or gone
                return _refused(FailureKind.INPUT, number, error.message)
            except RetryAfter as error:
                return Unreachable(f"picture {number}: RetryAfter", flood_wait(error))
            except TelegramError as error:
                return Unreachable(f"picture {number}: {type(error).__name__}")
            if (unread := await _made_readable(target, number)) is not None:
                return unread
            fetched.append(target)
        return fetched

    async def _follow(self, link: str, number: int, target: Path) -> Refused | None:
        """Fetch what a person's link leads to; it is theirs to mend when that can't be had."""
        if self._fetcher is None:
            return _refused(FailureKind.LINK, number, "links are not fetched")
        try:
            await self._fetcher.fetch(link, target, LINK_LIMITS)
        except FetchError as error:
            return _refused(FailureKind.LINK, number, type(error).__name__)
        return await _made_readable(target, number)

    async def _original(self, picture: InputPicture, target: Path) -> Path | None:
        """Our own result in full size, straight from our disk; of a film its last picture.

        Raises `NoFrameError`: Telegram's copy of a film is no picture either.
        """
        if picture.result_of is None or picture.result_number is None:
            return None
        found = await self._locate(picture.result_of, picture.result_number)
        if not picture.is_last_frame:
            return found
        if found is None:
            raise NoFrameError("the film is no longer here")
        await save_last_frame(found, target)
        return target


def _refused(kind: FailureKind, number: int, detail: str) -> Refused:
    return Refused(Failure(kind=kind, charged=Charged.NO, detail=detail, picture=number))


async def _made_readable(path: Path, number: int) -> Refused | None:
    """Make of a picture what the service takes; it is the person's to mend when that fails."""
    try:
        await convert_if_heif(path)
    except NotConvertedError as error:
        return _refused(FailureKind.HEIF, number, f"HEIF: {error}")
    return None
