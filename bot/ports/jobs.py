"""Where jobs are kept, claimed and changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from bot.domain.ids import JobId, MessageId, UserId
from bot.domain.jobs import Job, JobState
from bot.domain.lineage import Cause
from bot.domain.quotas import Allowance

COMPANION_SECONDS = 2.0
"""RUNNING jobs of one account due this close to each other are asked about together."""


class JobStore(Protocol):
    """The jobs. `apply` writes what the worker decides; a person's own marks
    (`status_message_id`, `is_muted`) are written by methods of their own and survive it.

    `account_name` changes with the account's own, behind a step's back: `apply` writes it only
    where `before` and `after` differ in it, and gives back the stored one.
    """

    async def add(self, job: Job, allowances: Sequence[Allowance] = ()) -> tuple[Job, bool]:
        """Store a new job; (job, True), or the one that the same cause made before, False.

        It is taken from the quotas of its person and group; where one of the allowances has no
        room for it, `QuotaUsedError` is raised and nothing is stored. A job id already in use
        raises `StaleJobError`: the caller draws another.
        """
        ...

    async def get(self, job_id: JobId) -> Job | None: ...

    async def made_by(self, cause: Cause) -> Job | None:
        """The job that this cause made, if it made one."""
        ...

    async def children_of(self, job_id: JobId, user_id: UserId) -> Sequence[JobId]:
        """The jobs of this person that came from this one, oldest first."""
        ...

    async def uncosted(self, ended_after: float) -> Sequence[Job]:
        """Jobs that ended after this moment, were submitted, and whose cost isn't known."""
        ...

    async def set_cost(self, job_id: JobId, credits_: int) -> None:
        """Note what the job took, in credits; quotas count it so from now on."""
        ...

    async def spent(self, user_id: UserId, since: float, *, account_name: str | None = None) -> int:
        """Credits that the person's jobs submitted since then took, those not known left out; of
        one of their accounts where it is named."""
        ...

    async def erase(self, job_id: JobId) -> bool:
        """Forget an ended job altogether; False, and nothing done, for one under way or none."""
        ...

    async def of_user(
        self, user_id: UserId, states: Collection[JobState], *, limit: int = 50
    ) -> Sequence[Job]:
        """A person's latest `limit` jobs in these states, oldest of them first."""
        ...

    async def claim_due(
        self, now: float, *, owner: str, lease_until: float, limit: int, running_per_account: int
    ) -> Sequence[Job]:
        """Take leases on due jobs nobody holds (or whose lease lapsed), each kind oldest due first.

        Each claimed job gets a new version, so whoever held it before can no longer apply.
        A QUEUED job is passed over while its account (its person and `account_name`, since an id
        may not be known yet) has `running_per_account` jobs in SUBMITTING, UNCERTAIN, RUNNING, or
        QUEUED under somebody's lease (jobs claimed in the same call counted). Of an account's
        QUEUED jobs those that are due go in order of creation, each as urgent as the most overdue
        behind it.
        People take turns: everybody's first slot is filled before anybody's second, and what is
        not QUEUED, with its credits spent or in doubt, goes before both.
        When a RUNNING job of an account is claimed, that account's other free RUNNING jobs due
        within `COMPANION_SECONDS` come along, beyond `limit` and after the rest, so that one
        request can ask for all of them.
        """
        ...

    async def apply(self, before: Job, after: Job, *, release: bool = True) -> Job:
        """Replace `before` by `after`; gives it back with its new version.

        With `release` the lease ends; without, a lease that somebody holds stays: for the worker's
        next step in hand, and for whoever changes a job that the worker may hold (a person's
        cancel), so that no second step begins beside the one in flight. Where the job came from is
        left as it is stored. A job that ends without having cost anything is given back to the
        quotas that it was taken from.
        Raises `StaleJobError` when `before` is no longer the stored version.
        """
        ...

    async def release(self, job: Job) -> None:
        """End the lease under which this job is held, also when the job has changed since, as after
        a `StaleJobError`; no effect if the lease was lost to another claim."""
        ...

    async def renew(self, job_ids: Collection[JobId], *, owner: str, lease_until: float) -> None:
        """Keep the leases of long steps."""
        ...

    async def release_all(self) -> int:
        """End every lease: for the start of the only process on this database."""
        ...

    async def bring_back(self, now: float) -> int:
        """Make due what is under way and was stored by a clock that ran ahead of `now`: it would
        wait until that time really comes. Gives the number of jobs."""
        ...

    async def next_due(self, *, running_per_account: int | None = None) -> float | None:
        """When the next job can be claimed: due and out of anybody's lease. None if none will be.

        With `running_per_account`, a free QUEUED job that `claim_due` would pass over is left out:
        it waits for another job's end, not for time.
        """
        ...

    async def set_status_message(self, job_id: JobId, message_id: MessageId) -> None: ...

    async def mute(self, job_id: JobId, muted: bool) -> None: ...

    async def set_told(self, job: Job) -> None:
        """The person was shown this state; no effect if the job has entered another since."""
        ...

    async def untold(self) -> Sequence[Job]:
        """Jobs in one of `TOLD_STATES` that their person was not shown, and unfinished ones without
        any message; those that entered their state first come first. A death came in between."""
        ...

    async def place_in_queue(self, job: Job) -> int:
        """How many QUEUED, SUBMITTING and RUNNING jobs of the same account were made before it."""
        ...

    async def count_by_state(self) -> Mapping[JobState, int]: ...
