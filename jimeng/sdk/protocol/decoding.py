"""Envelope to payload, or the right error (protocol notes, section 5).

The only room that sees raw JSON. `ret` arrives as a number or as text and is compared as text;
business errors come with HTTP status 200.
"""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TypeVar

import msgspec
from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import (
    APIException,
    ServerError,
    TransportError,
    UnexpectedReplyError,
)
from jimeng.sdk.protocol.messages import HTTPResponse
from jimeng.sdk.protocol.refusals import KNOWN_CODES, Call, Refusal, refused, refused_status

T = TypeVar("T")
Code = str | int | float | None


class _Envelope(Struct):
    ret: Code = None
    errmsg: str | None = None
    message: str | None = None
    logid: str | None = None
    log_id: str | None = None
    data: msgspec.Raw = msgspec.Raw(b"null")
    response: str | None = None


class _FailureDetail(Struct):
    fail_code: Code = None
    fail_starling_key: str | None = None
    fail_starling_message: str | None = None


class _ImageXError(Struct, rename="pascal"):
    code: Code = None
    code_n: Code = msgspec.field(default=None, name="CodeN")
    message: str = ""


class _ImageXMetadata(Struct, rename="pascal"):
    request_id: str | None = None
    error: _ImageXError | None = None


class _ImageXEnvelope(Struct, rename="pascal"):
    response_metadata: _ImageXMetadata
    result: msgspec.Raw = msgspec.Raw(b"null")


class _UploadEnvelope(Struct):
    code: Code = None
    message: str = ""


class Payload(Struct, frozen=True):
    """The `data` of a successful answer, still encoded, with the answer's log id."""

    raw: bytes
    log_id: str | None
    http_status: int

    @property
    def empty(self) -> bool:
        """Whether there is no payload."""
        return self.raw == b"null"

    def read(self, type_: type[T]) -> T:
        """The payload as a type; raises UnexpectedReplyError where it does not fit."""
        return _decode(self.raw, type_, self.log_id, self.http_status)


def code_text(code: Code) -> str | None:
    """A code as text; the several ways of saying "none" become None."""
    if code is None or isinstance(code, bool):
        return None
    text = str(int(code)) if isinstance(code, float) and code.is_integer() else str(code).strip()
    return None if text in ("", "0") else text


def read_envelope(response: HTTPResponse, call: Call = "other") -> Payload:
    """The payload of an mweb or commerce answer; raises the error that a refusal means."""
    try:
        envelope = _decode(response.body, _Envelope, None, response.status)
    except UnexpectedReplyError:
        _raise_for_status(response, None)
        raise
    log_id = envelope.logid or envelope.log_id or response.headers.get("x-tt-logid")
    code = code_text(envelope.ret)
    if response.status != 200 and code not in KNOWN_CODES:
        _raise_for_status(response, log_id)
    if envelope.ret is None:
        raise _unexpected("the answer has no ret", log_id, response.status)
    raw = bytes(envelope.data)
    if code is not None:
        raise refused(_refusal(envelope, code, raw, log_id, response), call)
    if call == "commerce" and raw == b"null" and envelope.response:
        # Commerce repeats its data as text; read that when the data itself is missing.
        raw = envelope.response.encode()
    return Payload(raw, log_id, response.status)


def read_passport(response: HTTPResponse) -> _Envelope:
    """A passport answer, which has `message` where the others have `ret`."""
    try:
        envelope = _decode(response.body, _Envelope, None, response.status)
    except UnexpectedReplyError:
        _raise_for_status(response, None)
        raise
    code = code_text(envelope.ret)
    if code is None and response.status != 200:
        _raise_for_status(response, envelope.logid or envelope.log_id)
    if code is not None:
        log_id = envelope.logid or envelope.log_id
        raise refused(_refusal(envelope, code, bytes(envelope.data), log_id, response), "other")
    return envelope


def read_imagex(response: HTTPResponse, type_: type[T]) -> T:
    """The `Result` of an ImageX or VOD answer; raises on its `Error`."""
    try:
        envelope = _decode(response.body, _ImageXEnvelope, None, response.status)
    except UnexpectedReplyError:
        _raise_for_status(response, None)
        raise
    metadata = envelope.response_metadata
    if metadata.error is not None:
        code = code_text(metadata.error.code_n) or code_text(metadata.error.code)
        raise ServerError(
            f"the upload service refused: {metadata.error.code}: {metadata.error.message}",
            code=code,
            http_status=response.status,
            log_id=metadata.request_id,
            charged="no",
        )
    if response.status != 200:
        _raise_for_status(response, metadata.request_id)
    return _decode(bytes(envelope.result), type_, metadata.request_id, response.status)


def read_upload(response: HTTPResponse) -> None:
    """Check the answer of the upload host."""
    if response.status != 200:
        _raise_for_status(response, None)
    envelope = _decode(response.body, _UploadEnvelope, None, response.status)
    code = code_text(envelope.code)
    if code != "2000":
        raise ServerError(
            f"the upload host refused: {envelope.message}",
            code=code,
            http_status=response.status,
            charged="no",
        )


def retry_after(response: HTTPResponse) -> float | None:
    """Seconds of a `Retry-After` header; a date there counts from the answer's own date."""
    text = response.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        until, now = (parsedate_to_datetime(t) for t in (text, response.headers.get("date", "")))
        return max((until - now).total_seconds(), 0.0)
    except (ValueError, TypeError, OverflowError):
        # No date, one with a time zone and one without, or one of a year that there isn't.
        return None


def _refusal(
    envelope: _Envelope, code: str, raw: bytes, log_id: str | None, response: HTTPResponse
) -> Refusal:
    detail = _failure_detail(raw)
    # A refused submit says it twice; the outer code is the one that the tables are about.
    return Refusal(
        code=code,
        message=detail.fail_starling_message or envelope.errmsg or envelope.message or "",
        key=detail.fail_starling_key or "",
        http_status=response.status,
        log_id=log_id,
        retry_after=retry_after(response),
    )


def _failure_detail(raw: bytes) -> _FailureDetail:
    try:
        return msgspec.json.decode(raw, type=_FailureDetail)
    except (msgspec.DecodeError, RecursionError):
        # No detail there; the envelope says enough.
        return _FailureDetail()


def _raise_for_status(response: HTTPResponse, log_id: str | None) -> None:
    if response.status != 200:
        raise refused_status(
            Refusal(
                http_status=response.status,
                log_id=log_id or response.headers.get("x-tt-logid"),
                retry_after=retry_after(response),
            )
        )


def _decode(raw: bytes, type_: type[T], log_id: str | None, status: int) -> T:
    try:
        return msgspec.json.decode(raw, type=type_)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _unexpected(
            f"the answer does not fit the protocol: {error}", log_id, status
        ) from error


def _unexpected(text: str, log_id: str | None, status: int) -> UnexpectedReplyError:
    return UnexpectedReplyError(text, log_id=log_id, http_status=status)


def leaves_doubt(error: APIException) -> bool:
    """Whether the service may have acted although no proper answer came back."""
    if isinstance(error, TransportError):
        return error.sent
    if not isinstance(error, ServerError | UnexpectedReplyError) or error.code is not None:
        return False
    status = error.http_status
    return status is None or not 400 <= status < 500
