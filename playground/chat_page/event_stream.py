"""Server-sent events: one endless answer per open page, with a heartbeat.

The first event, `hello`, is sent when the subscription already listens; a page that fetches the
state after `hello` misses nothing. A comment line goes out in quiet times, so that a broken
connection is noticed on both sides.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress

from aiohttp import web

from playground.telegram_service.wire import JsonObject

HEARTBEAT_SECONDS = 15.0


def encode(event: JsonObject, name: str | None = None) -> bytes:
    """One event as it goes over the wire; JSON has no line breaks, so one data line is enough."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()


async def stream(
    request: web.Request,
    events: AsyncIterator[JsonObject],
    hello: JsonObject,
    heartbeat_seconds: float = HEARTBEAT_SECONDS,
) -> web.StreamResponse:
    """Answer with the person's events until the browser goes away; the caller ends `events`."""
    response = web.StreamResponse(
        headers={
            "Content-Type": "text/event-stream; charset=utf-8",
            "Cache-Control": "no-store",
            # Proxies that collect answers would hold events back.
            "X-Accel-Buffering": "no",
        }
    )
    await response.prepare(request)
    with suppress(ConnectionError):
        await response.write(b"retry: 1000\n\n" + encode(hello, "hello"))
        await _pass_on(response, events, heartbeat_seconds)
    return response


async def _pass_on(
    response: web.StreamResponse, events: AsyncIterator[JsonObject], heartbeat_seconds: float
) -> None:
    upcoming = asyncio.ensure_future(anext(events))
    try:
        while True:
            done, _ = await asyncio.wait({upcoming}, timeout=heartbeat_seconds)
            if not done:
                await response.write(b": still here\n\n")
                continue
            try:
                event = upcoming.result()
            except StopAsyncIteration:
                return
            await response.write(encode(event))
            upcoming = asyncio.ensure_future(anext(events))
    finally:
        upcoming.cancel()
