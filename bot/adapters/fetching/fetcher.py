"""Fetches one file from an address that a stranger named: checked at every hop, within limits.

The origin of the service's own address (JIMENG_API_URL) is trusted: scheme, host and port, nothing
else of that host. Through a proxy names are resolved by the proxy, so only what the address itself
shows can be checked then.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import httpcore
import httpx

from bot.adapters.fetching.errors import (
    FetchError,
    GoneError,
    TooLargeError,
    UnusableAnswerError,
)
from bot.adapters.fetching.network import GuardedNetwork, Resolve, resolve_by_system
from bot.adapters.fetching.part_file import PartFile
from bot.adapters.fetching.targets import Target, check_origin, follow, read_origin, read_target

HOPS: Final = 4
"""The address itself and three redirects."""

WRITE_AT_ONCE: Final = 512 * 1024
CONNECTIONS: Final = 16
TIMEOUTS: Final = {"connect": 10.0, "read": 30.0, "write": 30.0, "pool": 120.0}

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
GONE: Final = frozenset({401, 403, 404, 410})

# Nothing about anybody. Bytes as they are: the size on the wire is then the size of the file, and
# a small answer can't unfold into a large one.
HEADERS: Final = ((b"Accept", b"*/*"), (b"Accept-Encoding", b"identity"))

_NO_ANSWER: Final = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """`max_bytes` of the file; `max_seconds` for all of it, look-ups and redirects included."""

    max_bytes: int
    max_seconds: float


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that is there. `content_type` is what the server claims, `head` what is in it."""

    path: Path
    size: int
    sha256: str
    head: bytes
    content_type: str


class Fetcher:
    """Fetches files. One for the whole process: it keeps connections for a few seconds."""

    def __init__(
        self,
        *,
        trusted: str | None,
        proxy: str | None,
        resolve: Resolve = resolve_by_system,
        network: httpcore.AsyncNetworkBackend | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        """`trusted` is the address of the service; `network` makes the checked connections."""
        tls = ssl_context or httpx.create_ssl_context(trust_env=False)
        self._trusted = None if trusted is None else read_origin(trusted)
        self._plain = _pool(tls, proxy=_read_proxy(proxy))
        if proxy is not None:
            self._guarded = self._plain
        else:
            below = network or httpcore.AnyIOBackend()
            self._guarded = _pool(tls, network=GuardedNetwork(resolve, below))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._plain.aclose()
        await self._guarded.aclose()

    async def fetch(self, url: str, path: Path, limits: Limits) -> Fetched:
        """Bring the file to `path`, whole or not at all; its folder must exist.

        Raises `FetchError` and its kinds, and OSError where our own disk fails.
        """
        try:
            async with asyncio.timeout(limits.max_seconds):
                async with self._open(read_target(url)) as response:
                    return await _save(response, path, limits)
        except TimeoutError:
            raise FetchError(f"took more than {limits.max_seconds:.0f} s") from None

    @asynccontextmanager
    async def _open(self, target: Target) -> AsyncIterator[httpcore.Response]:
        """The answer that the redirects end at, checked before each hop."""
        for _ in range(HOPS):
            async with self._answer(target) as response:
                if response.status not in REDIRECTS:
                    yield response
                    return
                target = follow(target, _header(response, b"location"))
        raise UnusableAnswerError("redirected too often")

    @asynccontextmanager
    async def _answer(self, target: Target) -> AsyncIterator[httpcore.Response]:
        origin = target.origin
        is_trusted = origin == self._trusted
        if not is_trusted:
            check_origin(origin)
        pool = self._plain if is_trusted else self._guarded
        url = httpcore.URL(
            scheme=origin.scheme, host=origin.host, port=target.url.port, target=target.path
        )
        headers = [(b"Host", target.url.netloc), *HEADERS]
        try:
            async with pool.stream(
                "GET", url, headers=headers, extensions={"timeout": TIMEOUTS}
            ) as response:
                yield response
        except _NO_ANSWER as error:
            raise FetchError(f"{origin.host}: {type(error).__name__}") from error


async def _save(response: httpcore.Response, path: Path, limits: Limits) -> Fetched:
    _check_status(response)
    _check_headers(response, limits)
    part = PartFile(path)
    try:
        await _in_thread(part.open)
        async with aclosing(_in_blocks(response, limits.max_bytes)) as blocks:
            async for block in blocks:
                await _in_thread(partial(part.write, block))
        await _in_thread(part.keep)
    except BaseException:
        await _in_thread(part.drop)
        raise
    content_type = _header(response, b"content-type")
    return Fetched(path, part.size, part.sha256, part.head, content_type)


async def _in_blocks(response: httpcore.Response, limit: int) -> AsyncGenerator[bytes, None]:
    """The body in blocks that are worth a thread each, counted: what is declared may be a lie."""
    block, size = bytearray(), 0
    async for chunk in response.aiter_stream():
        size += len(chunk)
        if size > limit:
            raise TooLargeError(size, limit)
        block += chunk
        if len(block) >= WRITE_AT_ONCE:
            yield bytes(block)
            block.clear()
    yield bytes(block)


async def _in_thread(call: Callable[[], None]) -> None:
    """Also when cancelled, end only with the call: nobody else may touch its file meanwhile."""
    work = asyncio.ensure_future(asyncio.to_thread(call))
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait({work})
        raise


def _check_status(response: httpcore.Response) -> None:
    if response.status in GONE:
        raise GoneError(f"answered with {response.status}")
    if response.status != 200:
        wait = _header(response, b"retry-after")
        raise UnusableAnswerError(
            f"answered with {response.status}",
            retry_after=float(wait) if wait.isascii() and wait.isdecimal() else None,
        )


def _check_headers(response: httpcore.Response, limits: Limits) -> None:
    if _header(response, b"content-encoding").lower() not in {"", "identity"}:
        raise UnusableAnswerError("encoded, though it was asked for as it is")
    length = _header(response, b"content-length")
    if length.isascii() and length.isdecimal() and int(length) > limits.max_bytes:
        raise TooLargeError(int(length), limits.max_bytes)


def _header(response: httpcore.Response, name: bytes) -> str:
    values = (value for key, value in response.headers if key.lower() == name)
    return next(values, b"").decode("latin-1").strip()


def _pool(
    tls: ssl.SSLContext,
    *,
    proxy: httpcore.Proxy | None = None,
    network: httpcore.AsyncNetworkBackend | None = None,
) -> httpcore.AsyncConnectionPool:
    return httpcore.AsyncConnectionPool(
        ssl_context=tls,
        proxy=proxy,
        max_connections=CONNECTIONS,
        keepalive_expiry=5.0,
        network_backend=network,
    )


def _read_proxy(url: str | None) -> httpcore.Proxy | None:
    if url is None:
        return None
    proxy = httpx.Proxy(url)
    address = httpcore.URL(
        scheme=proxy.url.raw_scheme,
        host=proxy.url.raw_host,
        port=proxy.url.port,
        target=proxy.url.raw_path,
    )
    return httpcore.Proxy(address, auth=proxy.raw_auth)
