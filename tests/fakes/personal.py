"""One person's things in all fake stores."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import asdict
from typing import Protocol

from bot.domain.ids import JobId, UserId
from bot.domain.jobs import JobState
from bot.ports.personal import Erased, Row
from tests.fakes.accounts import FakeAccountStore
from tests.fakes.jobs import FakeJobStore
from tests.fakes.preferences import FakeLanguageStore, FakePreferenceStore
from tests.fakes.results import FakeResultStore
from tests.fakes.styles import FakeStyleStore


class Kept(Protocol):
    """The fake stores that hold something of people's."""

    jobs: FakeJobStore
    accounts: FakeAccountStore
    results: FakeResultStore
    styles: FakeStyleStore
    preferences: FakePreferenceStore
    languages: FakeLanguageStore


class FakePersonalStore:
    """Implements `bot.ports.PersonalStore` over the other fakes."""

    def __init__(self, stores: Kept) -> None:
        self._stores = stores

    async def _rows(self, user_id: UserId) -> dict[str, list[Row]]:
        stores = self._stores
        jobs = await stores.jobs.of_user(user_id, frozenset(JobState), limit=10_000)
        spoken = await stores.languages.of(user_id)
        accounts: list[Row] = [{**asdict(each)} for each in await stores.accounts.all_of(user_id)]
        return {
            "preferences": [{"chosen": asdict(each)} for each in stores.preferences.of(user_id)],
            "languages": [] if spoken is None else [asdict(spoken)],
            "stars": [{"job_id": ref.job} for ref in stores.results.starred_by(user_id)],
            "styles": [asdict(style) for style in stores.styles.kept_by(user_id)],
            "jobs": [{"id": job.id, "request": asdict(job.request)} for job in jobs],
            "accounts": accounts,
        }

    async def survey(self, user_id: UserId) -> Mapping[str, int]:
        rows = await self._rows(user_id)
        return {name: len(found) for name, found in rows.items() if found}

    async def export(self, user_id: UserId) -> AsyncIterator[tuple[str, Sequence[Row]]]:
        for name, found in (await self._rows(user_id)).items():
            if found:
                yield name, found

    async def erase(self, user_id: UserId, now: float, *, asked_in: int | None = None) -> Erased:
        rows = await self._rows(user_id)
        stores = self._stores
        job_ids = tuple(JobId(str(row["id"])) for row in rows["jobs"])
        for job_id in job_ids:
            await stores.results.forget(job_id)
        stores.results.forget_stars(user_id)
        stores.jobs.forget(user_id)
        for account in await stores.accounts.all_of(user_id):
            await stores.accounts.unlink(account)
        await stores.styles.forget(user_id)
        stores.preferences.forget(user_id)
        stores.languages.spoken.pop(user_id, None)
        return Erased(sum(map(len, rows.values())), job_ids, is_gone=True)

    async def sweep(self, now: float) -> int:
        return 0
