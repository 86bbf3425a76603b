"""The store of pauses in memory."""

from __future__ import annotations


class FakePauseStore:
    """Implements `bot.ports.PauseStore` in memory."""

    def __init__(self) -> None:
        self._until: dict[tuple[str, str], float] = {}

    async def begin(self, claimant: str, model: str, until: float) -> None:
        self._until[claimant, model] = max(until, self._until.get((claimant, model), until))

    async def until(self, claimant: str, model: str) -> float | None:
        return self._until.get((claimant, model))
