"""Where what Telegram brought is kept until it is dealt with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.albums import Album, AlbumPart, Fate
from bot.domain.ids import ChatId, MessageId


class Inbox(Protocol):
    """Telegram's updates, stored before they are acknowledged, kept until they are handled.

    `payload` is the update's JSON; it is encrypted at rest, since a /login carries a secret.
    """

    async def put(self, update_id: int, payload: str, now: float) -> bool:
        """Store an update; False when it is stored already (handled or not)."""
        ...

    async def pending(self) -> Sequence[tuple[int, str, int]]:
        """(update_id, payload, attempts) of what is not done, oldest first.

        What can't be decrypted any more (its key is lost) is left out and logged.
        """
        ...

    async def begin(self, update_id: int) -> int:
        """Count one more attempt at handling it; gives the count, 0 when it is done or unknown."""
        ...

    async def done(self, update_id: int) -> None:
        """It was handled; the payload is erased, the id kept to know it again."""
        ...

    async def purge(self, older_than: float) -> int:
        """Forget done ids received before this time: update ids restart after a quiet week."""
        ...


class AlbumStore(Protocol):
    """The parts of albums, from their arrival until a job is made of them.

    A part is known by chat and message for as long as its album is, so that a repeated update
    changes nothing, even after the album was closed.
    """

    async def add(self, part: AlbumPart, now: float) -> Fate:
        """Store a part and note that its album got one at this time.

        A part of a closed album is not stored: LATE for the first of them if a job was made of the
        album or the chat is private, IGNORED otherwise.
        """
        ...

    async def leave_untold(self, chat_id: ChatId, album_id: str) -> None:
        """Nobody was told of the late part after all: the next one is LATE again."""
        ...

    async def messages_of(self, chat_id: ChatId, album_id: str) -> Sequence[MessageId]:
        """The messages of an album, closed or not, in their order."""
        ...

    async def open_albums(self) -> Sequence[Album]:
        """The albums that are not closed, in the order of their first parts."""
        ...

    async def reopen(self, now: float) -> None:
        """Count the time of all open albums from now: a new process waits for their rest anew."""
        ...

    async def close(self, album: Album, now: float, *, made_job: bool) -> bool:
        """It was dealt with: its parts' content is erased, their names are kept.

        False when parts came that this copy doesn't hold. Then an album that a job was made of is
        closed all the same, and any other stays open as it is.
        """
        ...

    async def purge(self, older_than: float) -> int:
        """Forget albums closed before this time."""
        ...
