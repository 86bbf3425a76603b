"""Reaches an address hop by hop, so that what is broken has a name: DNS, TCP, the proxy, TLS, HTTP.

No credentials are sent to the far end, and no address with a password in it is ever quoted.
"""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

import httpx

from bot.domain.commands import Note

SECONDS: Final = 10.0
_PORTS: Final = {"http": 80, "https": 443, "socks5": 1080}


@dataclass(frozen=True, slots=True)
class Reached:
    """An HTTP answer, whatever it says. `date` is the far end's clock, Unix seconds."""

    status: int
    date: float | None


class Hop(StrEnum):
    """Where a way can end."""

    DNS = "dns"
    TCP = "tcp"
    PROXY_DNS = "proxy_dns"
    PROXY_TCP = "proxy_tcp"
    PROXY = "proxy"
    BEHIND_PROXY = "behind_proxy"
    TLS = "tls"
    HTTP = "http"


class BrokenHopError(Exception):
    """The way ends at `hop`; `why` says where and how, and quotes the system's own words."""

    def __init__(self, hop: Hop, why: Note) -> None:
        super().__init__(f"{hop}: {why.key} {dict(why.values)}")
        self.hop = hop
        self.why = Note(why.key, {"hop": hop.value, **why.values})


async def reach(url: str, *, proxy: str | None, seconds: float = SECONDS) -> Reached:
    """Ask for `url` and read the head of the answer. Raises `BrokenHopError`."""
    first = proxy or url
    await _resolve(first, Hop.PROXY_DNS if proxy else Hop.DNS, seconds)
    await _connect(first, Hop.PROXY_TCP if proxy else Hop.TCP, seconds)
    try:
        async with (
            httpx.AsyncClient(proxy=proxy, trust_env=False, timeout=seconds) as client,
            client.stream("GET", url) as answer,
        ):
            return Reached(answer.status_code, _date_of(answer))
    except httpx.HTTPError as error:
        raise _broken(error, url, proxy, seconds) from None


async def _resolve(url: str, hop: Hop, seconds: float) -> None:
    host, port = _end_of(url)
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(seconds):
            await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except TimeoutError:
        raise BrokenHopError(hop, Note("doctor-no-name", {"host": host})) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BrokenHopError(hop, _quoted(host, why)) from None


async def _connect(url: str, hop: Hop, seconds: float) -> None:
    host, port = _end_of(url)
    try:
        async with asyncio.timeout(seconds):
            _, writer = await asyncio.open_connection(host, port)
    except TimeoutError:
        why = Note("doctor-no-answer", {"host": f"{host}:{port}"})
        raise BrokenHopError(hop, why) from None
    except OSError as error:
        raise BrokenHopError(hop, _quoted(f"{host}:{port}", _reason(error))) from None
    writer.close()


def _broken(error: httpx.HTTPError, url: str, proxy: str | None, seconds: float) -> BrokenHopError:
    host, port = _end_of(url)
    if isinstance(error, httpx.ProxyError):
        leads_not = {"host": f"{host}:{port}", "why": str(error)}
        return BrokenHopError(Hop.PROXY, Note("doctor-no-way", leads_not))
    certificate = _cause(error, ssl.SSLError)
    if certificate is not None:
        why = getattr(certificate, "verify_message", "") or certificate.reason
        return BrokenHopError(Hop.TLS, _quoted(host, why))
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        hop = Hop.BEHIND_PROXY if proxy else Hop.TCP
        return BrokenHopError(hop, Note("doctor-no-connection", {"host": f"{host}:{port}"}))
    if isinstance(error, httpx.TimeoutException):
        late = Note("doctor-no-answer-in", {"host": host, "seconds": round(seconds)})
        return BrokenHopError(Hop.HTTP, late)
    odd = Note("doctor-odd-answer", {"host": host, "why": type(error).__name__})
    return BrokenHopError(Hop.HTTP, odd)


def _quoted(host: str, why: str) -> Note:
    return Note("doctor-far-words", {"host": host, "why": why})


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
    """The system's words: asyncio has its own, with the address a second time, and joins several
    failures into one without a number."""
    return os.strerror(error.errno) if error.errno else "connection failed"


def _date_of(answer: httpx.Response) -> float | None:
    try:
        return parsedate_to_datetime(answer.headers["date"]).timestamp()
    except (KeyError, ValueError):
        return None
