"""What an answer may be: a whole file within its limits, on disk at once or not at all."""

from __future__ import annotations

import asyncio
import hashlib
import tracemalloc
from pathlib import Path

import pytest

from bot.adapters.fetching import (
    Fetcher,
    FetchError,
    GoneError,
    Limits,
    TooLargeError,
    UnusableAnswerError,
)
from tests.bot.fetching.sites import NAME, Site, Talk, answer

LIMITS = Limits(max_bytes=1_000, max_seconds=20)
URL = f"http://{NAME}/a"
MEBIBYTE = 1024 * 1024


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_file_comes_with_what_is_known_of_it(
    tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    body = b"\x89PNG\r\n\x1a\n" + bytes(500)
    site.plans["/a"] = answer(body, Content_Type="text/html; charset=x")
    got = await fetcher.fetch(URL, tmp_path / "1", LIMITS)
    assert (got.path.read_bytes(), got.size) == (body, len(body))
    assert got.sha256 == hashlib.sha256(body).hexdigest()
    assert got.head == body[:16]
    assert got.content_type == "text/html; charset=x"
    assert leftovers(tmp_path) == ["1"]
    assert got.path.stat().st_mode & 0o077 == 0


async def test_nothing_about_anybody_is_sent(tmp_path: Path, site: Site, fetcher: Fetcher) -> None:
    site.plans["/a"] = answer(b"picture", Set_Cookie="follow=me", Connection="close")
    for _ in range(2):
        await fetcher.fetch(URL, tmp_path / "1", LIMITS)
    assert site.heads[0] == site.heads[1]
    assert site.heads[1].splitlines()[1:] == [
        b"Host: pictures.example.com",
        b"Accept: */*",
        b"Accept-Encoding: identity",
        b"",
    ]


def chunked_for_ever(piece: bytes) -> Talk:
    async def talk(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            await writer.drain()

    return talk


async def silent(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
    await writer.drain()
    await asyncio.Event().wait()


@pytest.mark.parametrize(
    "plan",
    [
        answer(bytes(1_001)),
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n" + bytes(1_001),
        chunked_for_ever(bytes(100)),
    ],
    ids=["declared", "absurd", "until it closes", "endless"],
)
async def test_what_is_too_large_is_left(
    plan: bytes | Talk, tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    site.plans["/a"] = plan
    with pytest.raises(TooLargeError) as caught:
        await fetcher.fetch(URL, tmp_path / "1", LIMITS)
    assert caught.value.size > LIMITS.max_bytes
    assert leftovers(tmp_path) == []


async def test_a_file_of_just_the_limit_is_taken(
    tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    site.plans["/a"] = answer(bytes(1_000))
    assert (await fetcher.fetch(URL, tmp_path / "1", LIMITS)).size == 1_000


@pytest.mark.parametrize(
    "plan",
    [
        b"",
        b"\x16\x03\x01 not http at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nhalfs",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalf",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000 + b"\r\n\r\n",
    ],
    ids=["nothing", "not http", "half", "two lengths", "half a chunk", "endless header"],
)
async def test_a_broken_answer_leaves_what_was_there(
    plan: bytes, tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    (tmp_path / "1").write_bytes(b"older")
    site.plans["/a"] = plan
    with pytest.raises(FetchError):
        await fetcher.fetch(URL, tmp_path / "1", LIMITS)
    assert leftovers(tmp_path) == ["1"]
    assert (tmp_path / "1").read_bytes() == b"older"


async def test_encoded_bodies_are_refused_unread(
    tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    site.plans["/a"] = answer(b"\x1f\x8b" + bytes(50), Content_Encoding="gzip")
    with pytest.raises(UnusableAnswerError, match="encoded"):
        await fetcher.fetch(URL, tmp_path / "1", LIMITS)


async def test_the_time_limit_holds_for_the_whole(
    tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    site.plans["/a"] = silent
    with pytest.raises(FetchError, match="took more than"):
        await fetcher.fetch(URL, tmp_path / "1", Limits(1_000, max_seconds=0.3))
    assert leftovers(tmp_path) == []


async def test_a_fetch_that_is_called_off_leaves_nothing(
    tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    half_sent = asyncio.Event()

    async def talk(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
        await writer.drain()
        half_sent.set()
        await asyncio.Event().wait()

    site.plans["/a"] = talk
    fetching = asyncio.create_task(fetcher.fetch(URL, tmp_path / "1", LIMITS))
    await half_sent.wait()
    fetching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await fetching
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_a_dead_address_is_told_from_trouble(
    status: int, tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    site.plans["/a"] = answer(status=status)
    with pytest.raises(GoneError):
        await fetcher.fetch(URL, tmp_path / "1", LIMITS)


@pytest.mark.parametrize(
    ("said", "wait"), [("", None), ("7", 7.0), ("²", None), ("Wed, 21 Oct 2026 07:28:00 GMT", None)]
)
async def test_trouble_tells_when_to_come_again(
    said: str, wait: float | None, tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    site.plans["/a"] = answer(status=503, Retry_After=said)
    with pytest.raises(UnusableAnswerError, match="503") as caught:
        await fetcher.fetch(URL, tmp_path / "1", LIMITS)
    assert caught.value.retry_after == wait


async def test_a_full_disk_is_our_own_trouble(site: Site, fetcher: Fetcher) -> None:
    site.plans["/a"] = answer(b"picture")
    with pytest.raises(OSError, match="No such file"):
        await fetcher.fetch(URL, Path("/nonexistent/folder/1"), LIMITS)


async def test_a_large_file_passes_through_little_memory(
    tmp_path: Path, site: Site, fetcher: Fetcher
) -> None:
    async def talk(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (48 * MEBIBYTE))
        for _ in range(48 * 16):
            writer.write(bytes(MEBIBYTE // 16))
            await writer.drain()

    site.plans["/a"] = talk
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        got = await fetcher.fetch(URL, tmp_path / "1", Limits(64 * MEBIBYTE, 60))
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    assert got.size == 48 * MEBIBYTE
    assert peak < 4 * MEBIBYTE
