"""A person's results again: in pages with filters, and one by one for the inline mode."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.accounts import site_day
from bot.domain.grammar.model_names import find_models
from bot.domain.history import PAGE_LENGTH, Filter, Found, Item, Place, Search, Shelf
from bot.domain.history_filters import mended, read_filter
from bot.domain.ids import ChatId, JobId, MessageId, UserId, read_job_id
from bot.domain.jobs import Origin
from bot.domain.models import Catalogue
from bot.ports import Clock, HistoryStore

MOST_ITEMS: Final = 50
"""Results of one answer to an inline query (Bot API, answerInlineQuery)."""

_ONE_JOB = re.compile(r"#?([0-9A-Za-z]{5})(?:\s+(\d{1,2}))?")
_PLACE = re.compile(r"([0-9A-Z]{5})\.(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, with what it was asked for; `page` counts from 1."""

    search: Search
    wanted: Filter
    found: Found
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.found.total // PAGE_LENGTH))


@dataclass(frozen=True, slots=True)
class Items:
    """Results for an inline query; `next_offset` is empty behind the last of them."""

    items: Sequence[Item]
    next_offset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was made, found again. Nothing here costs anything or begins anything."""

    history: HistoryStore
    catalogue: Catalogue
    clock: Clock

    async def open(self, origin: Origin, shelf: Shelf, words: str) -> Listing:
        """The first page of a new list, kept so that its pages can be turned.

        Raises `UserError` (history-…) for a filter that can't be read.
        """
        search = Search(
            chat_id=origin.chat_id,
            message_id=origin.message_id,
            user_id=origin.user_id,
            is_private=origin.is_private,
            shelf=shelf,
            words=words.strip(),
            asked_at=self.clock.now(),
        )
        listing = await self._page(search, 1)
        await self.history.keep(search)
        return listing

    async def turn(self, chat_id: ChatId, message_id: MessageId, page: int) -> Listing | None:
        """Another page of the list that a message asked for, the last one where there are fewer;
        None where the list is forgotten."""
        search = await self.history.kept(chat_id, message_id)
        return None if search is None else await self._page(search, max(1, page))

    async def items(self, user_id: UserId, words: str, offset: str) -> Items:
        """The person's own results for an inline query, at most `MOST_ITEMS` of them.

        `#A7K2M 2` is the second picture of that job, everything else is a filter. Raises
        `UserError` (history-…) for one that can't be read.
        """
        if (one := _ONE_JOB.fullmatch(words.strip())) and (job_id := read_job_id(one[1])):
            items = await self._items_of(user_id, job_id, int(one[2] or 0))
            if items or words.lstrip().startswith("#"):
                return Items(items, "")
        after = _read_place(offset)
        if offset and after is None:
            return Items((), "")
        wanted = self._read(words, self.clock.now(), refuses_pairs=False)
        items = await self.history.items(user_id, wanted, after=after, limit=MOST_ITEMS)
        is_full = len(items) == MOST_ITEMS
        return Items(items, f"{items[-1].job}.{items[-1].picture}" if is_full else "")

    async def _items_of(self, user_id: UserId, job_id: JobId, number: int) -> Sequence[Item]:
        """One job's results, or one of them, if it is this person's job."""
        items = await self.history.items(user_id, Filter(), job=job_id, limit=MOST_ITEMS)
        return [item for item in items if number in {0, item.picture}]

    async def _page(self, search: Search, page: int) -> Listing:
        wanted = self._read(search.words, search.asked_at)
        offset = (page - 1) * PAGE_LENGTH
        found = await self.history.find(search, wanted, limit=PAGE_LENGTH, offset=offset)
        if not found.jobs and found.total:
            return await self._page(search, -(-found.total // PAGE_LENGTH))
        return Listing(search, wanted, found, page)

    def mended(self, words: str, *, as_text: bool) -> str:
        """The words with the filters put right that can't be read."""
        return mended(words, site_day(self.clock.now()), as_text=as_text)

    def _read(self, words: str, now: float, *, refuses_pairs: bool = True) -> Filter:
        """The filter, with the models that its model may stand for."""
        wanted = read_filter(words, site_day(now), refuses_pairs=refuses_pairs)
        models = find_models(wanted.model, self.catalogue.models) if wanted.model else ()
        return replace(wanted, models=tuple(model.name for model in models))


def _read_place(offset: str) -> Place | None:
    match = _PLACE.fullmatch(offset)
    job_id = read_job_id(match[1]) if match is not None else None
    if match is None or job_id is None:
        return None
    return Place(job=job_id, picture=int(match[2]))
