"""Where a person's results are looked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.history import Filter, Found, Item, Place, Search
from bot.domain.ids import ChatId, JobId, MessageId, UserId


class HistoryStore(Protocol):
    """Everything that was made, from the moment its job was over, and the lists people asked for.

    Nobody finds what another person asked for, but on the shelf of favourites in a group: what was
    made there stands there for everybody, and may be starred.
    """

    async def find(self, search: Search, wanted: Filter, *, limit: int, offset: int = 0) -> Found:
        """One page: of the history the newest jobs first, of favourites the latest starred first.

        What was made after the search was asked for is left out, so that pages stay as they are.
        """
        ...

    async def items(
        self,
        user_id: UserId,
        wanted: Filter,
        *,
        job: JobId | None = None,
        after: Place | None = None,
        limit: int,
    ) -> Sequence[Item]:
        """A person's own results that Telegram has, one by one: the newest job first, its pictures
        by number. Wanting the starred ones leaves the others of a job out; `job` leaves all other
        jobs out.

        `after` is the last one of the page before; where its job is gone there is nothing.
        """
        ...

    async def keep(self, search: Search) -> None:
        """Remember a list; the message that asked for one asks for no other."""
        ...

    async def kept(self, chat_id: ChatId, message_id: MessageId) -> Search | None:
        """The list that a message asked for."""
        ...

    async def purge(self, older_than: float) -> int:
        """Forget lists asked for before this time."""
        ...
