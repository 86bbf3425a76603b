"""Videos on our disk: with their covers, and measured where the service told no size."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.adapters.fetching import Fetcher
from bot.adapters.jimeng_results import fetch_results
from bot.domain.jobs import Artifact, Job, JobState, RemoteResult
from bot.domain.observations import AddressesExpired, Fetched
from bot.domain.requests import VideoRequest
from playground.jimeng_service.painter import Painting, paint_file
from tests.bot.fetching.sites import Site, answer, serving
from tests.bot.hostile_pictures import saved
from tests.builders import make_job

FILM = paint_file(Painting("海浪", 1, 0, 160, 90, seconds=1.0))
COVER = saved(Image.new("RGB", (64, 36), "red"), "webp")


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serving() as started:
        started.plans["/film"] = answer(FILM)
        started.plans["/cover"] = answer(COVER)
        yield started


@pytest.fixture
async def fetcher(site: Site) -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(trusted=f"http://127.0.0.1:{site.port}", proxy=None)
    yield fetcher
    await fetcher.aclose()


def video_job(site: Site, *, cover: str | None = None, **told: Any) -> Job:
    root = f"http://127.0.0.1:{site.port}"
    result = RemoteResult(
        url=f"{root}/film", cover_url=None if cover is None else root + cover, **told
    )
    return make_job(
        state=JobState.DELIVERING,
        request=VideoRequest(prompt="猫", model="jimeng-video-3.0"),
        results=(result,),
    )


async def fetch(job: Job, data_dir: Path, fetcher: Fetcher) -> Artifact:
    seen = await fetch_results(job, data_dir / "results" / job.id, fetcher)
    assert isinstance(seen, Fetched)
    (film,) = seen.artifacts
    assert (data_dir / film.path).read_bytes() == FILM
    return film


async def test_a_video_tells_its_own_size_and_length_where_the_service_did_not(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    film = await fetch(video_job(site), tmp_path, fetcher)
    assert (film.width, film.height, film.seconds, film.format) == (160, 90, 1.0, "mp4")
    told = await fetch(video_job(site, width=1280, height=720, seconds=5.0), tmp_path, fetcher)
    assert (told.width, told.height, told.seconds) == (1280, 720, 5.0)


async def test_its_cover_comes_along(site: Site, fetcher: Fetcher, tmp_path: Path) -> None:
    film = await fetch(video_job(site, cover="/cover"), tmp_path, fetcher)
    assert film.cover_path is not None
    assert (tmp_path / film.cover_path).read_bytes() == COVER


@pytest.mark.parametrize("cover", [None, "/nowhere", "/film"])
async def test_a_video_comes_without_a_cover_rather_than_not_at_all(
    site: Site, fetcher: Fetcher, tmp_path: Path, cover: str | None
) -> None:
    film = await fetch(video_job(site, cover=cover), tmp_path, fetcher)
    assert film.cover_path is None


async def test_a_dead_address_asks_for_a_fresh_one(
    site: Site, fetcher: Fetcher, tmp_path: Path
) -> None:
    site.plans["/film"] = answer(b"", 403)
    assert await fetch_results(video_job(site), tmp_path, fetcher) == AddressesExpired()
