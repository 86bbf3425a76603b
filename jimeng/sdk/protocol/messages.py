"""What a flow may ask for, and what it gets back.

A flow is a generator. It yields an effect, a driver performs it and sends the answer in (or throws
the exception that came of it). House rules: always go through the helpers below by `yield from`,
which keeps the answers typed; never yield inside `finally`, so that closing a flow just ends it;
time, ids and chance are arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import Protocol, TypeAlias, TypeVar

from msgspec import Struct

T = TypeVar("T")


class Material(Protocol):
    """An input that is open and was looked at: what goes up, wherever its bytes are.

    The flow that opened it closes it. `note` says what could not be done to it, if anything.
    """

    size: int
    crc32: str
    format: str | None
    width: int
    height: int
    note: str | None

    def close(self) -> None:
        """Let the file go; may be called twice."""


class HTTPRequest(Struct, frozen=True):
    """One request, complete: the transport adds nothing that the service reads."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | Material | None = None

    def __repr__(self) -> str:
        # Headers hold the session, so they never show.
        return f"HTTPRequest({self.method} {self.url.partition('?')[0]})"


class HTTPResponse(Struct, frozen=True):
    """One answer, read to its end; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Wait(Struct, frozen=True):
    """Let `seconds` pass."""

    seconds: float


class Warn(Struct, frozen=True):
    """Tell the caller, by a JimengWarning, that something could not be sent as asked."""

    text: str


class Report(Struct, frozen=True):
    """Call the caller's own function; what it returns is awaited if it can be."""

    call: Callable[[], object]


class Save(Struct, frozen=True):
    """Fetch an address into a file, replacing it only when the whole body is there."""

    url: str
    path: str
    max_bytes: int
    max_seconds: float


class Saved(Struct, frozen=True):
    """What `Save` wrote: size in bytes, digest in hex, and the first bytes of the content."""

    status: int
    headers: Mapping[str, str]
    size: int
    sha256: str
    head: bytes


class Open(Struct, frozen=True):
    """Open an input, check it by content, and make it ready for upload.

    `source` is the bytes themselves or the path of a file. A clip is taken as it is; a picture
    must be one that the service takes, its location data is blanked, and it is set upright.
    """

    source: bytes | str
    clip: bool = False

    def __repr__(self) -> str:
        kind = "clip" if self.clip else "picture"
        where = "memory" if isinstance(self.source, bytes) else "a file"
        return f"Open({kind} in {where})"


class Fetch(Struct, frozen=True):
    """Download an input first, within limits, then open it as `Open` does."""

    url: str
    max_bytes: int
    max_seconds: float
    clip: bool = False


Effect: TypeAlias = HTTPRequest | Wait | Warn | Report | Save | Open | Fetch
Answer: TypeAlias = HTTPResponse | Saved | Material | None
Flow: TypeAlias = Generator[Effect, Answer, T]


def send(request: HTTPRequest) -> Flow[HTTPResponse]:
    """Send a request once and return its answer; raises TransportError."""
    answer = yield request
    if not isinstance(answer, HTTPResponse):
        raise TypeError(f"the driver answered a request with {type(answer).__name__}")
    return answer


def wait(seconds: float) -> Flow[None]:
    """Let time pass."""
    yield Wait(seconds)


def warn(text: str) -> Flow[None]:
    """Warn the caller."""
    yield Warn(text)


def report(call: Callable[[], object]) -> Flow[None]:
    """Run the caller's function."""
    yield Report(call)


def open_input(effect: Open | Fetch) -> Flow[Material]:
    """Open an input; raises InvalidRequestError for what cannot be sent, TransportError."""
    answer = yield effect
    if answer is None or isinstance(answer, HTTPResponse | Saved):
        raise TypeError(f"the driver answered an input with {type(answer).__name__}")
    return answer


def save(effect: Save) -> Flow[Saved]:
    """Fetch into a file; raises TransportError, and InvalidRequestError beyond the limits."""
    answer = yield effect
    if not isinstance(answer, Saved):
        raise TypeError(f"the driver answered a download with {type(answer).__name__}")
    return answer
