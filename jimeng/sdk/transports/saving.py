"""Writing a fetched body to disk: limits, digest, and a file that appears whole or not at all."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from jimeng.sdk.lib.exceptions.api_exception import (
    InvalidRequestError,
    TransportTimeoutError,
    UnexpectedReplyError,
)
from jimeng.sdk.protocol.formats import HEAD_BYTES
from jimeng.sdk.protocol.messages import Save, Saved

# Asked for on every fetch: the bytes on the wire are the file, and a length means what it says.
IDENTITY = {"accept": "*/*", "accept-encoding": "identity"}


class Sink:
    """A temporary file beside its destination; `finish` moves it there, else it is removed."""

    def __init__(self, effect: Save) -> None:
        self._effect = effect
        self._deadline = time.monotonic() + effect.max_seconds
        self._digest = hashlib.sha256()
        self._size = 0
        self._head = b""

    def __enter__(self) -> Sink:
        target = Path(self._effect.path)
        self._file = tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=f".{target.name}.", suffix=".part", delete=False
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        with suppress(FileNotFoundError):
            Path(self._file.name).unlink()

    def accept(self, headers: Mapping[str, str]) -> None:
        """Check the headers before the body; raises on a body that is too large or encoded."""
        if headers.get("content-encoding", "identity").lower() != "identity":
            raise UnexpectedReplyError("the file came encoded, though it was asked for as it is")
        length = headers.get("content-length", "")
        if length.isdecimal():
            self._check_size(int(length))

    def write(self, chunk: bytes) -> None:
        """Take the next part of the body."""
        self._check_size(self._size + len(chunk))
        if time.monotonic() > self._deadline:
            raise TransportTimeoutError(f"the file took over {self._effect.max_seconds:.0f} s")
        if len(self._head) < HEAD_BYTES:
            self._head = (self._head + chunk)[:HEAD_BYTES]
        self._size += len(chunk)
        self._digest.update(chunk)
        self._file.write(chunk)

    def finish(self, status: int, headers: Mapping[str, str]) -> Saved:
        """Put the file in its place."""
        self._file.close()
        Path(self._file.name).replace(self._effect.path)
        return Saved(status, headers, self._size, self._digest.hexdigest(), self._head)

    def _check_size(self, size: int) -> None:
        if size > self._effect.max_bytes:
            raise InvalidRequestError(f"the file is larger than {self._effect.max_bytes} bytes")


def refused(status: int, headers: Mapping[str, str]) -> Saved:
    """What is told of an answer other than 200: nothing was written."""
    return Saved(status, headers, 0, "", b"")
