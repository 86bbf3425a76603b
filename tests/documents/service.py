"""The playground on a thread of its own, and a transport that leads the real hosts to it.

What a document says is run as it stands, so nothing of the SDK may be replaced: only the wire under
httpx is. Every request to one of the real sites goes to the playground; the example host serves a
picture.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from jimeng.sdk.protocol.regions import SITES
from playground.assembly import Addresses, Playground
from playground.faults import Fault
from playground.jimeng_service.jobs import Job
from playground.journal import JSON

T = TypeVar("T")

EXAMPLE_HOST = "example.com"
SPEED = 60.0
"""Service seconds per second: queue and painting take tenths; an address still lives a minute."""

REAL_HOSTS = frozenset(
    httpx.URL(origin).host
    for site in SITES.values()
    for origin in (site.mweb, site.commerce, site.imagex, site.vod)
)


class Service:
    """A running playground, usable from plain code; close it at the end."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        self.playground, self.addresses = self.run(_started())
        self._transports: set[httpx.HTTPTransport] = set()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine on the playground's own loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    def account(self, token: str, gift: int = 1_000) -> None:
        """Open an account with credit."""
        self.playground.jimeng.add_account(token, gift=gift)

    def plan(self, fault: Fault) -> None:
        """Let something go wrong."""
        self.playground.stage.faults.add(fault)

    def jobs(self, token: str) -> list[Job]:
        """The accepted jobs of an account, oldest first."""
        world = self.playground.jimeng
        account = world.accounts.by_token(token)
        assert account is not None
        return world.jobs.recent(account, 1_000)[::-1]

    def uploaded(self, job: Job) -> list[str]:
        """MD5 of the inputs of a job, as they arrived."""
        places = [self.playground.jimeng.uploads.place(uri) for uri in job.order.references]
        return [place.digest for place in places if place is not None]

    def received(self, path: str) -> list[dict[str, JSON]]:
        """What was sent to a path, parameters only, oldest first."""
        entries = self.playground.stage.journal.entries()
        return [entry.params for entry in entries if entry.name.endswith(path)]

    def close(self) -> None:
        """End the playground, its thread, and the connections of clients that nobody closed."""
        for transport in self._transports:
            transport.close()
        self.run(self.playground.close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()

    def lead_here(self, monkeypatch: pytest.MonkeyPatch, picture: bytes) -> None:
        """Replace the wire: real hosts lead here, the example host serves a picture."""
        plain, plain_async = (
            httpx.HTTPTransport.handle_request,
            httpx.AsyncHTTPTransport.handle_async_request,
        )

        def handle(transport: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
            self._transports.add(transport)
            if request.url.host == EXAMPLE_HOST:
                return httpx.Response(200, content=picture)
            self._redirect(request)
            return plain(transport, request)

        async def handle_async(
            transport: httpx.AsyncHTTPTransport, request: httpx.Request
        ) -> httpx.Response:
            if request.url.host == EXAMPLE_HOST:
                return httpx.Response(200, content=picture)
            self._redirect(request)
            return await plain_async(transport, request)

        monkeypatch.setattr(httpx.HTTPTransport, "handle_request", handle)
        monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", handle_async)

    def _redirect(self, request: httpx.Request) -> None:
        here = httpx.URL(self.addresses.jimeng_api)
        known = {*REAL_HOSTS, here.host}
        assert request.url.host in known, f"{request.url.host} is no host of the service"
        if request.url.netloc == here.netloc and request.url.scheme == here.scheme:
            return
        request.url = request.url.copy_with(scheme=here.scheme, host=here.host, port=here.port)
        # The picture hosts sign without the host header, so it may follow the address.
        request.headers["host"] = here.netloc.decode()


async def _started() -> tuple[Playground, Addresses]:
    playground = Playground()
    playground.stage.clock.set_speed(SPEED)
    return playground, await playground.start()


def example_files(folder: Path, picture: bytes) -> None:
    """The files that examples read from their working directory."""
    for name in ("image.png", "first.png", "last.png"):
        (folder / name).write_bytes(picture)
