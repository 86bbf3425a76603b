"""The gallery in memory."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.gallery import Exhibit
from bot.domain.ids import ChatId, JobId


class FakeGalleryStore:
    """Implements `bot.ports.GalleryStore` in memory."""

    def __init__(self) -> None:
        self._exhibits: dict[tuple[JobId, int], Exhibit] = {}

    async def put(self, exhibit: Exhibit) -> None:
        self._exhibits[exhibit.job_id, exhibit.picture] = exhibit

    async def get(self, job_id: JobId, picture: int) -> Exhibit | None:
        return self._exhibits.get((job_id, picture))

    async def take_down(self, job_id: JobId, picture: int | None = None) -> int:
        gone = [key for key in self._exhibits if key[0] == job_id and picture in (None, key[1])]
        for key in gone:
            del self._exhibits[key]
        return len(gone)

    async def count(self, chat_id: ChatId | None) -> int:
        return len(self._hanging(chat_id))

    async def at(self, chat_id: ChatId | None, place: int) -> Exhibit | None:
        hanging = self._hanging(chat_id)
        return hanging[place] if place < len(hanging) else None

    def move_chat(self, old_id: ChatId, new_id: ChatId) -> None:
        for key, exhibit in self._exhibits.items():
            if exhibit.chat_id == old_id:
                self._exhibits[key] = replace(exhibit, chat_id=new_id)

    def _hanging(self, chat_id: ChatId | None) -> list[Exhibit]:
        mine = [exhibit for exhibit in self._exhibits.values() if exhibit.chat_id == chat_id]
        return sorted(mine, key=lambda each: (-each.shown_at, each.job_id, each.picture))
