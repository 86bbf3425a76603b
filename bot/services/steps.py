"""One step of one job (or one question about many): look, decide, store, show.

The order of storing and doing is the point of this file: what costs money or can't be looked up is
stored as begun before it begins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import structlog

from bot.domain.accounts import Account, Credential
from bot.domain.deliveries import next_part
from bot.domain.holds import hold_over
from bot.domain.jobs import Failure, FailureKind, Job, JobState
from bot.domain.observations import (
    Absent,
    Accepted,
    AnswerLost,
    Held,
    LoginEnded,
    LoginMissing,
    Observation,
    OtherAccount,
    Refused,
    SubmissionBegins,
    TimeUp,
    Unreachable,
)
from bot.domain.patience import is_over, is_worth_a_look
from bot.domain.transitions import decide
from bot.ports import (
    AccountStore,
    Clock,
    GenerationBackend,
    HoldStore,
    JobStore,
    PictureSource,
    ResultArchive,
    StaleJobError,
)
from bot.services.pauses import Pauses
from bot.services.sending import Sending
from bot.services.shortfalls import Shortfalls
from bot.services.status_board import StatusBoard

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Login:
    """A living account and its plain secret, for one step."""

    account: Account
    credential: Credential


class Steps:
    """What the worker does with a claimed job. Each call ends with the lease given back.

    `wall_clock` gives real Unix seconds: what accounts live in, while jobs live in `clock`.
    """

    def __init__(
        self,
        *,
        jobs: JobStore,
        accounts: AccountStore,
        holds: HoldStore,
        backend: GenerationBackend,
        sending: Sending,
        pictures: PictureSource,
        board: StatusBoard,
        archive: ResultArchive,
        pauses: Pauses,
        shortfalls: Shortfalls,
        clock: Clock,
        wall_clock: Callable[[], float],
        data_dir: Path,
    ) -> None:
        self._jobs = jobs
        self._accounts = accounts
        self._holds = holds
        self._backend = backend
        self._sending = sending
        self._pictures = pictures
        self._board = board
        self._archive = archive
        self._pauses = pauses
        self._shortfalls = shortfalls
        self._clock = clock
        self._wall_clock = wall_clock
        self._data_dir = data_dir

    async def advance(self, job: Job) -> None:
        """Bring one job further; a job that changed meanwhile is left alone."""
        try:
            await self._advance(job)
        except StaleJobError:
            await self._leave(job)
        except Exception as error:
            await self._stumble((job,), error)

    async def check(self, jobs: Sequence[Job]) -> None:
        """Ask for running jobs of one account in one request."""
        try:
            await self._check(jobs)
        except Exception as error:
            await self._stumble(jobs, error)

    async def _advance(self, job: Job) -> None:
        # What may be paid is looked at first, however long we were away.
        if is_over(job, self._clock.now()) and not is_worth_a_look(job):
            await self._apply(job, TimeUp())
            return
        match job.state:
            case JobState.QUEUED:
                await self._submit(job)
            case JobState.SUBMITTING | JobState.UNCERTAIN:
                await self._look_up(job)
            case JobState.DELIVERING:
                await self._deliver(job)
            case _:
                await self._jobs.release(job)

    async def _submit(self, job: Job) -> None:
        pause = hold_over(await self._holds.all(), job.request)
        if pause is not None:
            await self._apply(job, Held(pause.reason))
            return
        login = await self._login(job)
        if not isinstance(login, Login):
            await self._apply(job, login)
            return
        if job.submitted_at is not None:  # sent once before: it may have appeared meanwhile
            found = self._or_time_up(job, await self._backend.find(login.credential, job))
            if not isinstance(found, Absent):
                await self._apply(job, found, login)
                return
        paused = await self._pauses.refusal(login.account, job.request.model)
        if paused is not None:
            await self._apply(job, paused)
            return
        pictures = await self._pictures.fetch(job, self._folder(job))
        if isinstance(pictures, Unreachable | Refused):
            await self._apply(job, pictures)
            return
        begins = SubmissionBegins(login.account.id, login.account.identity)
        begun = await self._apply(job, begins, release=False)
        answer = await self._send(login.credential, begun, pictures)
        await self._apply(begun, await self._heed(login, begun, answer), login)

    async def _send(
        self, credential: Credential, job: Job, pictures: Sequence[Path]
    ) -> Observation:
        """The paid call. Whatever surprises us after it began leaves a doubt, to be looked up."""
        try:
            return await self._backend.submit(credential, job, pictures)
        except Exception as error:
            log.exception("job.submit_failed", job_id=job.id, submit_id=job.submit_id)
            return AnswerLost(type(error).__name__)

    async def _heed(self, login: Login, job: Job, answer: Observation) -> Observation:
        """Risk control's no makes the model pause; stored before the job ends with it. A lack of
        credits is told with what is there."""
        answer = await self._shortfalls.heed(login.account, login.credential, answer)
        return await self._pauses.heed(login.account, job.request.model, answer)

    async def _look_up(self, job: Job) -> None:
        login = await self._login(job)
        if not isinstance(login, Login):
            await self._apply(job, login)
            return
        found = await self._backend.find(login.credential, job)
        log.info(
            "job.looked_up",
            job_id=job.id,
            submit_id=job.submit_id,
            found=isinstance(found, Accepted),
        )
        await self._apply(job, self._or_time_up(job, found), login)

    def _or_time_up(self, job: Job, found: Observation) -> Observation:
        """What a look-up found; when it found nothing and the job waited long enough, its end.

        A submission that nobody was asked about yet becomes a question first.
        """
        is_asked = job.state is not JobState.SUBMITTING
        if isinstance(found, Absent) and is_asked and is_over(job, self._clock.now()):
            return TimeUp()
        return found

    async def _check(self, jobs: Sequence[Job]) -> None:
        logins = {job.id: await self._login(job) for job in jobs}
        asked = [job for job in jobs if isinstance(logins[job.id], Login)]
        login = next((login for login in logins.values() if isinstance(login, Login)), None)
        answers = await self._backend.check(login.credential, asked) if login is not None else {}
        for job in jobs:
            blocked = logins[job.id]
            if isinstance(blocked, Login):
                answer = answers.get(job.id, Unreachable("no answer for this job"))
                answer = await self._heed(blocked, job, answer)
                await self._apply_unless_stale(job, answer, login)
            else:
                await self._apply_unless_stale(job, blocked)

    async def _deliver(self, job: Job) -> None:
        folder = self._folder(job)
        if not job.artifacts:
            fetched = await self._backend.fetch(job, folder)
            job = await self._apply(job, fetched, release=False)
            if job.state is not JobState.DELIVERING or not job.artifacts:
                await self._jobs.release(job)
                return
        store = partial(self._apply, release=False)
        while (index := next_part(job)) is not None:
            job = await self._sending.send(job, index, store)
            if job.state.is_final or (job.due_at or 0.0) > self._clock.now():
                break
        await self._jobs.release(job)

    async def _login(self, job: Job) -> Login | LoginMissing | OtherAccount:
        """The login with which this job may go on: one of the account that it was submitted with.

        Another account doesn't know the job. Asked about it there, we would hear that it doesn't
        exist, and might have it paid for a second time.
        """
        account = await self._account_of(job)
        if account is None or not account.alive:
            return LoginMissing()
        if job.submitted_at is not None and account.is_other_than(job.account_identity):
            return OtherAccount()
        credential = await self._accounts.credential(account.id)
        return Login(account, credential) if credential is not None else LoginMissing()

    async def _apply(
        self,
        job: Job,
        observation: Observation,
        login: Login | None = None,
        *,
        release: bool = True,
    ) -> Job:
        """Decide and store, then show. Raises `StaleJobError` when the job changed meanwhile.

        `login` is the one that the service was asked with, if it was asked.
        """
        after = decide(job, observation, self._clock.now())
        if after.failure is not None and not after.failure.region:
            after = replace(after, failure=await self._placed(after, after.failure))
        stored = await self._jobs.apply(job, after, release=release)
        if login is not None and _ends_login(observation):
            await self._mark_dead(login.account)
        if stored.state is not job.state:
            log.info(
                "job.moved",
                job_id=job.id,
                submit_id=job.submit_id,
                before=job.state,
                after=stored.state,
                seen=type(observation).__name__,
                code=stored.failure.code if stored.failure else None,
                log_id=stored.failure.log_id if stored.failure else None,
            )
        self._board.show(stored)
        return stored

    async def _placed(self, job: Job, failure: Failure) -> Failure:
        """The failure with the site that it happened at: it is named, and led to."""
        account = await self._account_of(job)
        return failure if account is None else replace(failure, region=account.region)

    async def _account_of(self, job: Job) -> Account | None:
        """The account that it was asked for."""
        if job.account_name:
            return await self._accounts.named(job.origin.user_id, job.account_name)
        # Asked for before there was any: the one that came since.
        return await self._accounts.of_user(job.origin.user_id)

    async def _apply_unless_stale(
        self, job: Job, observation: Observation, login: Login | None = None
    ) -> None:
        try:
            await self._apply(job, observation, login)
        except StaleJobError:
            await self._leave(job)

    async def _leave(self, job: Job) -> None:
        """Somebody else changed it: what this step saw no longer counts."""
        log.info("job.changed_meanwhile", job_id=job.id)
        if await self._jobs.get(job.id) is None:  # erased: nothing of it may stay behind
            await self._archive.discard(job.id)
        await self._jobs.release(job)

    async def _mark_dead(self, used: Account) -> None:
        """Remember that a login ended, unless the person has replaced it meanwhile."""
        if await self._accounts.lose(used, self._wall_clock()):
            log.warning("account.login_ended", account_id=used.id, user_id=used.user_id)

    async def _stumble(self, jobs: Sequence[Job], error: Exception) -> None:
        """A fault of ours: said loudly, the job kept and tried again later."""
        for job in jobs:
            log.error("job.step_failed", job_id=job.id, state=job.state, exc_info=error)
            current = await self._jobs.get(job.id)
            if current is None:
                await self._leave(job)
                continue
            if current.state.is_final:
                continue
            try:
                await self._apply(current, Unreachable(type(error).__name__))
            except StaleJobError:
                await self._leave(current)

    def _folder(self, job: Job) -> Path:
        return self._data_dir / "results" / job.id


def _ends_login(observation: Observation) -> bool:
    match observation:
        case LoginEnded(failure) | Refused(failure):
            return failure.kind is FailureKind.LOGIN
        case _:
            return False
