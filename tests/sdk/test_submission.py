"""Submitting is sent once; a lost answer is looked up, never sent again to see."""

from __future__ import annotations

import httpx
import pytest

from jimeng import (
    APIException,
    AuthenticationError,
    ContentRefusedError,
    GenerationFailedError,
    InsufficientCreditError,
    InvalidRequestError,
    PermissionDeniedError,
    RateLimitError,
    RiskControlError,
    ServerError,
    SubmissionUnknownError,
    TransportError,
)
from tests.sdk.scripted import (
    HISTORY_ID,
    SUBMIT_ID,
    TOKEN,
    Answer,
    Script,
    accepted,
    credit,
    history,
    ok,
    record,
    refused,
)
from tests.wire.styles import STYLES, Slept, call

LOST: list[Answer] = [
    httpx.ReadError("gone"),
    httpx.ReadTimeout("slow"),
    httpx.WriteError("gone"),
    httpx.RemoteProtocolError("cut"),
    httpx.Response(500, json={"message": "stub error"}),
    httpx.Response(502, text="<html>"),
    httpx.Response(200, text="<html>"),
    httpx.Response(200, json={"hello": 1}),
]
UNSENT = [httpx.ConnectError("refused"), httpx.ConnectTimeout("slow"), httpx.PoolTimeout("full")]
NO_GATE = {"credit_gate": False}


@pytest.fixture(params=STYLES)
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("lost", LOST, ids=repr)
def test_a_lost_answer_is_looked_up(style: str, lost: Answer) -> None:
    """Sending again could be paid twice; asking by our own id cannot."""
    script = Script(generate=lost, get_history_by_ids=history(None, record(20)))
    task = call(style, TOKEN, script, "submit_image", "cat", client_options=NO_GATE)
    assert script.paths() == ["generate", "get_history_by_ids", "get_history_by_ids"]
    assert script.bodies("get_history_by_ids")[0] == {"submit_ids": [task.submit_id]}
    assert task.history_id == HISTORY_ID


def test_an_answer_lost_for_good_gives_the_id_to_resume_with(style: str) -> None:
    script = Script(generate=httpx.ReadError("gone"), get_history_by_ids=history(None))
    slept = Slept()
    with pytest.raises(SubmissionUnknownError) as caught:
        call(style, TOKEN, script, "generate_images", "cat", slept=slept, client_options=NO_GATE)
    assert script.paths().count("generate") == 1
    assert caught.value.submit_id == script.bodies("generate")[0]["submit_id"]
    assert str(caught.value.submit_id) in str(caught.value)
    assert (caught.value.charged, caught.value.retryable) == ("unknown", False)
    assert 50 <= sum(slept.seconds) <= 90


def test_a_look_up_goes_on_through_trouble_but_not_through_a_refusal(style: str) -> None:
    lost = httpx.ReadError("gone")
    busy: list[Answer] = [httpx.Response(503)] * 6
    script = Script(generate=lost, get_history_by_ids=[*busy, *history(record(20))])
    task = call(style, TOKEN, script, "submit_image", "cat", client_options=NO_GATE)
    assert task.history_id == HISTORY_ID
    script = Script(generate=lost, get_history_by_ids=refused("1015", "login error"))
    with pytest.raises(SubmissionUnknownError):
        call(style, TOKEN, script, "submit_image", "cat", client_options=NO_GATE)
    assert len(script.sent) == 2


@pytest.mark.parametrize("lost", LOST, ids=repr)
def test_a_caller_with_an_id_of_their_own_looks_up_alone(style: str, lost: Answer) -> None:
    script = Script(generate=lost)
    with pytest.raises(SubmissionUnknownError) as caught:
        call(
            style,
            TOKEN,
            script,
            "submit_image",
            "cat",
            submit_id=SUBMIT_ID,
            client_options=NO_GATE,
        )
    assert script.paths() == ["generate"]
    assert caught.value.submit_id == SUBMIT_ID


@pytest.mark.parametrize("unsent", UNSENT, ids=repr)
def test_without_a_connection_it_is_sent_again(style: str, unsent: Exception) -> None:
    """No byte reached the service, so nothing can be paid twice."""
    script = Script(generate=[unsent, unsent, accepted()])
    task = call(style, TOKEN, script, "submit_image", "cat", client_options=NO_GATE)
    assert script.paths() == ["generate"] * 3
    bodies = script.bodies("generate")
    assert bodies[0] == bodies[1] == bodies[2]
    assert bodies[0]["submit_id"] == task.submit_id


