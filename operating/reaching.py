"""Reaches an address hop by hop, so that what is broken has a name: DNS, TCP, the proxy, TLS, HTTP.

No credentials are sent to the far end, and no address with a password in it is ever quoted.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

import httpx

SECONDS: Final = 10.0
_PORTS: Final = {"http": 80, "https": 443, "socks5": 1080}


@dataclass(frozen=True, slots=True)
class Reached:
    """An HTTP answer, whatever it says. `date` is the far end's clock, Unix seconds."""

    status: int
    date: float | None


class BrokenHopError(Exception):
    """The way ends at `hop`; the text says why."""

    def __init__(self, hop: str, why: str) -> None:
        super().__init__(f"{hop}: {why}")
        self.hop = hop


async def reach(url: str, *, proxy: str | None, seconds: float = SECONDS) -> Reached:
    """Ask for `url` and read the head of the answer. Raises `BrokenHopError`."""
    first = proxy or url
    whose = "of the proxy " if proxy else ""
    await _resolve(first, whose, seconds)
    await _connect(first, whose, seconds)
    try:
        async with (
            httpx.AsyncClient(proxy=proxy, trust_env=False, timeout=seconds) as client,
            client.stream("GET", url) as answer,
        ):
            return Reached(answer.status_code, _date_of(answer))
    except httpx.HTTPError as error:
        raise _broken(error, url, proxy, seconds) from None


async def _resolve(url: str, whose: str, seconds: float) -> None:
    host, port = _end_of(url)
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(seconds):
            await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except TimeoutError:
        raise BrokenHopError(f"DNS {whose}".strip(), f"no answer for {host}") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BrokenHopError(f"DNS {whose}".strip(), f"{host}: {why}") from None


async def _connect(url: str, whose: str, seconds: float) -> None:
    host, port = _end_of(url)
    hop = f"TCP {whose}".strip()
    try:
        async with asyncio.timeout(seconds):
            _, writer = await asyncio.open_connection(host, port)
    except TimeoutError:
        raise BrokenHopError(hop, f"{host}:{port} does not answer") from None
    except OSError as error:
        raise BrokenHopError(hop, f"{host}:{port}: {_reason(error)}") from None
    writer.close()


def _broken(error: httpx.HTTPError, url: str, proxy: str | None, seconds: float) -> BrokenHopError:
    host, port = _end_of(url)
    if isinstance(error, httpx.ProxyError):
        return BrokenHopError("proxy", f"it does not lead to {host}:{port} ({error})")
    certificate = _cause(error, ssl.SSLError)
    if certificate is not None:
        why = getattr(certificate, "verify_message", "") or certificate.reason
        return BrokenHopError("TLS", f"{host}: {why}")
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        hop = "behind the proxy" if proxy else "TCP"
        return BrokenHopError(hop, f"{host}:{port} can't be connected to")
    if isinstance(error, httpx.TimeoutException):
        return BrokenHopError("HTTP", f"{host} gave no answer in {seconds:.0f} s")
    return BrokenHopError("HTTP", f"{host} gave no proper answer ({type(error).__name__})")


def _cause(error: BaseException, kind: type[ssl.SSLError]) -> ssl.SSLError | None:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, kind):
            return seen
        seen = seen.__cause__ or seen.__context__
    return None


def _end_of(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or _PORTS[parts.scheme]


def _reason(error: OSError) -> str:
    """asyncio joins several failures into one text; the system's words are shorter."""
    return error.strerror or "connection failed"


def _date_of(answer: httpx.Response) -> float | None:
    try:
        return parsedate_to_datetime(answer.headers["date"]).timestamp()
    except (KeyError, ValueError):
        return None
