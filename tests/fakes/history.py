"""The history in memory: it looks into the stores of jobs and results."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.history import Filter, Found, Item, Place, Search, Shelf, fold, is_made
from bot.domain.ids import ChatId, JobId, MessageId, UserId
from bot.domain.jobs import Job, PartKind
from tests.fakes.jobs import FakeJobStore
from tests.fakes.results import FakeResultStore


class FakeHistoryStore:
    """Implements `bot.ports.HistoryStore` in memory."""

    def __init__(self, jobs: FakeJobStore, results: FakeResultStore) -> None:
        self._jobs = jobs
        self._results = results
        self._searches: dict[tuple[ChatId, MessageId], Search] = {}

    async def find(self, search: Search, wanted: Filter, *, limit: int, offset: int = 0) -> Found:
        made = [job for job in self._jobs.everything() if is_made(job)]
        listed = [
            job
            for job in made
            if self._is_listed(job, search)
            and self._fits(job, wanted, search.user_id)
            and job.created_at <= search.asked_at
        ]
        listed.sort(key=lambda job: self._rank(job, search), reverse=True)
        page = listed[offset : offset + limit]
        stars = {job.id: await self._results.stars_of(search.user_id, job.id) for job in page}
        return Found(page, {job: each for job, each in stars.items() if each}, len(listed))

    async def items(
        self,
        user_id: UserId,
        wanted: Filter,
        *,
        job: JobId | None = None,
        after: Place | None = None,
        limit: int,
    ) -> Sequence[Item]:
        mine = [
            each
            for each in self._jobs.everything()
            if is_made(each)
            and each.origin.user_id == user_id
            and job in {None, each.id}
            and self._fits(each, wanted, user_id)
        ]
        mine.sort(key=_age, reverse=True)
        mark = await self._jobs.get(after.job) if after is not None else None
        if after is not None and (mark is None or mark.origin.user_id != user_id):
            return []
        items = [item for each in mine for item in await self._items_of(each, wanted)]
        if after is None or mark is None:
            return items[:limit]
        ages = {each.id: _age(each) for each in mine}
        return [
            item
            for item in items
            if ages[item.job] < _age(mark) or (item.job == mark.id and item.picture > after.picture)
        ][:limit]

    async def keep(self, search: Search) -> None:
        self._searches.setdefault((search.chat_id, search.message_id), search)

    async def kept(self, chat_id: ChatId, message_id: MessageId) -> Search | None:
        return self._searches.get((chat_id, message_id))

    async def purge(self, older_than: float) -> int:
        gone = [name for name, each in self._searches.items() if each.asked_at < older_than]
        for name in gone:
            del self._searches[name]
        return len(gone)

    async def _items_of(self, job: Job, wanted: Filter) -> list[Item]:
        stars = await self._results.stars_of(job.origin.user_id, job.id)
        names = {
            file.picture: file
            for file in await self._results.files_of(job.id)
            if file.kind in {PartKind.PREVIEWS, PartKind.VIDEO} and file.file_id
        }
        return [
            Item(
                job=job.id,
                picture=number,
                kind=file.kind,
                file_id=file.file_id,
                prompt=job.request.prompt,
                made_at=job.created_at,
            )
            for number, file in sorted(names.items())
            if not wanted.is_starred or number in stars
        ]

    def _is_listed(self, job: Job, search: Search) -> bool:
        is_mine = job.origin.user_id == search.user_id
        is_here = job.origin.chat_id == search.chat_id and not job.is_personal
        if search.shelf is Shelf.FAVOURITES:
            starred = self._starred_at(job, search)
            return starred > 0 and (is_mine if search.is_private else is_here)
        return is_mine if search.is_private else is_mine and is_here

    def _rank(self, job: Job, search: Search) -> tuple[float, str]:
        if search.shelf is Shelf.FAVOURITES:
            return self._starred_at(job, search), job.id
        return job.created_at, job.id

    def _starred_at(self, job: Job, search: Search) -> float:
        times = self._results.starred_at(search.user_id, job.id)
        return max((at for at in times if at <= search.asked_at), default=0.0)

    def _fits(self, job: Job, wanted: Filter, user_id: UserId) -> bool:
        words, model = fold(job.request.prompt), fold(job.request.model)
        is_model = fold(wanted.model) in model or model in map(fold, wanted.models)
        period = wanted.period
        return (
            all(fold(word) in words for word in wanted.words)
            and (not wanted.model or is_model)
            and wanted.kind in {None, job.request.kind}
            and (period is None or period.since <= job.created_at < period.until)
            and (not wanted.is_starred or bool(self._results.starred_at(user_id, job.id)))
        )


def _age(job: Job) -> tuple[float, str]:
    return job.created_at, job.id
