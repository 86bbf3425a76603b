"""All stores of one database together."""

from __future__ import annotations

from typing import Protocol

from bot.ports.access import AccessStore
from bot.ports.accounts import AccountStore, ClaimStore, LoginStore, RoundStore
from bot.ports.announcements import AnnouncementStore
from bot.ports.gallery import GalleryStore
from bot.ports.history import HistoryStore
from bot.ports.jobs import JobStore
from bot.ports.messages import AlbumStore, Inbox
from bot.ports.models import SightingStore
from bot.ports.offers import OfferStore
from bot.ports.operations import HoldStore, OverviewStore
from bot.ports.pauses import PauseStore
from bot.ports.personal import PersonalStore
from bot.ports.preferences import LanguageStore, PreferenceStore
from bot.ports.prices import PriceStore
from bot.ports.quotas import QuotaStore
from bot.ports.results import ResultStore
from bot.ports.showings import ShowingStore
from bot.ports.styles import StyleStore


class Stores(Protocol):
    """What `storage.open_storage` opens, and tests have in memory."""

    @property
    def jobs(self) -> JobStore: ...

    @property
    def accounts(self) -> AccountStore: ...

    @property
    def claims(self) -> ClaimStore: ...

    @property
    def logins(self) -> LoginStore: ...

    @property
    def rounds(self) -> RoundStore: ...

    @property
    def inbox(self) -> Inbox: ...

    @property
    def albums(self) -> AlbumStore: ...

    @property
    def pauses(self) -> PauseStore: ...

    @property
    def offers(self) -> OfferStore: ...

    @property
    def prices(self) -> PriceStore: ...

    @property
    def results(self) -> ResultStore: ...

    @property
    def history(self) -> HistoryStore: ...

    @property
    def styles(self) -> StyleStore: ...

    @property
    def preferences(self) -> PreferenceStore: ...

    @property
    def personal(self) -> PersonalStore: ...

    @property
    def languages(self) -> LanguageStore: ...

    @property
    def sightings(self) -> SightingStore: ...

    @property
    def access(self) -> AccessStore: ...

    @property
    def quotas(self) -> QuotaStore: ...

    @property
    def holds(self) -> HoldStore: ...

    @property
    def overview(self) -> OverviewStore: ...

    @property
    def announcements(self) -> AnnouncementStore: ...

    @property
    def gallery(self) -> GalleryStore: ...

    @property
    def showings(self) -> ShowingStore: ...
