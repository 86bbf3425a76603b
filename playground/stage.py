"""What both services share, and the way every call goes through it.

Rule: each call passes the witness, in this order: journal, hold before, fault before, effect, hold
after, fault after, answer. A caller who is gone when a hold before the effect opens has not reached
the service: no effect.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from playground.books import Books
from playground.clock import Clock
from playground.faults import Fault, Faults
from playground.holds import Holds
from playground.journal import JSON, Entry, Journal

NameOf = Callable[[web.Request], str]
ParamsOf = Callable[[web.Request], Awaitable[Mapping[str, JSON]]]
FaultAnswer = Callable[[web.Request, Fault], web.Response]
WhoOf = Callable[[web.Request], str | None]

PIECES = 10
ENTRY: web.RequestKey[Entry] = web.RequestKey("entry", Entry)


@dataclass
class Stage:
    """Clock, journal, faults, holds and books of one run; given to both services."""

    clock: Clock = field(default_factory=Clock)
    faults: Faults = field(default_factory=Faults)
    holds: Holds = field(default_factory=Holds)
    books: Books = field(default_factory=Books)
    journal: Journal = field(init=False)

    def __post_init__(self) -> None:
        self.journal = Journal(self.clock.now)


def witness(
    stage: Stage,
    service: str,
    name_of: NameOf,
    params_of: ParamsOf,
    fault_answer: FaultAnswer,
    who_of: WhoOf = lambda request: None,
) -> Middleware:
    """The middleware of one service.

    `name_of` gives the method or path as it stands in the journal, `params_of` the parameters
    without secrets, `fault_answer` the service's own error for a fault with a code.
    """

    @web.middleware
    async def pass_by(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            name, params = name_of(request), await params_of(request)
        except ConnectionResetError:  # it died while it spoke: nothing was asked
            return web.Response(status=400)
        text = json.dumps(params, ensure_ascii=False)
        entry = stage.journal.record(service, name, params, who_of(request))
        request[ENTRY] = entry
        try:
            return await through(request, handler, entry, name, text)
        except web.HTTPException as exc:  # an answer, too, though one without edges after it
            entry.status = exc.status
            _mark(stage, entry, answered=not _gone(request))
            raise
        finally:
            if entry.answered is None:  # the handler was cancelled or broke
                _mark(stage, entry, answered=False)

    async def through(
        request: web.Request, handler: Handler, entry: Entry, name: str, text: str
    ) -> web.StreamResponse:
        if await stage.holds.pass_through(name, "before") and _gone(request):
            return _dropped(stage, entry)
        fault = stage.faults.take(service, name, text, after_effect=False)
        if fault is not None:
            entry.fault = fault.label
            if fault.kind == "slow":
                await stage.clock.sleep(fault.seconds)
            elif fault.kind == "reset":
                return _abort(stage, request, entry)
            else:
                return _answered(stage, request, entry, fault_answer(request, fault))
        response = await handler(request)
        await stage.holds.pass_through(name, "after")
        late = stage.faults.take(service, name, text, after_effect=True)
        if late is not None:
            entry.fault = late.label
            return await _answer_late(stage, request, entry, response, late, fault_answer)
        return _answered(stage, request, entry, response)

    return pass_by


async def _answer_late(
    stage: Stage,
    request: web.Request,
    entry: Entry,
    response: web.StreamResponse,
    fault: Fault,
    fault_answer: FaultAnswer,
) -> web.StreamResponse:
    if _gone(request):  # it died meanwhile: there is nobody to give a spoiled answer to
        return _dropped(stage, entry)
    if fault.loses_answer:
        entry.lost = True
        return _abort(stage, request, entry)
    if fault.kind == "slow":
        await stage.clock.sleep(fault.seconds)
        return _answered(stage, request, entry, response)
    if fault.kind == "trickle":
        return await _trickle(stage, request, entry, response, fault.seconds)
    entry.lost = True
    if fault.kind == "truncate":
        return await _truncate(stage, request, entry, response)
    if fault.kind == "wrong_type":
        page = web.Response(text="<html>Service Unavailable</html>", content_type="text/html")
        return _answered(stage, request, entry, page)
    return _answered(stage, request, entry, fault_answer(request, fault))


async def _truncate(
    stage: Stage, request: web.Request, entry: Entry, response: web.StreamResponse
) -> web.StreamResponse:
    """Send the head and half of the body, then cut the connection."""
    whole = _body(response)
    half = await _head(request, response, len(whole))
    await half.write(whole[: len(whole) // 2])
    await asyncio.sleep(0)  # let the transport take what was written before it is closed
    entry.status = response.status
    _mark(stage, entry, answered=False)
    if request.transport is not None:
        request.transport.close()
    return half


async def _trickle(
    stage: Stage,
    request: web.Request,
    entry: Entry,
    response: web.StreamResponse,
    seconds: float,
) -> web.StreamResponse:
    """Send the body in pieces, with pauses."""
    whole = _body(response)
    slow = await _head(request, response, len(whole))
    step = max(1, len(whole) // PIECES)
    for at in range(0, len(whole), step):
        if _gone(request):
            break
        await slow.write(whole[at : at + step])
        await stage.clock.sleep(seconds / PIECES)
    entry.status = response.status
    _mark(stage, entry, answered=not _gone(request))
    return slow


def _body(response: web.StreamResponse) -> bytes:
    body = response.body if isinstance(response, web.Response) else b""
    return bytes(body) if isinstance(body, bytes | bytearray) else b""


async def _head(
    request: web.Request, response: web.StreamResponse, length: int
) -> web.StreamResponse:
    """The head of an answer whose body is sent by hand."""
    sent = web.StreamResponse(status=response.status)
    sent.content_type = response.content_type
    sent.content_length = length
    await sent.prepare(request)
    return sent


def _answered(
    stage: Stage, request: web.Request, entry: Entry, response: web.StreamResponse
) -> web.StreamResponse:
    entry.status = response.status
    _mark(stage, entry, answered=not _gone(request))
    return response


def _abort(stage: Stage, request: web.Request, entry: Entry) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return _dropped(stage, entry)


def _dropped(stage: Stage, entry: Entry) -> web.Response:
    _mark(stage, entry, answered=False)
    return web.Response(status=503)  # never seen: the connection is gone


def _gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


def _mark(stage: Stage, entry: Entry, *, answered: bool) -> None:
    entry.answered = answered
    stage.journal.changed(entry)
