"""A Bot API server of a few lines, behind the library's own request seam.

It remembers every call and answers like the real one; a test plans the answers that differ. The
strict stand-in of `playground/` serves the acceptance tests.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData

from bot.adapters.chat_heed import ChatHeed
from bot.adapters.chat_limits import ChatLimits

BOT_ID = 42
BOT_NAME = "pictures_bot"
TOKEN = f"{BOT_ID}:" + "A" * 35

Answer = Exception | tuple[int, dict[str, Any]]


@dataclass(frozen=True)
class Call:
    """One call: the method, its parameters, and the files that came along by field name."""

    method: str
    params: dict[str, Any]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)


class RecordingRequest(BaseRequest):
    """Answers every call at once and remembers it."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.planned: defaultdict[str, deque[Answer]] = defaultdict(deque)
        self.before: Callable[[Call], None] = lambda call: None
        self.is_polled = asyncio.Event()
        self.is_silent = False
        """The server takes calls and never answers."""
        self.has_inline_mode = True
        self._is_open = True
        self._message_id = 1000

    async def initialize(self) -> None:
        self._is_open = True

    async def shutdown(self) -> None:
        self._is_open = False

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        if not self._is_open:
            raise RuntimeError("the connection is closed")
        call = _call(url, request_data)
        self.before(call)
        self.calls.append(call)
        if self.is_silent:
            await asyncio.Event().wait()
        if call.method == "getUpdates" and not self.planned[call.method]:
            await self._poll(call)
        if self.planned[call.method]:
            planned = self.planned[call.method].popleft()
            if isinstance(planned, Exception):
                raise planned
            return planned[0], json.dumps(planned[1]).encode()
        return 200, json.dumps({"ok": True, "result": self._result(call)}).encode()

    def of(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]

    def texts(self) -> list[str]:
        """What was sent as messages, in order."""
        return [call.params["text"] for call in self.of("sendMessage")]

    async def _poll(self, call: Call) -> None:
        """Wait for a planned answer as the real long polling does; the last poll doesn't wait."""
        while not self.planned["getUpdates"] and call.params.get("timeout", "0") != "0":
            self.is_polled.set()
            await asyncio.sleep(0.005)

    def _result(self, call: Call) -> Any:
        if call.method == "getUpdates":
            return []
        if call.method == "getMe":
            return {
                "id": BOT_ID,
                "is_bot": True,
                "first_name": "P",
                "username": BOT_NAME,
                "supports_inline_queries": self.has_inline_mode,
            }
        if call.method == "sendMediaGroup":
            return [self._message(call) for _ in json.loads(str(call.params["media"]))]
        if call.method.startswith(("send", "editMessage")) and call.method != "sendChatAction":
            return self._message(call)
        return True

    def _message(self, call: Call) -> dict[str, Any]:
        self._message_id += 1
        return {
            "message_id": self._message_id,
            "date": 1_763_800_000,
            "chat": {"id": int(call.params["chat_id"]), "type": "private"},
            "text": call.params.get("text", ""),
        }


def refusal(code: int, description: str, **parameters: Any) -> Answer:
    """An answer of Telegram's that says no."""
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return code, body


def make_bot(request: RecordingRequest, limits: ChatLimits | None = None) -> ExtBot[None]:
    heed = ChatHeed(limits if limits is not None else ChatLimits())
    return ExtBot(TOKEN, request=request, get_updates_request=request, rate_limiter=heed)


def message_update(
    bot: ExtBot[None],
    text: str | None = None,
    *,
    update_id: int = 1,
    message_id: int = 10,
    user: int = 7,
    language: str = "en",
    chat: dict[str, Any] | None = None,
    kind: str = "message",
    **fields: Any,
) -> Update:
    """A person's new message, in their private chat unless another chat is given."""
    message = {
        "message_id": message_id,
        "date": 1_763_800_000,
        "from": person(user, language),
        "chat": chat or {"id": user, "type": "private", "first_name": "N"},
        **fields,
    }
    if text is not None:
        message["text"] = text
    update = Update.de_json({"update_id": update_id, kind: message}, bot)
    assert update is not None
    return update


def tap_update(
    bot: ExtBot[None],
    data: str,
    *,
    update_id: int = 2,
    user: int = 7,
    language: str = "en",
    is_old: bool = False,
    query_id: str = "77",
    **fields: Any,
) -> Update:
    """A person's tap on a button under message 1001 of the bot; an old one can't be read."""
    message = {
        "message_id": 1001,
        "date": 0 if is_old else 1_763_800_000,
        "from": {"id": BOT_ID, "is_bot": True, "first_name": "P"},
        "chat": {"id": user, "type": "private", "first_name": "N"},
        "text": "x",
        **fields,
    }
    query = {
        "id": query_id,
        "from": person(user, language),
        "chat_instance": "1",
        "data": data,
        "message": message,
    }
    update = Update.de_json({"update_id": update_id, "callback_query": query}, bot)
    assert update is not None
    return update


def person(user: int, language: str = "en") -> dict[str, Any]:
    return {"id": user, "is_bot": False, "first_name": "N", "language_code": language}


def group(chat_id: int = -100) -> dict[str, Any]:
    return {"id": chat_id, "type": "supergroup", "title": "Friends & <co>"}


def _call(url: str, data: RequestData | None) -> Call:
    method = url.rsplit("/", 1)[-1]
    if data is None:
        return Call(method, {})
    files = {}
    for name, (file_name, content, _) in (data.multipart_data or {}).items():
        body = content if isinstance(content, bytes) else content.read()
        files[name] = (file_name, body)
    return Call(method, dict(data.json_parameters), files)
