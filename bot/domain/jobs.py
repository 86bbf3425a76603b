"""A job: one request of one person, durable, with a state. Frozen; a change makes a new one."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.grammar.results import Note
from bot.domain.ids import AccountId, ChatId, JobId, MessageId, SubmitId, UserId
from bot.domain.lineage import Cause, Lineage, caused_by_message
from bot.domain.receipts import Receipt
from bot.domain.requests import GenerationRequest


class JobState(StrEnum):
    """Where a job stands: a fact about the job, not about our code."""

    DRAFTED = "drafted"  # its receipt is open, nothing decided
    QUEUED = "queued"  # waits for a slot of its account; nothing sent yet
    NEEDS_LOGIN = "needs_login"  # waits for its person to link an account
    SUBMITTING = "submitting"  # the intent is stored; the service may or may not have it
    UNCERTAIN = "uncertain"  # looked up and absent; the person is asked
    RUNNING = "running"  # the service has accepted it
    DELIVERING = "delivering"  # finished there; being fetched and sent
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"  # waited longer than a person could care

    @property
    def is_final(self) -> bool:
        return self in FINAL_STATES


FINAL_STATES = frozenset(
    {JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED}
)
ACTIVE_STATES = frozenset(JobState) - FINAL_STATES

TOLD_STATES = FINAL_STATES | {JobState.NEEDS_LOGIN, JobState.UNCERTAIN}
"""States that the person must hear of: the ends, and what nobody but them can move."""


class FailureKind(StrEnum):
    """Why something was refused or ended: the class decides what the person can do next."""

    LOGIN = "login"
    OTHER_ACCOUNT = "other_account"
    CREDIT = "credit"
    CONTENT = "content"
    RATE = "rate"
    RISK = "risk"
    PAUSED = "paused"  # risk control refused the model before, and it is left alone for now
    FORBIDDEN = "forbidden"
    PARAMETERS = "parameters"
    INPUT = "input"  # a picture of the person's can't be had or can't be sent
    HEIF = "heif"  # an iPhone picture that could not be converted
    LINK = "link"  # what a person's link leads to can't be had
    GENERATION = "generation"
    UNCLASSIFIED = "unclassified"
    UPSTREAM = "upstream"
    HELD = "held"  # an operator holds it up; `detail` is their reason
    RESULT_LOST = "result_lost"
    DELIVERY = "delivery"
    PRIVATE_CHAT = "private_chat"  # made, and the private chat it is for can't be written to
    TOO_LARGE = "too_large"  # made, and larger than a bot may send


class Reviewed(StrEnum):
    """What content review was about, where the service's code tells."""

    TEXT = "text"
    PICTURE = "picture"
    RESULT = "result"


class Charged(StrEnum):
    """Whether credits were spent, as far as it is known."""

    NO = "no"
    YES = "yes"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What went wrong. `code` and `log_id` are the service's own, for the small print.

    `picture` is the number of the input it was about, from 1; `size` that of a file and `limit`
    what may be sent, in bytes; `until` the Unix second before which it makes no sense to ask again;
    `region` the site that said so; `balance` the credits that were there, read at that moment.
    """

    kind: FailureKind
    charged: Charged
    code: str | None = None
    log_id: str | None = None
    detail: str = ""
    picture: int | None = None
    size: int | None = None
    limit: int | None = None
    until: float | None = None
    region: str = ""
    reviewed: Reviewed | None = None
    balance: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What went over the wire: results, pixels, seconds. None where the wire doesn't carry it."""

    count: int | None = None
    width: int | None = None
    height: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What the service tells of a running job. Only what it really said; None is "not told".

    `expected` is what it was told itself, to hold the results against.
    """

    queue_position: int | None = None
    queue_length: int | None = None
    forecast_seconds: float | None = None
    finished: int = 0
    total: int | None = None
    expected: Expected | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteResult:
    """A finished picture or video at the service. Its address expires."""

    url: str
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    format: str | None = None
    cover_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A result fetched to our disk, bytes as the service delivered them.

    `path` is relative to the data directory; `size` in bytes; `sha256` of the file in hex.
    """

    index: int
    path: str
    size: int
    sha256: str
    format: str
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    cover_path: str | None = None
    codec: str | None = None
    """How a film's pictures are coded, as its file says: `avc1`, `hvc1`."""

    @property
    def is_hevc(self) -> bool:
        """Whether it is H.265, which not every player shows."""
        return self.codec in {"hvc1", "hev1"}


