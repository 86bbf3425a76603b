"""What the services need from the world. Each port has two implementations: the real and a fake.

Stores pass the contract suite in `tests/contract`; every method is atomic and durable when it
returns.
"""

from __future__ import annotations

from bot.ports.access import AccessStore
from bot.ports.accounts import AccountStore, ClaimStore, LoginStore, RoundStore
from bot.ports.announcements import AnnouncementStore, Herald
from bot.ports.backend import GenerationBackend
from bot.ports.clock import Clock
from bot.ports.errors import StaleJobError, StorageError
from bot.ports.gallery import GalleryStore
from bot.ports.history import HistoryStore
from bot.ports.jobs import COMPANION_SECONDS, JobStore
from bot.ports.messages import AlbumStore, Inbox
from bot.ports.models import SightingStore
from bot.ports.offers import OfferStore
from bot.ports.operations import (
    Backup,
    Backups,
    Doctor,
    Exits,
    Finding,
    HoldStore,
    OperatorLine,
    OverviewStore,
)
from bot.ports.pauses import PauseStore
from bot.ports.personal import Packer, PersonalStore
from bot.ports.preferences import LanguageStore, PreferenceStore
from bot.ports.prices import PriceStore
from bot.ports.quotas import QuotaStore
from bot.ports.ranks import ChatRanks
from bot.ports.results import ResultArchive, ResultStore, Showcase
from bot.ports.showings import ShowingStore
from bot.ports.stores import Stores
from bot.ports.styles import StyleStore
from bot.ports.telling import Notifier, PictureSource, Speaker

__all__ = [
    "COMPANION_SECONDS",
    "AccessStore",
    "AccountStore",
    "AlbumStore",
    "AnnouncementStore",
    "Backup",
    "Backups",
    "ChatRanks",
    "ClaimStore",
    "Clock",
    "Doctor",
    "Exits",
    "Finding",
    "GalleryStore",
    "GenerationBackend",
    "Herald",
    "HistoryStore",
    "HoldStore",
    "Inbox",
    "JobStore",
    "LanguageStore",
    "LoginStore",
    "Notifier",
    "OfferStore",
    "OperatorLine",
    "OverviewStore",
    "Packer",
    "PauseStore",
    "PersonalStore",
    "PictureSource",
    "PreferenceStore",
    "PriceStore",
    "QuotaStore",
    "ResultArchive",
    "ResultStore",
    "RoundStore",
    "Showcase",
    "ShowingStore",
    "SightingStore",
    "Speaker",
    "StaleJobError",
    "StorageError",
    "Stores",
    "StyleStore",
]
