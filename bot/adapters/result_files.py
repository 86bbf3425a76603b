"""Results as files: fetched, and looked at before anybody is sent them.

What the service delivers counts as hostile. The kind is told by content, never by a name or a
header, and only what was asked for is kept. Nothing is decoded here: sizes are read from headers.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import IO, Final

import structlog
from PIL import Image

from bot.adapters.fetching import (
    Fetched,
    Fetcher,
    FetchError,
    ForbiddenAddressError,
    GoneError,
    Limits,
    TooLargeError,
)
from bot.adapters.whole_files import is_whole
from bot.domain.jobs import Charged, Failure, FailureKind
from bot.domain.observations import AddressesExpired, Refused, Unreachable
from bot.domain.requests import MediaKind
from jimeng.sdk.protocol.formats import format_of

log = structlog.get_logger(__name__)

MEBIBYTE: Final = 1024 * 1024
LIMITS: Final = {
    MediaKind.IMAGE: Limits(max_bytes=64 * MEBIBYTE, max_seconds=900.0),
    MediaKind.VIDEO: Limits(max_bytes=1024 * MEBIBYTE, max_seconds=1_800.0),
}
"""A 4k picture has 50 MB before any compression; films of a quarter of an hour stay far below."""

FORMATS: Final = {
    MediaKind.IMAGE: frozenset({"jpeg", "png", "webp"}),
    MediaKind.VIDEO: frozenset({"mp4"}),
}

PIXELS_AT_MOST: Final = 100_000_000
"""Five times the largest picture that the service makes. What is shown is limited further."""

TRIES: Final = 8
"""Failed ones in a row, minutes apart in the end, after which wrong content is no mishap."""


class NotAResultError(FetchError):
    """What came is not a whole picture or film; the message says why, in plain words."""


async def fetch_result(
    fetcher: Fetcher, url: str, path: Path, kind: MediaKind
) -> tuple[Fetched, str]:
    """The file and its format: `png`, `jpeg`, `webp` or `mp4`.

    Raises `FetchError` and its kinds, among them `NotAResultError`; then there is no file.
    """
    got = await fetcher.fetch(url, path, LIMITS[kind])
    try:
        return got, await asyncio.to_thread(_check, got, kind)
    except NotAResultError as error:
        log.warning(
            "result.refused", reason=str(error), size=got.size, content_type=got.content_type[:80]
        )
        await asyncio.to_thread(path.unlink, missing_ok=True)
        raise


def after_failed_fetch(error: FetchError, attempt: int) -> AddressesExpired | Refused | Unreachable:
    """What a failed fetch teaches. `attempt` counts the failed tries before this one.

    A dead address, a forbidden one and wrong content may all be mended by fresh addresses; the
    last two not for ever. What is too large stays so.
    """
    if isinstance(error, GoneError):
        return AddressesExpired()
    if isinstance(error, ForbiddenAddressError | NotAResultError) and attempt < TRIES:
        return AddressesExpired()
    if isinstance(error, ForbiddenAddressError | NotAResultError | TooLargeError):
        detail = f"{type(error).__name__}: {error}"
        return Refused(Failure(kind=FailureKind.RESULT_LOST, charged=Charged.YES, detail=detail))
    return Unreachable(type(error).__name__, error.retry_after)


def _check(got: Fetched, kind: MediaKind) -> str:
    told = format_of(got.head)
    if told is None or told not in FORMATS[kind]:
        raise NotAResultError(f"{told or 'something unknown'} where {kind} was asked for")
    with got.path.open("rb") as file:
        if not is_whole(lambda start, length: _read(file, start, length), got.size, told):
            raise NotAResultError(f"not a whole {told}")
    if kind is MediaKind.IMAGE:
        _check_picture(got.path, told)
    return told


def _check_picture(path: Path, told: str) -> None:
    try:
        with Image.open(path, formats=[told]) as opened:
            width, height = opened.size
    except Exception as error:  # hostile bytes make Pillow's readers raise nearly anything
        raise NotAResultError(f"not readable as {told}: {type(error).__name__}") from error
    if width * height > PIXELS_AT_MOST:
        raise NotAResultError(f"{width}×{height} pixels are too many")


def _read(file: IO[bytes], start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)
