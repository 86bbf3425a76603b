"""What nobody needs any more goes, once an hour."""

from __future__ import annotations

import asyncio
import time
from typing import Final

import structlog

from bot.adapters.stored_results import ResultFiles
from bot.domain.offers import KEPT_SECONDS as OFFERS_KEPT
from bot.ports import StorageError
from storage import Storage

log = structlog.get_logger(__name__)

UPDATE_IDS_KEPT: Final = 2 * 86_400.0
QUOTA_USES_KEPT: Final = 92 * 86_400.0
SEARCHES_KEPT: Final = 90 * 86_400.0
HOUSEKEEPING_EVERY: Final = 3_600.0


async def keep_house(storage: Storage, files: ResultFiles) -> None:
    """Forget old update ids, which restart at random after a quiet week, old albums and lists, and
    what outlived its person or its job."""
    while True:
        try:
            await storage.inbox.purge(time.time() - UPDATE_IDS_KEPT)
            await storage.albums.purge(time.time() - UPDATE_IDS_KEPT)
            await storage.history.purge(time.time() - SEARCHES_KEPT)
            await storage.offers.purge(time.time() - OFFERS_KEPT)
            await storage.showings.purge(time.time() - UPDATE_IDS_KEPT)
            await storage.quotas.purge(time.time() - QUOTA_USES_KEPT)
            await storage.personal.sweep(time.time())
            await files.sweep()
        except StorageError as error:
            log.warning("storage.not_purged", error=str(error))
        await asyncio.sleep(HOUSEKEEPING_EVERY)
