"""Every error of the SDK, sorted by what a caller does next.

    APIException                     catch this one and you have caught them all
    ├── InvalidRequestError          change the request; mostly nothing was sent
    ├── AuthenticationError          the session is dead: log in again
    ├── InsufficientCreditError      not enough credit
    ├── ContentRefusedError          moderation: change the text or the picture
    ├── RateLimitError               too often, too many at once, or today's quota is used up
    ├── RiskControlError             risk control: never retried, never worked around
    ├── PermissionDeniedError        this account, region or client version may not
    ├── GenerationFailedError        the service tried and failed
    ├── GenerationTimeoutError       still running when the wait ended: resume with submit_id
    ├── SubmissionUnknownError       the answer to a submission was lost: look it up with submit_id
    ├── ServerError                  the service is in trouble: later is better
    ├── UnexpectedReplyError         an answer that does not fit the protocol
    └── TransportError               no usable answer came back
        └── TransportTimeoutError    … because it took too long

A code on which public sources contradict each other raises APIException itself, code kept, rather
than a guess (protocol notes, section 12).
"""

from __future__ import annotations

from typing import ClassVar, Literal

Charged = Literal["no", "yes", "unknown"]
"""Whether the call cost credit, as far as can be known. What fails on the way to a submission, as
an upload does, is always "no"."""


class APIException(Exception):
    """The service refused, or the call could not be completed."""

    default_retryable: ClassVar[bool] = False
    default_charged: ClassVar[Charged] = "unknown"

    def __init__(
        self,
        message: str | None = None,
        *,
        code: str | None = None,
        key: str | None = None,
        http_status: int | None = None,
        log_id: str | None = None,
        submit_id: str | None = None,
        history_id: str | None = None,
        retryable: bool | None = None,
        retry_after: float | None = None,
        charged: Charged | None = None,
        partial_urls: tuple[str, ...] = (),
    ) -> None:
        self.message = message or (type(self).__doc__ or "").strip().splitlines()[0]
        super().__init__(self.message)
        # What the service said, as text; numbers and strings are the same thing on this wire.
        self.code = code
        self.key = key
        self.http_status = http_status
        self.log_id = log_id
        # What the caller needs to look the job up or to resume.
        self.submit_id = submit_id
        self.history_id = history_id
        self.partial_urls = partial_urls
        # Which input it was about, counted from 1.
        self.picture: int | None = None
        # What the caller may do next.
        self.retryable = self.default_retryable if retryable is None else retryable
        self.retry_after = retry_after
        self.charged: Charged = self.default_charged if charged is None else charged

    def __str__(self) -> str:
        facts = (
            ("code", self.code),
            ("HTTP status", self.http_status),
            ("log id", self.log_id),
            ("submit id", self.submit_id),
        )
        known = ", ".join(f"{name} {value}" for name, value in facts if value)
        return f"{self.message} ({known})" if known else self.message


class InvalidRequestError(APIException):
    """The request is not allowed as it is."""

    default_charged = "no"


class AuthenticationError(APIException):
    """The session is no longer valid, or belongs to another site."""

    default_charged = "no"


class InsufficientCreditError(APIException):
    """Not enough credit."""

    default_charged = "no"


class ContentRefusedError(APIException):
    """The text or a picture was refused by moderation."""


class RateLimitError(APIException):
    """Too many requests, too many jobs at once, or the daily quota is used up."""

    default_retryable = True
    default_charged = "no"


class RiskControlError(APIException):
    """Risk control refused the call; it is not retried. Finish it on the website instead."""


class PermissionDeniedError(APIException):
    """This account, region or client version may not do that."""

    default_charged = "no"


class GenerationFailedError(APIException):
    """The generation failed at the service."""


class GenerationTimeoutError(APIException):
    """The generation was still running when the wait ended; resume it with its submit id."""


class SubmissionUnknownError(APIException):
    """The answer to a submission was lost; it may be running. Look it up by its submit id."""


class ServerError(APIException):
    """The service is in trouble at the moment."""

    default_retryable = True


class UnexpectedReplyError(APIException):
    """The answer does not fit the protocol."""

    default_retryable = True


class TransportError(APIException):
    """No usable answer came back.

    `sent` is False only where surely no byte of the request reached the service, so that even a
    request that costs credit may be repeated.
    """

    default_retryable = True

    def __init__(self, message: str | None = None, *, sent: bool = True) -> None:
        super().__init__(message, charged="unknown" if sent else "no")
        self.sent = sent


class TransportTimeoutError(TransportError):
    """The answer took too long."""


class JimengWarning(UserWarning):
    """Something was asked that the wire cannot carry; what is sent instead is in the text."""
