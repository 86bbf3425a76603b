"""Sends one part of a job's results: previews as an album, originals as files, or a video."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from telegram import (
    Bot,
    InputFile,
    InputMediaDocument,
    InputMediaPhoto,
    Message,
)
from telegram.constants import ParseMode

from bot.adapters.addresses import Address
from bot.adapters.previews import NotAPictureError, make_preview, make_thumbnail
from bot.domain.jobs import Artifact, Job, Part, PartKind
from bot.i18n import Texts

BASE_SECONDS: Final = 60.0
SLOWEST_BYTES_A_SECOND: Final = 50_000
LONGEST_SECONDS: Final = 900.0
POOL_SECONDS: Final = 120.0

DECODED_AT_ONCE: Final = 2
"""Pictures in memory as pixels, of all jobs together: a 4k one takes 55 MB."""


UPLOAD_BYTES: Final = 50 * 1024 * 1024
"""The largest file that Telegram's own server takes from a bot (Bot API, sendVideo)."""


class TooLargeError(Exception):
    """A file that is larger than a bot may send; `size` in bytes."""

    def __init__(self, size: int) -> None:
        super().__init__(f"{size} bytes are too many for a bot")
        self.size = size


class ResultSender:
    """Turns artifacts into Telegram's calls. Errors of Telegram's come out as they are."""

    def __init__(self, bot: Bot, texts: Texts) -> None:
        self._bot = bot
        self._texts = texts
        self._decoding = asyncio.Semaphore(DECODED_AT_ONCE)

    async def send(self, job: Job, part: Part, folder: Path, address: Address) -> tuple[int, ...]:
        """Send a part; gives the ids of its messages.

        Raises `TelegramError`, `NotAPictureError`, `TooLargeError`, `OSError` (a file is gone).
        """
        artifacts = _artifacts(job, part)
        largest = largest_file(job, part)
        if largest is not None and largest > UPLOAD_BYTES:
            raise TooLargeError(largest)
        caption = self._caption(job, part)
        match part.kind:
            case PartKind.PREVIEWS:
                sent = await self._send_previews(artifacts, folder, address, caption)
            case PartKind.FILES:
                sent = await self._send_files(job, artifacts, folder, address, caption)
            case PartKind.VIDEO:
                sent = await self._send_video(job, artifacts[0], folder, address, caption)
        return tuple(message.message_id for message in sent)

    def _caption(self, job: Job, part: Part) -> str:
        """The job's name; a repeat after a send without an answer says that it may be one."""
        key = "result-caption-twice" if part.attempts > 1 else "result-caption"
        return self._texts.text(job.origin.language, key, id=job.id)

    async def _send_previews(
        self, artifacts: Sequence[Artifact], folder: Path, address: Address, caption: str
    ) -> Sequence[Message]:
        previews = await asyncio.gather(*(self._preview(each, folder) for each in artifacts))
        options = _options(address, sum(len(preview) for preview in previews))
        if len(previews) == 1:
            return [
                await self._bot.send_photo(
                    photo=previews[0],
                    filename=_jpeg_name(artifacts[0]),
                    caption=caption,
                    parse_mode=ParseMode.HTML,
                    **options,
                )
            ]
        media = [
            InputMediaPhoto(preview, filename=_jpeg_name(artifact))
            for artifact, preview in zip(artifacts, previews, strict=True)
        ]
        return await self._bot.send_media_group(
            media=media, caption=caption, parse_mode=ParseMode.HTML, **options
        )

    async def _send_files(
        self,
        job: Job,
        artifacts: Sequence[Artifact],
        folder: Path,
        address: Address,
        caption: str,
    ) -> Sequence[Message]:
        options = _options(address, sum(artifact.size for artifact in artifacts))
        with ExitStack() as stack:
            # Without `disable_content_type_detection` a WebP document arrives as a sticker.
            files = [await _open(stack, job, artifact, folder) for artifact in artifacts]
            if len(files) == 1:
                return [
                    await self._bot.send_document(
                        document=files[0],
                        disable_content_type_detection=True,
                        caption=caption,
                        parse_mode=ParseMode.HTML,
                        **options,
                    )
                ]
            media = [InputMediaDocument(f, disable_content_type_detection=True) for f in files]
            return await self._bot.send_media_group(
                media=media, caption=caption, parse_mode=ParseMode.HTML, **options
            )

    async def _send_video(
        self, job: Job, artifact: Artifact, folder: Path, address: Address, caption: str
    ) -> Sequence[Message]:
        # Above some 10 MB Telegram shows a square tile unless size, length and thumbnail are told.
        with ExitStack() as stack:
            return [
                await self._bot.send_video(
                    video=await _open(stack, job, artifact, folder),
                    width=artifact.width,
                    height=artifact.height,
                    duration=None if artifact.seconds is None else round(artifact.seconds),
                    thumbnail=await _thumbnail(artifact, folder),
                    supports_streaming=True,
                    caption=caption,
                    parse_mode=ParseMode.HTML,
                    **_options(address, artifact.size),
                )
            ]

    async def _preview(self, artifact: Artifact, folder: Path) -> bytes:
        async with self._decoding:
            try:
                return await make_preview(folder / artifact.path)
            except NotAPictureError as error:
                raise NotAPictureError(f"picture {artifact.index}: {error}") from error


def largest_file(job: Job, part: Part) -> int | None:
    """Bytes of the largest file that this part sends as it is; None of previews, made smaller."""
    if part.kind is PartKind.PREVIEWS:
        return None
    return max(artifact.size for artifact in _artifacts(job, part))


def _artifacts(job: Job, part: Part) -> list[Artifact]:
    return [artifact for artifact in job.artifacts if artifact.index in part.indexes]


def file_name(job: Job, artifact: Artifact) -> str:
    """A telling name: `A7K2M-1.webp`."""
    return f"{job.id}-{artifact.index}.{artifact.format}"


def upload_seconds(size: int) -> float:
    """How long an upload of so many bytes may take on a slow line."""
    return min(LONGEST_SECONDS, BASE_SECONDS + size / SLOWEST_BYTES_A_SECOND)


def _jpeg_name(artifact: Artifact) -> str:
    return f"{artifact.index}.jpg"


def _options(address: Address, size: int) -> dict[str, Any]:
    """What every upload says alike; `Any`, since the library's methods differ in their rest."""
    seconds = upload_seconds(size)
    return {
        "chat_id": address.chat_id,
        "message_thread_id": address.thread_id,
        "reply_parameters": address.reply_parameters,
        "write_timeout": seconds,
        "read_timeout": seconds,
        "pool_timeout": POOL_SECONDS,
    }


async def _thumbnail(artifact: Artifact, folder: Path) -> bytes | None:
    """A video goes without rather than not at all."""
    if artifact.cover_path is None:
        return None
    try:
        return await make_thumbnail(folder / artifact.cover_path)
    except NotAPictureError:
        return None


async def _open(stack: ExitStack, job: Job, artifact: Artifact, folder: Path) -> InputFile:
    """The file, streamed from disk while it is sent: a video is never whole in memory."""
    handle = await asyncio.to_thread((folder / artifact.path).open, "rb")
    stack.enter_context(handle)
    return InputFile(handle, filename=file_name(job, artifact), attach=True, read_file_handle=False)
