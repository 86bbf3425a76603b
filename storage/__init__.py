"""Rows and domain, nothing else: the stores of `bot.ports` on one SQLite file.

`main.py` calls `open_keyring` and `open_storage` once at start and `close` at the end.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.domain.overview import Unfinished
from storage.access import SqlAccessStore
from storage.accounts import SqlAccountStore
from storage.albums import SqlAlbumStore
from storage.announcements import SqlAnnouncementStore
from storage.backup import copy_database
from storage.claims import SqlClaimStore
from storage.crypto import Keyring, Keys
from storage.engine import BUSY_SECONDS, Database
from storage.errors import (
    DamagedDatabaseError,
    DatabaseAddressError,
    ForeignDatabaseError,
    KeyMissingError,
    KeyringError,
    NewerSchemaError,
)
from storage.gallery import SqlGalleryStore
from storage.history import SqlHistoryStore
from storage.inbox import SqlInbox
from storage.jobs import SqlJobStore
from storage.keyring_file import open_keyring
from storage.logins import SqlLoginStore
from storage.migrating import prepare_file
from storage.offers import SqlOfferStore
from storage.operations import SqlHoldStore, SqlOverviewStore
from storage.pauses import SqlPauseStore
from storage.personal import SqlPersonalStore
from storage.preferences import SqlLanguageStore, SqlPreferenceStore
from storage.prices import SqlPriceStore
from storage.quotas import SqlQuotaStore
from storage.renewing import Renewal
from storage.results import SqlResultStore
from storage.rounds import SqlRoundStore
from storage.showings import SqlShowingStore
from storage.sightings import SqlSightingStore
from storage.styles import SqlStyleStore
from storage.unfinished import count_unfinished

__all__ = [
    "DamagedDatabaseError",
    "DatabaseAddressError",
    "ForeignDatabaseError",
    "KeyMissingError",
    "Keyring",
    "KeyringError",
    "Keys",
    "NewerSchemaError",
    "Storage",
    "database_path",
    "database_url",
    "open_keyring",
    "open_storage",
]

log = logging.getLogger(__name__)

FILE_NAME = "jimeng_bot.db"


@dataclass(frozen=True, slots=True)
class Storage:
    """The stores of one database."""

    database: Database
    keys: Keys
    jobs: SqlJobStore
    accounts: SqlAccountStore
    claims: SqlClaimStore
    logins: SqlLoginStore
    rounds: SqlRoundStore
    inbox: SqlInbox
    albums: SqlAlbumStore
    pauses: SqlPauseStore
    offers: SqlOfferStore
    prices: SqlPriceStore
    results: SqlResultStore
    history: SqlHistoryStore
    styles: SqlStyleStore
    preferences: SqlPreferenceStore
    languages: SqlLanguageStore
    sightings: SqlSightingStore
    access: SqlAccessStore
    quotas: SqlQuotaStore
    holds: SqlHoldStore
    overview: SqlOverviewStore
    announcements: SqlAnnouncementStore
    gallery: SqlGalleryStore
    showings: SqlShowingStore
    personal: SqlPersonalStore

    async def backup(self, target: Path) -> None:
        """Copy the database as it is now to `target`, while it is in use."""
        await asyncio.to_thread(copy_database, self.database.path, target)

    async def unfinished(self, now: float) -> Unfinished:
        """What a process that starts at this time, real Unix seconds, finds begun besides jobs."""
        return await count_unfinished(self.database, now)

    @property
    def newest_key(self) -> str:
        """The name of the key that encrypts."""
        return self.keys.newest.id

    async def renew_secrets(self) -> Renewal:
        """Bring all that is encrypted under the newest key; what the old ones wrote is gone from
        the file and its log."""
        renewal = await self.accounts.renew_secrets() + await self.inbox.renew_secrets()
        if renewal.renewed:
            await self.database.forget_log()
        return renewal

    async def close(self) -> None:
        """Finish the write in hand and close the file; later calls raise `StorageError`."""
        await self.database.close()


def database_url(data_dir: Path) -> str:
    """The address used when DATABASE_URL is not set."""
    path = str(data_dir.absolute() / FILE_NAME)
    return URL.create("sqlite+aiosqlite", database=path).render_as_string(hide_password=False)


async def open_storage(url: str, keyring: Keys, *, busy_seconds: float = BUSY_SECONDS) -> Storage:
    """Open the database at `url`: created if missing, checked, copied and migrated if old.

    Raises `StorageError`, whose text tells an operator what to do.
    """
    path = database_path(url)
    await asyncio.to_thread(prepare_file, path)
    database = Database(path, busy_seconds=busy_seconds)
    storage = Storage(
        database=database,
        keys=keyring,
        jobs=SqlJobStore(database),
        accounts=SqlAccountStore(database, keyring),
        claims=SqlClaimStore(database),
        logins=SqlLoginStore(database),
        rounds=SqlRoundStore(database),
        inbox=SqlInbox(database, keyring),
        albums=SqlAlbumStore(database),
        pauses=SqlPauseStore(database),
        offers=SqlOfferStore(database),
        prices=SqlPriceStore(database),
        results=SqlResultStore(database),
        history=SqlHistoryStore(database),
        styles=SqlStyleStore(database),
        preferences=SqlPreferenceStore(database),
        languages=SqlLanguageStore(database),
        sightings=SqlSightingStore(database),
        access=SqlAccessStore(database),
        quotas=SqlQuotaStore(database),
        holds=SqlHoldStore(database),
        overview=SqlOverviewStore(database),
        announcements=SqlAnnouncementStore(database),
        gallery=SqlGalleryStore(database),
        showings=SqlShowingStore(database),
        personal=SqlPersonalStore(database, keyring),
    )
    unreadable = await storage.accounts.count_unreadable()
    if unreadable:
        log.error(
            "encryption_key_missing: the keys of %d linked accounts are not in the keyring; their "
            "people have to log in again, unless the keys come back",
            unreadable,
        )
    return storage


def database_path(url: str) -> Path:
    """The file that DATABASE_URL names. Raises `DatabaseAddressError`."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise DatabaseAddressError("DATABASE_URL is not a database address") from None
    if address.drivername not in ("sqlite", "sqlite+aiosqlite"):
        raise DatabaseAddressError(
            f"DATABASE_URL names {address.drivername!r}; only SQLite files are known, as in "
            "sqlite+aiosqlite:////data/jimeng_bot.db"
        )
    if not address.database or address.database == ":memory:" or address.query:
        raise DatabaseAddressError("DATABASE_URL must name a file and nothing more")
    return Path(address.database)
