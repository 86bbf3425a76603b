"""Showings in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.ids import ChatId, MessageId
from bot.domain.lineage import Cause
from bot.domain.showings import Showing


class FakeShowingStore:
    """Implements `bot.ports.ShowingStore` in memory."""

    def __init__(self) -> None:
        self._showings: dict[Cause, Showing] = {}

    async def put(self, showing: Showing) -> bool:
        if showing.cause in self._showings:
            return False
        self._showings[showing.cause] = showing
        return True

    async def get(self, cause: Cause) -> Showing | None:
        return self._showings.get(cause)

    async def save(self, showing: Showing) -> bool:
        stored = self._showings.get(showing.cause)
        if stored is None:
            return False
        self._showings[showing.cause] = replace(
            showing, job_id=stored.job_id, origin=stored.origin, asked_at=stored.asked_at
        )
        return True

    async def due(self, now: float) -> Sequence[Showing]:
        due = [
            each
            for each in self._showings.values()
            if each.due_at is not None and each.due_at <= now
        ]
        return sorted(due, key=lambda each: (each.asked_at, each.cause))

    async def next_due(self) -> float | None:
        times = [each.due_at for each in self._showings.values() if each.due_at is not None]
        return min(times, default=None)

    async def bring_back(self, now: float) -> int:
        ahead = [
            each
            for each in self._showings.values()
            if each.asked_at > now and each.due_at is not None
        ]
        for each in ahead:
            self._showings[each.cause] = replace(each, asked_at=now, due_at=now)
        return len(ahead)

    async def purge(self, older_than: float) -> int:
        old = [
            cause
            for cause, each in self._showings.items()
            if each.due_at is None and each.asked_at < older_than
        ]
        for cause in old:
            del self._showings[cause]
        return len(old)

    def move_chat(self, old_id: ChatId, new_id: ChatId) -> None:
        for cause, each in self._showings.items():
            if each.origin.chat_id == old_id:
                here = replace(each.origin, chat_id=new_id, message_id=MessageId(0), thread_id=None)
                self._showings[cause] = replace(each, origin=here)

    def all(self) -> list[Showing]:
        """Everything that was asked for."""
        return list(self._showings.values())
