"""What one step learned about a job. The state machine decides what follows from it.

Each says only what was seen, never what should happen; `transitions.decide` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.grammar.results import Note
from bot.domain.ids import AccountId
from bot.domain.jobs import Artifact, Failure, Progress, RemoteResult
from bot.domain.receipts import Receipt
from bot.domain.requests import GenerationRequest
from bot.domain.results import SentFile


@dataclass(frozen=True, slots=True)
class SubmissionBegins:
    """The worker is about to submit for this account; to be stored before anything is sent."""

    account_id: AccountId
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The service took it. `remote` is the backend's own note with which it finds the job again."""

    remote: str
    next_check: float
    adjusted: tuple[str | Note, ...] = ()


@dataclass(frozen=True, slots=True)
class NotSent:
    """The submission surely never reached the service: no connection was made."""

    detail: str


@dataclass(frozen=True, slots=True)
class Held:
    """An operator's pause holds the job up before anything of it is sent."""

    reason: str


@dataclass(frozen=True, slots=True)
class AnswerLost:
    """The submission may or may not have reached the service."""

    detail: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The service said no, to the submission itself or, later, in the record of the job.

    A question that was refused says nothing about the job: see `LoginEnded` and `Unreachable`.
    """

    failure: Failure
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """Looked up by submit_id: the service has no such job."""


@dataclass(frozen=True, slots=True)
class StillRunning:
    """Accepted and not finished; look again in `next_check` seconds."""

    remote: str
    progress: Progress
    next_check: float


@dataclass(frozen=True, slots=True)
class RecordMissing:
    """The service has no record of a job that it once accepted."""

    remote: str
    next_check: float


@dataclass(frozen=True, slots=True)
class Finished:
    """The results are ready at the service."""

    remote: str
    results: tuple[RemoteResult, ...]
    progress: Progress


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A question that may be repeated got no usable answer."""

    detail: str
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """All results are on our disk."""

    artifacts: tuple[Artifact, ...]


@dataclass(frozen=True, slots=True)
class AddressesExpired:
    """The results' addresses no longer work; the record must be asked for fresh ones."""


@dataclass(frozen=True, slots=True)
class SendBegins:
    """The worker is about to send this part; to be stored before anything is sent."""

    part: int


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took the part and named its messages, and the files in them."""

    part: int
    message_ids: tuple[int, ...]
    files: tuple[SentFile, ...] = ()


@dataclass(frozen=True, slots=True)
class SendDelayed:
    """Telegram surely did not take the part (429, no connection); send it again later."""

    part: int
    detail: str
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class SendDoubtful:
    """The send got no answer; the part may have arrived."""

    part: int
    detail: str


@dataclass(frozen=True, slots=True)
class SendRefused:
    """Telegram will never take the part as it is (blocked, chat gone, file refused).

    `oversize` is the size in bytes of a file that is larger than a bot may send, `limit` what it
    may, where that is known; `is_closed` when it is the private chat that can't be written to.
    """

    part: int
    detail: str
    oversize: int | None = None
    limit: int | None = None
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class LoginMissing:
    """There is no account with which this job could go on."""


@dataclass(frozen=True, slots=True)
class OtherAccount:
    """The person is logged in, but to another account than the one the job was submitted with."""


@dataclass(frozen=True, slots=True)
class LoginEnded:
    """A question about the job was refused because the login has ended."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class LoginRestored:
    """The person linked an account."""


@dataclass(frozen=True, slots=True)
class CancelAsked:
    """The person wants the job gone."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """The person read the receipt and wants the job sent."""


@dataclass(frozen=True, slots=True)
class Amended:
    """The person changed what they ask for while the receipt is open.

    `account_name` is the account that they ask for now; empty where they have none.
    """

    request: GenerationRequest
    receipt: Receipt
    account_name: str = ""


@dataclass(frozen=True, slots=True)
class SendAgainAsked:
    """The person was asked about an uncertain submission and wants it sent again."""


@dataclass(frozen=True, slots=True)
class TimeUp:
    """Nothing to do but look at the clock."""


Observation = (
    SubmissionBegins
    | Accepted
    | NotSent
    | Held
    | AnswerLost
    | Refused
    | Absent
    | StillRunning
    | RecordMissing
    | Finished
    | Unreachable
    | Fetched
    | AddressesExpired
    | SendBegins
    | Sent
    | SendDelayed
    | SendDoubtful
    | SendRefused
    | LoginMissing
    | OtherAccount
    | LoginEnded
    | LoginRestored
    | CancelAsked
    | Agreed
    | Amended
    | SendAgainAsked
    | TimeUp
)
