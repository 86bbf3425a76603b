"""What the services need from the world. Each port has two implementations: the real and a fake.

Stores pass the contract suite in `tests/contract`; every method is atomic and durable when it
returns.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from bot.domain.accounts import Account, Balance, Claim, Credential, Probe
from bot.domain.albums import Album, AlbumPart, Fate
from bot.domain.commands import Note
from bot.domain.ids import AccountId, JobId, MessageId, UserId
from bot.domain.jobs import Job, JobState, Origin
from bot.domain.observations import LoginEnded, Observation, Refused, Unreachable


class StorageError(Exception):
    """The store can't do it: disk full, held by another program, damaged, closed.

    Nothing was written, except that after a failed write to the disk itself the stored state has
    to be read again. The text names no secret.
    """


class StaleJobError(Exception):
    """The job changed since it was read: read it again and decide again."""


COMPANION_SECONDS = 2.0
"""RUNNING jobs of one account due this close to each other are asked about together."""


class Clock(Protocol):
    """The time that jobs live in; TIME_SCALE makes it run faster."""

    def now(self) -> float:
        """Unix seconds."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait this many of the clock's seconds."""
        ...


class JobStore(Protocol):
    """The jobs. `apply` writes what the worker decides; a person's own marks
    (`status_message_id`, `is_muted`) are written by methods of their own and survive it."""

    async def add(self, job: Job) -> tuple[Job, bool]:
        """Store a new job; (job, True), or the one that this chat and message made before, False.

        A job id already in use raises `StaleJobError`: the caller draws another.
        """
        ...

    async def get(self, job_id: JobId) -> Job | None: ...

    async def of_user(
        self, user_id: UserId, states: Collection[JobState], *, limit: int = 50
    ) -> Sequence[Job]:
        """A person's latest `limit` jobs in these states, oldest of them first."""
        ...

    async def claim_due(
        self, now: float, *, owner: str, lease_until: float, limit: int, running_per_account: int
    ) -> Sequence[Job]:
        """Take leases on due jobs nobody holds (or whose lease lapsed), oldest due first.

        Each claimed job gets a new version, so whoever held it before can no longer apply.
        A person has one account for now, and a QUEUED job may not name it yet; so it is passed over
        while its person has `running_per_account` jobs in SUBMITTING, UNCERTAIN, RUNNING, or QUEUED
        under somebody's lease (jobs claimed in the same call counted). Of a person's QUEUED jobs
        those that are due go in order of creation, each as urgent as the most overdue behind it.
        When a RUNNING job of an account is claimed, that account's other free RUNNING jobs due
        within `COMPANION_SECONDS` come along, beyond `limit` and after the rest, so that one
        request can ask for all of them.
        """
        ...

    async def apply(self, before: Job, after: Job, *, release: bool = True) -> Job:
        """Replace `before` by `after`; gives it back with its new version.

        With `release` the lease ends; without, a lease that somebody holds stays: for the worker's
        next step in hand, and for whoever changes a job that the worker may hold (a person's
        cancel), so that no second step begins beside the one in flight.
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
        """How many QUEUED, SUBMITTING and RUNNING jobs of the same person were made before it."""
        ...

    async def count_by_state(self) -> Mapping[JobState, int]: ...


class AccountStore(Protocol):
    """Linked accounts and their secrets, encrypted at rest and bound to person and account.

    The id of an account is never given to another one, not even after it was unlinked.
    """

    async def link(self, account: Account, credential: Credential) -> Account:
        """Store the person's account (one a person for now), replacing an earlier one's data and
        secret under the same id, so that its jobs go on.

        `account.id` is ignored and `credential.kind` holds; the stored account comes back.
        """
        ...

    async def of_user(self, user_id: UserId) -> Account | None: ...

    async def get(self, account_id: AccountId) -> Account | None: ...

    async def credential(self, account_id: AccountId) -> Credential | None:
        """The plain secret, or None when there is none or its key is lost."""
        ...

    async def mark(self, account_id: AccountId, *, alive: bool, checked_at: float) -> None: ...

    async def unlink(self, user_id: UserId) -> bool:
        """Erase the account and its secret; False when there was none."""
        ...


class ClaimStore(Protocol):
    """One claim of daily credits a day and account, the intent stored before the call.

    `claimant` is `Account.claimant`: it outlives logins, and people may share an account.
    """

    async def begin(self, claimant: str, day: date, now: float) -> bool:
        """True for the one who may claim this day; False when a claim was begun before, or when
        there is no such account."""
        ...

    async def finish(self, claimant: str, day: date, claim: Claim) -> None:
        """Store what the claim came to; no effect if it was never begun."""
        ...

    async def of_day(self, claimant: str, day: date) -> Claim | None:
        """That day's claim; begun and never finished counts as UNKNOWN (`at` tells when it was
        begun); None if none was begun."""
        ...


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


class Speaker(Protocol):
    """Says sentences to people, in reply to the message that an origin names."""

    async def say(self, origin: Origin, notes: Sequence[Note]) -> float | None:
        """Say these lines in one message; never raises for what Telegram answers.

        Gives the seconds after which it may be said again because it surely was not, or None: it
        was said, or there is no use in trying again.
        """
        ...


class GenerationBackend(Protocol):
    """The service that makes pictures and videos. Nothing here raises for what the service says:
    it comes back as an observation."""

    async def submit(
        self, credential: Credential, job: Job, pictures: Sequence[Path]
    ) -> Observation:
        """Send the job under its submit_id, once: Accepted, NotSent, AnswerLost or Refused."""
        ...

    async def find(self, credential: Credential, job: Job) -> Observation:
        """Look the submit_id up: Accepted, Absent, LoginEnded or Unreachable."""
        ...

    async def check(
        self, credential: Credential, jobs: Sequence[Job]
    ) -> Mapping[JobId, Observation]:
        """Ask for all these jobs of one account at once: an observation for each."""
        ...

    async def fetch(self, job: Job, folder: Path) -> Observation:
        """Bring the results to the folder: Fetched, AddressesExpired, Unreachable or Refused."""
        ...

    def read_secret(self, text: str) -> Credential:
        """The credential that a person's text names.

        Raises `UserError` (login-empty, login-has-proxy, login-malformed); the text is not quoted.
        """
        ...

    async def probe(self, credential: Credential) -> Probe:
        """Whether the secret works, and for which region."""
        ...

    async def balance(self, credential: Credential) -> Balance | LoginEnded | Unreachable: ...

    async def claim_credits(self, credential: Credential) -> Claim:
        """Ask for the day's credits, once; never raises."""
        ...


class Notifier(Protocol):
    """Tells people. Texts, languages and the pace of messages are its business."""

    def wait_before_showing(self, job: Job) -> float:
        """Seconds of real time until a change of this job may be shown, 0 for at once."""
        ...

    async def show_status(self, job: Job) -> MessageId | None:
        """Bring the job's status message up to date; gives its id when one was newly sent.

        Does nothing while `wait_before_showing` is above 0.
        """
        ...

    async def send_part(self, job: Job, part: int, *, folder: Path) -> Observation:
        """Send one part of the results: Sent, SendDelayed, SendDoubtful or SendRefused."""
        ...


class PictureSource(Protocol):
    """Brings the pictures that people sent to our disk."""

    async def fetch(self, job: Job, folder: Path) -> Sequence[Path] | Unreachable | Refused: ...
