"""The five stores in memory, for tests of services. `tests/contract` holds them to the ports.

They forget everything at the end and encrypt nothing; in all else they behave as the real ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.accounts import Account, Claim, ClaimResult, Credential
from bot.domain.albums import Album, AlbumPart, Fate
from bot.domain.ids import AccountId, ChatId, JobId, MessageId, UserId
from bot.domain.jobs import TOLD_STATES, Job, JobState
from bot.ports import COMPANION_SECONDS, StaleJobError

SLOT_STATES = {JobState.SUBMITTING, JobState.UNCERTAIN, JobState.RUNNING}
LINE_STATES = {JobState.QUEUED, JobState.SUBMITTING, JobState.RUNNING}


@dataclass(frozen=True)
class Lease:
    owner: str
    until: float
    version: int


class FakeJobStore:
    """Implements `bot.ports.JobStore` in memory."""

    def __init__(self) -> None:
        self._jobs: dict[JobId, Job] = {}
        self._leases: dict[JobId, Lease] = {}
        self._told: set[JobId] = set()

    async def add(self, job: Job) -> tuple[Job, bool]:
        message = (job.origin.chat_id, job.origin.message_id)
        for other in self._jobs.values():
            if (other.origin.chat_id, other.origin.message_id) == message:
                return other, False
        taken = {name for other in self._jobs.values() for name in (other.id, other.submit_id)}
        if job.id in taken or job.submit_id in taken:
            raise StaleJobError(job.id)
        self._jobs[job.id] = job
        return job, True

    async def get(self, job_id: JobId) -> Job | None:
        return self._jobs.get(job_id)

    async def of_user(
        self, user_id: UserId, states: Collection[JobState], *, limit: int = 50
    ) -> Sequence[Job]:
        mine = [job for job in self._of(user_id) if job.state in states]
        return sorted(mine, key=_age)[-limit:]

    async def claim_due(
        self, now: float, *, owner: str, lease_until: float, limit: int, running_per_account: int
    ) -> Sequence[Job]:
        free = [job for job in self._jobs.values() if not self._is_leased(job.id, now)]
        due = [job for job in free if job.due_at is not None and job.due_at <= now]
        taken = self._slots_taken(self._is_leased_at(now))
        chosen: list[Job] = []
        for job in sorted(due, key=lambda job: (_urgency(job, due), *_age(job))):
            if job.state is JobState.QUEUED:
                if taken[job.origin.user_id] >= running_per_account:
                    continue
                taken[job.origin.user_id] += 1
            chosen.append(job)
        chosen = chosen[:limit]
        chosen += _companions(chosen, free, now)
        return [self._take(job, owner, lease_until) for job in chosen]

    async def apply(self, before: Job, after: Job, *, release: bool = True) -> Job:
        if before.id != after.id:
            raise ValueError(f"job {before.id} cannot become job {after.id}")
        stored = self._jobs.get(before.id)
        if stored is None or stored.version != before.version:
            raise StaleJobError(before.id)
        if release:
            self._leases.pop(before.id, None)
        job = replace(
            after,
            version=stored.version + 1,
            status_message_id=stored.status_message_id,
            is_muted=stored.is_muted,
        )
        if after.state is not stored.state:
            self._told.discard(job.id)
        self._jobs[job.id] = job
        return job

    async def release(self, job: Job) -> None:
        lease = self._leases.get(job.id)
        if lease is not None and lease.version <= job.version:
            del self._leases[job.id]

    async def renew(self, job_ids: Collection[JobId], *, owner: str, lease_until: float) -> None:
        for job_id, lease in self._leases.items():
            if job_id in job_ids and lease.owner == owner:
                self._leases[job_id] = replace(lease, until=lease_until)

    async def release_all(self) -> int:
        count = len(self._leases)
        self._leases.clear()
        return count

    async def next_due(self, *, running_per_account: int | None = None) -> float | None:
        taken = self._slots_taken(set(self._leases))
        times = []
        for job in self._jobs.values():
            if job.due_at is None:
                continue
            lease = self._leases.get(job.id)
            if lease is not None:
                times.append(max(job.due_at, lease.until))
            elif (
                running_per_account is None
                or job.state is not JobState.QUEUED
                or taken[job.origin.user_id] < running_per_account
            ):
                times.append(job.due_at)
        return min(times, default=None)

    async def set_status_message(self, job_id: JobId, message_id: MessageId) -> None:
        if job_id in self._jobs:
            self._jobs[job_id] = replace(self._jobs[job_id], status_message_id=message_id)

    async def mute(self, job_id: JobId, muted: bool) -> None:
        if job_id in self._jobs:
            self._jobs[job_id] = replace(self._jobs[job_id], is_muted=muted)

    async def set_told(self, job: Job) -> None:
        if self._jobs[job.id].state is job.state:
            self._told.add(job.id)

    async def untold(self) -> Sequence[Job]:
        def is_untold(job: Job) -> bool:
            has_nothing = job.status_message_id is None and not job.state.is_final
            is_news = job.state in TOLD_STATES and job.id not in self._told
            return has_nothing or is_news

        untold = filter(is_untold, self._jobs.values())
        return sorted(untold, key=lambda job: (job.state_since, job.id))

    async def place_in_queue(self, job: Job) -> int:
        line = (other for other in self._of(job.origin.user_id) if other.state in LINE_STATES)
        return sum(_age(other) < _age(job) for other in line)

    async def count_by_state(self) -> Mapping[JobState, int]:
        counted = Counter(job.state for job in self._jobs.values())
        return {state: counted[state] for state in JobState}

    def _of(self, user_id: UserId) -> list[Job]:
        return [job for job in self._jobs.values() if job.origin.user_id == user_id]

    def _take(self, job: Job, owner: str, until: float) -> Job:
        claimed = replace(job, version=job.version + 1)
        self._jobs[job.id] = claimed
        self._leases[job.id] = Lease(owner, until, claimed.version)
        return claimed

    def _is_leased(self, job_id: JobId, now: float) -> bool:
        return job_id in self._leases and self._leases[job_id].until > now

    def _is_leased_at(self, now: float) -> set[JobId]:
        return {job_id for job_id in self._leases if self._is_leased(job_id, now)}

    def _slots_taken(self, leased: set[JobId]) -> Counter[UserId]:
        return Counter(
            job.origin.user_id
            for job in self._jobs.values()
            if job.state in SLOT_STATES or (job.state is JobState.QUEUED and job.id in leased)
        )


def _age(job: Job) -> tuple[float, JobId]:
    return job.created_at, job.id


def _urgency(job: Job, due: Sequence[Job]) -> float:
    """When a job was due; in a line, when the most overdue of it and those behind it was."""
    times = [job.due_at or 0.0]
    if job.state is JobState.QUEUED:
        times += [
            other.due_at or 0.0
            for other in due
            if other.state is JobState.QUEUED
            and other.origin.user_id == job.origin.user_id
            and _age(other) > _age(job)
        ]
    return min(times)


def _companions(chosen: Sequence[Job], free: Sequence[Job], now: float) -> Sequence[Job]:
    accounts = {job.account_id for job in chosen if job.state is JobState.RUNNING} - {None}
    near = [
        job
        for job in free
        if job.state is JobState.RUNNING
        and job.account_id in accounts
        and job not in chosen
        and job.due_at is not None
        and job.due_at <= now + COMPANION_SECONDS
    ]
    return sorted(near, key=lambda job: (job.due_at, *_age(job)))


class FakeAccountStore:
    """Implements `bot.ports.AccountStore` in memory."""

    def __init__(self) -> None:
        self._accounts: dict[AccountId, tuple[Account, Credential]] = {}
        self._last_id = 0

    async def link(self, account: Account, credential: Credential) -> Account:
        earlier = await self.of_user(account.user_id)
        if earlier is None:
            self._last_id += 1
        account_id = AccountId(self._last_id) if earlier is None else earlier.id
        stored = replace(account, id=account_id, kind=credential.kind)
        self._accounts[account_id] = (stored, credential)
        return stored

    async def of_user(self, user_id: UserId) -> Account | None:
        mine = (account for account, _ in self._accounts.values() if account.user_id == user_id)
        return next(mine, None)

    async def get(self, account_id: AccountId) -> Account | None:
        found = self._accounts.get(account_id)
        return None if found is None else found[0]

    async def credential(self, account_id: AccountId) -> Credential | None:
        found = self._accounts.get(account_id)
        return None if found is None else found[1]

    async def mark(self, account_id: AccountId, *, alive: bool, checked_at: float) -> None:
        if account_id in self._accounts:
            account, credential = self._accounts[account_id]
            marked = replace(account, alive=alive, checked_at=checked_at)
            self._accounts[account_id] = (marked, credential)

    async def unlink(self, user_id: UserId) -> bool:
        account = await self.of_user(user_id)
        if account is None:
            return False
        del self._accounts[account.id]
        return True


class FakeClaimStore:
    """Implements `bot.ports.ClaimStore` in memory."""

    def __init__(self) -> None:
        self._claims: dict[tuple[str, date], Claim] = {}

    async def begin(self, claimant: str, day: date, now: float) -> bool:
        if (claimant, day) in self._claims:
            return False
        self._claims[claimant, day] = Claim(result=ClaimResult.UNKNOWN, at=now)
        return True

    async def finish(self, claimant: str, day: date, claim: Claim) -> None:
        if (claimant, day) in self._claims:
            self._claims[claimant, day] = claim

    async def of_day(self, claimant: str, day: date) -> Claim | None:
        return self._claims.get((claimant, day))


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


class FakeStores:
    """The five of them, sharing what the real ones share. Shaped like `storage.Storage`."""

    def __init__(self) -> None:
        self.jobs = FakeJobStore()
        self.accounts = FakeAccountStore()
        self.claims = FakeClaimStore()
        self.inbox = FakeInbox()
        self.albums = FakeAlbumStore()

    async def close(self) -> None:
        """Nothing to close."""
