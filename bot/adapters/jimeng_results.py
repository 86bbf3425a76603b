"""Fetching what was made: every result into its file, a video's cover with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

import structlog

import jimeng
from bot.adapters.mp4_facts import FilmFacts, read_film
from bot.domain.jobs import Artifact, Job, RemoteResult
from bot.domain.observations import AddressesExpired, Fetched, Observation, Unreachable
from bot.domain.requests import MediaKind

log = structlog.get_logger(__name__)

OpenClient = Callable[[], AbstractAsyncContextManager[jimeng.AsyncJimengClient]]

FETCHES_AT_ONCE: Final = 4
GONE_STATUSES: Final = frozenset({403, 404, 410})
UNKNOWN_FORMAT: Final = "bin"


async def fetch_results(job: Job, folder: Path, open_client: OpenClient) -> Observation:
    """Bring all results to the folder, or none: what is there already is fetched again."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    slots = asyncio.Semaphore(FETCHES_AT_ONCE)

    async def fetch_one(index: int, result: RemoteResult) -> Artifact:
        async with slots, open_client() as client:
            artifact = await _fetch(client, job, index, result, folder)
            if job.request.kind is not MediaKind.VIDEO:
                return artifact
            cover = await _fetch_cover(client, job, index, result, folder)
        facts = await asyncio.to_thread(_look_at, folder / Path(artifact.path).name)
        return replace(
            artifact,
            width=result.width or facts.width,
            height=result.height or facts.height,
            seconds=result.seconds or facts.seconds,
            cover_path=cover,
        )

    numbered = enumerate(job.results, start=1)
    fetches = [fetch_one(index, result) for index, result in numbered]
    return _all_fetched(await asyncio.gather(*fetches, return_exceptions=True))


async def _fetch(
    client: jimeng.AsyncJimengClient, job: Job, index: int, result: RemoteResult, folder: Path
) -> Artifact:
    got = await client.download(result.url, folder / f"{index}")
    return Artifact(
        index=index,
        path=_stored(job, got.path),
        size=got.size,
        sha256=got.sha256,
        format=got.format or UNKNOWN_FORMAT,
        width=result.width,
        height=result.height,
        seconds=result.seconds,
    )


async def _fetch_cover(
    client: jimeng.AsyncJimengClient, job: Job, index: int, result: RemoteResult, folder: Path
) -> str | None:
    """The picture that stands for a video; a video goes without rather than not at all."""
    if result.cover_url is None:
        return None
    try:
        got = await client.download(result.cover_url, folder / f"{index}-cover")
    except jimeng.APIException as error:
        log.info("cover.not_fetched", job_id=job.id, error=type(error).__name__)
        return None
    return _stored(job, got.path)


def _stored(job: Job, path: Path) -> str:
    """Relative to the data directory, as artifacts are kept."""
    return f"results/{job.id}/{path.name}"


def _look_at(path: Path) -> FilmFacts:
    with path.open("rb") as file:
        return read_film(lambda start, length: _read(file, start, length), path.stat().st_size)


def _read(file: IO[bytes], start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)


def _all_fetched(got: Sequence[Artifact | BaseException]) -> Observation:
    artifacts = tuple(item for item in got if isinstance(item, Artifact))
    if len(artifacts) == len(got):
        return Fetched(artifacts)
    error = next(item for item in got if isinstance(item, BaseException))
    if not isinstance(error, jimeng.APIException):
        raise error
    if error.http_status in GONE_STATUSES:  # an address that no longer works: ask for fresh ones
        return AddressesExpired()
    return Unreachable(type(error).__name__, error.retry_after)
