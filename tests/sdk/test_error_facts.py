"""An error carries every fact that the answer had: code, status, log id, and what it cost."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from jimeng import (
    APIException,
    InsufficientCreditError,
    InvalidRequestError,
    PermissionDeniedError,
    RateLimitError,
    RiskControlError,
    ServerError,
    SubmissionUnknownError,
    UnexpectedReplyError,
)
from jimeng.sdk.protocol.decoding import read_envelope, read_imagex, read_passport, read_upload
from jimeng.sdk.protocol.endpoints.account import read_account_info, read_credit_receive
from jimeng.sdk.protocol.endpoints.clip_upload import read_apply_clip, read_commit_clip
from jimeng.sdk.protocol.endpoints.image_upload import read_commit_image
from jimeng.sdk.protocol.endpoints.uploading import Place, slot_in
from jimeng.sdk.protocol.messages import HTTPResponse
from jimeng.sdk.protocol.records import Record, rejected
from jimeng.sdk.protocol.refusals import Refusal, refused_status
from tests.sdk.scripted import SUBMIT_ID, TOKEN, Script, credit, refused
from tests.wire.styles import STYLES, call

LOG = {"x-tt-logid": "LOG-H"}


def answer(body: object, status: int = 200, headers: dict[str, str] | None = None) -> HTTPResponse:
    return HTTPResponse(status, headers or {}, json.dumps(body).encode())


def facts(error: APIException) -> tuple[Any, ...]:
    return type(error), error.code, error.http_status, error.log_id, error.charged


def imagex(result: object = None, **error: object) -> dict[str, object]:
    metadata = {"RequestId": "R1", **({"Error": error} if error else {})}
    return {"ResponseMetadata": metadata, "Result": result}


NO_SENSE = b"<html>"
PLACE = Place(store_infos=[], session_key="k", upload_hosts=["up.example.test"])


@pytest.mark.parametrize(
    ("read", "response", "want", "said"),
    [
        (
            read_envelope,
            HTTPResponse(200, LOG, NO_SENSE),
            (UnexpectedReplyError, None, 200, None, "unknown"),
            "does not fit",
        ),
        (
            read_envelope,
            HTTPResponse(502, LOG, NO_SENSE),
            (ServerError, None, 502, "LOG-H", "unknown"),
            "status 502",
        ),
        (
            read_envelope,
            answer({"errmsg": "?", "logid": "LOG-B"}, 500, LOG),
            (ServerError, None, 500, "LOG-B", "unknown"),
            "status 500",
        ),
        (
            read_envelope,
            answer({"data": {}, "logid": "LOG-B"}),
            (UnexpectedReplyError, None, 200, "LOG-B", "unknown"),
            "no ret",
        ),
        (
            read_credit_receive,
            answer({"ret": 1014, "errmsg": "overloaded", "log_id": "LOG-B"}),
            (ServerError, "1014", 200, "LOG-B", "no"),
            "overloaded",
        ),
        (
            read_passport,
            HTTPResponse(503, {}, NO_SENSE),
            (ServerError, None, 503, None, "unknown"),
            "status 503",
        ),
        (
            read_passport,
            answer({"message": "error", "log_id": "LOG-B"}, 403),
            (RiskControlError, None, 403, "LOG-B", "no"),
            "status 403",
        ),
        (
            read_passport,
            answer({"ret": "3018", "errmsg": "denied", "logid": "LOG-B"}),
            (PermissionDeniedError, "3018", 200, "LOG-B", "no"),
            "denied",
        ),
        (
            read_account_info,
            answer({"data": {}}),
            (UnexpectedReplyError, None, 200, None, "unknown"),
            "no message",
        ),
        (
            lambda response: read_imagex(response, dict[str, object]),
            answer(imagex(Code="SignatureDoesNotMatch", Message="wrong"), 403),
            (ServerError, "SignatureDoesNotMatch", 403, "R1", "no"),
            "SignatureDoesNotMatch: wrong",
        ),
        (
            lambda response: read_imagex(response, dict[str, object]),
            HTTPResponse(200, {}, NO_SENSE),
            (UnexpectedReplyError, None, 200, None, "unknown"),
            "does not fit",
        ),
        (
            lambda response: read_imagex(response, dict[str, object]),
            answer(imagex({}), 502),
            (ServerError, None, 502, "R1", "unknown"),
            "status 502",
        ),
        (
            read_upload,
            answer({"code": 4024, "message": "crc32 mismatch"}),
            (ServerError, "4024", 200, None, "no"),
            "crc32 mismatch",
        ),
        (
            read_upload,
            HTTPResponse(200, {}, NO_SENSE),
            (UnexpectedReplyError, None, 200, None, "unknown"),
            "does not fit",
        ),
        (
            read_commit_image,
            answer(imagex({"Results": [{"Uri": "u", "UriStatus": 2001}]})),
            None,
            "",
        ),
        (
            read_commit_image,
            answer(imagex({"Results": [{"Uri": "u", "UriStatus": 4000}]})),
            (ServerError, "4000", 200, None, "no"),
            "did not store the picture",
        ),
        (
            read_apply_clip,
            answer(imagex({"InnerUploadAddress": {"UploadNodes": []}})),
            (UnexpectedReplyError, None, None, None, "no"),
            "no place",
        ),
        (
            read_commit_clip,
            answer(imagex({"Results": []})),
            (ServerError, None, None, None, "no"),
            "did not store the clip",
        ),
        (
            lambda _: slot_in(PLACE),
            answer({}),
            (UnexpectedReplyError, None, None, None, "no"),
            "no usable place",
        ),
    ],
)
def test_an_answer_that_is_no_success(
    read: Any, response: HTTPResponse, want: tuple[Any, ...] | None, said: str
) -> None:
    if want is None:
        assert read(response) == "u"
        return
    with pytest.raises(APIException) as caught:
        read(response)
    assert facts(caught.value) == want
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("status", "kind", "retryable", "charged"),
    [
        (429, RateLimitError, True, "no"),
        (499, UnexpectedReplyError, False, "no"),
        (500, ServerError, True, "unknown"),
        (501, ServerError, True, "unknown"),
        (302, UnexpectedReplyError, False, "no"),
    ],
)
def test_a_bare_status(status: int, kind: type, retryable: bool, charged: str) -> None:
    """500 is the border: from there on the service may have acted."""
    error = refused_status(Refusal(http_status=status, log_id="L", retry_after=3.0))
    assert facts(error) == (kind, None, status, "L", charged)
    assert (error.retryable, error.retry_after) == (retryable, 3.0)
    assert error.message == f"The service answered with HTTP status {status}"


def test_a_job_that_was_answered_without_a_record() -> None:
    error = rejected(Record(fail_code=7, fail_starling_message="no"), "LOG-B")
    assert (error.code, error.log_id, error.charged) == ("7", "LOG-B", "unknown")


@pytest.mark.parametrize("style", STYLES)
def test_a_refused_claim_keeps_what_was_said(style: str) -> None:
    claim = refused("1057", "too often today")
    script = Script(user_credit=credit(0), credit_receive=claim)
    with pytest.raises(InsufficientCreditError) as caught:
        call(style, TOKEN, script, "generate_images", "cat")
    assert facts(caught.value)[1:] == ("1057", 200, "LOG1", "no")
    assert "today's claim was refused" in caught.value.message
    assert "too often today" in caught.value.message


@pytest.mark.parametrize("style", STYLES)
def test_an_unknown_outcome_keeps_what_was_said(style: str) -> None:
    script = Script(generate=httpx.Response(504, headers=LOG, content=NO_SENSE))
    with pytest.raises(SubmissionUnknownError) as caught:
        call(
            style,
            TOKEN,
            script,
            "submit_image",
            "cat",
            submit_id=SUBMIT_ID,
            client_options={"credit_gate": False},
        )
    error = caught.value
    assert facts(error) == (SubmissionUnknownError, None, 504, "LOG-H", "unknown")
    assert (error.submit_id, error.retryable) == (SUBMIT_ID, False)
    assert "whether the job was accepted is unknown" in error.message


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("address", ["ftp://a/b.png", "/etc/passwd", "HTTP"])
def test_only_web_addresses_are_fetched(style: str, address: str, tmp_path: Any) -> None:
    script = Script()
    with pytest.raises(InvalidRequestError, match="an address must begin with http"):
        call(style, TOKEN, script, "download", address, tmp_path / "x")
    assert script.sent == []


@pytest.mark.parametrize("style", STYLES)
def test_a_dead_link_cost_nothing(style: str, tmp_path: Any) -> None:
    script = Script(a=httpx.Response(403))
    with pytest.raises(UnexpectedReplyError, match="look the task up again") as caught:
        call(style, TOKEN, script, "download", "http://p.example.test/a.png", tmp_path / "x")
    assert (caught.value.charged, caught.value.retryable) == ("no", False)
    assert len(script.sent) == 1
