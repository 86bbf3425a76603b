"""Which models of which accounts are left alone for a while."""

from __future__ import annotations

from typing import Protocol


class PauseStore(Protocol):
    """Pauses after risk control, by account and model.

    `claimant` is `Account.claimant`: a pause outlives logins, as the account's standing does.
    """

    async def begin(self, claimant: str, model: str, until: float) -> None:
        """Leave the model alone until this moment; a longer pause that holds already stays."""
        ...

    async def until(self, claimant: str, model: str) -> float | None:
        """When the model's latest pause ends or ended; None if there never was one."""
        ...
