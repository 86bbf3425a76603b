"""The HTTP application: roles by path on one origin, one middleware chain, one way to refuse.

Rule: the role is told by the path alone, whatever host was asked (protocol notes, section 6).
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import cast

from aiohttp import web
from aiohttp.typedefs import Handler

from playground.faults import Fault
from playground.jimeng_service import (
    catalog_routes,
    credit_routes,
    generation_routes,
    history_routes,
    upload_gateway,
    upload_routes,
)
from playground.jimeng_service.download_routes import Delivery
from playground.jimeng_service.envelope import Refusal, answer, imagex_error, refused
from playground.jimeng_service.fields import Object, parse_object
from playground.jimeng_service.gate import Caller, admit, read_cookies, session_of
from playground.jimeng_service.world import JimengWorld
from playground.journal import JSON
from playground.stage import ENTRY, Stage, witness

Call = Callable[[web.Request, Caller, Object], Awaitable[web.StreamResponse]]

_HIDDEN_QUERY = frozenset({"msToken", "a_bogus"})
_NESTED = ("draft_content", "metrics_extra")
ACCOUNT_INFO = "/passport/account/info/v2"
ENTRY_BODY_MAX = 64 * 1024


def build_app(stage: Stage, world: JimengWorld) -> web.Application:
    """The service's application."""
    app = web.Application(
        middlewares=[
            witness(stage, "jimeng", name_of, params_of, fault_answer(world), who_of(world)),
            refusals(world),
        ],
        client_max_size=world.settings.upload_bytes_max,
    )
    calls: dict[str, Call] = {
        **credit_routes.calls(world),
        **generation_routes.calls(world),
        **history_routes.calls(world),
        **upload_routes.calls(world),
        **catalog_routes.calls(world),
    }
    for path, call in calls.items():
        app.router.add_post(path, _admitted(world, call))
    app.router.add_post(ACCOUNT_INFO, _account_info(world))
    app.add_routes(upload_gateway.signed_routes(world))
    delivery = Delivery(world)
    app.router.add_get("/result/{name}", delivery.result)
    app.on_shutdown.append(delivery.close)
    if world.settings.paint_ahead:
        world.on_accepted.append(delivery.paint_ahead)
    return app


def _admitted(world: JimengWorld, call: Call) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        caller = admit(request, world.accounts)
        if request.content_type != "application/json":
            raise Refusal("1000", "invalid parameter: content-type")
        return await call(request, caller, parse_object(await request.read()))

    return handle


def _account_info(world: JimengWorld) -> Handler:
    """Liveness: a form without a body; success is told by `message` (sections 5 and 7.5)."""

    async def handle(request: web.Request) -> web.StreamResponse:
        if request.content_type != "application/x-www-form-urlencoded":
            raise Refusal("1000", "invalid parameter: content-type")
        if await request.read():
            raise Refusal("1000", "invalid parameter: body")
        if request.query.get("account_sdk_source") != "web":
            raise Refusal("1000", "invalid parameter: account_sdk_source")
        caller = admit(request, world.accounts)
        account = caller.account
        data: dict[str, JSON] = {
            "app_id": caller.aid,
            "user_id": account.user_id,
            "user_id_str": str(account.user_id),
            "name": account.name,
            "connects": [],
        }
        return answer({"data": data, "message": "success"})

    return handle


def refusals(world: JimengWorld) -> Callable[..., Awaitable[web.StreamResponse]]:
    """The middleware that tells refusals in the path's envelope."""

    @web.middleware
    async def tell(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except Refusal as refusal:
            request[ENTRY].code = refusal.code
            return refused(request.path, refusal, world.stage.clock.now())
        except web.HTTPException as exc:
            return answer({"message": exc.reason}, status=exc.status)

    return tell


# What the journal and the faults see of a call.


def name_of(request: web.Request) -> str:
    """The path; upload services are named by their Action, results without their id."""
    if request.path == "/" and "Action" in request.query:
        return f"/{request.query['Action']}"
    if request.path.startswith("/upload/v1/"):
        return "/upload/v1"
    if request.path.startswith("/result/"):
        return "/result"
    return request.path


async def params_of(request: web.Request) -> dict[str, JSON]:
    """Query and body without secrets; JSON that is nested as text is opened for the reader."""
    query: dict[str, JSON] = {
        name: "***" if name in _HIDDEN_QUERY else value for name, value in request.query.items()
    }
    params: dict[str, JSON] = {"query": query}
    if request.path.startswith(("/upload/", "/result/")):
        params["name"] = request.path.split("/", 2)[2]
        params["length"] = request.content_length
        return params
    body = await request.read()
    if body and len(body) <= ENTRY_BODY_MAX:
        params["body"] = _opened(body)
    return params


def _opened(body: bytes) -> JSON:
    document = _loads(body)
    if isinstance(document, dict):
        for name in _NESTED:
            if isinstance(inner := document.get(name), str):
                document[name] = _loads(inner)
        document.pop("SessionKey", None)
        document.pop("image_info", None)  # long, the same in every poll, and of no use to a reader
    return document


def _loads(text: str | bytes) -> JSON:
    try:
        return cast(JSON, json.loads(text))
    except (ValueError, RecursionError):
        return text if isinstance(text, str) else text.decode("utf-8", "replace")


def who_of(world: JimengWorld) -> Callable[[web.Request], str | None]:
    """Name of the account that a call's session belongs to."""

    def who(request: web.Request) -> str | None:
        account = world.accounts.find_anywhere(session_of(request, read_cookies(request)))
        return account.name if account is not None else None

    return who


def fault_answer(world: JimengWorld) -> Callable[[web.Request, Fault], web.Response]:
    """A planned error: 100..599 is an HTTP status, anything else a `ret` in the path's envelope."""

    def tell(request: web.Request, fault: Fault) -> web.Response:
        code = str(fault.code)
        if code.isdigit() and 100 <= int(code) <= 599:
            response = answer({"message": "planned fault"}, status=int(code))
            if fault.retry_after is not None:
                response.headers["Retry-After"] = str(fault.retry_after)
            return response
        if request.path == "/":
            action, version = request.query.get("Action", ""), request.query.get("Version", "")
            service = "vod" if "Inner" in action else "imagex"
            text = "planned fault"
            return imagex_error(action, version, service, "", "PlannedFault", int(code), text)
        if request.path.startswith("/upload/"):
            return answer({"code": int(code), "message": "planned fault", "data": {}})
        return refused(request.path, Refusal(code), world.stage.clock.now())

    return tell
