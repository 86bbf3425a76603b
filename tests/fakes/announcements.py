"""Announcements in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from bot.domain.announcements import (
    ATTEMPTS_AT_MOST,
    Announcement,
    AnnouncementState,
    Copy,
    CopyState,
    Listener,
    Tally,
)
from bot.domain.ids import UserId


class FakeAnnouncementStore:
    """Implements `bot.ports.AnnouncementStore` in memory."""

    def __init__(self) -> None:
        self._listeners: dict[UserId, Listener] = {}
        self._gone: set[UserId] = set()
        self._by_cause: dict[str, int] = {}
        self._announcements: dict[int, Announcement] = {}
        self._copies: dict[tuple[int, UserId], CopyState] = {}
        self._attempts: Counter[tuple[int, UserId]] = Counter()
        self._ids = count(1)

    async def listener(self, user_id: UserId) -> Listener | None:
        return self._listeners.get(user_id)

    async def set_listener(self, listener: Listener, now: float) -> None:
        self._listeners[listener.user_id] = listener
        self._gone.discard(listener.user_id)

    async def set_gone(self, user_id: UserId, now: float) -> None:
        self._gone.add(user_id)

    async def listeners(self) -> int:
        return len(self._hearing())

    async def draft(self, author: UserId, text: str, cause: str, now: float) -> Announcement:
        if cause not in self._by_cause:
            number = self._by_cause[cause] = next(self._ids)
            self._announcements[number] = Announcement(
                id=number, author=author, text=text, state=AnnouncementState.PREVIEW
            )
        return self._announcements[self._by_cause[cause]]

    async def get(self, announcement_id: int) -> Announcement | None:
        return self._announcements.get(announcement_id)

    async def confirm(self, announcement_id: int, now: float) -> bool:
        if not self._leave_preview(announcement_id, AnnouncementState.SENDING):
            return False
        for user_id in self._hearing():
            self._copies[announcement_id, user_id] = CopyState.WAITING
        return True

    async def drop(self, announcement_id: int, now: float) -> bool:
        return self._leave_preview(announcement_id, AnnouncementState.DROPPED)

    async def next_copy(self) -> Copy | None:
        for number, user_id in list(self._copies):
            listener = self._listeners.get(user_id)
            is_waiting = self._copies[number, user_id] is CopyState.WAITING
            if is_waiting and listener is not None and not listener.wants_announcements:
                del self._copies[number, user_id]
        waiting = sorted(key for key, state in self._copies.items() if state is CopyState.WAITING)
        if not waiting:
            return None
        number, user_id = waiting[0]
        self._copies[number, user_id] = CopyState.BEGUN
        self._attempts[number, user_id] += 1
        return Copy(
            announcement=self._announcements[number],
            user_id=user_id,
            attempt=self._attempts[number, user_id],
        )

    async def settle(self, copy: Copy, state: CopyState) -> None:
        key = copy.announcement.id, copy.user_id
        self._copies[key] = state
        if state is CopyState.WAITING:
            self._attempts[key] -= 1

    async def doubt(self, copy: Copy) -> None:
        key = copy.announcement.id, copy.user_id
        may_repeat = self._attempts[key] < ATTEMPTS_AT_MOST
        self._copies[key] = CopyState.WAITING if may_repeat else CopyState.FAILED

    async def resume(self) -> int:
        begun = [key for key, state in self._copies.items() if state is CopyState.BEGUN]
        for number, user_id in begun:
            await self.doubt(Copy(announcement=self._announcements[number], user_id=user_id))
        return len(begun)

    async def finish(self, now: float) -> Sequence[tuple[Announcement, Tally]]:
        ended = []
        for number, each in self._announcements.items():
            tally = await self.tally(number)
            if each.state is AnnouncementState.SENDING and not tally.left:
                self._announcements[number] = replace(each, state=AnnouncementState.DONE)
                ended.append((self._announcements[number], tally))
        return ended

    async def tally(self, announcement_id: int) -> Tally:
        found = Counter(
            state for (number, _), state in self._copies.items() if number == announcement_id
        )
        return Tally(
            sent=found[CopyState.SENT],
            gone=found[CopyState.GONE],
            failed=found[CopyState.FAILED] + found[CopyState.BEGUN],
            left=found[CopyState.WAITING],
        )

    def _hearing(self) -> list[UserId]:
        return [
            user_id
            for user_id, listener in self._listeners.items()
            if listener.wants_announcements and user_id not in self._gone
        ]

    def _leave_preview(self, announcement_id: int, state: AnnouncementState) -> bool:
        each = self._announcements.get(announcement_id)
        if each is None or each.state is not AnnouncementState.PREVIEW:
            return False
        self._announcements[announcement_id] = replace(each, state=state)
        return True
