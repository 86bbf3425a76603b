"""Fetching what was made: every result into its file, a video's cover with it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

import structlog

from bot.adapters.fetching import Fetcher, FetchError
from bot.adapters.mp4_facts import FilmFacts, read_film
from bot.adapters.result_files import after_failed_fetch, fetch_result
from bot.domain.jobs import Artifact, Job, RemoteResult
from bot.domain.observations import Fetched, Observation, Refused
from bot.domain.requests import MediaKind
from bot.private_files import make_private_folder

log = structlog.get_logger(__name__)

FETCHES_AT_ONCE: Final = 4
RESULTS_AT_MOST: Final = 40
"""Twice what the service makes for one request; a hostile record could name thousands."""


async def fetch_results(job: Job, folder: Path, fetcher: Fetcher) -> Observation:
    """Bring all results to the folder: what is there already is fetched again with the rest.

    Where some turn out to be no results for good, the others are all there is.
    """
    await asyncio.to_thread(make_private_folder, folder)
    slots = asyncio.Semaphore(FETCHES_AT_ONCE)

    async def fetch_one(index: int, result: RemoteResult) -> Artifact:
        async with slots:
            artifact = await _fetch(fetcher, job, index, result, folder)
            if job.request.kind is not MediaKind.VIDEO:
                return artifact
            cover = await _fetch_cover(fetcher, job, index, result, folder)
        facts = await asyncio.to_thread(_look_at, folder / Path(artifact.path).name)
        return replace(
            artifact,
            width=result.width or facts.width,
            height=result.height or facts.height,
            seconds=result.seconds or facts.seconds,
            cover_path=cover,
            codec=facts.codec,
        )

    numbered = enumerate(job.results[:RESULTS_AT_MOST], start=1)
    fetches = [fetch_one(index, result) for index, result in numbered]
    return _judge(job, await asyncio.gather(*fetches, return_exceptions=True))


async def _fetch(
    fetcher: Fetcher, job: Job, index: int, result: RemoteResult, folder: Path
) -> Artifact:
    got, told = await fetch_result(fetcher, result.url, folder / f"{index}", job.request.kind)
    return Artifact(
        index=index,
        path=_stored(job, got.path),
        size=got.size,
        sha256=got.sha256,
        format=told,
        width=result.width,
        height=result.height,
        seconds=result.seconds,
    )


async def _fetch_cover(
    fetcher: Fetcher, job: Job, index: int, result: RemoteResult, folder: Path
) -> str | None:
    """The picture that stands for a video; a video goes without rather than not at all."""
    if result.cover_url is None:
        return None
    try:
        path = folder / f"{index}-cover"
        got, _ = await fetch_result(fetcher, result.cover_url, path, MediaKind.IMAGE)
    except FetchError as error:
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


def _judge(job: Job, got: Sequence[Artifact | BaseException]) -> Observation:
    artifacts = tuple(item for item in got if isinstance(item, Artifact))
    failures: list[Observation] = []
    for item in got:
        if isinstance(item, FetchError):
            log.warning(
                "result.not_fetched", job_id=job.id, error=type(item).__name__, why=str(item)
            )
            failures.append(after_failed_fetch(item, job.attempt))
        elif isinstance(item, BaseException):
            raise item
    if not failures:
        return Fetched(artifacts)
    worth_another_try = [failure for failure in failures if not isinstance(failure, Refused)]
    if worth_another_try:
        return worth_another_try[0]
    return Fetched(artifacts) if artifacts else failures[0]
