"""The real handlers and services over stores in memory, and a Telegram that remembers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from telegram import Update
from telegram.ext import ExtBot, SimpleUpdateProcessor

import handlers
from assembly.parts import Parts
from assembly.services import build_services
from bot.adapters.export_files import ExportFiles
from bot.adapters.jimeng_catalogue import read_catalogue
from bot.domain.access import subject_of
from bot.domain.accounts import Access
from bot.domain.ids import SubmitId, UserId, job_id_from
from bot.domain.jobs import ACTIVE_STATES, Job
from bot.domain.preferences import NOTHING
from bot.i18n import Texts
from bot.services.albums import Albums
from bot.services.generations import Ids
from bot.services.languages import Languages
from bot.services.sending import Sending
from bot.services.status_board import StatusBoard
from bot.telegram_app import BotApplication, Services, build_application
from tests.bot.telegram_double import RecordingRequest, make_bot, message_update, tap_update
from tests.builders import START, make_account, make_credential
from tests.fakes.operations import FakeHerald, FakeOperators, FakeServer
from tests.fakes.services import (
    FakeBackend,
    FakeClock,
    FakeNotifier,
    FakeRanks,
    FakeShowcase,
    FakeSpeaker,
)
from tests.fakes.stores import FakeStores

PERSON, STRANGER, OPERATOR = 7, 666, 8
GROUPS = (-100, -5)
"""The groups of these tests, which are let in."""


@dataclass
class Chat:
    """What a test does as a person, and what it may look at afterwards."""

    telegram: RecordingRequest
    bot: ExtBot[None]
    application: BotApplication
    stores: FakeStores
    backend: FakeBackend
    board: StatusBoard
    notifier: FakeNotifier
    albums: Albums
    clock: FakeClock
    speaker: FakeSpeaker
    showcase: FakeShowcase
    ranks: FakeRanks
    operators: FakeOperators
    server: FakeServer
    herald: FakeHerald
    failures: list[BaseException] = field(default_factory=list)

    @property
    def services(self) -> Services:
        return self.application.services

    async def say(self, text: str | None = None, **fields: Any) -> list[str]:
        """Send a message; gives what the bot sent in answer."""
        return await self.handle(message_update(self.bot, text, **fields))

    async def tap(self, data: str, **fields: Any) -> list[str]:
        """Tap a button; gives the words of the answers to the tap."""
        before = len(self.telegram.of("answerCallbackQuery"))
        await self.handle(tap_update(self.bot, data, **fields))
        answers = self.telegram.of("answerCallbackQuery")[before:]
        return [call.params.get("text", "") for call in answers]

    def buttons(self) -> list[str]:
        """The words on the buttons of the latest message."""
        rows = self.keyboard()["inline_keyboard"]
        return [button["text"] for row in rows for button in row]

    def keyboard(self) -> dict[str, Any]:
        keyboard: dict[str, Any] = json.loads(
            self.telegram.of("sendMessage")[-1].params["reply_markup"]
        )
        return keyboard

    async def press(self, label: str, **fields: Any) -> list[str]:
        """Tap the button of the latest message whose words hold this."""
        rows = self.keyboard()["inline_keyboard"]
        data = next(b["callback_data"] for row in rows for b in row if label in b["text"])
        return await self.tap(data, **fields)

    async def handle(self, update: Update) -> list[str]:
        before = len(self.telegram.texts())
        await self.application.process_update(update)
        await self.board.drain()
        return self.telegram.texts()[before:]

    async def jobs(self, user: int = PERSON) -> list[Job]:
        return list(await self.stores.jobs.of_user(UserId(user), ACTIVE_STATES))

    async def link(self, user: int = PERSON, **fields: Any) -> None:
        await self.stores.accounts.link(make_account(user, **fields), make_credential())


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts.load()


@pytest.fixture
def stores() -> FakeStores:
    """In memory; a test that wants the real ones puts its own in this place."""
    return FakeStores()


@pytest.fixture
async def chat(texts: Texts, stores: FakeStores, tmp_path: Path) -> AsyncIterator[Chat]:
    telegram, backend = RecordingRequest(), FakeBackend()
    notifier, clock, numbers = FakeNotifier(), FakeClock(START), count(1)
    bot, showcase = make_bot(telegram), FakeShowcase()
    board, speaker = StatusBoard(stores.jobs, notifier), FakeSpeaker()
    ranks = FakeRanks()
    operators, server, herald = FakeOperators(), FakeServer(), FakeHerald()
    for group_id in GROUPS:
        await stores.access.decide(subject_of(group_id), is_allowed=True, by=OPERATOR, now=START)
    services = build_services(
        Parts(
            stores=stores,
            backend=backend,
            board=board,
            speaker=speaker,
            clock=clock,
            chat_clock=clock,
            wall_clock=clock.now,
            showcase=showcase,
            sending=Sending(
                notifier=notifier, results=stores.results, clock=clock, data_dir=tmp_path
            ),
            archive=showcase,
            packer=ExportFiles(tmp_path),
            ranks=ranks,
            languages=Languages(stores.languages),
            usual=NOTHING,
            follow_menu=handlers.menu_follower(bot, texts),
            wake=lambda: None,
            access=Access(frozenset({PERSON}), frozenset({OPERATOR})),
            operators=operators,
            herald=herald,
            doctor=server,
            backups=server,
            exits=server,
            catalogue=read_catalogue(),
            texts=texts,
            chance=lambda: 0.5,
            ids=Ids(
                job_id=lambda: job_id_from(next(numbers)),
                submit_id=lambda: SubmitId(f"submission {next(numbers)}"),
            ),
        )
    )
    failures: list[BaseException] = []
    application = build_application(
        bot,
        services,
        updates=asyncio.Queue(),
        processor=SimpleUpdateProcessor(1),
        on_failure=lambda update, error: failures.append(error),
    )
    handlers.register(application)
    await application.initialize()
    telegram.calls.clear()
    yield Chat(
        telegram,
        bot,
        application,
        stores,
        backend,
        board,
        notifier,
        services.albums,
        clock,
        speaker,
        showcase,
        ranks,
        operators,
        server,
        herald,
        failures,
    )
    await board.drain()
    await application.shutdown()
