"""Results into files: byte for byte, whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import httpx
import pytest

from jimeng import (
    APIException,
    Download,
    ImageResult,
    InvalidRequestError,
    TransportError,
    UnexpectedReplyError,
)
from jimeng.sdk.protocol.flows import downloads
from tests.sdk.scripted import TOKEN, Script
from tests.wire.styles import STYLES, call
from tests.wire.vectors import asset

URL = "https://p3.example.test/picture.png?x-signature=secret"
PNG = asset("img1.png")


@pytest.fixture(params=STYLES)
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def fetch(style: str, script: Script, path: Path, source: Any = URL) -> Download:
    got = call(style, TOKEN, script, "download", source, path)
    assert isinstance(got, Download)
    return got


def test_writes_what_came(style: str, tmp_path: Path) -> None:
    target = tmp_path / "a.webp"
    script = Script(picture=httpx.Response(200, content=PNG))
    got = fetch(style, script, target, ImageResult(URL))
    assert target.read_bytes() == PNG
    # The format is told from the content: the name says something else here.
    assert got == Download(target, len(PNG), hashlib.sha256(PNG).hexdigest(), "png")
    (request,) = script.sent
    assert request.headers["accept-encoding"] == "identity"
    assert "cookie" not in request.headers
    assert [path.name for path in tmp_path.iterdir()] == ["a.webp"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_dead_link_says_what_to_do(style: str, tmp_path: Path, status: int) -> None:
    script = Script(picture=httpx.Response(status))
    with pytest.raises(UnexpectedReplyError, match="look the task up") as caught:
        fetch(style, script, tmp_path / "a.png")
    assert caught.value.http_status == status
    assert len(script.sent) == 1
    assert list(tmp_path.iterdir()) == []


def test_trouble_is_retried_and_leaves_the_old_file(style: str, tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    target.write_bytes(b"old")
    script = Script(picture=httpx.Response(503))
    with pytest.raises(APIException):
        fetch(style, script, target)
    assert len(script.sent) == 4
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


class Breaking(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that ends in the middle."""

    def __iter__(self) -> Any:
        yield PNG[:50]
        raise httpx.ReadError("cut")

    async def __aiter__(self) -> Any:
        yield PNG[:50]
        raise httpx.ReadError("cut")


def test_a_body_that_breaks_is_fetched_again(style: str, tmp_path: Path) -> None:
    answers = iter([httpx.Response(200, stream=Breaking()), httpx.Response(200, content=PNG)])
    script = Script(picture=lambda request: next(answers))
    assert fetch(style, script, tmp_path / "a.png").size == len(PNG)


def test_a_body_that_always_breaks_leaves_nothing(style: str, tmp_path: Path) -> None:
    script = Script(picture=lambda request: httpx.Response(200, stream=Breaking()))
    with pytest.raises(TransportError):
        fetch(style, script, tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


def test_an_encoded_body_is_refused(style: str, tmp_path: Path) -> None:
    answer = httpx.Response(200, headers={"content-encoding": "br"}, stream=Breaking())
    with pytest.raises(UnexpectedReplyError):
        fetch(style, Script(picture=lambda request: answer), tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_that_is_too_large_is_refused(
    style: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, announced: bool
) -> None:
    monkeypatch.setattr(downloads, "MAX_DOWNLOAD_BYTES", 100)

    def answer(request: httpx.Request) -> httpx.Response:
        response = httpx.Response(200, content=PNG)
        if not announced:
            del response.headers["content-length"]
        return response

    with pytest.raises(InvalidRequestError, match="100 bytes"):
        fetch(style, Script(picture=answer), tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


def test_a_body_that_takes_too_long_is_given_up(
    style: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "MAX_DOWNLOAD_SECONDS", -1.0)
    with pytest.raises(TransportError, match="took over"):
        fetch(style, Script(picture=httpx.Response(200, content=PNG)), tmp_path / "a.png")


@pytest.mark.parametrize("source", ["file:///etc/passwd", "ftp://x", "", "picture.png"])
def test_only_web_addresses_are_fetched(style: str, tmp_path: Path, source: str) -> None:
    script = Script()
    with pytest.raises(InvalidRequestError):
        fetch(style, script, tmp_path / "a.png", source)
    assert script.sent == []


def test_the_signature_of_an_address_does_not_show(style: str, tmp_path: Path) -> None:
    with pytest.raises(TransportError) as caught:
        fetch(style, Script(picture=httpx.ReadError("x")), tmp_path / "a.png")
    assert "secret" not in str(caught.value)
