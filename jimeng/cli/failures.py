"""Errors as `--json` prints them: what a script needs to decide, under stable names."""

from __future__ import annotations

from msgspec import Struct

from jimeng.cli.exits import exit_for
from jimeng.sdk.lib.exceptions.api_exception import APIException, Charged


class Failure(Struct, frozen=True):
    """One error; the names are those of the exception's attributes."""

    type: str
    message: str
    exit_code: int
    code: str | None
    http_status: int | None
    log_id: str | None
    submit_id: str | None
    picture: int | None
    retryable: bool
    retry_after: float | None
    charged: Charged


def failure(error: APIException) -> Failure:
    """An error as a value."""
    return Failure(
        type=type(error).__name__,
        message=error.message,
        exit_code=exit_for(error).value,
        code=error.code,
        http_status=error.http_status,
        log_id=error.log_id,
        submit_id=error.submit_id,
        picture=error.picture,
        retryable=error.retryable,
        retry_after=error.retry_after,
        charged=error.charged,
    )
