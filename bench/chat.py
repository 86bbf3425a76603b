"""One person in a chat with the real bot: the playground in this process, the bot in its own.

Rule: moments are taken from what the services themselves see (a job's end, a message shown to the
person), never from the bot.
"""

from __future__ import annotations

import asyncio
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bench.bot_process import run_bot
from bench.processes import PLENTY
from playground.assembly import Playground
from playground.jimeng_service.jobs import Job
from playground.journal import Entry
from playground.telegram_service.events import Subscription
from playground.telegram_service.wire import JsonObject

PATIENCE = 60.0
ALBUM = 4
RESULT, ALBUM_METHOD = "/result", "sendMediaGroup"
"""As the journal names them."""
LINKED, DONE = "✅", "完成"
"""In the bot's words to this person, who speaks Chinese."""


@dataclass(frozen=True)
class Run:
    """One `/image` as the person lived it, in seconds."""

    to_first_status: float
    from_end_to_album: float
    from_files_to_sending: float
    """The bot's own part of it: from holding the four files to handing over the album."""


class Chat:
    """A private chat; one request at a time."""

    def __init__(self, playground: Playground, bot: int) -> None:
        self.bot = bot
        """The bot's process id."""
        self._playground = playground
        self._user = playground.people[0].id
        self._accepted: asyncio.Queue[Job] = asyncio.Queue()
        playground.jimeng.on_accepted.append(self._accepted.put_nowait)

    def calls(self, *methods: str) -> int:
        """How many calls of these methods the bot has made so far, by the journal."""
        return sum(call.name in methods for call in self._playground.stage.journal.entries())

    async def log_in(self) -> None:
        """Link an account with plenty of credits."""
        token = self._playground.jimeng.login_token
        self._playground.jimeng.set_credits({"token": token, "gift": PLENTY})
        async with self._playground.telegram.subscribe(self._user) as news:
            await self._say(f"/login {token}")
            await _heard(news, lambda message: LINKED in _words(message))

    async def ask_for_pictures(self, prompt: str) -> Run:
        """Ask, wait until the whole album is in the chat, and until the bot says so."""
        after = len(self._playground.stage.journal.entries())
        async with self._playground.telegram.subscribe(self._user) as news:
            asked = time.time()
            request = await self._say(f"/image {prompt}")
            await _heard(news, lambda message: _answers(message, request))
            told = time.time()
            ended = self._end_of(await self._accepted.get())
            fetched = await self._files_fetched(after)
            for _ in range(ALBUM):
                await _heard(news, lambda message: "photo" in message)
            shown = time.time()
            await _heard(news, lambda message: DONE in _words(message), kind="edit")
        return Run(told - asked, shown - ended, await self._album_sent(after) - fetched)

    def _end_of(self, job: Job) -> float:
        """When the service is done with a job, Unix seconds."""
        clock = self._playground.stage.clock
        return time.time() + clock.real_seconds(job.ends_at - clock.monotonic())

    async def _files_fetched(self, after: int) -> float:
        """When the last of the four files was handed to the bot, Unix seconds."""
        answered: set[int] = set()

        def is_last(call: Entry) -> bool:
            if call.n > after and call.name == RESULT and call.answered:
                answered.add(call.n)
            return len(answered) == ALBUM

        async with asyncio.timeout(PATIENCE):
            await self._playground.stage.journal.wait_for(is_last)
        return time.time()

    async def _album_sent(self, after: int) -> float:
        """When the bot's album reached Telegram, Unix seconds."""
        async with asyncio.timeout(PATIENCE):
            call = await self._playground.stage.journal.wait_for(
                lambda call: call.n > after and call.name == ALBUM_METHOD
            )
        return call.at

    async def _say(self, text: str) -> int:
        messages = await self._playground.telegram.user_send(self._user, text=text)
        return messages[0].number


@asynccontextmanager
async def open_playground() -> AsyncIterator[tuple[Playground, Process]]:
    """Start everything as `python -m playground --fast` does, with a bot that listens; end it
    afterwards."""
    async with Playground(fast=True, paint_ahead=True) as playground:
        addresses = await playground.start()
        async with run_bot(addresses, playground.people[0].id) as bot:
            await _listens(playground, bot)
            yield playground, bot


@asynccontextmanager
async def open_chat() -> AsyncIterator[Chat]:
    """A chat with a bot that listens."""
    async with open_playground() as (playground, bot):
        yield Chat(playground, bot.pid)


async def _listens(playground: Playground, bot: Process) -> None:
    """Wait until the bot asks for updates; end everything if it dies instead."""
    polls = playground.stage.journal.wait_for(lambda call: call.name == "getUpdates")
    listening, died = asyncio.ensure_future(polls), asyncio.create_task(bot.wait())
    await asyncio.wait({listening, died}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    died.cancel()
    if not listening.done():
        listening.cancel()
        raise SystemExit("the bot did not start")


async def _heard(
    news: Subscription, fits: Callable[[JsonObject], bool], *, kind: str = "message"
) -> None:
    """Wait for the next message of the bot, or the next edit, that fits."""
    async with asyncio.timeout(PATIENCE):
        async for event in news:
            message = event.get("message")
            if event["type"] == kind and isinstance(message, dict) and _fits(message, fits):
                return


def _fits(message: JsonObject, fits: Callable[[JsonObject], bool]) -> bool:
    sender = message["from"]
    return isinstance(sender, dict) and bool(sender["is_bot"]) and fits(message)


def _answers(message: JsonObject, request: int) -> bool:
    answered = message.get("reply_to_message")
    return isinstance(answered, dict) and answered.get("message_id") == request


def _words(message: JsonObject) -> str:
    return str(message.get("text") or "")
