"""Where it is kept what the service listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.ids import AccountId
from bot.domain.models import Model
from bot.domain.sightings import Sighting


class SightingStore(Protocol):
    """The models that the service listed, account by account."""

    async def note(self, account_id: AccountId, models: Sequence[Model], now: float) -> None:
        """These are listed now. A model is known by its name; its first sighting stays."""
        ...

    async def of_account(self, account_id: AccountId) -> Sequence[Sighting]:
        """All that was ever listed for the account, by name."""
        ...

    async def forget(self, account_id: AccountId) -> None: ...
