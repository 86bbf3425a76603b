"""Limits on a body while it comes in: no encoding, not too large, not for too long."""

from __future__ import annotations

import time
from collections.abc import Mapping

from jimeng.sdk.lib.exceptions.api_exception import (
    InvalidRequestError,
    TransportTimeoutError,
    UnexpectedReplyError,
)

# Asked for on every fetch: the bytes on the wire are the file, and a length means what it says.
IDENTITY = {"accept": "*/*", "accept-encoding": "identity"}


class Meter:
    """Counts what comes in and raises at the limits; the time counts from its making."""

    def __init__(self, max_bytes: int, max_seconds: float) -> None:
        self._max_bytes = max_bytes
        self._max_seconds = max_seconds
        self._deadline = time.monotonic() + max_seconds
        self.size = 0

    def accept(self, headers: Mapping[str, str]) -> None:
        """Check the headers before the body."""
        if headers.get("content-encoding", "identity").lower() != "identity":
            raise UnexpectedReplyError("the file came encoded, though it was asked for as it is")
        length = headers.get("content-length", "")
        if length.isdecimal():
            self._check(int(length))

    def count(self, chunk: bytes) -> None:
        """Take note of the next part of the body."""
        self.size += len(chunk)
        self._check(self.size)
        if time.monotonic() > self._deadline:
            error = TransportTimeoutError(f"the file took over {self._max_seconds:.0f} s")
            # The limit is on the whole: another try would only double it.
            error.retryable = False
            raise error

    def _check(self, size: int) -> None:
        if size > self._max_bytes:
            raise InvalidRequestError(f"the file is larger than {self._max_bytes} bytes")
