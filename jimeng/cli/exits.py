"""Exit codes: what a script may do next."""

from __future__ import annotations

from enum import IntEnum

from jimeng.sdk.lib.exceptions.api_exception import (
    APIException,
    AuthenticationError,
    ContentRefusedError,
    GenerationTimeoutError,
    InsufficientCreditError,
    InvalidRequestError,
    PermissionDeniedError,
    RateLimitError,
    RiskControlError,
    ServerError,
    SubmissionUnknownError,
    TransportError,
    UnexpectedReplyError,
)


class Exit(IntEnum):
    """The exit codes."""

    DONE = 0
    FAILED = 1
    NOT_ALLOWED = 2
    LOGIN = 3
    CREDIT = 4
    CONTENT = 5
    REFUSED = 6
    TROUBLE = 7
    UNFINISHED = 8
    INTERRUPTED = 130


MEANINGS = {
    Exit.DONE: "done",
    Exit.FAILED: "the service failed, for a reason of its own, or the disk did",
    Exit.NOT_ALLOWED: "the request is not allowed as it is",
    Exit.LOGIN: "the session is dead: log in again",
    Exit.CREDIT: "not enough credit",
    Exit.CONTENT: "refused by moderation: change the text or the picture",
    Exit.REFUSED: "rate limit, risk control or no permission: later, or on the website",
    Exit.TROUBLE: "network or service in trouble: later",
    Exit.UNFINISHED: "still running or unknown: resume it",
    Exit.INTERRUPTED: "interrupted by Ctrl-C: resume it",
}

_BY_ERROR: tuple[tuple[type[APIException], Exit], ...] = (
    (InvalidRequestError, Exit.NOT_ALLOWED),
    (AuthenticationError, Exit.LOGIN),
    (InsufficientCreditError, Exit.CREDIT),
    (ContentRefusedError, Exit.CONTENT),
    (RateLimitError, Exit.REFUSED),
    (RiskControlError, Exit.REFUSED),
    (PermissionDeniedError, Exit.REFUSED),
    (GenerationTimeoutError, Exit.UNFINISHED),
    (SubmissionUnknownError, Exit.UNFINISHED),
    (TransportError, Exit.TROUBLE),
    (ServerError, Exit.TROUBLE),
    (UnexpectedReplyError, Exit.TROUBLE),
)


def exit_for(error: APIException) -> Exit:
    """The exit code of an error."""
    return next((code for kind, code in _BY_ERROR if isinstance(error, kind)), Exit.FAILED)
