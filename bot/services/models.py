"""Which models a person can use now: the built-in list, corrected by what the service lists.

The list of an account is read in the background, at most every few hours, and kept; making a
picture never waits for it. Only a person who asks for the list, or for a model that nobody knows,
waits for one look.
"""

from __future__ import annotations

import asyncio
from typing import Final
from weakref import WeakValueDictionary

import structlog

from bot.domain.accounts import Account
from bot.domain.ids import AccountId, UserId
from bot.domain.models import Catalogue
from bot.domain.sightings import News, catalogue_for, last_look, news
from bot.ports import AccountStore, Clock, GenerationBackend, SightingStore

log = structlog.get_logger(__name__)

FRESH_FOR: Final = 6 * 3600.0
"""Seconds for which a list is good enough to work with."""
ASKED_FRESH_FOR: Final = 10.0
"""Seconds for which it is good enough for somebody who asks for it."""


class Models:
    """Catalogues from the people's side."""

    def __init__(
        self,
        *,
        built_in: Catalogue,
        accounts: AccountStore,
        sightings: SightingStore,
        backend: GenerationBackend,
        clock: Clock,
    ) -> None:
        self.built_in = built_in
        self._accounts = accounts
        self._sightings = sightings
        self._backend = backend
        self._clock = clock
        self._asked_at: dict[AccountId, float] = {}
        self._wanted: set[AccountId] = set()
        self._woken = asyncio.Event()
        self._locks: WeakValueDictionary[AccountId, asyncio.Lock] = WeakValueDictionary()

    async def catalogue_of(self, user_id: UserId) -> Catalogue:
        """The models that this person can use, at once; an old list is read anew meanwhile."""
        account = await self._accounts.of_user(user_id)
        if account is None:
            return self.built_in
        sightings = await self._sightings.of_account(account.id)
        if account.alive and self._is_old(account, last_look(account.region, sightings), FRESH_FOR):
            self._wanted.add(account.id)
            self._woken.set()
        return catalogue_for(self.built_in, account.region, sightings)

    async def look(self, user_id: UserId) -> None:
        """Read the person's list now, unless that was just done; waits for a look under way."""
        account = await self._accounts.of_user(user_id)
        if account is not None and account.alive:
            await self._read(account, ASKED_FRESH_FOR)

    async def news(self, user_id: UserId) -> News:
        """What appeared and what went, for this person's account."""
        account = await self._accounts.of_user(user_id)
        if account is None:
            return News()
        sightings = await self._sightings.of_account(account.id)
        return news(self.built_in, account.region, sightings, self._clock.now())

    async def last_look(self, user_id: UserId) -> float | None:
        """When the person's list was last read, in Unix seconds; None for never."""
        account = await self._accounts.of_user(user_id)
        if account is None:
            return None
        return last_look(account.region, await self._sightings.of_account(account.id))

    async def run(self) -> None:
        """Read the lists that turned out old, until cancelled."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            await self.read_wanted()

    async def read_wanted(self) -> None:
        """Read every list that somebody found old."""
        while self._wanted:
            try:
                account = await self._accounts.get(self._wanted.pop())
                if account is not None:
                    await self._read(account, FRESH_FOR)
            except Exception:
                log.exception("models.not_read")

    def _is_old(self, account: Account, looked_at: float | None, fresh_for: float) -> bool:
        """A look that came to nothing counts too: trouble isn't asked again at once."""
        latest = max(looked_at or 0.0, self._asked_at.get(account.id, 0.0))
        return self._clock.now() - latest >= fresh_for

    async def _read(self, account: Account, fresh_for: float) -> None:
        """Read the list of an account, one reader of it at a time, unless it is fresh by then."""
        lock = self._locks.setdefault(account.id, asyncio.Lock())
        async with lock:
            sightings = await self._sightings.of_account(account.id)
            if not self._is_old(account, last_look(account.region, sightings), fresh_for):
                return
            self._asked_at[account.id] = self._clock.now()
            credential = await self._accounts.credential(account.id)
            if credential is None:
                return
            listed = await self._backend.models(credential)
            await self._sightings.note(account.id, listed, self._clock.now())
            log.info("models.read", account_id=account.id, models=len(listed))
