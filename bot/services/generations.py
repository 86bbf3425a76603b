"""What people do with jobs: ask for one, look at the queue, cancel, decide about a doubtful one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

import structlog

from bot.domain.access import SubjectKind
from bot.domain.accounts import SITE_DAY, Account
from bot.domain.errors import UserError
from bot.domain.holds import hold_over
from bot.domain.ids import JobId, SubmitId, UserId
from bot.domain.jobs import ACTIVE_STATES, Job, JobState, Origin
from bot.domain.lineage import Cause, Lineage, caused_by_message
from bot.domain.models import Catalogue
from bot.domain.moments import spell_time
from bot.domain.observations import CancelAsked, LoginRestored, Observation, SendAgainAsked
from bot.domain.patience import patience_of
from bot.domain.quotas import Allowance, Period, QuotaUsedError, allowances_of, subjects_of
from bot.domain.receipts import Receipt
from bot.domain.requests import GenerationRequest
from bot.domain.transitions import can_cancel, decide
from bot.ports import AccountStore, Clock, HoldStore, JobStore, QuotaStore, StaleJobError
from bot.services.pauses import Pauses
from bot.services.status_board import StatusBoard

log = structlog.get_logger(__name__)

ACTIVE_JOBS_AT_MOST: Final = 20
"""How many unfinished jobs one person may have; a paste of a whole list is stopped there."""

_QUOTA_KEYS: Final = {
    (SubjectKind.USER, Period.DAY): "quota-used-user-day",
    (SubjectKind.USER, Period.MONTH): "quota-used-user-month",
    (SubjectKind.CHAT, Period.DAY): "quota-used-chat-day",
    (SubjectKind.CHAT, Period.MONTH): "quota-used-chat-month",
}


CatalogueOf = Callable[[UserId], Awaitable[Catalogue]]
"""The models that a person can use now."""


@dataclass(frozen=True, slots=True)
class Ids:
    """Where new names come from; tests hand in a fixed row."""

    job_id: Callable[[], JobId]
    submit_id: Callable[[], SubmitId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a job is made of."""

    request: GenerationRequest
    receipt: Receipt = field(default_factory=Receipt)
    lineage: Lineage | None = None
    cause: Cause | None = None
    """None for the message that it came in."""
    account_name: str = ""
    """The account that it is asked for; empty where its person has none."""

    @property
    def state(self) -> JobState:
        """A receipt that asks waits for its person."""
        return JobState.DRAFTED if self.receipt.asks else JobState.QUEUED


@dataclass(frozen=True, slots=True)
class Enqueued:
    """A stored job; `is_new` is False when this message had made it before."""

    job: Job
    is_new: bool


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """An unfinished job and how many of the person's own jobs are before it."""

    job: Job
    place: int


class CancelOutcome(StrEnum):
    """What became of a wish to cancel."""

    CANCELLED = "cancelled"
    DROPPED = "dropped"  # it was sent once, and looked up in vain
    RUNNING = "running"  # the service has it and knows no cancel
    FINISHED = "finished"
    NOT_FOUND = "not_found"


class SendAgainOutcome(StrEnum):
    """What became of a wish to send a doubtful submission again."""

    STARTED = "started"
    ALREADY = "already"
    OUTDATED = "outdated"  # an earlier question was meant
    NOT_FOUND = "not_found"


