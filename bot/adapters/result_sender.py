"""Sends one part of a job's results: previews as an album, originals as files, or a video."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaDocument,
    InputMediaPhoto,
    Message,
)
from telegram.constants import ParseMode

from bot import keyboards
from bot.adapters.addresses import Address
from bot.adapters.previews import NotAPictureError, make_preview, make_thumbnail
from bot.domain.ids import ChatId, MessageId
from bot.domain.jobs import Artifact, Job, Part, PartKind
from bot.domain.receipts import Output
from bot.domain.results import SentFile
from bot.i18n import Texts

BASE_SECONDS: Final = 60.0
SLOWEST_BYTES_A_SECOND: Final = 50_000
LONGEST_SECONDS: Final = 900.0
POOL_SECONDS: Final = 120.0

DECODED_AT_ONCE: Final = 2
"""Pictures in memory as pixels, of all jobs together: a 4k one takes 55 MB."""


CLOUD_BYTES: Final = 50 * 1024 * 1024
"""The largest file that Telegram's own server takes from a bot (Bot API, sendVideo)."""
LOCAL_BYTES: Final = 2000 * 1024 * 1024
"""The same of a Bot API server of one's own (Bot API, "Using a Local Bot API Server")."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """The messages of one send, and the results in them."""

    message_ids: tuple[int, ...]
    files: tuple[SentFile, ...]


class TooLargeError(Exception):
    """A file that is larger than a bot may send; `size` and `limit` in bytes."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"{size} bytes are too many for a bot")
        self.size = size
        self.limit = limit


class UploadLimit:
    """How large a file this bot's server takes: assumed from its address, corrected by itself.

    Whoever names another server than Telegram's own mostly runs one without its limit. A server
    that refuses a file for its size turns out to have it, and isn't sent such files again.
    """

    def __init__(self, *, is_cloud: bool) -> None:
        self.bytes = CLOUD_BYTES if is_cloud else LOCAL_BYTES

    def learn_refusal(self, size: int) -> int | None:
        """The server refused a file of this size; gives the limit that this shows, None where it
        is lower than any that is known."""
        if size <= CLOUD_BYTES:
            return None
        self.bytes = CLOUD_BYTES
        return CLOUD_BYTES


