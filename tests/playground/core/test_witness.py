"""Every call passes the witness: journal, holds and faults, over real HTTP on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Literal

import httpx
import pytest
from aiohttp import web

from playground.faults import Fault
from playground.server import RunningServer, start
from playground.stage import Stage, witness

PATH = "/shop/v1/buy"


@dataclass
class Shop:
    """A service of one call with an effect."""

    stage: Stage = field(default_factory=Stage)
    sold: list[str] = field(default_factory=list)
    seen: list[web.Request] = field(default_factory=list)

    async def buy(self, request: web.Request) -> web.Response:
        """The effect."""
        text = (await request.read()).decode()
        if text == "nothing":
            raise web.HTTPBadRequest
        self.sold.append(text)
        return web.json_response({"bought": text, "padding": "x" * 500})

    def app(self) -> web.Application:
        """The service behind a witness."""

        async def params(request: web.Request) -> dict[str, str]:
            self.seen.append(request)
            return {"text": (await request.read()).decode(), "token": "secret"}

        def error(request: web.Request, fault: Fault) -> web.Response:
            return web.json_response({"planned": fault.code}, status=int(fault.code or 0))

        watch = witness(self.stage, "jimeng", lambda r: r.path, params, error, lambda r: "someone")
        app = web.Application(middlewares=[watch])
        app.router.add_post(PATH, self.buy)
        return app


@pytest.fixture
def shop() -> Shop:
    """A service of one call."""
    return Shop()


@pytest.fixture
async def server(shop: Shop) -> AsyncIterator[RunningServer]:
    """The shop, listening."""
    running = await start(shop.app())
    yield running
    shop.stage.holds.release_all()
    await running.close()


@pytest.fixture
async def client(server: RunningServer) -> AsyncIterator[httpx.AsyncClient]:
    """Plain HTTP."""
    async with httpx.AsyncClient(base_url=server.url, trust_env=False, timeout=10) as client:
        yield client


async def test_a_call_is_written_down_and_marked(shop: Shop, client: httpx.AsyncClient) -> None:
    """With its parameters, without its secrets."""
    assert (await client.post(PATH, content="tea")).json()["bought"] == "tea"
    (entry,) = shop.stage.journal.entries()
    assert (entry.name, entry.who, entry.status, entry.answered) == (PATH, "someone", 200, True)
    assert entry.params == {"text": "tea", "token": "***"}


async def test_a_refusal_of_the_service_is_marked_too(
    shop: Shop, client: httpx.AsyncClient
) -> None:
    """A raised HTTP error is an answer."""
    assert (await client.post(PATH, content="nothing")).status_code == 400
    assert shop.stage.journal.entries()[0].status == 400


async def test_fault_before_the_effect(shop: Shop, client: httpx.AsyncClient) -> None:
    """The planned error comes, once, and nothing was sold."""
    shop.stage.faults.add(Fault("jimeng", path="buy", code=502, contains="tea"))
    assert (await client.post(PATH, content="milk")).status_code == 200
    assert (await client.post(PATH, content="tea")).json() == {"planned": 502}
    assert (await client.post(PATH, content="tea")).status_code == 200
    assert shop.sold == ["milk", "tea"]


async def test_lost_answer(shop: Shop, client: httpx.AsyncClient) -> None:
    """The call takes effect, the connection is aborted."""
    shop.stage.faults.add(Fault("jimeng", after_effect=True))
    with pytest.raises(httpx.TransportError):
        await client.post(PATH, content="tea")
    (entry,) = shop.stage.journal.entries()
    assert (shop.sold, entry.lost, entry.answered) == (["tea"], True, False)


async def test_error_after_the_effect(shop: Shop, client: httpx.AsyncClient) -> None:
    """Sold, and yet an error is answered."""
    shop.stage.faults.add(Fault("jimeng", code=504, after_effect=True))
    assert (await client.post(PATH, content="tea")).status_code == 504
    assert shop.sold == ["tea"]


async def test_reset_before_the_effect(shop: Shop, client: httpx.AsyncClient) -> None:
    """No answer and no effect."""
    shop.stage.faults.add(Fault("jimeng", kind="reset"))
    with pytest.raises(httpx.TransportError):
        await client.post(PATH, content="tea")
    assert shop.sold == []


async def test_truncated_answer(shop: Shop, client: httpx.AsyncClient) -> None:
    """A head that promises more than comes."""
    shop.stage.faults.add(Fault("jimeng", kind="truncate"))
    with pytest.raises(httpx.RemoteProtocolError):
        await client.post(PATH, content="tea")
    assert (shop.sold, shop.stage.journal.entries()[0].lost) == (["tea"], True)


async def test_slow_body(shop: Shop, client: httpx.AsyncClient) -> None:
    """The head comes at once, the body in pieces that take their time, complete in the end."""
    shop.stage.clock.set_speed(1e5)
    before = shop.stage.clock.monotonic()
    shop.stage.faults.add(Fault("jimeng", kind="trickle", seconds=1000))
    assert (await client.post(PATH, content="tea")).json()["bought"] == "tea"
    assert shop.stage.clock.monotonic() - before >= 900
    entry = await shop.stage.journal.wait_for(lambda call: call.answered is not None)
    assert entry.answered is True


async def test_wrong_content_type(shop: Shop, client: httpx.AsyncClient) -> None:
    """A page in place of the answer; the effect stands."""
    shop.stage.faults.add(Fault("jimeng", kind="wrong_type"))
    response = await client.post(PATH, content="tea")
    assert response.headers["content-type"].startswith("text/html")
    assert (shop.sold, shop.stage.journal.entries()[0].lost) == (["tea"], True)


@pytest.mark.parametrize("after", [False, True])
async def test_slow_answer(shop: Shop, client: httpx.AsyncClient, after: bool) -> None:
    """Waits in service time, before or after the effect, then answers as usual."""
    shop.stage.clock.set_speed(1e6)
    before = shop.stage.clock.monotonic()
    shop.stage.faults.add(Fault("jimeng", kind="slow", seconds=1000, after_effect=after))
    assert (await client.post(PATH, content="tea")).status_code == 200
    assert shop.stage.clock.monotonic() - before >= 1000


@pytest.mark.parametrize(("side", "sold"), [("before", []), ("after", ["tea"])])
async def test_held_call_stops_at_its_edge(
    shop: Shop, client: httpx.AsyncClient, side: str, sold: list[str]
) -> None:
    """Before the effect nothing is sold yet, after it the answer waits."""
    shop.stage.holds.hold(f"buy:{side}")
    call = asyncio.create_task(client.post(PATH, content="tea"))
    await shop.stage.holds.wait_for_caller(f"buy:{side}")
    assert (shop.sold, shop.stage.journal.entries()[0].answered) == (sold, None)
    shop.stage.holds.release(f"buy:{side}")
    assert (await call).status_code == 200
    assert shop.sold == ["tea"]


@pytest.mark.parametrize(("side", "sold"), [("before", []), ("after", ["tea"])])
async def test_a_caller_who_died_at_the_edge(
    shop: Shop, server: RunningServer, side: str, sold: list[str]
) -> None:
    """Gone before the effect: it never happens. Gone after it: it stays."""
    shop.stage.holds.hold(f"buy:{side}")
    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as doomed:
        call = asyncio.create_task(doomed.post(PATH, content="tea"))
        await shop.stage.holds.wait_for_caller(f"buy:{side}")
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
    await _connection_is_noticed_gone(shop)
    shop.stage.holds.release(f"buy:{side}")
    entry = await shop.stage.journal.wait_for(lambda call: call.answered is not None)
    assert (shop.sold, entry.answered) == (sold, False)


@pytest.mark.parametrize("kind", ["truncate", "trickle", "wrong_type"])
async def test_a_spoiled_answer_for_somebody_who_died_is_dropped_quietly(
    shop: Shop,
    server: RunningServer,
    caplog: pytest.LogCaptureFixture,
    kind: Literal["truncate", "trickle", "wrong_type"],
) -> None:
    shop.stage.holds.hold("buy:after")
    shop.stage.faults.add(Fault("jimeng", kind=kind, seconds=1 if kind == "trickle" else 0))
    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as doomed:
        call = asyncio.create_task(doomed.post(PATH, content="tea"))
        await shop.stage.holds.wait_for_caller("buy:after")
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
    await _connection_is_noticed_gone(shop)
    shop.stage.holds.release("buy:after")
    entry = await shop.stage.journal.wait_for(lambda call: call.answered is not None)
    assert (shop.sold, entry.answered) == (["tea"], False)
    await server.close()
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def _connection_is_noticed_gone(shop: Shop) -> None:
    """Return once the server has seen that the caller's connection is closed."""
    (request,) = shop.seen
    async with asyncio.timeout(5):
        # aiohttp has no event for a lost connection.
        while request.transport is not None and not request.transport.is_closing():  # noqa: ASYNC110
            await asyncio.sleep(0)


