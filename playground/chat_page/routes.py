"""The page's addresses: the page itself, its JSON face under /api/, and the files people sent.

Rule: handlers read, call the world once, and answer. Any Host header is welcome; whatever a person
may not do is answered with status 400 and one plain sentence in `error`.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from playground.chat_page import event_stream, file_answers, views
from playground.chat_page.page_info import PageInfo
from playground.chat_page.request_body import (
    BadBodyError,
    number_of,
    read_json,
    read_send_form,
    required_number,
    text_of,
)
from playground.chat_page.security_headers import add_security_headers
from playground.telegram_service import JsonFace, TelegramWorld, UserSideError

STATIC = Path(__file__).with_name("static")
# Ten files of the size that the real service takes from a bot.
MAX_BODY_BYTES = 512 << 20
INLINE_SECONDS = 10.0
"""How long somebody who types looks at a list that doesn't come."""


def build_app(world: TelegramWorld, info: PageInfo) -> web.Application:
    """The page as an application of its own, for `playground.server.start`."""
    page = _Page(world, info)
    app = web.Application(middlewares=[tell_plainly], client_max_size=MAX_BODY_BYTES)
    app.on_response_prepare.append(add_security_headers)
    app.add_routes(
        [
            web.get("/", page.index),
            web.get("/api/info", page.info),
            web.get("/api/state", page.state),
            web.get("/api/events", page.events),
            web.post("/api/send", page.send),
            web.post("/api/edit", page.edit),
            web.post("/api/tap", page.tap),
            web.post("/api/react", page.react),
            web.post("/api/inline", page.inline),
            web.post("/api/choose", page.choose),
            web.post("/api/users", page.add_user),
            web.post("/api/groups", page.add_group),
            web.post("/api/topics", page.add_topic),
            web.get("/api/files/{file_unique_id}", page.file),
            web.static("/static", STATIC),
        ]
    )
    return app


@web.middleware
async def tell_plainly(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn what a person got wrong into status 400 with a sentence."""
    try:
        return await handler(request)
    except (BadBodyError, UserSideError) as error:
        return web.json_response({"error": str(error)}, status=400)
    except web.HTTPException as error:
        if error.status >= 400 and request.path.startswith("/api/"):
            return web.json_response({"error": error.reason}, status=error.status)
        raise


class _Page:
    """The handlers, with what they share."""

    def __init__(self, world: TelegramWorld, info: PageInfo) -> None:
        self._world = world
        self._face = JsonFace(world)
        self._info = info

    async def index(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html")

    async def info(self, _request: web.Request) -> web.Response:
        return web.json_response(views.info_of(self._world, self._info))

    async def state(self, request: web.Request) -> web.Response:
        return web.json_response(views.state_of(self._world, _user_of(request)))

    async def events(self, request: web.Request) -> web.StreamResponse:
        async with contextlib.aclosing(self._world.subscribe(_user_of(request))) as events:
            return await event_stream.stream(request, events, {"boot_id": self._info.boot_id})

    async def send(self, request: web.Request) -> web.Response:
        form = await read_send_form(request)
        messages = await self._face.user_send(
            required_number(form.fields, "user"),
            number_of(form.fields, "chat_id"),
            text=text_of(form.fields, "text"),
            photos=[upload.data for upload in form.photos],
            documents=[(upload.name, upload.data) for upload in form.documents],
            caption=text_of(form.fields, "caption"),
            reply_to=number_of(form.fields, "reply_to"),
            thread_id=number_of(form.fields, "thread_id"),
        )
        return web.json_response({"messages": messages})

    async def edit(self, request: web.Request) -> web.Response:
        body = await read_json(request)
        await self._face.user_edit(
            required_number(body, "user"),
            required_number(body, "chat_id"),
            required_number(body, "message_id"),
            text_of(body, "text") or "",
        )
        return web.json_response({})

    async def tap(self, request: web.Request) -> web.Response:
        body = await read_json(request)
        answer = await self._face.user_tap(
            required_number(body, "user"),
            required_number(body, "chat_id"),
            required_number(body, "message_id"),
            text_of(body, "data") or "",
            asks=True,  # a human looks at the page and means what they tap
        )
        return web.json_response(answer)

    async def react(self, request: web.Request) -> web.Response:
        body = await read_json(request)
        await self._face.user_react(
            required_number(body, "user"),
            required_number(body, "chat_id"),
            required_number(body, "message_id"),
            text_of(body, "emoji"),
        )
        return web.json_response({})

    async def inline(self, request: web.Request) -> web.Response:
        body = await read_json(request)
        answer = await self._face.user_inline(
            required_number(body, "user"),
            required_number(body, "chat_id"),
            text_of(body, "query") or "",
            text_of(body, "offset") or "",
            wait_seconds=INLINE_SECONDS,
        )
        return web.json_response(answer)

    async def choose(self, request: web.Request) -> web.Response:
        body = await read_json(request)
        message = await self._face.user_choose(
            required_number(body, "user"),
            required_number(body, "chat_id"),
            text_of(body, "query_id") or "",
            text_of(body, "result_id") or "",
            number_of(body, "reply_to"),
            number_of(body, "thread_id"),
        )
        return web.json_response({"messages": [message]})

    async def add_user(self, request: web.Request) -> web.Response:
        body = await read_json(request)
        user = self._face.add_user(
            text_of(body, "first_name") or "", text_of(body, "language_code") or "zh-hans"
        )
        return web.json_response({"user": user})

    async def add_group(self, request: web.Request) -> web.Response:
        body = await read_json(request)
        members = body.get("members")
        if not isinstance(members, list) or not all(isinstance(one, int) for one in members):
            raise BadBodyError("members is not a list of person ids")
        is_forum = body.get("is_forum") is True
        chat = self._face.add_group(text_of(body, "title") or "", members, is_forum)
        return web.json_response({"chat": chat})

    async def add_topic(self, request: web.Request) -> web.Response:
        body = await read_json(request)
        topic = self._world.add_topic(
            required_number(body, "user"),
            required_number(body, "chat_id"),
            text_of(body, "name") or "",
        )
        return web.json_response({"thread_id": topic.id})

    async def file(self, request: web.Request) -> web.Response:
        data, mime, name = self._world.file_bytes(request.match_info["file_unique_id"])
        download = request.query.get("download") == "1"
        return file_answers.answer(request, data, mime, name, download=download)


def _user_of(request: web.Request) -> int:
    return required_number(request.query, "user")