@pytest.mark.parametrize("unsent", UNSENT, ids=repr)
def test_an_owner_of_the_id_is_told_that_nothing_was_sent(style: str, unsent: Exception) -> None:
    script = Script(generate=unsent)
    with pytest.raises(TransportError) as caught:
        call(
            style,
            TOKEN,
            script,
            "submit_image",
            "cat",
            submit_id=SUBMIT_ID,
            client_options=NO_GATE,
        )
    assert script.paths() == ["generate"]
    assert (caught.value.sent, caught.value.charged) == (False, "no")
    assert caught.value.submit_id == SUBMIT_ID


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refused("1015", "login error"), AuthenticationError),
        (refused(1015, "login error"), AuthenticationError),
        (refused("1006", "积分不足"), InsufficientCreditError),
        (refused("5001", "credit prededuct failed"), InsufficientCreditError),
        (refused("1019", "shark not pass"), RiskControlError),
        (refused("-6", "shark not pass reject"), RiskControlError),
        (refused("3018", "permission denied"), PermissionDeniedError),
        (refused("121101", "reach daily generation limit"), RateLimitError),
        (refused("1310", "exceed_model_parallel_max"), RateLimitError),
        (refused("2038"), ContentRefusedError),
        (refused("4002", "stub"), InvalidRequestError),
        (refused("9999", "whatever"), GenerationFailedError),
        (refused("3020", "download file failed"), ServerError),
        (httpx.Response(429, headers={"retry-after": "7"}), RateLimitError),
        (httpx.Response(401), AuthenticationError),
        (httpx.Response(403), RiskControlError),
    ],
    ids=repr,
)
def test_a_refusal_is_raised_and_never_repeated(
    style: str, answer: Answer, error: type[APIException]
) -> None:
    script = Script(generate=answer)
    with pytest.raises(error) as caught:
        call(style, TOKEN, script, "submit_image", "cat", client_options=NO_GATE)
    assert type(caught.value) is error
    assert script.paths() == ["generate"]
    assert caught.value.submit_id == script.bodies("generate")[0]["submit_id"]
    assert caught.value.charged == "no"


def test_a_refusal_keeps_everything_that_was_said(style: str) -> None:
    key = "web_risk_control_message_reject_generation"
    answer = refused("4013", "sorry", fail_starling_key=key, fail_starling_message="unusual")
    with pytest.raises(RiskControlError) as caught:
        call(style, TOKEN, Script(generate=answer), "submit_image", "cat", client_options=NO_GATE)
    error = caught.value
    assert (error.code, error.key, error.log_id, error.http_status) == ("4013", key, "LOG1", 200)
    assert "unusual" in str(error)
    assert "4013" in str(error)
    assert "LOG1" in str(error)
    assert TOKEN not in str(error) + repr(error)


@pytest.mark.parametrize("data", [None, {"aigc_data": None, "fail_code": "2038"}, {}])
def test_accepted_without_a_record_is_a_failed_generation(
    style: str, data: dict[str, str | None] | None
) -> None:
    """`ret` 0 without an id started nothing that could be followed."""
    script = Script(generate=ok(data))
    with pytest.raises(APIException) as caught:
        call(style, TOKEN, script, "submit_image", "cat", client_options=NO_GATE)
    want = ContentRefusedError if data and "fail_code" in data else GenerationFailedError
    assert type(caught.value) is want
    assert script.paths() == ["generate"]


def test_the_gate_claims_at_zero_and_goes_on(style: str) -> None:
    script = Script(
        user_credit=credit(0), credit_receive=ok({"receive_quota": 66}), generate=accepted()
    )
    call(style, TOKEN, script, "submit_image", "cat")
    assert script.paths() == ["user_credit", "credit_receive", "generate"]


def test_the_gate_stops_when_the_claim_is_refused(style: str) -> None:
    script = Script(user_credit=credit(0), credit_receive=refused("1014", "system busy"))
    with pytest.raises(InsufficientCreditError) as caught:
        call(style, TOKEN, script, "submit_image", "cat")
    assert caught.value.code == "1014"
    assert script.paths() == ["user_credit", "credit_receive"]


def test_the_gate_does_not_hide_a_dead_session(style: str) -> None:
    script = Script(user_credit=credit(0), credit_receive=refused("1015", "login error"))
    with pytest.raises(AuthenticationError):
        call(style, TOKEN, script, "submit_image", "cat")


@pytest.mark.parametrize("submit_id", ["", "abc", 7, SUBMIT_ID + "0"])
def test_an_odd_submit_id_is_refused_before_anything_is_sent(style: str, submit_id: object) -> None:
    script = Script()
    with pytest.raises(InvalidRequestError):
        call(style, TOKEN, script, "submit_image", "cat", submit_id=submit_id)
    assert script.sent == []