async def test_a_fault_planned_while_the_call_is_held_is_met(
    shop: Shop, client: httpx.AsyncClient
) -> None:
    """Stop at the edge, then decide that the answer gets lost."""
    shop.stage.holds.hold("buy:after")
    call = asyncio.create_task(client.post(PATH, content="tea"))
    await shop.stage.holds.wait_for_caller("buy:after")
    shop.stage.faults.add(Fault("jimeng", after_effect=True))
    shop.stage.holds.release("buy:after")
    with pytest.raises(httpx.TransportError):
        await call
    assert shop.sold == ["tea"]


async def test_a_caller_that_dies_while_it_speaks_has_asked_nothing(
    shop: Shop, server: RunningServer, caplog: pytest.LogCaptureFixture
) -> None:
    address = httpx.URL(server.url)
    _, writer = await asyncio.open_connection(address.host, address.port)
    head = f"POST {PATH} HTTP/1.1\r\nHost: shop\r\nContent-Length: 100\r\n\r\n"
    writer.write(head.encode() + b"half of what it means to")
    async with asyncio.timeout(5):
        while not shop.seen:  # noqa: ASYNC110
            await asyncio.sleep(0)
    writer.close()
    await writer.wait_closed()
    await _connection_is_noticed_gone(shop)
    await server.close()
    assert (shop.sold, list(shop.stage.journal.entries())) == ([], [])
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
