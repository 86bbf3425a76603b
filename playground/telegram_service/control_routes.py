"""The control address's part about people: make them, let them speak, tap, look.

Rule: bodies are checked strictly; what cannot be done raises ValueErrors with a plain sentence,
which the control application answers with status 400.
"""

from __future__ import annotations

import base64
import binascii
from typing import Literal

import msgspec
from aiohttp import web

from playground.telegram_service.errors import UserSideError
from playground.telegram_service.wire import Json
from playground.telegram_service.world import TelegramWorld


class NewThing(msgspec.Struct, forbid_unknown_fields=True):
    """Body of POST /users: a person, a group or a topic."""

    first_name: str | None = None
    language_code: str = "zh-hans"
    username: str | None = None
    group: str | None = None
    members: list[int] = []
    is_forum: bool = False
    basic: bool = False
    bot_is_admin: bool = False
    topic: str | None = None
    chat_id: int | None = None
    user_id: int | None = None


class Said(msgspec.Struct, forbid_unknown_fields=True):
    """Body of POST /users/{id}/send; pictures and files are base64. `album_of` names a message:
    what is sent is one more, late part of its album."""

    text: str | None = None
    photo: str | None = None
    album: list[str] = []
    document: str | None = None
    file_name: str = "file.bin"
    caption: str | None = None
    reply_to: int | None = None
    chat_id: int | None = None
    thread_id: int | None = None
    album_of: int | None = None


class Tap(msgspec.Struct, forbid_unknown_fields=True):
    """Body of POST /users/{id}/tap; `asks`: the person means to pay for another generation."""

    message_id: int
    data: str
    chat_id: int | None = None
    asks: bool = False
    wait_seconds: float = 0.0


class Edit(msgspec.Struct, forbid_unknown_fields=True):
    """Body of POST /users/{id}/edit; `asks` as for a tap."""

    message_id: int
    text: str
    chat_id: int | None = None
    asks: bool = False


class Ask(msgspec.Struct, forbid_unknown_fields=True):
    """Body of POST /users/{id}/inline: what is typed behind the bot's name."""

    query: str = ""
    offset: str = ""
    chat_id: int | None = None
    wait_seconds: float = 10.0


class Choose(msgspec.Struct, forbid_unknown_fields=True):
    """Body of POST /users/{id}/choose: one of the results that the bot answered with."""

    query_id: str
    result_id: str
    chat_id: int | None = None
    reply_to: int | None = None
    thread_id: int | None = None


class React(msgspec.Struct, forbid_unknown_fields=True):
    """Body of POST /users/{id}/react."""

    message_id: int
    emoji: str | None = None
    chat_id: int | None = None


class Block(msgspec.Struct, forbid_unknown_fields=True):
    """Body of POST /users/{id}/block."""

    blocked: bool = True


class GroupChange(msgspec.Struct, forbid_unknown_fields=True):
    """Body of POST /groups/{id}: one thing that happens to a group. `bot` is the bot's new standing
    there, given by the person `by` (the group's creator unless named)."""

    bot: Literal["member", "administrator", "left", "kicked"] | None = None
    by: int | None = None
    upgrade: bool = False
    delete_topic: int | None = None


class BadDay(msgspec.Struct, forbid_unknown_fields=True):
    """Body of POST /updates: how many of the next updates come twice, or out of order."""

    repeat: int = 0
    swap: int = 0


def control_routes(world: TelegramWorld) -> list[web.RouteDef]:
    """The routes to hand to the control application."""
    people = _People(world)
    return [
        web.get("/users", people.all),
        web.post("/users", people.new),
        web.post("/users/{id}/send", people.send),
        web.post("/users/{id}/tap", people.tap),
        web.post("/users/{id}/edit", people.edit),
        web.post("/users/{id}/react", people.react),
        web.post("/users/{id}/inline", people.inline),
        web.post("/users/{id}/choose", people.choose),
        web.post("/users/{id}/block", people.block),
        web.get("/users/{id}/messages", people.messages),
        web.post("/groups/{id}", people.change_group),
        web.get("/updates", people.updates),
        web.post("/updates", people.misbehave),
    ]


