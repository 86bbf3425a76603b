"""The bot never goes deaf: the answers that end the library's polling are survived."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs
from telegram import Update
from telegram.error import NetworkError
from telegram.ext import ExtBot, Updater

from bot.adapters.polling_request import PollingRequest, readable, silence_of
from tests.bot.telegram_double import TOKEN, RecordingRequest

GOOD = {
    "update_id": 11,
    "message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}},
}
BROKEN = {"update_id": 12, "message": {"text": "no chat, no date"}}


class Server:
    """Answers getUpdates as planned, then with silence; remembers what was confirmed."""

    def __init__(self, *answers: tuple[int, Any] | Exception) -> None:
        self.answers = deque(answers)
        self.offsets: list[int | None] = []
        self.beats = 0
        self.ends: list[float] = []
        self.has_answered_all = asyncio.Event()

    def beat(self) -> None:
        self.beats += 1

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        form = httpx.QueryParams(request.content.decode())
        self.offsets.append(int(form["offset"]) if "offset" in form else None)
        if not self.answers:
            self.has_answered_all.set()
            return httpx.Response(200, json={"ok": True, "result": []})
        answer = self.answers.popleft()
        if isinstance(answer, Exception):
            raise answer
        status, result = answer
        ok = status == 200
        return httpx.Response(status, json={"ok": ok, "result": result, "description": "x"})

    def request(self) -> PollingRequest:
        transport = httpx.MockTransport(self)
        return PollingRequest(
            on_success=self.beat,
            on_end=self.ends.append,
            httpx_kwargs={"transport": transport},
        )


async def poll(server: Server) -> list[int]:
    """Let the library's own loop poll until the server has nothing planned; gives what came."""
    updates: asyncio.Queue[object] = asyncio.Queue()
    bot = ExtBot(TOKEN, request=RecordingRequest(), get_updates_request=server.request())
    async with Updater(bot, updates) as updater:
        await updater.start_polling(poll_interval=0.0, error_callback=lambda error: None)
        await asyncio.wait_for(server.has_answered_all.wait(), 20)
        await updater.stop()
    ids = []
    while not updates.empty():
        update = updates.get_nowait()
        assert isinstance(update, Update)
        ids.append(update.update_id)
    return ids


@pytest.mark.parametrize("status", [401, 404, 502])
async def test_polling_goes_on_after_any_refusal(status: int) -> None:
    server = Server((status, None), (200, [GOOD]))
    assert await poll(server) == [11]


async def test_polling_goes_on_after_a_broken_connection() -> None:
    assert await poll(Server(httpx.ConnectError("x"), (200, [GOOD]))) == [11]


async def test_only_answered_polls_are_signs_of_life() -> None:
    server = Server((401, None), (404, None), (502, None))
    request = server.request()
    for _ in range(3):
        with pytest.raises(NetworkError):
            await request.post(f"https://t.test/bot{TOKEN}/getUpdates")
    assert server.beats == 0
    await request.post(f"https://t.test/bot{TOKEN}/getUpdates")
    assert server.beats == 1
    await request.shutdown()


async def test_every_poll_that_ends_is_a_sign_that_there_is_polling() -> None:
    server = Server((502, None), httpx.ConnectError("no route"), (401, None), (200, []))
    await poll(server)
    assert len(server.ends) >= 4
    assert set(server.ends) == {0.0}


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        (b'{"ok":false,"parameters":{"retry_after":900}}', 900.0),
        (b'{"ok":false,"parameters":{"retry_after":-1}}', 0.0),
        (b'{"ok":false,"parameters":{"retry_after":1e400}}', 0.0),
        (b'{"ok":false,"parameters":[]}', 0.0),
        (b"<html>", 0.0),
        (b"[" * 100_000, 0.0),
    ],
)
def test_the_silence_that_a_429_asks_for(body: bytes, seconds: float) -> None:
    assert silence_of(body) == seconds


async def test_an_update_that_cannot_be_read_does_not_block_those_behind_it() -> None:
    server = Server((200, [BROKEN, {**GOOD, "update_id": 13}]))
    assert await poll(server) == [12, 13]
    assert server.offsets[-1] == 14


async def test_trouble_is_logged_once_when_it_begins_and_once_when_it_ends() -> None:
    server = Server((401, None), (401, None), httpx.ConnectError("x"))
    request = server.request()
    with capture_logs() as logs:
        for _ in range(3):
            with pytest.raises(NetworkError):
                await request.post(f"https://t.test/bot{TOKEN}/getUpdates")
        for _ in range(2):
            await request.post(f"https://t.test/bot{TOKEN}/getUpdates")
    assert [entry["event"] for entry in logs] == [
        "telegram.polling_broken",
        "telegram.polling_recovered",
    ]
    assert TOKEN not in str(logs)
    await request.shutdown()


def test_readable_answers_are_passed_on_byte_by_byte() -> None:
    body = json.dumps({"ok": True, "result": [GOOD]}).encode()
    assert readable(body) is body


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b'{"ok":true}', b'{"result":{"a":1}}'])
def test_answers_of_another_shape_are_left_to_the_library(body: bytes) -> None:
    assert readable(body) == body


def test_unreadable_updates_keep_nothing_but_their_id() -> None:
    body = json.dumps({"ok": True, "result": [BROKEN, GOOD, "nonsense"]}).encode()
    assert json.loads(readable(body))["result"] == [{"update_id": 12}, GOOD]
