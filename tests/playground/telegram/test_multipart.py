"""Forms as different clients write them."""

from __future__ import annotations

import asyncio
import logging

import pytest

from playground.telegram_service.multipart import (
    MultipartError,
    Part,
    boundary_of,
    parse_form,
)
from playground.telegram_service.people import User
from tests.playground.telegram.service import Service, picture


def form(*parts: tuple[str, bytes], end: bytes = b"--x--\r\n") -> bytes:
    """A body with boundary x out of header lines and data."""
    return b"".join(b"--x\r\n" + h.encode() + b"\r\n\r\n" + d + b"\r\n" for h, d in parts) + end


HEAD = "Content-Disposition: form-data; "


@pytest.mark.parametrize(
    ("header", "part"),
    [
        (HEAD + 'name="a"', Part("a", None, b"1")),
        (HEAD + "name=a", Part("a", None, b"1")),
        (HEAD + 'name="a"; filename="猫.png"', Part("a", "猫.png", b"1")),
        (HEAD + 'name="a"; filename=猫.png', Part("a", "猫.png", b"1")),
        (HEAD + 'name="a"; filename="b\\"c.png"', Part("a", 'b"c.png', b"1")),
        (HEAD + 'name="a"; filename="b;c.png"', Part("a", "b;c.png", b"1")),
        (HEAD + "name=\"a\"; filename*=utf-8''%E7%8C%AB.png", Part("a", "猫.png", b"1")),
        ("content-type: image/png\r\n" + HEAD + 'name="a"; filename=""', Part("a", "", b"1")),
    ],
)
def test_names_are_read_as_clients_write_them(header: str, part: Part):
    assert parse_form(form((header, b"1")), b"x") == [part]


def test_data_is_kept_byte_for_byte():
    data = b"\r\n--y\r\n\0\r\n\r\n--"
    assert parse_form(form((HEAD + "name=a", data), (HEAD + "name=b", b"")), b"x") == [
        Part("a", None, data),
        Part("b", None, b""),
    ]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b"", "boundary not found"),
        (form((HEAD + "name=a", b"1"), end=b""), "boundary not found"),
        (form(("Content-Type: text/plain", b"1")), "field name not found"),
        (form((HEAD + "filename=a", b"1")), "field name not found"),
        (b"--x\r\nno end of headers\r\n--x--", "headers of a part not found"),
    ],
)
def test_what_is_no_form(body: bytes, complaint: str):
    with pytest.raises(MultipartError, match=complaint):
        parse_form(body, b"x")


def test_boundaries():
    assert boundary_of('multipart/form-data; boundary="a b"; charset=utf-8') == b"a b"
    assert boundary_of("multipart/form-data; Boundary=abc") == b"abc"
    with pytest.raises(MultipartError):
        boundary_of("multipart/form-data")


async def test_a_bare_file_name_over_http(service: Service, mei: User):
    """As pyTelegramBotAPI sends it."""
    body = form(
        (HEAD + "name=chat_id", str(mei.id).encode()),
        (HEAD + "name=document; filename=猫.png", picture()),
    )
    response = await service.client.post(
        f"{service.root}/sendDocument",
        content=body,
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    assert response.json()["result"]["document"]["file_name"] == "猫.png"


async def test_a_form_without_end(service: Service, mei: User):
    response = await service.client.post(
        f"{service.root}/sendDocument",
        content=b"--x\r\n",
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    assert (response.status_code, response.json()["description"]) == (
        400,
        "Bad Request: boundary not found",
    )


async def test_a_client_that_dies_in_the_middle_of_an_upload(
    service: Service, mei: User, caplog: pytest.LogCaptureFixture
):
    """No effect, no noise, and the next call is served."""
    host, port = service.url.removeprefix("http://").split(":")
    _, writer = await asyncio.open_connection(host, int(port))
    writer.write(
        f"POST /bot{service.world.bot_token}/sendDocument HTTP/1.1\r\nHost: x\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n--x".encode()
    )
    await writer.drain()
    writer.transport.abort()
    with caplog.at_level(logging.DEBUG):
        entry = await service.stage.journal.wait_for(lambda e: e.answered is not None)
        assert await service.result("getMe")
    assert entry.answered is False
    assert len(service.world.history(mei.id)) == 1
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
