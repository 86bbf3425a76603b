"""The HTTP face: /bot<token>/<method> and /file/bot<token>/<path>.

Rule: any way of sending parameters is taken, every answer is JSON, and its HTTP status is the
error_code. Verb, address and token are checked before anything else is looked at. After Bot API
notes, section 2.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from aiohttp import web

from playground.faults import Fault
from playground.journal import JSON
from playground.stage import Stage, witness
from playground.telegram_service.errors import ApiError, planned
from playground.telegram_service.methods import find_method, spelled
from playground.telegram_service.methods.call import Call, Described
from playground.telegram_service.params import MAX_BODY_BYTES, Query, read_query
from playground.telegram_service.state import WorldState
from playground.telegram_service.wire import Json

_VERBS = ("GET", "POST")
_TOKEN = re.compile(r"[1-9][0-9]{0,18}:[A-Za-z0-9_-]{1,60}")
_ADDRESS = re.compile(r"/(?P<file>file/)?bot(?P<token>[^/]*)(?:/(?P<rest>.*))?")
_QUERY: web.RequestKey[Query] = web.RequestKey("telegram query", Query)
_REFUSAL: web.RequestKey[ApiError] = web.RequestKey("telegram refusal", ApiError)


def build_app(stage: Stage, world: WorldState) -> web.Application:
    """The Bot API server over a world."""
    face = _Face(world)
    watch = witness(stage, "telegram", _name_of, _params_of, _fault_answer, face.who)
    app = web.Application(middlewares=[watch], client_max_size=MAX_BODY_BYTES)
    app.router.add_route("*", "/{tail:.*}", face.answer)
    return app


def _name_of(request: web.Request) -> str:
    match = _ADDRESS.fullmatch(request.path)
    if match is None:
        return request.path
    return "file" if match["file"] else spelled(_rest(match).rstrip("/"))


def _rest(match: re.Match[str]) -> str:
    return match["rest"] or ""


async def _params_of(request: web.Request) -> Mapping[str, JSON]:
    """Read the call once; what is wrong with it is answered later, in its turn."""
    try:
        query = await read_query(request)
    except ApiError as exc:
        request[_REFUSAL] = exc
        return {}
    request[_QUERY] = query
    return dict(query.for_journal())


def _fault_answer(request: web.Request, fault: Fault) -> web.Response:
    code = int(fault.code) if fault.code is not None else 500
    if not 100 <= code <= 599:
        code = 500
    return _refused(planned(code, fault.retry_after))


def _refused(error: ApiError) -> web.Response:
    headers = {}
    retry_after = error.parameters.get("retry_after")
    if isinstance(retry_after, int):
        headers["Retry-After"] = str(retry_after)
    return web.json_response(error.to_json(), status=error.code, headers=headers)


class _Face:
    def __init__(self, world: WorldState) -> None:
        self._world = world

    def who(self, request: web.Request) -> str | None:
        match = _ADDRESS.fullmatch(request.path)
        return f"bot {self._world.bot.user.id}" if match is not None else None

    async def answer(self, request: web.Request) -> web.StreamResponse:
        try:
            if request.method not in _VERBS:
                raise ApiError(501, "Not Implemented")
            match = _ADDRESS.fullmatch(request.path)
            if match is None:
                raise ApiError(404, "Not Found")
            self._check_token(match["token"])
            if match["file"]:
                return self._file(_rest(match))
            return _ok(await self._call(request, _rest(match).rstrip("/")))
        except ApiError as exc:
            return _refused(exc)

    def _check_token(self, token: str) -> None:
        if not _TOKEN.fullmatch(token):
            raise ApiError(401, "Unauthorized: invalid token specified")
        bot = self._world.bot
        if token != bot.token or bot.token_revoked:
            raise ApiError(401, "Unauthorized")
        if bot.logged_out:
            raise ApiError(400, "Bad Request: Logged out")

    async def _call(self, request: web.Request, name: str) -> Json | Described:
        method = find_method(name)
        if _REFUSAL in request:
            raise request[_REFUSAL]
        if method is None:
            raise ApiError(404, "Not Found: method not found" if name else "Not Found")
        return await method(Call(self._world, request[_QUERY], name.lower()))

    def _file(self, path: str) -> web.Response:
        stored = self._world.files.by_path(path)
        if stored is None:
            raise ApiError(404, "Not Found")
        return web.Response(body=stored.data, content_type="application/octet-stream")


def _ok(result: Json | Described) -> web.Response:
    body: dict[str, Json] = {"ok": True}
    if isinstance(result, Described):
        body.update(result=result.result, description=result.description)
    else:
        body["result"] = result
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return web.Response(text=text, content_type="application/json")