class PartKind(StrEnum):
    """One call of Telegram's that carries results."""

    PREVIEWS = "previews"  # an album of photos (or one photo)
    FILES = "files"  # originals as documents
    VIDEO = "video"
    CONTROL = "control"  # what can be done with an album, which can't carry buttons itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One send of a delivery; sent when Telegram's message ids are known.

    `attempts` is counted before each send, `doubts` after one that got no answer. An attempt
    without either was cut off by the process's death.
    """

    kind: PartKind
    indexes: tuple[int, ...]
    attempts: int = 0
    doubts: int = 0
    message_ids: tuple[int, ...] = ()
    is_given_up: bool = False
    """Telegram won't take it, or it was sent too often without an answer."""
    oversize: int | None = None
    """Bytes of a file that is larger than Telegram takes from a bot; `limit` is what it takes."""
    limit: int | None = None

    @property
    def is_settled(self) -> bool:
        return bool(self.message_ids) or self.is_given_up

    @property
    def is_doubtful(self) -> bool:
        """A send was begun and its answer never stored: it may have arrived."""
        return self.attempts > 0 and not self.message_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a request came from, and so where its answers go."""

    user_id: UserId
    chat_id: ChatId
    message_id: MessageId
    thread_id: int | None = None
    is_private: bool = True
    language: str = "en"
    name: str = field(default="", compare=False)
    """What the person is called; known while their message is handled, and not stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One request and everything known of it. Times are Unix seconds of the bot's clock."""

    id: JobId
    origin: Origin
    request: GenerationRequest
    state: JobState
    submit_id: SubmitId
    created_at: float
    state_since: float
    due_at: float | None
    version: int = 0
    cause: Cause | None = None
    """What made it, for two updates that say the same; None for the message of its origin."""
    lineage: Lineage | None = None
    receipt: Receipt = field(default_factory=Receipt)
    cost: int | None = None
    """Credits that it really took, told by the service's own history; None is "not known"."""
    account_name: str = ""
    """Which of its person's accounts it was asked for, and waits for; empty where they had none:
    the next one that they link takes it over."""
    account_id: AccountId | None = None
    """The account that the latest submission was made with."""
    account_identity: str = ""
    """Whose account the latest submission was made with; see `Account.identity`."""
    attempt: int = 0
    """Tries in a row that brought the job no further."""
    trouble_since: float | None = None
    """When the present row of such tries began."""
    submitted_at: float | None = None
    """When the latest submission was begun, or its answer lost; None while the service surely has
    nothing of it."""
    finished_at: float | None = None
    remote: str | None = None
    progress: Progress | None = None
    results: tuple[RemoteResult, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    parts: tuple[Part, ...] = ()
    failure: Failure | None = None
    adjusted: tuple[str | Note, ...] = ()
    """What could not be sent as asked; a text where only the service's library has words for it."""
    status_message_id: MessageId | None = None
    is_muted: bool = False
    """The person stopped waiting: fetch and keep the result, send nothing."""

    @property
    def goes_private(self) -> bool:
        """It was asked for in a group, and its results are for its person's private chat alone."""
        return self.request.send_privately and not self.origin.is_private

    @property
    def is_personal(self) -> bool:
        """Nobody but its person is to see it: asked for in private, or to be sent there."""
        return self.origin.is_private or self.goes_private

    @property
    def lacks_account(self) -> bool:
        """Its person had no account to pay it with, and none has taken it over since."""
        return self.receipt.needs_login and not self.account_name and self.account_id is None

    @property
    def question(self) -> str:
        """Names what its person is asked while it waits for them: a button that was drawn for one
        question, or a tap that is handled again, answers no later one."""
        return f"{self.state_since:.0f}"

    @property
    def made_by(self) -> Cause:
        """What made it, by its full name."""
        return self.cause or caused_by_message(self.origin.chat_id, self.origin.message_id)
