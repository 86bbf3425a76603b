"""Uploads: order, retries, refusals that name the picture, and bytes that stay as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from jimeng import (
    APIException,
    AuthenticationError,
    ContentRefusedError,
    InvalidRequestError,
    JimengWarning,
    RiskControlError,
    ServerError,
    TransportError,
    UnexpectedReplyError,
)
from jimeng.sdk.protocol import sources
from tests.sdk.pictures import picture
from tests.sdk.scripted import SUBMIT_ID, TOKEN, Answer, Script, accepted, credit, ok, refused
from tests.wire.oracles import check_signatures
from tests.wire.styles import STYLES, Slept, call
from tests.wire.vectors import asset

PNG = asset("img1.png")
NO_GATE = {"credit_gate": False}
KEYS = {
    "access_key_id": "AKTPSTUBACCESSKEY",
    "secret_access_key": "STUBSECRETKEY==",
    "session_token": "STUBSESSIONTOKEN",
    "space_name": "space",
    "service_id": "service",
}
STEPS = ["get_upload_token", "ApplyImageUpload", "upload-1", "CommitImageUpload", "algo_proxy"]


@pytest.fixture(params=STYLES)
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def imagex(result: dict[str, Any]) -> dict[str, Any]:
    return {"ResponseMetadata": {"RequestId": "R1"}, "Result": result}


def imagex_error(code: str = "Oops") -> dict[str, Any]:
    error = {"Code": code, "CodeN": 100010, "Message": "stub"}
    return {"ResponseMetadata": {"RequestId": "R1", "Error": error}}


def place(**more: Any) -> dict[str, Any]:
    store = {"StoreUri": "tos-cn-i-service/upload-1", "Auth": "SpaceKey/auth", "UploadID": "u"}
    address = {"StoreInfos": [store], "SessionKey": "key", "UploadHosts": ["up.example.test"]}
    return imagex({"UploadAddress": {**address, **more}})


def stored(status: int = 2000) -> dict[str, Any]:
    uri = "tos-cn-i-service/upload-1"
    return imagex({"Results": [{"Uri": uri, "UriStatus": status}]})


def service(**more: Answer | list[Answer]) -> Script:
    answers: dict[str, Answer | list[Answer]] = {
        "user_credit": credit(),
        "get_upload_token": ok(KEYS),
        "ApplyImageUpload": place(),
        "upload-1": {"code": 2000, "message": "Success", "data": {}},
        "CommitImageUpload": stored(),
        "algo_proxy": ok({}),
        "generate": accepted(),
        **more,
    }
    return Script(**answers)


def compose(style: str, script: Script, *pictures: Any, token: str = TOKEN, **more: Any) -> Any:
    options = {**NO_GATE, **more.pop("client_options", {})}
    return call(
        style,
        token,
        script,
        "submit_composition",
        "blend",
        list(pictures),
        client_options=options,
        **more,
    )


def test_bytes_paths_and_addresses_go_the_same_way(style: str, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(PNG)
    script = service(img1=httpx.Response(200, content=PNG))
    compose(style, script, PNG, bytearray(PNG), path, str(path), "https://x.example.test/img1.png")
    assert script.paths() == STEPS * 4 + ["img1", *STEPS, "generate"]
    uploads = [request for request in script.sent if script.name(request) == "upload-1"]
    assert {request.content for request in uploads} == {PNG}
    assert {request.headers["content-crc32"] for request in uploads} == {"340f8ed5"}
    assert {request.headers["content-length"] for request in uploads} == {str(len(PNG))}
    assert "transfer-encoding" not in uploads[0].headers
    for request in script.sent:
        check_signatures(request)


def test_the_international_sites_have_no_check(style: str) -> None:
    script = service()
    compose(style, script, PNG, token="us-abc")
    assert script.paths() == [*STEPS[:-1], "generate"]


def test_local_inputs_are_checked_before_anything_is_sent(style: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("no picture")
    script = service()
    for second in (tmp_path / "a.txt", tmp_path / "nowhere.png", b"GIF89a" + bytes(50), b""):
        with pytest.raises(InvalidRequestError, match="input 2") as caught:
            compose(style, script, PNG, second, client_options={"credit_gate": True})
        assert caught.value.picture == 2
    assert script.sent == []


@pytest.mark.parametrize(
    "images", [[], None, PNG, "a.png", [PNG] * 11, [7], [None], [""], {"a": PNG}], ids=repr
)
def test_odd_inputs_are_refused(style: str, images: Any) -> None:
    script = service()
    with pytest.raises(InvalidRequestError):
        call(style, TOKEN, script, "generate_image_composition", "x", images)
    assert script.sent == []


@pytest.mark.parametrize(
    ("step", "trouble"),
    [
        ("ApplyImageUpload", imagex_error()),
        ("ApplyImageUpload", httpx.Response(500)),
        ("upload-1", httpx.ReadError("cut")),
        ("upload-1", httpx.Response(502, text="<html>")),
        ("upload-1", {"code": 4001, "message": "crc"}),
        ("CommitImageUpload", imagex_error()),
        ("CommitImageUpload", stored(2003)),
    ],
    ids=repr,
)
def test_an_input_is_retried_from_the_place(style: str, step: str, trouble: Answer) -> None:
    """A place is used once; the keys stay good."""
    done = {"ApplyImageUpload": place(), "CommitImageUpload": stored()}
    good = done.get(step, {"code": 2000})
    slept = Slept()
    script = service(**{step: [trouble, good]})
    compose(style, script, PNG, slept=slept)
    until = STEPS.index(step) + 1
    assert script.paths() == [*STEPS[:until], *STEPS[1:], "generate"]
    assert len(slept.seconds) == 1


@pytest.mark.parametrize("step", ["ApplyImageUpload", "upload-1", "CommitImageUpload"])
def test_trouble_that_stays_is_raised_and_names_the_input(style: str, step: str) -> None:
    script = service(**{step: httpx.Response(503)})
    with pytest.raises(ServerError, match="input 1") as caught:
        compose(style, script, PNG)
    assert script.paths().count(step) == 4
    assert "generate" not in script.paths()
    assert (caught.value.picture, caught.value.http_status) == (1, 503)


def test_upload_keys_are_asked_for_again(style: str) -> None:
    script = service(get_upload_token=[httpx.ReadError("x"), ok(KEYS)])
    compose(style, script, PNG)
    assert script.paths()[:3] == ["get_upload_token", "get_upload_token", "ApplyImageUpload"]


def test_a_refused_picture_is_named(style: str) -> None:
    script = service(algo_proxy=[ok({}), refused("2003", "risk not pass")])
    with pytest.raises(ContentRefusedError, match="input 2") as caught:
        compose(style, script, PNG, PNG, PNG)
    assert (caught.value.code, caught.value.picture, caught.value.charged) == ("2003", 2, "no")
    assert script.paths() == STEPS * 2


@pytest.mark.parametrize(
    "answer", [refused("3020", "download file failed"), httpx.Response(500), httpx.ReadError("x")]
)
def test_a_check_that_fails_otherwise_is_passed_over(style: str, answer: Answer) -> None:
    script = service(algo_proxy=answer)
    compose(style, script, PNG)
    assert script.paths() == [*STEPS, "generate"]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refused("1015", "login error"), AuthenticationError),
        (refused("1019", "shark not pass"), RiskControlError),
    ],
)
def test_a_check_that_says_stop_stops(
    style: str, answer: Answer, error: type[APIException]
) -> None:
    script = service(algo_proxy=answer)
    with pytest.raises(error):
        compose(style, script, PNG)
    assert script.paths() == STEPS


@pytest.mark.parametrize(
    "answer",
    [
        place(UploadHosts=[], UploadHost="up.example.test"),
        place(UploadHosts=None, UploadHost="up.example.test:8443"),
    ],
)
def test_a_single_host_is_taken_too(style: str, answer: Answer) -> None:
    script = service(ApplyImageUpload=answer)
    compose(style, script, PNG)
    assert str(script.sent[2].url).startswith("https://up.example.test")


@pytest.mark.parametrize(
    "answer",
    [
        place(UploadHosts=["evil.example/path?"]),
        place(UploadHosts=[]),
        place(StoreInfos=[]),
        imagex({}),
    ],
)
def test_a_place_that_makes_no_sense_is_refused(style: str, answer: Answer) -> None:
    with pytest.raises(UnexpectedReplyError):
        compose(style, service(ApplyImageUpload=answer), PNG)


def test_an_authorization_that_cannot_be_sent_is_refused(style: str) -> None:
    odd = [{"StoreUri": "tos/upload-1", "Auth": "schlüssel"}]
    with pytest.raises(UnexpectedReplyError):
        compose(style, service(ApplyImageUpload=place(StoreInfos=odd)), PNG)


def test_one_base_address_takes_the_uploads_too(style: str) -> None:
    script = service()
    compose(style, script, PNG, client_options={"base_url": "http://127.0.0.1:9"})
    assert {request.url.host for request in script.sent} == {"127.0.0.1"}
    assert script.sent[2].url.path == "/upload/v1/tos-cn-i-service/upload-1"
    assert script.sent[1].headers["origin"] == "https://jimeng.jianying.com"


def test_an_address_is_fetched_as_it_is(style: str) -> None:
    script = service(img1=httpx.Response(200, content=PNG))
    compose(style, script, "HTTPS://x.example.test/img1.png")
    fetch = script.sent[0]
    assert fetch.headers["accept-encoding"] == "identity"
    assert "cookie" not in fetch.headers


@pytest.mark.parametrize(
    ("answer", "error", "tries"),
    [
        (httpx.Response(404), InvalidRequestError, 1),
        (httpx.Response(200, content=b"<html>"), InvalidRequestError, 1),
        (httpx.Response(200, content=b""), InvalidRequestError, 1),
        (httpx.Response(503), ServerError, 4),
        (httpx.Response(429), ServerError, 4),
        (httpx.ConnectError("x"), TransportError, 4),
    ],
    ids=repr,
)
def test_an_address_that_gives_no_picture(
    style: str, answer: Answer, error: type[APIException], tries: int
) -> None:
    script = service(img1=answer)
    with pytest.raises(error, match="input 1"):
        compose(style, script, "https://x.example.test/img1.png")
    assert script.paths() == ["img1"] * tries


@pytest.mark.parametrize(("name", "limit"), [("MAX_INPUT_BYTES", 100), ("MAX_INPUT_SECONDS", -1.0)])
def test_an_address_has_limits(
    style: str, monkeypatch: pytest.MonkeyPatch, name: str, limit: float
) -> None:
    """Neither an endless body nor a slow one may hold a caller up."""
    monkeypatch.setattr(sources, name, limit)
    script = service(img1=httpx.Response(200, content=PNG))
    with pytest.raises(APIException):
        compose(style, script, "https://x.example.test/img1.png")
    assert script.paths() == ["img1"]


def test_a_turned_picture_is_said_and_noted(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jimeng.sdk.transports.inputs.set_upright", lambda file, format_: None)
    turned = picture("jpeg", orientation=6)
    with pytest.warns(JimengWarning, match="orientation 6"):
        task = compose(style, service(), turned)
    assert len(task.adjusted) == 1
    script = service(img1=httpx.Response(200, content=turned))
    with pytest.warns(JimengWarning, match="orientation 6"):
        compose(style, script, "https://x.example.test/img1.png")


def test_uploads_are_not_repeated_by_a_submission_that_is(style: str) -> None:
    script = service(generate=[httpx.ConnectError("x"), accepted()])
    compose(style, script, PNG)
    assert script.paths() == [*STEPS, "generate", "generate"]


def test_keys_do_not_show_in_errors(style: str) -> None:
    with pytest.raises(APIException) as caught:
        compose(style, service(ApplyImageUpload=imagex_error("Bad")), PNG)
    shown = str(caught.value) + repr(caught.value)
    assert "STUB" not in shown
    assert "R1" in shown


@pytest.mark.parametrize("method", ["submit_composition", "submit_video"])
@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ReadTimeout("late"),
        httpx.RemoteProtocolError("cut off"),
        httpx.Response(502, content=b"<html>"),
        {"code": 2000, "message": 5},
    ],
    ids=["timeout", "cut off", "bad gateway", "nonsense"],
)
def test_what_fails_before_the_submission_cost_nothing_and_says_so(
    style: str, tmp_path: Path, method: str, trouble: Answer
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(PNG)
    script = service(**{"upload-1": trouble})
    given: list[Any] = [[path]] if method == "submit_composition" else []
    options = {"filePaths": [str(path)]} if method == "submit_video" else None
    with pytest.raises((TransportError, ServerError, UnexpectedReplyError)) as caught:
        call(
            style,
            TOKEN,
            script,
            method,
            "blend",
            *given,
            options=options,
            submit_id=SUBMIT_ID,
            client_options=NO_GATE,
        )
    assert caught.value.charged == "no"
    assert caught.value.picture == 1
    assert "generate" not in script.paths()


@pytest.mark.parametrize(
    ("token", "named", "space"),
    [
        (TOKEN, {"service_id": "theirs", "space_name": "other"}, "theirs"),
        (TOKEN, {"service_id": None, "space_name": "other"}, "tb4s082cfz"),
        (f"us-{TOKEN}", {"service_id": "other", "space_name": "theirs"}, "theirs"),
        (f"jp-{TOKEN}", {"service_id": "other", "space_name": None}, "wopfjsm1ax"),
    ],
)
def test_the_space_is_the_answers_or_else_the_regions(
    style: str, token: str, named: dict[str, Any], space: str
) -> None:
    script = service(get_upload_token=ok({**KEYS, **named}))
    compose(style, script, PNG, token=token)
    applied = next(r for r in script.sent if script.name(r) == "ApplyImageUpload")
    committed = next(r for r in script.sent if script.name(r) == "CommitImageUpload")
    assert applied.url.params["ServiceId"] == committed.url.params["ServiceId"] == space


def test_a_place_may_have_any_name(style: str) -> None:
    """What a path may hold stays as it is; what it may not is encoded."""
    uri = "tos-cn-i-x/a b~c:d@e!f$g,h*?i#j/upload-1"
    info = {"StoreInfos": [{"StoreUri": uri, "Auth": "x"}], "UploadHosts": ["up.example.test"]}
    applied = imagex({"UploadAddress": {**info, "SessionKey": "k"}})
    script = service(ApplyImageUpload=applied)
    compose(style, script, PNG)
    (put,) = [r for r in script.sent if r.url.host == "up.example.test"]
    assert put.url.raw_path == b"/upload/v1/tos-cn-i-x/a%20b~c:d@e!f$g,h*%3Fi%23j/upload-1"
    assert put.method == "POST"
    assert put.headers["content-disposition"] == 'attachment; filename="undefined"'


class Numbers:
    """Chance that says what it is told."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.limits: list[int] = []

    def uuid(self) -> str:
        return SUBMIT_ID

    def below(self, limit: int) -> int:
        self.limits.append(limit)
        return min(self.number, limit - 1)


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (35, "z"), (36, "10"), (36**9, "1000000000"), (36**10, "zzzzzzzzzz")],
)
def test_random_characters_are_up_to_ten_of_base_36(
    monkeypatch: pytest.MonkeyPatch, style: str, number: int, text: str
) -> None:
    chance = Numbers(number)
    for client in ("jimeng_client", "async_jimeng_client"):
        monkeypatch.setattr(f"jimeng.sdk.{client}.SystemChance", lambda: chance)
    script = service()
    compose(style, script, PNG)
    (applied,) = [r for r in script.sent if script.name(r) == "ApplyImageUpload"]
    assert applied.url.params["s"] == text
    assert 36**10 in chance.limits
