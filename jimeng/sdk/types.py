"""What callers get back: frozen values, plain enough to store and to compare."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import APIException, InvalidRequestError


class TokenStatus(StrEnum):
    """Whether a session still works; true when it does."""

    ALIVE = "alive"
    DEAD = "dead"

    def __bool__(self) -> bool:
        return self is TokenStatus.ALIVE


class AccountInfo(Struct, frozen=True):
    """Whether the session works, and the service's number of its account where it tells it."""

    status: TokenStatus
    user_id: str | None = None


class TaskKind(StrEnum):
    """What was asked for; the service is polled a little differently for each."""

    TEXT_TO_IMAGE = "text_to_image"
    SEVERAL_IMAGES = "several_images"
    COMPOSITION = "composition"
    VIDEO = "video"


class TaskState(StrEnum):
    """Where a task stands."""

    MISSING = "missing"
    """No record: not stored yet, or never accepted."""
    QUEUED = "queued"
    """Waiting in the service's queue."""
    RUNNING = "running"
    """Being made."""
    SUCCEEDED = "succeeded"
    """Finished with results, though perhaps fewer than asked."""
    FAILED = "failed"
    """Finished without success; the status carries the error."""
    DELETED = "deleted"
    """Removed from the gallery."""

    @property
    def final(self) -> bool:
        """Whether nothing will change any more."""
        return self in _FINAL


_FINAL = frozenset({TaskState.SUCCEEDED, TaskState.FAILED, TaskState.DELETED})


class Sighting(Struct, frozen=True):
    """What the latest poll saw; some ends can only be told by seeing the same thing twice."""

    raw_status: int
    items: int
    polls: int
    """How many polls in a row saw exactly this."""
    since: float
    """Unix seconds of the first of them."""


class Task(Struct, frozen=True, kw_only=True):
    """One submission, with all that is needed to follow it from any process."""

    submit_id: str
    history_id: str | None = None
    kind: TaskKind
    model: str
    prompt: str
    expected: int
    """How many results were asked for."""
    width: int | None = None
    height: int | None = None
    """Pixels that were asked for, where the wire carries them."""
    seconds: float | None = None
    """Length that was asked for, videos only."""
    seed: int | None = None
    """The seed that was sent, drawn or given; compositions have none."""
    adjusted: tuple[str, ...] = ()
    """What could not be sent as asked, one sentence each."""
    submitted_at: float
    """Unix seconds."""
    first_poll_seconds: float | None = None
    """How long after the submission a first look makes sense, as the acceptance advised."""
    sighting: Sighting | None = None

    def to_json(self) -> str:
        """This task as JSON text, for `from_json`."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> Task:
        """The task that `to_json` wrote; raises InvalidRequestError on anything else."""
        try:
            return msgspec.json.decode(text, type=Task)
        except (msgspec.DecodeError, TypeError, UnicodeError) as error:
            raise InvalidRequestError(f"not a stored task: {error}") from error


class QueueInfo(Struct, frozen=True):
    """The place in the service's queue."""

    position: int
    length: int
    forecast_seconds: float | None = None
    """The service's own guess at the wait; not a price."""


class ImageResult(Struct, frozen=True):
    """One picture; the address is signed and dies at `expires_at` (Unix seconds)."""

    url: str
    width: int | None = None
    height: int | None = None
    format: str | None = None
    expires_at: float | None = None


class VideoResult(Struct, frozen=True):
    """One video; the address is signed and may die at `expires_at` (Unix seconds)."""

    url: str
    width: int | None = None
    height: int | None = None
    format: str | None = None
    expires_at: float | None = None
    seconds: float | None = None
    cover_url: str | None = None
    item_id: str | None = None


Result: TypeAlias = ImageResult | VideoResult


class TaskStatus(Struct, frozen=True, kw_only=True):
    """What one look at a task showed. Keep `task` for the next look: it carries the sighting."""

    task: Task
    state: TaskState
    raw_status: int | None = None
    queue: QueueInfo | None = None
    finished_count: int = 0
    total_count: int = 0
    results: tuple[Result, ...] = ()
    error: APIException | None = None
    next_poll_seconds: float = 0.0
    """When to look again; of no meaning in a final state."""
    differences: tuple[str, ...] = ()
    """Where the results differ from what was asked, one sentence each."""


class ExpiringCredit(Struct, frozen=True):
    """Credits that are gone at a moment; of which source, the service doesn't tell."""

    amount: float
    at: float
    """Unix seconds."""


class CreditDetails(Struct, frozen=True):
    """A balance by source, and what of it expires when, as far as the service tells."""

    gift: float
    purchase: float
    vip: float
    expiring: tuple[ExpiringCredit, ...] = ()


class CreditRecord(Struct, frozen=True):
    """One gain or spending; `submit_id` says which job it was for."""

    amount: float
    created_at: float
    """Unix seconds."""
    title: str
    gained: bool | None
    submit_id: str | None


class CreditHistory(Struct, frozen=True):
    """A page of gains and spendings, newest first; `next_cursor` asks for the page after it."""

    total: float | None
    records: tuple[CreditRecord, ...]
    next_cursor: str | None


class Model(Struct, frozen=True, kw_only=True):
    """What one model can do, for choosing one."""

    name: str
    """What to pass as `model`."""
    key: str
    """The service's own name."""
    title: str = ""
    """What the site calls it, where it was read live."""
    video: bool
    regions: tuple[str, ...]
    ratios: tuple[str, ...]
    resolutions: tuple[str, ...]
    sizes: dict[str, dict[str, tuple[int, int]]] = {}
    """Pixels by resolution and ratio, pictures only."""
    seconds: tuple[int, ...] = ()
    """Lengths that may be asked for, videos only."""
    frames: int = 0
    """How many frames a video may be given: first and last."""
    references: int = 0
    """How many reference inputs it takes at most: pictures, for some video models clips too."""
    smart_ratio: bool = False
    """Whether `intelligentRatio` can be asked for, pictures only."""
    benefit: str | None = None
    """What a job is booked under, videos only."""
    documented: bool = False
    source: str = "built in"
    """`built in` with the date of the catalogue, or `live`."""


class Download(Struct, frozen=True):
    """A file that was fetched: size in bytes, digest in hex, format told from its content."""

    path: Path
    size: int
    sha256: str
    format: str | None
