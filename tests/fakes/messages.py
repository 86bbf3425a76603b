"""The stores of updates and albums in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.albums import Album, AlbumPart, Fate
from bot.domain.ids import ChatId, MessageId


@dataclass
class Update:
    payload: str
    received_at: float
    attempts: int = 0
    is_done: bool = False


class FakeInbox:
    """Implements `bot.ports.Inbox` in memory."""

    def __init__(self) -> None:
        self._updates: dict[int, Update] = {}

    async def put(self, update_id: int, payload: str, now: float) -> bool:
        if update_id in self._updates:
            return False
        self._updates[update_id] = Update(payload, now)
        return True

    async def pending(self) -> Sequence[tuple[int, str, int]]:
        waiting = [(u.received_at, n, u) for n, u in self._updates.items() if not u.is_done]
        waiting.sort(key=lambda entry: entry[:2])
        return [(n, update.payload, update.attempts) for _, n, update in waiting]

    async def begin(self, update_id: int) -> int:
        update = self._updates.get(update_id)
        if update is None or update.is_done:
            return 0
        update.attempts += 1
        return update.attempts

    async def done(self, update_id: int) -> None:
        if update_id in self._updates:
            update = self._updates[update_id]
            update.is_done, update.payload = True, ""

    async def purge(self, older_than: float) -> int:
        old = [n for n, u in self._updates.items() if u.is_done and u.received_at < older_than]
        for update_id in old:
            del self._updates[update_id]
        return len(old)


@dataclass
class OpenAlbum:
    first_at: float
    last_at: float
    parts: dict[MessageId, AlbumPart]
    closed_at: float | None = None
    made_job: bool = False
    is_late_told: bool = False


class FakeAlbumStore:
    """Implements `bot.ports.AlbumStore` in memory."""

    def __init__(self) -> None:
        self._albums: dict[tuple[ChatId, str], OpenAlbum] = {}

    async def add(self, part: AlbumPart, now: float) -> Fate:
        chat_id, message_id = part.origin.chat_id, part.origin.message_id
        known = (a for (chat, _), a in self._albums.items() if chat == chat_id)
        if any(message_id in album.parts for album in known):
            return Fate.REPEATED
        album = self._albums.setdefault((chat_id, part.album_id), OpenAlbum(now, now, {}))
        album.parts[message_id] = part
        if album.closed_at is None:
            album.last_at = now
            return Fate.KEPT
        if album.is_late_told or not (album.made_job or part.origin.is_private):
            return Fate.IGNORED
        album.is_late_told = True
        return Fate.LATE

    async def leave_untold(self, chat_id: ChatId, album_id: str) -> None:
        if (chat_id, album_id) in self._albums:
            self._albums[chat_id, album_id].is_late_told = False

    async def messages_of(self, chat_id: ChatId, album_id: str) -> Sequence[MessageId]:
        album = self._albums.get((chat_id, album_id))
        return sorted(album.parts) if album is not None else []

    async def open_albums(self) -> Sequence[Album]:
        found = [
            Album(
                chat_id=chat_id,
                album_id=album_id,
                parts=tuple(album.parts[message_id] for message_id in sorted(album.parts)),
                first_at=album.first_at,
                last_at=album.last_at,
            )
            for (chat_id, album_id), album in self._albums.items()
            if album.closed_at is None
        ]
        return sorted(found, key=lambda album: (album.first_at, album.chat_id, album.album_id))

    async def reopen(self, now: float) -> None:
        for album in self._albums.values():
            if album.closed_at is None:
                album.first_at = album.last_at = now

    async def close(self, album: Album, now: float, *, made_job: bool) -> bool:
        stored = self._albums[album.chat_id, album.album_id]
        is_all = len(stored.parts) == len(album.parts)
        if is_all or made_job:
            stored.closed_at, stored.made_job = now, made_job
        return is_all

    async def purge(self, older_than: float) -> int:
        old = [
            name
            for name, album in self._albums.items()
            if album.closed_at is not None and album.closed_at < older_than
        ]
        for name in old:
            del self._albums[name]
        return len(old)
