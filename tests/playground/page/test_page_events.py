"""Server-sent events: hello first, then all that happens, in order, until either side ends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from playground import server
from playground.chat_page import event_stream
from playground.telegram_service.wire import JsonObject
from tests.playground.page.scene import Scene

pytestmark = pytest.mark.asyncio(loop_scope="module")


@asynccontextmanager
async def listening(scene: Scene) -> AsyncIterator[AsyncIterator[tuple[str, Any]]]:
    """Events of the page's person as (name, body)."""
    address = f"{scene.url}/api/events?user={scene.person.id}"
    async with scene.http.stream("GET", address) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        yield _events(answer.aiter_lines())


async def _events(lines: AsyncIterator[str]) -> AsyncIterator[tuple[str, Any]]:
    name = "message"
    async for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))
            name = "message"


async def test_hello_comes_first_and_misses_nothing_after_it(scene: Scene) -> None:
    async with listening(scene) as events:
        assert await anext(events) == ("hello", {"boot_id": "first"})
        await scene.world.user_send(scene.person.id, text="第一行\n第二行")
        _, event = await anext(events)
    assert event["type"] == "message"
    assert event["chat_id"] == scene.person.id
    assert event["message"]["text"] == "第一行\n第二行"


async def test_subscription_ends_with_the_connection(scene: Scene) -> None:
    async with listening(scene) as events:
        await anext(events)
        assert scene.world.events.listening(scene.person.id)
    # The server notices at its next write; every message is one.
    for _ in range(100):
        await scene.world.user_send(scene.person.id, text="还在吗")
        await scene.http.get(f"{scene.url}/api/info")
        if not scene.world.events.listening(scene.person.id):
            break
    assert not scene.world.events.listening(scene.person.id)


async def test_nobody_listens_for_an_unknown_person(scene: Scene) -> None:
    answer = await scene.http.get(f"{scene.url}/api/events?user=7")
    assert answer.status_code == 400
    assert answer.json() == {"error": "There is no person 7."}


async def test_heartbeat_fills_quiet_times(scene: Scene) -> None:
    quiet = asyncio.Event()

    async def one_event() -> AsyncIterator[JsonObject]:
        yield {"type": "message"}
        await quiet.wait()

    async def answer(request: web.Request) -> web.StreamResponse:
        return await event_stream.stream(request, one_event(), {}, heartbeat_seconds=0.01)

    app = web.Application()
    app.add_routes([web.get("/", answer)])
    running = await server.start(app)
    seen: list[str] = []
    async with scene.http.stream("GET", running.url) as response:
        async for line in response.aiter_lines():
            seen.append(line)
            if line.startswith(": "):
                break
    await running.close()
    # The heartbeat comes after the event: as a comment, which no page takes for news.
    assert seen.index('data: {"type": "message"}') < len(seen) - 1
