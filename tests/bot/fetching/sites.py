"""Real loopback servers behind an injected resolver: names look public, sockets stay here."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import httpcore

NAME = "pictures.example.com"
PUBLIC = "93.184.215.14"
OTHER_PUBLIC = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"

Talk = Callable[[asyncio.StreamWriter], Awaitable[None]]


def answer(body: bytes = b"", status: int = 200, **headers: str) -> bytes:
    """A whole HTTP answer; `content_type` and the like are header names."""
    lines = [f"HTTP/1.1 {status} x", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Site:
    """Says what is planned for a path, byte by byte, and keeps the heads of what was asked."""

    port: int = 0
    plans: dict[str, bytes | Talk] = field(default_factory=dict)
    heads: list[bytes] = field(default_factory=list)
    server_names: list[str | None] = field(default_factory=list)
    talks: set[asyncio.Task[None]] = field(default_factory=set)

    def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.talks.add(asyncio.create_task(self._talk(reader, writer)))

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                self.heads.append(head)
                plan = self.plans[head.split(b" ", 2)[1].decode()]
                if not isinstance(plan, bytes):
                    await plan(writer)
                    break
                writer.write(plan)
                await writer.drain()
                if b"Content-Length: %d\r\n" % len(plan.partition(b"\r\n\r\n")[2]) not in plan:
                    break  # only a whole answer leaves room for another
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def end(self) -> None:
        for talk in self.talks:
            talk.cancel()
        await asyncio.gather(*self.talks, return_exceptions=True)


class Wire(httpcore.AsyncNetworkBackend):
    """Takes down where a connection was to go, and brings it to a loopback port instead."""

    def __init__(self) -> None:
        self.connected: list[tuple[str, int]] = []
        self.ports: dict[int, int] = {}
        self.dead: set[str] = set()
        self._real = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        self.connected.append((host, port))
        if host in self.dead:
            raise httpcore.ConnectError("no route")
        return await self._real.connect_tcp("127.0.0.1", self.ports[port], timeout)


class Names:
    """A resolver with its answers planned; each look-up takes the next, the last one stays."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: dict[str, list[Sequence[str]]] = {NAME: [[PUBLIC]]}

    async def __call__(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        if host not in self.answers:
            raise OSError(-2, "Name or service not known")
        planned = self.answers[host]
        return planned.pop(0) if len(planned) > 1 else planned[0]


@asynccontextmanager
async def serving(tls: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    site = Site()
    if tls is not None:
        tls.sni_callback = lambda _, name, __: site.server_names.append(name)
    server = await asyncio.start_server(site.serve, "127.0.0.1", 0, ssl=tls)
    site.port = server.sockets[0].getsockname()[1]
    async with server:
        yield site
        await site.end()