class _People:
    def __init__(self, world: TelegramWorld) -> None:
        self._world = world

    async def all(self, request: web.Request) -> web.Response:
        """Everybody, in the order in which they came."""
        return web.json_response([user.to_json() for user in self._world.people()])

    async def new(self, request: web.Request) -> web.Response:
        body = msgspec.json.decode(await request.read(), type=NewThing)
        chosen = [n for n in ("first_name", "group", "topic") if getattr(body, n) is not None]
        if len(chosen) != 1:
            raise UserSideError("Name exactly one of first_name, group and topic.")
        return web.json_response({"ok": True, **self._made(body)})

    def _made(self, body: NewThing) -> dict[str, Json]:
        world = self._world
        if body.first_name is not None:
            user = world.add_user(body.first_name, body.language_code, body.username)
            return {"user": user.to_json(), "id": user.id}
        if body.group is not None:
            chat = world.add_group(
                body.group,
                body.members,
                body.is_forum,
                basic=body.basic,
                bot_is_admin=body.bot_is_admin,
            )
            return {"chat": chat.to_json(), "id": chat.id, "chat_id": chat.id}
        if body.chat_id is None:
            raise UserSideError("A topic needs the chat_id of its forum.")
        by = body.user_id if body.user_id is not None else world.creator_of(body.chat_id).id
        topic = world.add_topic(by, body.chat_id, body.topic or "")
        return {"topic": topic.name, "id": topic.id, "message_thread_id": topic.id}

    async def send(self, request: web.Request) -> web.Response:
        body = msgspec.json.decode(await request.read(), type=Said)
        pictures = [*([body.photo] if body.photo else []), *body.album]
        documents = [(body.file_name, _bytes(body.document))] if body.document else []
        messages = await self._world.user_send(
            _user_id(request),
            body.chat_id,
            body.text,
            [_bytes(picture) for picture in pictures],
            documents,
            body.caption,
            body.reply_to,
            body.thread_id,
            body.album_of,
        )
        shown = [self._world.render.seen_by_person(message) for message in messages]
        ids = [message.number for message in messages]
        return web.json_response(
            {"ok": True, "message_id": ids[0], "message_ids": ids, "messages": shown}
        )

    async def tap(self, request: web.Request) -> web.Response:
        body = msgspec.json.decode(await request.read(), type=Tap)
        answer = await self._world.user_tap(
            _user_id(request),
            body.chat_id,
            body.message_id,
            body.data,
            body.asks,
            body.wait_seconds,
        )
        return web.json_response(
            {
                "ok": True,
                "callback_query_id": answer.callback_query_id,
                "answered": answer.answered,
                "text": answer.text,
                "show_alert": answer.show_alert,
            }
        )

    async def edit(self, request: web.Request) -> web.Response:
        body = msgspec.json.decode(await request.read(), type=Edit)
        user_id = _user_id(request)
        chat_id = body.chat_id if body.chat_id is not None else user_id
        message = await self._world.user_edit(
            user_id, chat_id, body.message_id, body.text, body.asks
        )
        return web.json_response(
            {"ok": True, "message": self._world.render.seen_by_person(message)}
        )

    async def react(self, request: web.Request) -> web.Response:
        body = msgspec.json.decode(await request.read(), type=React)
        user_id = _user_id(request)
        chat_id = body.chat_id if body.chat_id is not None else user_id
        await self._world.user_react(user_id, chat_id, body.message_id, body.emoji)
        return web.json_response({"ok": True})

    async def inline(self, request: web.Request) -> web.Response:
        body = msgspec.json.decode(await request.read() or b"{}", type=Ask)
        answer = await self._world.user_inline(
            _user_id(request), body.chat_id, body.query, body.offset, body.wait_seconds
        )
        return web.json_response({"ok": True, **answer.to_json()})

    async def choose(self, request: web.Request) -> web.Response:
        body = msgspec.json.decode(await request.read(), type=Choose)
        message = await self._world.user_choose(
            _user_id(request),
            body.chat_id,
            body.query_id,
            body.result_id,
            body.reply_to,
            body.thread_id,
        )
        shown = self._world.render.seen_by_person(message)
        return web.json_response({"ok": True, "message_id": message.number, "message": shown})

    async def block(self, request: web.Request) -> web.Response:
        body = msgspec.json.decode(await request.read() or b"{}", type=Block)
        self._world.block_bot(_user_id(request), blocked=body.blocked)
        return web.json_response({"ok": True, "blocked": body.blocked})

    async def change_group(self, request: web.Request) -> web.Response:
        """The bot's standing, the move to a supergroup, the end of a topic."""
        body = msgspec.json.decode(await request.read(), type=GroupChange)
        group, world = _number(request.match_info["id"], "The group id"), self._world
        chosen = (body.bot is not None, body.upgrade, body.delete_topic is not None)
        if sum(chosen) != 1:
            raise UserSideError("Name exactly one of bot, upgrade and delete_topic.")
        if body.upgrade:
            return web.json_response({"ok": True, "chat_id": world.migrate(group).id})
        if body.delete_topic is not None:
            world.delete_topic(group, body.delete_topic)
        elif body.bot is not None:
            by = body.by if body.by is not None else world.creator_of(group).id
            world.seat_bot(by, group, body.bot)
        return web.json_response({"ok": True, "chat_id": group})

    async def updates(self, request: web.Request) -> web.Response:
        """What the bot has not confirmed."""
        pending = self._world.updates.pending
        return web.json_response([update.to_json() for update in pending])

    async def misbehave(self, request: web.Request) -> web.Response:
        body = msgspec.json.decode(await request.read(), type=BadDay)
        if body.repeat < 0 or body.swap < 0:
            raise UserSideError("repeat and swap must not be negative.")
        self._world.updates.misbehave(repeat=body.repeat, swap=body.swap)
        return web.json_response({"ok": True})

    async def messages(self, request: web.Request) -> web.Response:
        """What this person sees; ?chat_id=N for a group, ?after=N for newer messages only."""
        chat_id, after = request.query.get("chat_id"), request.query.get("after", "0")
        shown = self._world.history(
            _user_id(request),
            _number(chat_id, "chat_id") if chat_id is not None else None,
            after=_number(after, "after"),
        )
        return web.json_response(shown)


def _user_id(request: web.Request) -> int:
    return _number(request.match_info["id"], "The user id")


def _number(text: str, what: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise UserSideError(f"{what} must be a number.") from None


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text.partition("base64,")[2] or text, validate=True)
    except binascii.Error:
        raise UserSideError("Pictures and files are given in base64.") from None
