"""Where it is kept which results are on show."""

from __future__ import annotations

from typing import Protocol

from bot.domain.gallery import Exhibit
from bot.domain.ids import ChatId, JobId


class GalleryStore(Protocol):
    """Exhibits, the newest first. What belongs to a group's gallery is not in the bot's own."""

    async def put(self, exhibit: Exhibit) -> None:
        """Show it; one that hangs already is hung anew as it is said now."""
        ...

    async def get(self, job_id: JobId, picture: int) -> Exhibit | None: ...

    async def take_down(self, job_id: JobId, picture: int | None = None) -> int:
        """Take one down, or all of a job; gives the number."""
        ...

    async def count(self, chat_id: ChatId | None) -> int:
        """How many hang in this group's gallery, or in the bot's own."""
        ...

    async def at(self, chat_id: ChatId | None, place: int) -> Exhibit | None:
        """The exhibit at a place of this gallery, from 0."""
        ...
