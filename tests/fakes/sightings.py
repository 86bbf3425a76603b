"""The store of what the service listed, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.ids import AccountId
from bot.domain.models import Model
from bot.domain.sightings import Sighting


class FakeSightingStore:
    """Implements `bot.ports.SightingStore` in memory."""

    def __init__(self) -> None:
        self._seen: dict[AccountId, dict[str, Sighting]] = {}

    async def note(self, account_id: AccountId, models: Sequence[Model], now: float) -> None:
        seen = self._seen.setdefault(account_id, {})
        for model in models:
            before = seen.get(model.name, Sighting(model=model, first_seen=now, last_seen=now))
            seen[model.name] = replace(before, model=model, last_seen=now)

    async def of_account(self, account_id: AccountId) -> Sequence[Sighting]:
        seen = self._seen.get(account_id, {})
        return [seen[name] for name in sorted(seen)]

    async def forget(self, account_id: AccountId) -> None:
        self._seen.pop(account_id, None)
