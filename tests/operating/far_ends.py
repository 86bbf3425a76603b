"""Far ends that behave and misbehave, on this machine."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

DATE = "Sat, 22 Nov 2025 08:26:40 GMT"  # START of tests.builders


@asynccontextmanager
async def far_end(serve: Serve) -> AsyncIterator[int]:
    """A TCP server; gives its port."""

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(once, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


def answering(status: str, body: str = "{}") -> Serve:
    """Answers every request the same."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 {status}\r\nDate: {DATE}\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write((head + body).encode())
        await writer.drain()

    return serve


async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Takes everything and says nothing."""
    await reader.read()


async def babbling(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Speaks, but neither HTTP nor TLS."""
    await reader.read(1)
    writer.write(b"220 mail.test ESMTP\r\n")
    await writer.drain()


def closed_port() -> int:
    """A port at which nobody listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
