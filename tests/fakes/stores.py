"""All stores in memory, for tests of services. `tests/contract` holds them to the ports.

They forget everything at the end and encrypt nothing; in all else they behave as the real ones.
"""

from __future__ import annotations

from tests.fakes.access import FakeAccessStore
from tests.fakes.accounts import (
    FakeAccountStore,
    FakeClaimStore,
    FakeLoginStore,
    FakeRoundStore,
)
from tests.fakes.announcements import FakeAnnouncementStore
from tests.fakes.gallery import FakeGalleryStore
from tests.fakes.history import FakeHistoryStore
from tests.fakes.jobs import FakeJobStore
from tests.fakes.messages import FakeAlbumStore, FakeInbox
from tests.fakes.offers import FakeOfferStore
from tests.fakes.operations import FakeHoldStore, FakeOverviewStore
from tests.fakes.pauses import FakePauseStore
from tests.fakes.personal import FakePersonalStore
from tests.fakes.preferences import FakeLanguageStore, FakePreferenceStore
from tests.fakes.prices import FakePriceStore
from tests.fakes.quotas import FakeQuotaStore
from tests.fakes.results import FakeResultStore
from tests.fakes.showings import FakeShowingStore
from tests.fakes.sightings import FakeSightingStore
from tests.fakes.styles import FakeStyleStore


class FakeStores:
    """All of them, sharing what the real ones share. Shaped like `storage.Storage`."""

    def __init__(self) -> None:
        self.quotas = FakeQuotaStore()
        self.jobs = FakeJobStore(self.quotas)
        self.rounds = FakeRoundStore()
        self.claims = FakeClaimStore()
        self.accounts = FakeAccountStore(self.rounds, self.jobs, self.claims)
        self.logins = FakeLoginStore()
        self.inbox = FakeInbox()
        self.albums = FakeAlbumStore()
        self.pauses = FakePauseStore()
        self.offers = FakeOfferStore()
        self.prices = FakePriceStore()
        self.results = FakeResultStore()
        self.history = FakeHistoryStore(self.jobs, self.results)
        self.styles = FakeStyleStore()
        self.preferences = FakePreferenceStore()
        self.languages = FakeLanguageStore()
        self.sightings = FakeSightingStore()
        self.gallery = FakeGalleryStore()
        self.showings = FakeShowingStore()
        self.access = FakeAccessStore(self.jobs, self.quotas, self.gallery, self.showings)
        self.holds = FakeHoldStore()
        self.overview = FakeOverviewStore(self.jobs)
        self.announcements = FakeAnnouncementStore()
        self.personal = FakePersonalStore(self)

    async def close(self) -> None:
        """Nothing to close."""
