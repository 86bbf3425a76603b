"""Connections to public addresses only, made under the HTTP library, where nothing goes around.

A name is looked up once. All its addresses must be public, or none is used; then the connection is
made to one of exactly these, so that a second look-up (DNS rebinding) never happens. TLS is spoken
above, with the name, and checks the certificate against it.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final

import httpcore

from bot.adapters.fetching.errors import FetchError, ForbiddenAddressError
from bot.adapters.fetching.ip_rules import IPAddress
from bot.adapters.fetching.targets import Origin, check_address, check_origin, literal_address

Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""Gives a name's addresses as text, best first. Raises OSError when there are none."""

SocketOption = (
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
)

ADDRESSES_TRIED: Final = 3
"""Of one name, one after another: the first may be a dead IPv6 route."""


async def resolve_by_system(host: str) -> Sequence[str]:
    """Ask the system's resolver, hosts file included."""
    loop = asyncio.get_running_loop()
    answers = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in answers]


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Resolves, checks, and connects to what was checked, over another backend."""

    def __init__(self, resolve: Resolve, network: httpcore.AsyncNetworkBackend) -> None:
        self._resolve = resolve
        self._network = network

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises `ForbiddenAddressError`, `FetchError` (no such name) and httpcore's errors."""
        check_origin(Origin("http", host, port))
        addresses = await self._addresses(host)
        for address in addresses[:-1]:
            try:
                return await self._network.connect_tcp(
                    str(address), port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._network.connect_tcp(
            str(addresses[-1]), port, timeout, local_address, socket_options
        )

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Never: a socket of this machine is not the public internet."""
        raise ForbiddenAddressError("a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        """See `httpcore.AsyncNetworkBackend`."""
        await self._network.sleep(seconds)

    async def _addresses(self, host: str) -> Sequence[IPAddress]:
        literal = literal_address(host)
        if literal is not None:
            return [literal]
        try:
            answers = await self._resolve(host)
        except (OSError, UnicodeError) as error:
            raise FetchError(f"{host} was not found: {type(error).__name__}") from None
        addresses = [_read(answer) for answer in answers]
        if not addresses:
            raise FetchError(f"{host} has no addresses")
        for address in addresses:  # one private answer among public ones condemns them all
            check_address(address)
        return addresses[:ADDRESSES_TRIED]


def _read(answer: str) -> IPAddress:
    address = literal_address(answer)
    if address is None:
        raise ForbiddenAddressError("the resolver gave something that is no address")
    return address
