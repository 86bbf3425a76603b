"""Corners of the outer rooms: what never shows, what cannot happen, what is given up."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from jimeng import AsyncJimengClient, InvalidRequestError, JimengClient, TransportError
from jimeng.sdk.protocol.endpoints.uploading import Slot
from jimeng.sdk.protocol.messages import Wait
from jimeng.sdk.protocol.pictures import examine
from jimeng.sdk.transports.connection import Connection, checked_timeout
from jimeng.sdk.transports.httpx_async import AsyncHTTPXTransport
from jimeng.sdk.transports.httpx_sync import HTTPXTransport
from tests.sdk.scripted import TOKEN, Script, ok
from tests.sdk.test_picture_layouts import (
    chunk,
    extended,
    frame,
    jpeg,
    orientation,
    png,
    segment,
    tiff,
    webp,
)
from tests.wire.styles import STYLES, call

PLAIN = Connection(proxy=None, timeout=None)


def test_what_holds_a_secret_does_not_show_it() -> None:
    proxied = Connection(proxy="http://user:secret@proxy.example.test:8080", timeout=None)
    slot = Slot("up.example.test", "tos-cn-i-service/1", "SpaceKey/secret", "secret")
    assert repr(proxied) == "Connection(proxy=hidden)"
    assert repr(PLAIN) == "Connection(proxy=None)"
    assert repr(slot) == "Slot(tos-cn-i-service/1)"


@pytest.mark.parametrize("timeout", [0, -1, True, "60", float("nan")])
def test_a_time_limit_is_above_zero(timeout: object) -> None:
    with pytest.raises(InvalidRequestError, match="above zero"):
        checked_timeout(timeout)


def test_time_limits_as_given() -> None:
    own = httpx.Timeout(3, connect=1)
    assert checked_timeout(own) is own
    assert checked_timeout(2) == httpx.Timeout(2)
    assert checked_timeout(None) is None


async def test_a_transport_leaves_waiting_to_its_driver() -> None:
    sync, transport = HTTPXTransport(None, PLAIN), AsyncHTTPXTransport(None, PLAIN)
    with pytest.raises(TypeError, match="Wait"):
        sync.perform(Wait(1.0))
    with pytest.raises(TypeError, match="Wait"):
        await transport.perform(Wait(1.0))
    sync.close()
    await transport.aclose()


@pytest.mark.parametrize("address", ["http://[::1", "http://host:port/x"])
@pytest.mark.parametrize("style", STYLES)
def test_an_address_that_is_none_is_refused(style: str, address: str, tmp_path: Path) -> None:
    """As a result to fetch, as an input, and with nothing of the service asked."""
    for method, args in (
        ("download", (address, tmp_path / "x")),
        ("submit_composition", ("cat", [address])),
    ):
        script = Script(get_upload_token=ok({}))
        with pytest.raises((InvalidRequestError, TransportError)) as caught:
            call(style, TOKEN, script, method, *args, client_options={"credit_gate": False})
        assert caught.value.charged == "no"
        assert not getattr(caught.value, "sent", False)
        assert script.sent == []


async def test_clients_tell_where_they_belong_and_sleep_for_real() -> None:
    with JimengClient("jp-s3cret") as client:
        assert repr(client) == "JimengClient(region='jp')"
    async with AsyncJimengClient("us-s3cret") as other:
        assert repr(other) == "AsyncJimengClient(region='us')"
        began = asyncio.get_running_loop().time()
        await other._sleep(0.01)
        assert asyncio.get_running_loop().time() - began >= 0.009


@pytest.mark.parametrize(
    "data",
    [
        jpeg(frame(4, 2), segment(0xFE, b"") * 50_001),
        webp(extended(4, 2), chunk(b"JUNK", b"") * 50_001),
        png(*[(b"tEXt", b"")] * 50_001),
    ],
    ids=["jpeg", "webp", "png"],
)
def test_a_file_of_nothing_but_parts_is_refused(data: bytes) -> None:
    """The search ends somewhere, and what it did not reach might be a location."""
    with pytest.raises(InvalidRequestError, match="more than 50000 parts"):
        examine(lambda start, length: data[start : start + length], len(data))


def test_a_large_picture_may_have_many_parts() -> None:
    data = png(*[(b"IDAT", b"")] * 13_000, (b"eXIf", tiff(orientation(6))))
    found = examine(lambda start, length: data[start : start + length], len(data))
    assert found.orientation == 6
