"""Why something was not fetched. No text holds a path or a query: result addresses are signed."""

from __future__ import annotations


class FetchError(Exception):
    """Nothing was fetched; the same address may do later. `retry_after` in seconds, if told."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ForbiddenAddressError(FetchError):
    """The address leads, or may lead, into a network that is not the public one."""


class GoneError(FetchError):
    """The address no longer works: a signed one dies after a while."""


class UnusableAnswerError(FetchError):
    """Something answered, but not with a file as it was asked for."""


class TooLargeError(FetchError):
    """The file is beyond the limit; `size` in bytes as far as it is known, at least."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"{size} bytes or more, {limit} at most")
        self.size = size
