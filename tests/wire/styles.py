"""One call on either client, so that every test of a flow runs in both styles."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx

from jimeng import AsyncJimengClient, JimengClient

STYLES = ("sync", "async")
Handler = Callable[[httpx.Request], httpx.Response]


class Slept:
    """A sleep that only notes; usable by both clients."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)

    async def asleep(self, seconds: float) -> None:
        self.seconds.append(seconds)


def call(
    style: str,
    token: str,
    handler: Handler,
    method: str,
    *args: Any,
    slept: Slept | None = None,
    client_options: dict[str, Any] | None = None,
    **kwargs: Any,
) -> Any:
    """Run one method of a client whose requests a handler answers."""
    notes = slept or Slept()
    options = client_options or {}
    if style == "sync":
        with (
            httpx.Client(transport=httpx.MockTransport(handler)) as http,
            JimengClient(token, http_client=http, sleep=notes.sleep, **options) as client,
        ):
            return getattr(client, method)(*args, **kwargs)
    return asyncio.run(_call(token, handler, method, args, kwargs, notes, options))


async def _call(
    token: str,
    handler: Handler,
    method: str,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    notes: Slept,
    options: dict[str, Any],
) -> Any:
    async with (
        httpx.AsyncClient(transport=httpx.MockTransport(handler)) as http,
        AsyncJimengClient(token, http_client=http, sleep=notes.asleep, **options) as client,
    ):
        return await getattr(client, method)(*args, **kwargs)
