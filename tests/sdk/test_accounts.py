"""Whose account it is, whether it lives, and the gate before a generation."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from jimeng import AccountInfo, InsufficientCreditError, ServerError, TokenStatus
from jimeng.sdk.protocol.decoding import read_passport
from jimeng.sdk.protocol.messages import HTTPResponse
from tests.sdk.scripted import TOKEN, Script, accepted, credit, ok, refused
from tests.wire.styles import STYLES, call

DEAD = AccountInfo(TokenStatus.DEAD)


@pytest.fixture(params=STYLES)
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize(
    ("answer", "info"),
    [
        ({"message": "success", "data": {"user_id": 42}}, AccountInfo(TokenStatus.ALIVE, "42")),
        ({"message": "success", "data": {"user_id_str": "7"}}, AccountInfo(TokenStatus.ALIVE, "7")),
        ({"message": "success", "user_id": "9", "data": {}}, AccountInfo(TokenStatus.ALIVE, "9")),
        ({"message": "success", "data": {"user_id": 0}}, DEAD),
        ({"message": "success", "data": {}}, DEAD),
        ({"message": "success", "data": []}, DEAD),
        ({"message": "error", "data": {"user_id": 42}}, DEAD),
        ({"message": "error", "data": {"name": "session_expired"}}, DEAD),
        ({"ret": "1015", "errmsg": "login error"}, DEAD),
    ],
    ids=repr,
)
def test_whose_account_it_is(style: str, answer: dict[str, Any], info: AccountInfo) -> None:
    assert call(style, TOKEN, Script(v2=answer), "account_info") == info
    assert call(style, TOKEN, Script(v2=answer), "token_status") is info.status


@pytest.mark.parametrize(
    "answer", [httpx.Response(502, json={"message": "error"}), httpx.ReadError("x")], ids=repr
)
def test_trouble_is_never_called_dead(style: str, answer: Any) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - the class is the next line's
        call(style, TOKEN, Script(v2=answer), "token_status")
    assert type(caught.value).__name__ in ("ServerError", "TransportError")


@pytest.mark.parametrize("status", [200, 502])
def test_a_code_of_passport_is_kept_whatever_the_status(status: int) -> None:
    body = json.dumps({"ret": "1014", "message": "busy", "log_id": "L"}).encode()
    with pytest.raises(ServerError) as caught:
        read_passport(HTTPResponse(status, {}, body))
    error = caught.value
    assert (error.code, error.http_status, error.log_id) == ("1014", status, "L")


@pytest.mark.parametrize("left", [1, 0.5])
def test_any_balance_is_enough_to_try(style: str, left: float) -> None:
    """What a job costs is not known before, so the service decides."""
    script = Script(user_credit=credit(left), generate=accepted())  # type: ignore[arg-type]
    call(style, TOKEN, script, "submit_image", "cat")
    assert script.paths() == ["user_credit", "generate"]


def test_a_refused_claim_keeps_what_the_service_said(style: str) -> None:
    claim = refused("9999", "no", fail_starling_key="web_credit_claimed_today")
    script = Script(user_credit=credit(0), credit_receive=claim)
    with pytest.raises(InsufficientCreditError, match="today's claim was refused") as caught:
        call(style, TOKEN, script, "submit_image", "cat")
    error = caught.value
    assert (error.code, error.key, error.log_id) == ("9999", "web_credit_claimed_today", "LOG1")
    assert (error.charged, error.http_status) == ("no", 200)
    assert script.paths() == ["user_credit", "credit_receive"]


def test_a_claim_is_what_the_service_answered(style: str) -> None:
    script = Script(credit_receive=ok({"receive_quota": 0, "is_first_receive": False}))
    got = call(style, TOKEN, script, "receive_credit")
    assert got == {"receive_quota": 0, "is_first_receive": False}
