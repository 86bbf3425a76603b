"""Operators' decisions in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.access import Subject
from bot.domain.ids import ChatId
from tests.fakes.gallery import FakeGalleryStore
from tests.fakes.jobs import FakeJobStore
from tests.fakes.quotas import FakeQuotaStore
from tests.fakes.showings import FakeShowingStore


class FakeAccessStore:
    """Implements `bot.ports.AccessStore` in memory."""

    def __init__(
        self,
        jobs: FakeJobStore,
        quotas: FakeQuotaStore,
        gallery: FakeGalleryStore,
        showings: FakeShowingStore,
    ) -> None:
        self._followers = (jobs, quotas, gallery, showings)
        self._decisions: dict[Subject, tuple[float, bool]] = {}
        self._told: dict[Subject, float] = {}
        self._moved: dict[ChatId, ChatId] = {}

    async def decide(self, subject: Subject, *, is_allowed: bool, by: int, now: float) -> None:
        self._decisions[subject] = now, is_allowed

    async def decision(self, subject: Subject) -> bool | None:
        return self._decisions[subject][1] if subject in self._decisions else None

    async def decided(self) -> Sequence[tuple[Subject, bool]]:
        latest = sorted(self._decisions.items(), key=lambda item: (-item[1][0], item[0].id))
        return [(subject, is_allowed) for subject, (_, is_allowed) in latest]

    async def told_at(self, subject: Subject) -> float | None:
        return self._told.get(subject)

    async def set_told(self, subject: Subject, now: float) -> None:
        self._told[subject] = now

    async def move_chat(self, old_id: ChatId, new_id: ChatId) -> bool:
        if old_id in self._moved:
            return False
        self._moved[old_id] = new_id
        for follower in self._followers:
            follower.move_chat(old_id, new_id)
        for subject in [each for each in self._decisions if each.id == old_id]:
            self._decisions[replace(subject, id=new_id)] = self._decisions.pop(subject)
        return True

    async def present_id(self, chat_id: ChatId) -> ChatId:
        return self._moved.get(chat_id, chat_id)
