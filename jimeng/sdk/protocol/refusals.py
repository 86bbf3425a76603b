"""Refusal codes and the errors they mean (protocol notes, section 12).

Order of decision: the machine key, which is the most stable; then the code; then words in the
text; then a general failure that keeps everything that was said.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import (
    APIException,
    AuthenticationError,
    Charged,
    ContentRefusedError,
    GenerationFailedError,
    InsufficientCreditError,
    InvalidRequestError,
    PermissionDeniedError,
    RateLimitError,
    RiskControlError,
    ServerError,
    UnexpectedReplyError,
)


class Refusal(Struct, frozen=True):
    """Everything that an answer or a record says about why not."""

    code: str | None = None
    message: str = ""
    key: str = ""
    http_status: int | None = None
    log_id: str | None = None
    submit_id: str | None = None
    history_id: str | None = None
    retry_after: float | None = None


_BY_KEY: tuple[tuple[str, type[APIException]], ...] = (
    ("violate", ContentRefusedError),
    ("sensitive", ContentRefusedError),
    ("risk_control", RiskControlError),
    # The daily limit's key may hold the word credit too, so it is asked for first.
    ("daily_usage_limit", RateLimitError),
    ("credit", InsufficientCreditError),
)

_BY_CODE: dict[str, type[APIException]] = {
    code: error
    for error, codes in (
        (AuthenticationError, "1015 34010105"),
        (InsufficientCreditError, "1006 5000 5001"),
        (RateLimitError, "121101 1310 1 1010 1057 2014 2020 10020"),
        (RiskControlError, "1019 -6 -4 4013 1018 1021 2035"),
        (
            ContentRefusedError,
            "2003 2004 2005 1063 1159 2048 2050 2038 2041 2040 2042 2043",
        ),
        (GenerationFailedError, "100402 5002"),
        (PermissionDeniedError, "3000 3018 3021 4003 4010"),
        (InvalidRequestError, "1000 1001 1002 2008 4002 1161 1162"),
        (ServerError, "3020"),
    )
    for code in codes.split()
}

UNCLASSIFIED = frozenset({"4001", "2039", "2047"})
"""Public sources contradict each other here; only a key or the text may decide."""

_SYSTEM_BUSY = "1014"
_DAILY_QUOTA = "121101"
_PREDEDUCT_FAILED = "5001"

_BY_WORD: tuple[tuple[str, type[APIException]], ...] = (
    ("积分", InsufficientCreditError),
    ("登录", AuthenticationError),
    ("login", AuthenticationError),
    ("违规", ContentRefusedError),
    ("不符合", ContentRefusedError),
    ("频繁", RateLimitError),
    ("shark", RiskControlError),
)

_BY_STATUS: dict[int, type[APIException]] = {
    401: AuthenticationError,
    403: RiskControlError,
    429: RateLimitError,
}

KNOWN_CODES = frozenset(_BY_CODE) | UNCLASSIFIED | {_SYSTEM_BUSY}


Call = Literal["commerce", "generation", "other"]
"""What was refused: a code may mean different things, and only a generation can fail as one."""


def error_class(refusal: Refusal, call: Call) -> type[APIException]:
    """The class of error that a refusal means."""
    failed = GenerationFailedError if call == "generation" else APIException
    key = refusal.key.lower()
    for part, error in _BY_KEY:
        if part in key:
            return error
    if refusal.code == _SYSTEM_BUSY:
        # "system busy" at the commerce host, "sign error" in the site's own table elsewhere.
        busy = call == "commerce" or "busy" in refusal.message.lower()
        return ServerError if busy else failed
    if refusal.code in _BY_CODE:
        return _BY_CODE[refusal.code]
    text = refusal.message.lower()
    for word, error in _BY_WORD:
        if word in text:
            return error
    if refusal.code in UNCLASSIFIED:
        return APIException
    return failed


def refused(refusal: Refusal, call: Call, *, charged: Charged = "no") -> APIException:
    """The error to raise for a refusal that came as an answer or stands in a record."""
    error = error_class(refusal, call)
    said = refusal.message or refusal.key
    text = (error.__doc__ or "").strip().splitlines()[0]
    return error(
        f"{text} The service said: {said}" if said else text,
        code=refusal.code,
        key=refusal.key or None,
        http_status=refusal.http_status,
        log_id=refusal.log_id,
        submit_id=refusal.submit_id,
        history_id=refusal.history_id,
        retryable=_retryable(refusal.code),
        retry_after=refusal.retry_after,
        charged=charged,
    )


def _retryable(code: str | None) -> bool | None:
    """Where the code says more than its class; None leaves it to the class."""
    if code == _DAILY_QUOTA:
        return False
    # Seen with too many queued tasks: later, the same request may well pass.
    return True if code == _PREDEDUCT_FAILED else None


def refused_status(refusal: Refusal) -> APIException:
    """The error for an HTTP status that no envelope explains."""
    status = refusal.http_status or 0
    error = _BY_STATUS.get(status, ServerError if status >= 500 else UnexpectedReplyError)
    return error(
        f"The service answered with HTTP status {status}",
        code=refusal.code,
        http_status=status,
        log_id=refusal.log_id,
        retryable=error is RateLimitError or status >= 500,
        retry_after=refusal.retry_after,
        charged="unknown" if status >= 500 else "no",
    )