class Generations:
    """Jobs from the person's side. Another person's job counts as not found, everywhere."""

    def __init__(
        self,
        *,
        jobs: JobStore,
        accounts: AccountStore,
        catalogue_of: CatalogueOf,
        quotas: QuotaStore,
        holds: HoldStore,
        board: StatusBoard,
        pauses: Pauses,
        clock: Clock,
        ids: Ids,
        wake: Callable[[], None],
    ) -> None:
        self._jobs = jobs
        self._quotas = quotas
        self._holds = holds
        self._accounts = accounts
        self._catalogue_of = catalogue_of
        self._board = board
        self._pauses = pauses
        self._clock = clock
        self._ids = ids
        self._wake = wake

    async def enqueue(self, origin: Origin, draft: Draft) -> Enqueued:
        """Store the draft as a job and show its status; what came before finds its job again.

        Raises `UserError` (job-too-many, job-model-region, job-model-paused, held-up,
        quota-used-…); nothing is stored.
        """
        request = draft.request
        cause = draft.cause or caused_by_message(origin.chat_id, origin.message_id)
        if draft.account_name:
            account = await self._accounts.named(origin.user_id, draft.account_name)
        else:
            account = await self._accounts.of_user(origin.user_id)
        if account is not None:
            await self._check_region(origin.user_id, request, account.region)
            await self._check_pause(request, account)
            draft = replace(draft, account_name=account.name)
        if await self._jobs.made_by(cause) is None:
            await self.refuse_held(request)
        active = await self._jobs.of_user(origin.user_id, ACTIVE_STATES)
        is_known = any(job.made_by == cause for job in active)
        if len(active) >= ACTIVE_JOBS_AT_MOST and not is_known:
            raise UserError("job-too-many", limit=ACTIVE_JOBS_AT_MOST)
        job, is_new = await self._add(origin, draft, cause)
        if is_new:
            log.info(
                "job.enqueued",
                job_id=job.id,
                kind=request.kind,
                model=request.model,
                asks=draft.receipt.asks,
            )
        self._board.show(job)
        self._wake()
        return Enqueued(job, is_new)

    async def refuse_held(self, request: GenerationRequest) -> None:
        """Raises `UserError` while an operator's pause holds such requests up."""
        pause = hold_over(await self._holds.all(), request)
        if pause is not None:
            key = "held-up" if pause.reason else "held-up-plain"
            raise UserError(key, scope=pause.scope, reason=pause.reason)

    async def active(self, user_id: UserId) -> Sequence[QueueEntry]:
        """The person's unfinished jobs, oldest first."""
        jobs = await self._jobs.of_user(user_id, ACTIVE_STATES)
        return [QueueEntry(job, place) for place, job in enumerate(jobs)]

    async def cancel(self, user_id: UserId, job_id: JobId) -> CancelOutcome:
        """Cancel what was not submitted; what was can only be waited for or not."""
        job = await self.own(user_id, job_id)
        while job is not None:
            if job.state.is_final:
                return CancelOutcome.FINISHED
            if not can_cancel(job):
                return CancelOutcome.RUNNING
            if await self.change(job, CancelAsked()):
                return CancelOutcome.DROPPED if job.submitted_at else CancelOutcome.CANCELLED
            job = await self.own(user_id, job_id)
        return CancelOutcome.NOT_FOUND

    async def stop_waiting(self, user_id: UserId, job_id: JobId) -> bool:
        """Let the job run on silently; its result is kept, nothing is sent."""
        return await self._mute(user_id, job_id, True)

    async def keep_waiting(self, user_id: UserId, job_id: JobId) -> bool:
        """Send the result after all."""
        return await self._mute(user_id, job_id, False)

    async def send_again(self, user_id: UserId, job_id: JobId, question: str) -> SendAgainOutcome:
        """Send a submission again that was looked up and not found: same submit_id, once.

        `question` is the one that is answered (`Job.question`): the job may be in doubt a second
        time when a tap on the first is handled again.
        """
        job = await self.own(user_id, job_id)
        while job is not None:
            if job.state is not JobState.UNCERTAIN:
                return SendAgainOutcome.ALREADY
            if job.question != question:
                self._board.show(job)  # with the buttons of today's question
                return SendAgainOutcome.OUTDATED
            if await self.change(job, SendAgainAsked()):
                return SendAgainOutcome.STARTED
            job = await self.own(user_id, job_id)
        return SendAgainOutcome.NOT_FOUND

    async def decline(self, user_id: UserId, job_id: JobId) -> bool:
        """The person doesn't want a doubtful submission sent again."""
        outcome = await self.cancel(user_id, job_id)
        return outcome in {CancelOutcome.DROPPED, CancelOutcome.CANCELLED}

    async def resume_after_login(self, account: Account) -> int:
        """Let the jobs that waited for this account's login go on; gives their number."""
        waiting = await self._jobs.of_user(account.user_id, {JobState.NEEDS_LOGIN})
        mine = [job for job in waiting if job.account_name == account.name]
        resumed = [job for job in mine if await self.change(job, LoginRestored())]
        return len(resumed)

    async def _add(self, origin: Origin, draft: Draft, cause: Cause) -> tuple[Job, bool]:
        now = self._clock.now()
        wait = patience_of(JobState.DRAFTED) if draft.state is JobState.DRAFTED else 0.0
        submit_id = self._ids.submit_id()
        limits = await self._quotas.limits()
        while True:
            job = Job(
                id=self._ids.job_id(),
                origin=origin,
                request=draft.request,
                state=draft.state,
                submit_id=submit_id,
                created_at=now,
                state_since=now,
                due_at=now + wait,
                cause=cause,
                lineage=draft.lineage,
                receipt=draft.receipt,
                account_name=draft.account_name,
            )
            try:
                return await self._jobs.add(job, allowances_of(subjects_of(job), limits, now))
            except StaleJobError:  # the short id is taken: draw another
                continue
            except QuotaUsedError as error:
                raise _quota_refusal(error.allowance, error.used) from None

    async def own(self, user_id: UserId, job_id: JobId) -> Job | None:
        """The job, if it is this person's."""
        job = await self._jobs.get(job_id)
        return job if job is not None and job.origin.user_id == user_id else None

    async def change(self, job: Job, observation: Observation) -> bool:
        """Decide and store; False when the job changed meanwhile and must be looked at again."""
        after = decide(job, observation, self._clock.now())
        try:  # the worker may hold it: its step then finds the job changed, and gives it back
            after = await self._jobs.apply(job, after, release=False)
        except StaleJobError:
            return False
        self._board.show(after)
        self._wake()
        return True

    async def _mute(self, user_id: UserId, job_id: JobId, muted: bool) -> bool:
        job = await self.own(user_id, job_id)
        if job is None or job.state.is_final:
            return False
        await self._jobs.mute(job_id, muted)
        changed = await self._jobs.get(job_id)
        if changed is not None:
            self._board.show(changed)
        return True

    async def _check_pause(self, request: GenerationRequest, account: Account) -> None:
        until = await self._pauses.until(account, request.model)
        if until is not None:
            raise UserError("job-model-paused", model=request.model, time=spell_time(until))

    async def _check_region(self, user_id: UserId, request: GenerationRequest, region: str) -> None:
        catalogue = await self._catalogue_of(user_id)
        model = catalogue.named(request.model)
        if model is None or region in model.regions:
            return
        possible = catalogue.in_region(request.kind, region)
        raise UserError(
            "job-model-region",
            model=request.model_title or request.model,
            region=region,
            possible=", ".join(other.shown_name for other in possible),
        )


def _quota_refusal(allowance: Allowance, used: int) -> UserError:
    day = datetime.fromtimestamp(allowance.until, SITE_DAY)
    return UserError(
        _QUOTA_KEYS[allowance.subject.kind, allowance.period],
        used=used,
        most=allowance.most,
        unit=allowance.unit.value,
        back=day.strftime("%m-%d"),
    )
