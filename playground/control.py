"""The control address: journal and books, faults, holds, speed, money and models.

Rule: a port of its own, JSON in and out; unknown names and bad values are told in one plain
sentence with status 400. The services' own ports show nothing of this. Routes for the people of the
chat are handed in by the Telegram service.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

import msgspec
from aiohttp import web
from aiohttp.typedefs import Handler

from playground.faults import Fault
from playground.journal import JSON
from playground.stage import Stage

SetCredits = Callable[[Mapping[str, JSON]], Mapping[str, JSON]]


class Models(Protocol):
    """The models of the service: what `/models` shows and changes."""

    def change(self, body: bytes) -> Mapping[str, JSON]: ...

    def to_json(self) -> Mapping[str, JSON]: ...


class ControlError(ValueError):
    """A request that cannot be done; the text is a plain sentence, answered with status 400."""


class Edge(msgspec.Struct, forbid_unknown_fields=True):
    """Body of /hold and /release."""

    edge: str


class Speed(msgspec.Struct, forbid_unknown_fields=True):
    """Body of /speed."""

    factor: float


def build_app(
    stage: Stage,
    set_credits: SetCredits,
    models: Models,
    more_routes: Iterable[web.AbstractRouteDef] = (),
) -> web.Application:
    """The control application; `more_routes` are the Telegram service's (users, send, tap)."""
    app = web.Application(middlewares=[tell_plainly], client_max_size=64 * 1024 * 1024)
    control = _Control(stage, set_credits, models)
    app.add_routes(
        [
            web.get("/received", control.received),
            web.get("/books", control.books),
            web.get("/faults", control.faults),
            web.post("/faults", control.add_fault),
            web.delete("/faults", control.clear_faults),
            web.get("/holds", control.holds),
            web.post("/hold", control.hold),
            web.post("/release", control.release),
            web.get("/speed", control.speed),
            web.post("/speed", control.set_speed),
            web.post("/credits", control.credits),
            web.get("/models", control.models),
            web.post("/models", control.change_models),
            *more_routes,
        ]
    )
    return app


@web.middleware
async def tell_plainly(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn refusals into status 400 with {"error": sentence}; ValueErrors are refusals here."""
    try:
        return await handler(request)
    except web.HTTPException as exc:
        return web.json_response({"error": exc.reason}, status=exc.status, headers=_allow(exc))
    except msgspec.DecodeError as exc:  # also ValidationError
        return web.json_response({"error": f"The body is not right: {exc}."}, status=400)
    except ValueError as exc:
        return web.json_response({"error": str(exc)}, status=400)


def _allow(exc: web.HTTPException) -> dict[str, str]:
    return {"Allow": exc.headers["Allow"]} if "Allow" in exc.headers else {}


class _Control:
    def __init__(self, stage: Stage, set_credits: SetCredits, models: Models) -> None:
        self._stage = stage
        self._models = models
        self._set_credits = set_credits

    async def received(self, request: web.Request) -> web.Response:
        """A list of all calls; with ?after=N only those with a higher number."""
        after = _number(request, "after", 0)
        entries = [entry.to_json() for entry in self._stage.journal.entries() if entry.n > after]
        return web.json_response(entries)

    async def books(self, request: web.Request) -> web.Response:
        return web.json_response(self._stage.books.to_json())

    async def faults(self, request: web.Request) -> web.Response:
        planned = [msgspec.to_builtins(fault) for fault in self._stage.faults.planned()]
        return web.json_response({"faults": planned})

    async def add_fault(self, request: web.Request) -> web.Response:
        fault = msgspec.json.decode(await request.read(), type=Fault)
        self._stage.faults.add(fault)
        return web.json_response({"ok": True, "planned": len(self._stage.faults.planned())})

    async def clear_faults(self, request: web.Request) -> web.Response:
        self._stage.faults.clear()
        return web.json_response({"ok": True, "planned": 0})

    async def holds(self, request: web.Request) -> web.Response:
        """Held edges; with ?wait=EDGE&seconds=N answers once somebody stands there."""
        edge = request.query.get("wait")
        reached = True
        if edge is not None:
            try:
                async with asyncio.timeout(_number(request, "seconds", 30)):
                    await self._stage.holds.wait_for_caller(edge)
            except TimeoutError:
                reached = False
        holds = self._stage.holds
        return web.json_response(
            {"held": list(holds.edges()), "waiting": holds.waiting(), "reached": reached}
        )

    async def hold(self, request: web.Request) -> web.Response:
        body = msgspec.json.decode(await request.read(), type=Edge)
        return web.json_response({"ok": True, "edge": self._stage.holds.hold(body.edge)})

    async def release(self, request: web.Request) -> web.Response:
        body = msgspec.json.decode(await request.read(), type=Edge)
        return web.json_response({"ok": True, "released": self._stage.holds.release(body.edge)})

    async def speed(self, request: web.Request) -> web.Response:
        return web.json_response({"factor": self._stage.clock.factor})

    async def set_speed(self, request: web.Request) -> web.Response:
        body = msgspec.json.decode(await request.read(), type=Speed)
        self._stage.clock.set_speed(body.factor)
        return web.json_response({"ok": True, "factor": self._stage.clock.factor})

    async def credits(self, request: web.Request) -> web.Response:
        body = msgspec.json.decode(await request.read(), type=dict[str, int | str])
        return web.json_response({"ok": True, **self._set_credits(dict(body))})

    async def models(self, request: web.Request) -> web.Response:
        return web.json_response(dict(self._models.to_json()))

    async def change_models(self, request: web.Request) -> web.Response:
        """One model comes or goes."""
        return web.json_response({"ok": True, **self._models.change(await request.read())})


def _number(request: web.Request, name: str, default: float) -> float:
    text = request.query.get(name)
    if text is None:
        return default
    try:
        return float(text)
    except ValueError:
        raise ControlError(f"{name} must be a number") from None
