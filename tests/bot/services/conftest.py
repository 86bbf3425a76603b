from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path
from unittest.mock import AsyncMock

import pytest

from assembly.parts import Parts
from assembly.services import build_services
from bot.adapters.export_files import ExportFiles
from bot.domain.accounts import Access
from bot.domain.ids import SubmitId, job_id_from
from bot.domain.jobs import Job
from bot.domain.preferences import NOTHING
from bot.i18n import Texts
from bot.services.accounts import Accounts
from bot.services.credits import Credits
from bot.services.generations import Generations, Ids
from bot.services.languages import Languages
from bot.services.offers import Offers
from bot.services.orders import Orders
from bot.services.pauses import Pauses
from bot.services.prices import Prices
from bot.services.rounds import Rounds
from bot.services.sending import Sending
from bot.services.shortfalls import Shortfalls
from bot.services.showings import Showings
from bot.services.status_board import StatusBoard
from bot.services.steps import Steps
from tests.builders import START, make_account, make_credential
from tests.catalogue import make_catalogue
from tests.fakes.operations import FakeHerald, FakeOperators, FakeServer
from tests.fakes.services import (
    FakeBackend,
    FakeClock,
    FakeNotifier,
    FakePictures,
    FakeRanks,
    FakeShowcase,
    FakeSpeaker,
)
from tests.fakes.stores import FakeStores

CATALOGUE = make_catalogue()


@dataclass
class World:
    """All services over fakes, and the fakes."""

    stores: FakeStores
    clock: FakeClock
    backend: FakeBackend
    notifier: FakeNotifier
    pictures: FakePictures
    board: StatusBoard
    archive: FakeShowcase
    generations: Generations
    orders: Orders
    offers: Offers
    accounts: Accounts
    credits: Credits
    rounds: Rounds
    prices: Prices
    speaker: FakeSpeaker
    showings: Showings
    steps: Steps
    woken: list[float]

    async def log_in(self, user: int = 7) -> None:
        await self.stores.accounts.link(make_account(user), make_credential())

    async def add(self, job: Job) -> Job:
        stored, _ = await self.stores.jobs.add(job)
        return stored

    async def claim(self) -> list[Job]:
        now = self.clock.now()
        jobs = await self.stores.jobs.claim_due(
            now, owner="test", lease_until=now + 60, limit=9, running_per_account=3
        )
        return list(jobs)

    async def job(self, job: Job) -> Job:
        stored = await self.stores.jobs.get(job.id)
        assert stored is not None
        return stored


@pytest.fixture
def world(tmp_path: Path) -> World:
    stores, clock = FakeStores(), FakeClock(START + 100)
    backend, notifier, pictures = FakeBackend(), FakeNotifier(), FakePictures()
    board = StatusBoard(stores.jobs, notifier)
    showcase, speaker = FakeShowcase(), FakeSpeaker()
    sending = Sending(notifier=notifier, results=stores.results, clock=clock, data_dir=tmp_path)
    numbers, woken = count(1), list[float]()
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
            sending=sending,
            archive=showcase,
            packer=ExportFiles(tmp_path),
            ranks=FakeRanks(),
            languages=Languages(stores.languages),
            usual=NOTHING,
            follow_menu=AsyncMock(),
            wake=lambda: woken.append(clock.now()),
            access=Access(None, frozenset()),
            operators=FakeOperators(),
            herald=FakeHerald(),
            doctor=FakeServer(),
            backups=FakeServer(),
            exits=FakeServer(),
            catalogue=CATALOGUE,
            texts=Texts({}),
            chance=lambda: 0.5,
            ids=Ids(
                job_id=lambda: job_id_from(next(numbers)),
                submit_id=lambda: SubmitId(f"submit-{next(numbers)}"),
            ),
        )
    )
    return World(
        stores=stores,
        clock=clock,
        backend=backend,
        notifier=notifier,
        pictures=pictures,
        board=board,
        archive=showcase,
        generations=services.generations,
        orders=services.orders,
        offers=services.offers,
        accounts=services.accounts,
        credits=services.credits,
        rounds=services.rounds,
        prices=services.prices,
        speaker=speaker,
        showings=services.showings,
        steps=Steps(
            jobs=stores.jobs,
            accounts=stores.accounts,
            holds=stores.holds,
            backend=backend,
            sending=sending,
            pictures=pictures,
            board=board,
            archive=showcase,
            pauses=Pauses(stores.pauses, clock),
            shortfalls=Shortfalls(stores.prices, backend, clock.now),
            clock=clock,
            wall_clock=clock.now,
            data_dir=tmp_path,
        ),
        woken=woken,
    )
