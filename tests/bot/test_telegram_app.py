"""The application from its start to its stop: connects, survives errors, loses no update."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import AsyncMock, create_autospec

import pytest
from telegram import Update
from telegram.error import NetworkError, TimedOut
from telegram.ext import MessageHandler, filters

from bot.adapters.durable_updates import DurableQueue, DurableUpdateProcessor
from bot.answers import answer
from bot.domain.errors import UserError
from bot.domain.models import Catalogue
from bot.i18n import Texts
from bot.services.accounts import Accounts
from bot.services.albums import Albums
from bot.services.announcements import Announcements
from bot.services.credits import Credits
from bot.services.door import Door
from bot.services.followups import Followups
from bot.services.gallery import Gallery
from bot.services.generations import Generations
from bot.services.history import History
from bot.services.languages import Languages
from bot.services.layers import Layers
from bot.services.lines import Lines
from bot.services.model_prices import ModelPrices
from bot.services.models import Models
from bot.services.offers import Offers
from bot.services.operations import Operations
from bot.services.orders import Orders
from bot.services.personal import PersonalData
from bot.services.prices import Prices
from bot.services.rounds import Rounds
from bot.services.showings import Showings
from bot.services.styles import Styles
from bot.services.waiting import Waitings
from bot.telegram_app import (
    UPDATE_KINDS,
    BotApplication,
    BotContext,
    Services,
    TokenRefusedError,
    apology,
    build_application,
    disconnect,
    start,
    stop,
)
from tests.bot.telegram_double import (
    TOKEN,
    Call,
    RecordingRequest,
    make_bot,
    message_update,
    refusal,
)
from tests.fakes.messages import FakeInbox
from tests.fakes.preferences import FakeLanguageStore
from tests.fakes.services import FakeShowcase

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

TEXTS = Texts.load()
Handler = Callable[[Update, BotContext], Coroutine[Any, Any, None]]


class WatchedInbox(FakeInbox):
    """Tells when an update is done."""

    def __init__(self) -> None:
        super().__init__()
        self.ended: asyncio.Queue[int] = asyncio.Queue()

    async def done(self, update_id: int) -> None:
        await super().done(update_id)
        self.ended.put_nowait(update_id)


@dataclass
class Rig:
    """The application with one handler, over an inbox that outlives it."""

    handler: Handler
    inbox: WatchedInbox = field(default_factory=WatchedInbox)
    telegram: RecordingRequest = field(default_factory=RecordingRequest)

    def __post_init__(self) -> None:
        self.bot = make_bot(self.telegram)
        self.queue = DurableQueue(self.inbox, lambda: 1.0)
        processor = DurableUpdateProcessor(
            self.inbox,
            self.queue,
            give_up=apology(TEXTS, Languages(FakeLanguageStore())),
            pause_seconds=0.0,
        )
        self.application: BotApplication = build_application(
            self.bot,
            _services(),
            updates=self.queue,
            processor=processor,
            on_failure=processor.note_failure,
        )
        self.application.add_handler(MessageHandler(filters.TEXT, self.handler))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        await start(self.application, before_polling=lambda: self.queue.replay(self.bot))
        await asyncio.wait_for(self.telegram.is_polled.wait(), 10)
        try:
            yield
        finally:
            await stop(self.application, seconds=5)
            await disconnect(self.application)

    def arrive(self, *updates: Update) -> None:
        """Telegram has these for the next poll."""
        body = {"ok": True, "result": [update.to_dict() for update in updates]}
        self.telegram.planned["getUpdates"].append((200, body))

    async def until_done(self, count: int) -> None:
        """Wait until this many updates are done."""
        async with asyncio.timeout(10):
            for _ in range(count):
                await self.inbox.ended.get()


def _services() -> Services:
    return Services(
        generations=create_autospec(Generations, instance=True),
        orders=create_autospec(Orders, instance=True),
        history=create_autospec(History, instance=True),
        followups=create_autospec(Followups, instance=True),
        offers=create_autospec(Offers, instance=True),
        waitings=create_autospec(Waitings, instance=True),
        lines=create_autospec(Lines, instance=True),
        prices=create_autospec(Prices, instance=True),
        showcase=FakeShowcase(),
        showings=create_autospec(Showings, instance=True),
        accounts=create_autospec(Accounts, instance=True),
        credits=create_autospec(Credits, instance=True),
        rounds=create_autospec(Rounds, instance=True),
        albums=create_autospec(Albums, instance=True),
        styles=create_autospec(Styles, instance=True),
        layers=create_autospec(Layers, instance=True),
        personal=create_autospec(PersonalData, instance=True),
        languages=Languages(FakeLanguageStore()),
        follow_menu=AsyncMock(),
        models=create_autospec(Models, instance=True),
        model_prices=create_autospec(ModelPrices, instance=True),
        announcements=create_autospec(Announcements, instance=True),
        door=create_autospec(Door, instance=True),
        gallery=create_autospec(Gallery, instance=True),
        operations=create_autospec(Operations, instance=True),
        catalogue=Catalogue(()),
        texts=TEXTS,
        now=lambda: 0.0,
        wall_clock=lambda: 0.0,
    )


async def nothing(update: Update, context: BotContext) -> None:
    """Handles by doing nothing."""


async def test_an_update_travels_from_the_poll_to_its_handler_and_is_done() -> None:
    seen: list[str] = []

    async def handler(update: Update, context: BotContext) -> None:
        assert update.message is not None
        seen.append(f"{update.message.text} {context.language}")

    rig = Rig(handler)
    rig.arrive(message_update(rig.bot, "hello", language="zh-hans"))
    async with rig.running():
        await rig.until_done(1)
    assert seen == ["hello zh"]
    poll = rig.telegram.of("getUpdates")[0]
    kinds = ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"]
    assert json.loads(poll.params["allowed_updates"]) == UPDATE_KINDS == kinds


async def test_pending_updates_are_never_dropped_at_the_start() -> None:
    rig = Rig(nothing)
    async with rig.running():
        pass
    (call,) = rig.telegram.of("deleteWebhook")
    assert call.params.get("drop_pending_updates", "false") == "false"


async def test_a_persons_error_becomes_an_answer_in_their_language() -> None:
    async def handler(update: Update, context: BotContext) -> None:
        raise UserError("job-too-many", limit=20)

    rig = Rig(handler)
    rig.arrive(message_update(rig.bot, "x", language="zh-hans"))
    async with rig.running():
        await rig.until_done(1)
    assert rig.telegram.texts() == [
        "你已有 20 个没完成的任务。等一等，或用 /queue 取消一个。未花积分。"
    ]


async def test_an_answer_that_did_not_get_through_is_given_at_the_next_try() -> None:
    async def handler(update: Update, context: BotContext) -> None:
        raise UserError("job-too-many", limit=20)

    rig = Rig(handler)
    rig.telegram.planned["sendMessage"].append(NetworkError("Bad Gateway"))
    rig.arrive(message_update(rig.bot, "x"))
    async with rig.running():
        await rig.until_done(1)
    assert len(rig.telegram.texts()) == 2


async def test_a_chat_under_a_429_hears_nothing_until_it_is_over_while_others_are_answered() -> (
    None
):
    async def handler(update: Update, context: BotContext) -> None:
        assert update.message is not None
        await answer(update, f"to {update.message.text}")

    rig, said = Rig(handler), list[tuple[float, int, str]]()
    more = [
        message_update(rig.bot, "second", update_id=2),
        message_update(rig.bot, "elsewhere", update_id=3, user=8),
    ]

    def note(call: Call) -> None:
        if call.method == "sendMessage":
            chat_id, text = int(call.params["chat_id"]), str(call.params["text"])
            if not said:
                rig.arrive(*more)
            said.append((time.monotonic(), chat_id, text))

    rig.telegram.before = note
    flood = refusal(429, "Too Many Requests: retry after 1", retry_after=1)
    rig.telegram.planned["sendMessage"].append(flood)
    rig.arrive(message_update(rig.bot, "first", update_id=1))
    async with rig.running():
        await rig.until_done(3)
    (refused_at, *_), (elsewhere_at, *elsewhere), *after = said
    assert elsewhere == [8, "to elsewhere"]
    assert elsewhere_at < refused_at + 1
    assert [(chat_id, text) for _, chat_id, text in after] == [(7, "to first"), (7, "to second")]
    assert all(at >= refused_at + 1 for at, *_ in after)


async def test_a_handler_that_keeps_breaking_ends_with_a_sentence_and_not_the_bot() -> None:
    runs: list[int] = []

    async def handler(update: Update, context: BotContext) -> None:
        runs.append(update.update_id)
        if update.update_id == 1:
            raise OSError("no space left on device")

    rig = Rig(handler)
    rig.arrive(message_update(rig.bot, "a", update_id=1), message_update(rig.bot, "b", update_id=2))
    async with rig.running():
        await rig.until_done(2)
    assert sorted(runs) == [1, 1, 1, 2]
    assert rig.telegram.texts() == [TEXTS.text("en", "update-given-up")]


async def test_a_person_who_blocked_us_costs_one_try() -> None:
    runs: list[int] = []

    async def handler(update: Update, context: BotContext) -> None:
        runs.append(update.update_id)
        await context.bot.send_message(7, "x")

    rig = Rig(handler)
    rig.telegram.planned["sendMessage"].append(
        refusal(403, "Forbidden: bot was blocked by the user")
    )
    rig.arrive(message_update(rig.bot, "a"))
    async with rig.running():
        await rig.until_done(1)
    assert runs == [1]


async def test_what_a_killed_run_left_is_handled_by_the_next_one() -> None:
    inbox = WatchedInbox()
    dead = Rig(nothing, inbox)
    await dead.queue.put(message_update(dead.bot, "from before", update_id=5))
    seen: list[int] = []

    async def handler(update: Update, context: BotContext) -> None:
        seen.append(update.update_id)

    rig = Rig(handler, inbox)
    async with rig.running():
        await rig.until_done(1)
    assert seen == [5]


async def test_a_stop_does_not_wait_for_a_handler_that_hangs_and_keeps_its_update() -> None:
    is_hanging, release = asyncio.Event(), asyncio.Event()

    async def handler(update: Update, context: BotContext) -> None:
        is_hanging.set()
        await release.wait()

    rig = Rig(handler)
    rig.arrive(message_update(rig.bot, "x", update_id=5))
    await start(rig.application, before_polling=_no_preparation)
    await asyncio.wait_for(is_hanging.wait(), 10)
    await stop(rig.application, seconds=0.01)
    await disconnect(rig.application)
    assert [update_id for update_id, _, _ in await rig.inbox.pending()] == [5]
    release.set()


async def test_a_stop_does_not_wait_for_a_server_that_is_silent() -> None:
    """The library asks once more for updates at its end, with a timeout of its own."""
    rig = Rig(nothing)
    await start(rig.application, before_polling=_no_preparation)
    await asyncio.wait_for(rig.telegram.is_polled.wait(), 10)
    rig.telegram.is_silent = True
    async with asyncio.timeout(5):
        await stop(rig.application, seconds=0.02)
        await disconnect(rig.application)
    assert not rig.application.running


async def test_the_bot_can_speak_after_its_stop_until_it_disconnects() -> None:
    """The last statuses are shown in between."""
    rig = Rig(nothing)
    await start(rig.application, before_polling=_no_preparation)
    await stop(rig.application, seconds=5)
    await rig.bot.send_message(7, "the last status")
    await disconnect(rig.application)
    with pytest.raises(NetworkError):
        await rig.bot.send_message(7, "too late")
    assert rig.telegram.texts() == ["the last status"]


async def test_a_server_that_is_down_is_tried_again_slower_each_time() -> None:
    rig, slept = Rig(nothing), []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    rig.telegram.planned["getMe"].extend([NetworkError("down"), TimedOut(), NetworkError("down")])
    await start(rig.application, before_polling=_no_preparation, sleep=sleep)
    await stop(rig.application, seconds=5)
    await disconnect(rig.application)
    assert slept == [1.0, 2.0, 4.0]


@pytest.mark.parametrize("status", [401, 404])
async def test_a_token_that_telegram_refuses_is_told_without_quoting_it(status: int) -> None:
    rig = Rig(nothing)
    rig.telegram.planned["getMe"].append(refusal(status, "Unauthorized"))
    with pytest.raises(TokenRefusedError) as raised:
        await start(rig.application, before_polling=_no_preparation)
    assert TOKEN not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


async def _no_preparation() -> Any:
    return None
