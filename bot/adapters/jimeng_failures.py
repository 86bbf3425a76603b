"""The one door where the SDK's errors become the bot's words."""

from __future__ import annotations

from typing import Final

import jimeng
from bot.adapters.jimeng_reviews import read_reviewed
from bot.domain.jobs import Charged, Failure, FailureKind
from bot.domain.observations import (
    AnswerLost,
    LoginEnded,
    NotSent,
    Observation,
    Refused,
    Unreachable,
)
from jimeng.sdk.protocol.refusals import KNOWN_CODES

QUEUE_AGAIN_AFTER: Final = 60.0
"""When the account has too many jobs at once and the service doesn't say for how long, seconds."""

SMALL_PRINT: Final = 64
"""Characters of a code or log id; real ones have at most 40."""

_KINDS: Final[tuple[tuple[type[jimeng.APIException], FailureKind], ...]] = (
    (jimeng.AuthenticationError, FailureKind.LOGIN),
    (jimeng.InsufficientCreditError, FailureKind.CREDIT),
    (jimeng.ContentRefusedError, FailureKind.CONTENT),
    (jimeng.RateLimitError, FailureKind.RATE),
    (jimeng.RiskControlError, FailureKind.RISK),
    (jimeng.PermissionDeniedError, FailureKind.FORBIDDEN),
    (jimeng.InvalidRequestError, FailureKind.PARAMETERS),
    (jimeng.GenerationFailedError, FailureKind.GENERATION),
    (jimeng.GenerationTimeoutError, FailureKind.UPSTREAM),
    (jimeng.SubmissionUnknownError, FailureKind.UPSTREAM),
    (jimeng.ServerError, FailureKind.UPSTREAM),
    (jimeng.UnexpectedReplyError, FailureKind.UPSTREAM),
    (jimeng.TransportError, FailureKind.UPSTREAM),
)


def to_failure(error: jimeng.APIException, raw_status: int | None = None) -> Failure:
    """What happened, in the bot's words; the service's code and log id are kept.

    `raw_status` is that of the record that ended so, None where there is no record.
    """
    kind = next(
        (kind for error_type, kind in _KINDS if isinstance(error, error_type)),
        FailureKind.UNCLASSIFIED,
    )
    if kind is FailureKind.PARAMETERS and error.picture is not None:
        kind = FailureKind.INPUT
    charged = Charged(error.charged)
    if kind is FailureKind.GENERATION and error.code and error.code not in KNOWN_CODES:
        # Whether a code that nobody knows costs something isn't known either.
        kind, charged = FailureKind.UNCLASSIFIED, Charged.UNKNOWN
    return Failure(
        kind=kind,
        charged=charged,
        code=_small_print(error.code),
        log_id=_small_print(error.log_id),
        detail=type(error).__name__,
        picture=error.picture,
        reviewed=read_reviewed(error, raw_status) if kind is FailureKind.CONTENT else None,
    )


def after_submission(error: jimeng.APIException) -> Observation:
    """What a failed submission teaches: a clear no, surely not sent, or a doubt.

    Uploads come before the paid request, and what fails there is told by `charged` "no".
    """
    is_broken_off = isinstance(error, jimeng.TransportError | jimeng.UnexpectedReplyError)
    if isinstance(error, jimeng.SubmissionUnknownError):
        return AnswerLost(_brief(error))
    if is_broken_off or isinstance(error, jimeng.ServerError):
        if error.charged != "no":
            return AnswerLost(_brief(error))
        if is_broken_off or error.picture is not None:
            return NotSent(_brief(error))
    failure = to_failure(error)
    if failure.kind is FailureKind.RATE and error.retryable:
        return Refused(failure, error.retry_after or QUEUE_AGAIN_AFTER)
    return Refused(failure)


def after_question(error: jimeng.APIException) -> LoginEnded | Unreachable:
    """What a failed question teaches: that the login ended, or nothing, so ask again."""
    if isinstance(error, jimeng.AuthenticationError):
        return LoginEnded(to_failure(error))
    return Unreachable(_brief(error), error.retry_after)


def _small_print(said: str | None) -> str | None:
    """The service's own words where people read them: short, plain, or nothing."""
    plain = "".join(letter for letter in said or "" if letter.isascii() and letter.isprintable())
    return plain[:SMALL_PRINT] or None


def _brief(error: jimeng.APIException) -> str:
    return f"{type(error).__name__} {error.code or error.http_status or ''}".strip()
