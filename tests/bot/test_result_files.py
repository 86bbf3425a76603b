"""What the service delivers is kept only if it is a whole file of the kind that was asked for."""

from __future__ import annotations

import struct
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.adapters.fetching import (
    Fetcher,
    FetchError,
    ForbiddenAddressError,
    GoneError,
    TooLargeError,
)
from bot.adapters.result_files import TRIES, NotAResultError, after_failed_fetch, fetch_result
from bot.adapters.whole_files import is_whole
from bot.domain.jobs import Charged, FailureKind
from bot.domain.observations import AddressesExpired, Refused, Unreachable
from bot.domain.requests import MediaKind
from tests.bot.fetching.sites import Site, answer, serving
from tests.bot.hostile_pictures import claimed, jpeg_claiming, png, saved

SMALL = Image.effect_noise((64, 48), 60).convert("RGB")
PICTURES = {kind: saved(SMALL, kind) for kind in ("jpeg", "png", "webp")}


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content


FILM = box(b"ftyp", b"isom\0\0\2\0isomiso2") + box(b"moov", bytes(100)) + box(b"mdat", bytes(900))
WHOLE = PICTURES | {"mp4": FILM}


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serving() as started:
        yield started


@pytest.fixture
async def fetcher(site: Site) -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(trusted=f"http://127.0.0.1:{site.port}", proxy=None)
    yield fetcher
    await fetcher.aclose()


def kind_of(told: str) -> MediaKind:
    return MediaKind.VIDEO if told == "mp4" else MediaKind.IMAGE


@pytest.mark.parametrize("told", WHOLE)
async def test_the_format_is_told_by_content_and_not_by_name_or_header(
    told: str, tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    site.plans["/x.html"] = answer(WHOLE[told], Content_Type="text/html")
    url = f"http://127.0.0.1:{site.port}/x.html"
    got, format_ = await fetch_result(fetcher, url, tmp_path / "1", kind_of(told))
    assert (got.path.read_bytes(), format_) == (WHOLE[told], told)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(b"", MediaKind.IMAGE, id="nothing"),
        pytest.param(b"<!doctype html><h1>busy</h1>", MediaKind.IMAGE, id="html"),
        pytest.param(b'{"ret":"1015"}', MediaKind.VIDEO, id="json"),
        pytest.param(saved(SMALL, "GIF"), MediaKind.IMAGE, id="gif"),
        pytest.param(b"MZ" + bytes(500), MediaKind.IMAGE, id="program"),
        pytest.param(FILM, MediaKind.IMAGE, id="film for a picture"),
        pytest.param(PICTURES["png"], MediaKind.VIDEO, id="picture for a film"),
        pytest.param(claimed(20_000, 20_000), MediaKind.IMAGE, id="400 million pixels"),
        pytest.param(jpeg_claiming(65_000, 65_000), MediaKind.IMAGE, id="4 billion pixels"),
        pytest.param(PICTURES["png"] + bytes(100_000), MediaKind.IMAGE, id="png and much more"),
        pytest.param(PICTURES["webp"] + bytes(100_000), MediaKind.IMAGE, id="webp and much more"),
        pytest.param(PICTURES["png"][:8] + bytes(100), MediaKind.IMAGE, id="png head only"),
        pytest.param(b"\xff\xd8\xff\xd9" + bytes(100), MediaKind.IMAGE, id="jpeg of no picture"),
        pytest.param(box(b"ftyp", b"avif") + box(b"meta"), MediaKind.VIDEO, id="avif"),
        *(
            pytest.param(whole[:-20], kind_of(told), id=f"{told} cut short")
            for told, whole in WHOLE.items()
        ),
    ],
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
async def test_anything_else_is_refused_and_removed(
    content: bytes, kind: MediaKind, tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    site.plans["/a"] = answer(content)
    with pytest.raises(NotAResultError):
        await fetch_result(fetcher, f"http://127.0.0.1:{site.port}/a", tmp_path / "1", kind)
    assert not (tmp_path / "1").exists()


@pytest.mark.parametrize("content", [PICTURES["png"] + b"PK\3\4", png(64, 48) + bytes(200)])
async def test_a_few_bytes_behind_the_end_are_let_be(
    content: bytes, tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    """Original files go out byte by byte; some encoders pad. What is shown is made anew."""
    site.plans["/a"] = answer(content)
    url = f"http://127.0.0.1:{site.port}/a"
    got, _ = await fetch_result(fetcher, url, tmp_path / "1", MediaKind.IMAGE)
    assert got.size == len(content)


def reading(content: bytes):
    return lambda start, length: content[start : start + length]


@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_a_file_cut_anywhere_is_not_whole(told: str, data: st.DataObject) -> None:
    whole = WHOLE[told]
    # Up to the last byte of an end mark; a JPEG's is two bytes long.
    end = data.draw(st.integers(0, len(whole) - 1))
    assert is_whole(reading(whole), len(whole), told)
    assert not is_whole(reading(whole[:end]), end, told)


@given(st.binary(max_size=200), st.sampled_from(sorted(WHOLE)))
def test_any_bytes_are_judged(content: bytes, told: str) -> None:
    assert is_whole(reading(content), len(content), told) in {True, False}


@given(st.binary(max_size=100))
def test_boxes_without_end_come_to_an_end(tail: bytes) -> None:
    content = box(b"ftyp") + box(b"free") * 5_000 + tail
    assert not is_whole(reading(content), len(content), "mp4")


LOST = (FailureKind.RESULT_LOST, Charged.YES)


@pytest.mark.parametrize(
    "error", [GoneError("answered with 403"), ForbiddenAddressError("no"), NotAResultError("html")]
)
def test_fresh_addresses_are_asked_for_where_they_may_help(error: FetchError) -> None:
    assert after_failed_fetch(error, attempt=0) == AddressesExpired()


@pytest.mark.parametrize(
    ("error", "attempt"),
    [
        (ForbiddenAddressError("10.0.0.1 is not a public address"), TRIES),
        (NotAResultError("html"), TRIES),
        (TooLargeError(2, 1), 0),
    ],
)
def test_what_will_not_get_better_is_said(error: FetchError, attempt: int) -> None:
    seen = after_failed_fetch(error, attempt)
    assert isinstance(seen, Refused)
    assert (seen.failure.kind, seen.failure.charged) == LOST
    assert str(error) in seen.failure.detail


def test_trouble_on_the_way_is_tried_again_when_told() -> None:
    assert after_failed_fetch(FetchError("busy", retry_after=7.0), 99) == Unreachable(
        "FetchError", 7.0
    )
