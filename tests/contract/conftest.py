"""The stores under contract: the fake ones and the real ones on a file of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ports import (
    AccessStore,
    AccountStore,
    AlbumStore,
    AnnouncementStore,
    ClaimStore,
    GalleryStore,
    HistoryStore,
    Inbox,
    JobStore,
    LoginStore,
    PriceStore,
    QuotaStore,
    ResultStore,
    RoundStore,
    ShowingStore,
    Stores,
)
from storage import Keyring, database_url, open_storage
from storage.crypto import Key
from tests.fakes.stores import FakeStores

KEYRING = Keyring([Key("test", bytes(range(32)))])


@pytest.fixture(params=["fake", "sqlite"])
async def stores(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stores]:
    if request.param == "fake":
        yield FakeStores()
        return
    storage = await open_storage(database_url(tmp_path), KEYRING)
    yield storage
    await storage.close()


@pytest.fixture
def jobs(stores: Stores) -> JobStore:
    return stores.jobs


@pytest.fixture
def accounts(stores: Stores) -> AccountStore:
    return stores.accounts


@pytest.fixture
def rounds(stores: Stores) -> RoundStore:
    return stores.rounds


@pytest.fixture
def logins(stores: Stores) -> LoginStore:
    return stores.logins


@pytest.fixture
def prices(stores: Stores) -> PriceStore:
    return stores.prices


@pytest.fixture
def claims(stores: Stores) -> ClaimStore:
    return stores.claims


@pytest.fixture
def inbox(stores: Stores) -> Inbox:
    return stores.inbox


@pytest.fixture
def albums(stores: Stores) -> AlbumStore:
    return stores.albums


@pytest.fixture
def results(stores: Stores) -> ResultStore:
    return stores.results


@pytest.fixture
def history(stores: Stores) -> HistoryStore:
    return stores.history


@pytest.fixture
def access(stores: Stores) -> AccessStore:
    return stores.access


@pytest.fixture
def quotas(stores: Stores) -> QuotaStore:
    return stores.quotas


@pytest.fixture
def announcements(stores: Stores) -> AnnouncementStore:
    return stores.announcements


@pytest.fixture
def gallery(stores: Stores) -> GalleryStore:
    return stores.gallery


@pytest.fixture
def showings(stores: Stores) -> ShowingStore:
    return stores.showings