class ResultSender:
    """Turns artifacts into Telegram's calls. Errors of Telegram's come out as they are."""

    def __init__(self, bot: Bot, texts: Texts, limit: UploadLimit) -> None:
        self._bot = bot
        self._limit = limit
        self._texts = texts
        self._decoding = asyncio.Semaphore(DECODED_AT_ONCE)

    async def send(
        self,
        job: Job,
        part: Part,
        folder: Path,
        address: Address,
        known: Sequence[SentFile] = (),
        stars: frozenset[int] = frozenset(),
    ) -> Delivered:
        """Send a part; gives the ids of its messages, and what stands in them.

        A file that Telegram has in this form (`known`) is named to it and not uploaded again.
        `stars` are the numbers of the results that the buttons show as starred.

        Raises `TelegramError`, `NotAPictureError`, `TooLargeError`, `OSError` (a file is gone).
        """
        artifacts = _artifacts(job, part)
        if (again := _all_known(known, part)) is not None:
            return await self._send_again(job, artifacts, part, address, again, stars)
        largest = largest_file(job, part)
        if largest is not None and largest > self._limit.bytes:
            raise TooLargeError(largest, self._limit.bytes)
        caption = self._caption(job, part)
        match part.kind:
            case PartKind.PREVIEWS:
                sent = await self._send_previews(job, artifacts, folder, address, caption, stars)
            case PartKind.FILES:
                sent = await self._send_files(job, artifacts, folder, address, caption)
            case PartKind.VIDEO:
                sent = await self._send_video(job, artifacts[0], folder, address, caption, stars)
            case PartKind.CONTROL:
                sent = [await self._send_control(job, address, stars)]
        return _delivered(sent, artifacts, part.kind)

    async def _send_again(
        self,
        job: Job,
        artifacts: Sequence[Artifact],
        part: Part,
        address: Address,
        file_ids: Sequence[str],
        stars: frozenset[int],
    ) -> Delivered:
        """What Telegram has is sent by its name there."""
        options = {**_options(address, 0), "parse_mode": ParseMode.HTML}
        options["caption"] = self._caption(job, part)
        one = file_ids[0]
        if len(file_ids) > 1:
            form = InputMediaPhoto if part.kind is PartKind.PREVIEWS else InputMediaDocument
            sent = await self._bot.send_media_group(
                media=[form(id_) for id_ in file_ids], **options
            )
        elif part.kind is PartKind.FILES:
            sent = (await self._bot.send_document(document=one, **options),)
        elif part.kind is PartKind.VIDEO:
            markup = self._buttons(job, stars)
            sent = (await self._bot.send_video(video=one, reply_markup=markup, **options),)
        else:
            markup = self._buttons(job, stars)
            sent = (await self._bot.send_photo(photo=one, reply_markup=markup, **options),)
        return _delivered(sent, artifacts, part.kind)

    async def _send_control(self, job: Job, address: Address, stars: frozenset[int]) -> Message:
        language = job.origin.language
        return await self._bot.send_message(
            text=self._texts.text(language, "result-control", id=job.id),
            parse_mode=ParseMode.HTML,
            reply_markup=keyboards.of_results(self._texts, language, job, stars=stars),
            chat_id=address.chat_id,
            message_thread_id=address.thread_id,
            reply_parameters=address.reply_parameters,
        )

    def _caption(self, job: Job, part: Part) -> str:
        """The job's name; a repeat after a send without an answer says that it may be one."""
        key = "result-caption-twice" if part.attempts > 1 else "result-caption"
        return self._texts.text(job.origin.language, key, id=job.id)

    def _buttons(self, job: Job, stars: frozenset[int]) -> InlineKeyboardMarkup | None:
        """Under the only result: several have a message of their own for them."""
        if len(job.artifacts) != 1 or job.receipt.output is Output.MINIMAL:
            return None
        return keyboards.of_results(self._texts, job.origin.language, job, stars=stars)

    async def _send_previews(
        self,
        job: Job,
        artifacts: Sequence[Artifact],
        folder: Path,
        address: Address,
        caption: str,
        stars: frozenset[int],
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
                    reply_markup=self._buttons(job, stars),
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
        self,
        job: Job,
        artifact: Artifact,
        folder: Path,
        address: Address,
        caption: str,
        stars: frozenset[int],
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
                    reply_markup=self._buttons(job, stars),
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
    if part.kind in {PartKind.PREVIEWS, PartKind.CONTROL}:
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


def _all_known(known: Sequence[SentFile], part: Part) -> list[str] | None:
    """Telegram's names for everything in the part, None when one is missing."""
    names = {
        file.picture: file.file_id for file in known if file.kind is part.kind and file.file_id
    }
    if not part.indexes or not names.keys() >= set(part.indexes):
        return None
    return [names[index] for index in part.indexes]


def _delivered(sent: Sequence[Message], artifacts: Sequence[Artifact], kind: PartKind) -> Delivered:
    files = zip(sent, artifacts, strict=False)  # a control message carries none
    return Delivered(
        tuple(message.message_id for message in sent),
        tuple(_sent_file(message, artifact, kind) for message, artifact in files),
    )


def _sent_file(message: Message, artifact: Artifact, kind: PartKind) -> SentFile:
    """What Telegram calls the file; of a photo the largest size."""
    found = message.video or message.document or (message.photo[-1] if message.photo else None)
    return SentFile(
        chat_id=ChatId(message.chat.id),
        message_id=MessageId(message.message_id),
        picture=artifact.index,
        kind=kind,
        file_id=found.file_id if found is not None else "",
        file_unique_id=found.file_unique_id if found is not None else "",
    )


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
