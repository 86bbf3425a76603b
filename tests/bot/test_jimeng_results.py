"""All results of a job or another try; where some are junk for good, the others still arrive."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from bot.adapters.fetching import Fetcher
from bot.adapters.jimeng_results import RESULTS_AT_MOST, fetch_results
from bot.adapters.result_files import TRIES
from bot.domain.jobs import FailureKind, Job, JobState, RemoteResult
from bot.domain.observations import AddressesExpired, Fetched, Refused, Unreachable
from bot.domain.requests import VideoRequest
from tests.bot.fetching.sites import Site, answer, serving
from tests.bot.hostile_pictures import saved
from tests.builders import make_job

PICTURE = saved(Image.new("RGB", (64, 48)), "PNG")
HTML = b"<!doctype html><h1>busy</h1>"


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serving() as started:
        yield started


@pytest.fixture
async def fetcher(site: Site) -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(trusted=f"http://127.0.0.1:{site.port}", proxy=None)
    yield fetcher
    await fetcher.aclose()


def job_of(site: Site, *answers: bytes, attempt: int = 0) -> Job:
    """A finished job whose results are answered so."""
    paths = [f"/{number}" for number, _ in enumerate(answers)]
    site.plans |= dict(zip(paths, answers, strict=True))
    urls = [f"http://127.0.0.1:{site.port}{path}" for path in paths]
    results = tuple(RemoteResult(url=url, format="../exe") for url in urls)
    return make_job(state=JobState.DELIVERING, results=results, attempt=attempt)


async def test_whole_results_are_kept_under_names_of_ours(
    tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    job = job_of(site, answer(PICTURE), answer(PICTURE))
    seen = await fetch_results(job, tmp_path / "results", fetcher)
    assert (tmp_path / "results").stat().st_mode & 0o777 == 0o700
    assert isinstance(seen, Fetched)
    assert [artifact.path for artifact in seen.artifacts] == [
        f"results/{job.id}/1",
        f"results/{job.id}/2",
    ]
    assert {artifact.format for artifact in seen.artifacts} == {"png"}
    assert (tmp_path / "results" / "2").read_bytes() == PICTURE


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (answer(status=403), AddressesExpired()),
        (answer(HTML), AddressesExpired()),
        (answer(status=503, Retry_After="9"), Unreachable("UnusableAnswerError", 9.0)),
        (b"", Unreachable("FetchError")),
    ],
    ids=["expired", "wrong content", "busy", "reset"],
)
async def test_one_that_may_still_come_is_waited_for(
    bad: bytes, expected: object, tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    job = job_of(site, answer(PICTURE), bad)
    assert await fetch_results(job, tmp_path, fetcher) == expected


async def test_junk_for_good_does_not_keep_the_others_back(
    tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    job = job_of(site, answer(HTML), answer(PICTURE), attempt=TRIES)
    seen = await fetch_results(job, tmp_path, fetcher)
    assert isinstance(seen, Fetched)
    assert [artifact.index for artifact in seen.artifacts] == [2]


async def test_nothing_but_junk_for_good_is_said(
    tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    seen = await fetch_results(job_of(site, answer(HTML), attempt=TRIES), tmp_path, fetcher)
    assert isinstance(seen, Refused)
    assert seen.failure.kind is FailureKind.RESULT_LOST


async def test_addresses_inside_are_not_fetched(tmp_path: Path, fetcher: Fetcher) -> None:
    async with serving() as neighbour:
        job = job_of(neighbour, answer(PICTURE))
        assert await fetch_results(job, tmp_path, fetcher) == AddressesExpired()
        assert neighbour.heads == []


async def test_a_record_of_thousands_is_cut(tmp_path: Path, site: Site, fetcher: Fetcher) -> None:
    job = job_of(site, *[answer(PICTURE)] * (RESULTS_AT_MOST + 5))
    seen = await fetch_results(job, tmp_path, fetcher)
    assert isinstance(seen, Fetched)
    assert len(seen.artifacts) == len(site.heads) == RESULTS_AT_MOST


async def test_a_picture_for_a_video_is_no_result(
    tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    job = job_of(site, answer(PICTURE))
    request = VideoRequest(prompt="runs", model="jimeng-video-3.0")
    seen = await fetch_results(make_job(request=request, results=job.results), tmp_path, fetcher)
    assert seen == AddressesExpired()
