"""The faces: twins, careful about what they are given, silent about secrets."""

from __future__ import annotations

import asyncio
import copy
import inspect
import logging
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

import jimeng
from jimeng import (
    APIException,
    AsyncJimengClient,
    InvalidRequestError,
    JimengClient,
    Region,
    Task,
    TokenStatus,
    TransportError,
    UnexpectedReplyError,
)
from tests.sdk.scripted import TOKEN, Answer, Script, accepted, credit, ok, refused
from tests.wire.styles import STYLES, Slept, call

SECRET = "5ecre7" * 5


@pytest.fixture(params=STYLES)
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_documented_imports_work() -> None:
    from jimeng.sdk.jimeng_client import JimengClient as Documented
    from jimeng.sdk.lib.exceptions.api_exception import APIException as DocumentedError

    assert (Documented, DocumentedError) == (JimengClient, APIException)


def test_what_is_exported_exists_and_is_sorted() -> None:
    assert jimeng.__all__ == sorted(jimeng.__all__)
    for name in jimeng.__all__:
        assert getattr(jimeng, name) is not None


def _public(client: type) -> dict[str, Callable[..., Any]]:
    return {
        name: member
        for name, member in inspect.getmembers(client, callable)
        if not name.startswith("_") and name not in ("close", "aclose")
    }


def test_the_two_clients_are_twins() -> None:
    """Whoever knows one can guess the other."""
    sync, awaited = _public(JimengClient), _public(AsyncJimengClient)
    assert sync.keys() == awaited.keys()
    for name, method in sync.items():
        assert inspect.signature(method) == inspect.signature(awaited[name]), name
        assert method.__doc__ == awaited[name].__doc__, name
        assert inspect.iscoroutinefunction(awaited[name]), name
        assert not inspect.iscoroutinefunction(method), name


def test_the_constructors_are_twins() -> None:
    sync = inspect.signature(JimengClient).parameters
    awaited = inspect.signature(AsyncJimengClient).parameters
    assert list(sync) == list(awaited)
    for name in sync:
        assert sync[name].kind == awaited[name].kind
        if name != "sleep":
            assert sync[name].default == awaited[name].default, name


@pytest.mark.parametrize("client", [JimengClient, AsyncJimengClient])
@pytest.mark.parametrize(
    ("token", "options"),
    [
        ("us-", {}),
        ("socks4://proxy.example:1080@abc", {}),
        ("http://proxy.example:1@abc", {"proxy": "http://other.example:1"}),
        (TOKEN, {"proxy": "socks4://proxy.example:1080"}),
        (TOKEN, {"proxy": "ftp://proxy.example"}),
        (TOKEN, {"proxy": "http://"}),
        (TOKEN, {"proxy": 7}),
        (TOKEN, {"base_url": "ftp://x"}),
        (TOKEN, {"base_url": "http://user@x"}),
        (TOKEN, {"base_url": "127.0.0.1:80"}),
        (TOKEN, {"base_url": 7}),
        (TOKEN, {"base_url": "http://127.0.0.1:8080/prefix"}),
        (TOKEN, {"base_url": "http://127.0.0.1:8080/?x=1"}),
        (TOKEN, {"credit_gate": "x"}),
        (TOKEN, {"credit_gate": None}),
        (TOKEN, {"sleep": None}),
        (TOKEN, {"sleep": 1.0}),
        (TOKEN, {"clock": None}),
        (TOKEN, {"clock": 1_763_800_000.0}),
        (TOKEN, {"timeout": 0}),
        (TOKEN, {"timeout": True}),
        (TOKEN, {"timeout": "5"}),
        (TOKEN, {"wait_timeout": -1}),
        (TOKEN, {"wait_timeout": "x"}),
        (TOKEN, {"wait_timeout": False}),
    ],
)
def test_a_constructor_refuses_what_it_cannot_use(
    client: type, token: str, options: dict[str, Any]
) -> None:
    with pytest.raises(InvalidRequestError):
        client(token, **options)


@pytest.mark.parametrize(
    ("token", "proxy"), [(TOKEN, "http://p.example:1"), ("http://p.example:1@a", None)]
)
def test_a_lent_client_excludes_a_proxy(token: str, proxy: str | None) -> None:
    with httpx.Client() as http, pytest.raises(InvalidRequestError):
        JimengClient(token, http_client=http, proxy=proxy)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("socks://u:p@proxy.example:1080", "socks5"),
        ("SOCKS5://proxy.example:1080", "socks5"),
        ("HTTP://proxy.example:3128/", "http"),
        ("https://proxy.example:8443", "https"),
    ],
)
def test_a_proxy_is_understood(given: str, used: str) -> None:
    from jimeng.sdk.transports.connection import checked_proxy

    address = checked_proxy(given, None, http_client_given=False)
    assert address is not None
    assert address.startswith(f"{used}://")
    httpx.Proxy(address)
    JimengClient(TOKEN, proxy=given).close()
    JimengClient(f"{given.rstrip('/')}@{TOKEN}").close()


def test_the_environment_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library does not read proxies behind its caller's back."""
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.invalid:1")
    with JimengClient(TOKEN) as client:
        http = client._transport._client
        assert http.trust_env is False
        assert http._mounts == {}


def test_a_lent_client_must_be_of_the_right_kind() -> None:
    with httpx.Client() as http, pytest.raises(InvalidRequestError, match="AsyncClient"):
        AsyncJimengClient(TOKEN, http_client=http)  # type: ignore[arg-type]  # the mistake meant


def test_a_lent_client_is_left_open() -> None:
    with httpx.Client(transport=httpx.MockTransport(Script(user_credit=credit()))) as http:
        for _ in range(2):
            with JimengClient(TOKEN, http_client=http) as client:
                assert client.get_credit()["totalCredit"] == 66
        assert not http.is_closed


async def test_an_own_client_is_closed_and_may_be_closed_twice() -> None:
    client = JimengClient(TOKEN)
    client.close()
    client.close()
    assert client._transport._client.is_closed
    other = AsyncJimengClient(TOKEN)
    await other.aclose()
    await other.aclose()
    assert other._transport._client.is_closed


def test_one_base_address_serves_every_role(style: str) -> None:
    """The role is told by the path; what the real site's pages say stays as it is."""
    script = Script(
        user_credit=credit(0),
        credit_receive=ok({"receive_quota": 66}),
        generate=accepted(),
        v2={"message": "success", "data": {"user_id": 1}},
    )
    options = {"base_url": "http://127.0.0.1:8080/"}
    call(style, "us-abc", script, "submit_image", "cat", client_options=options)
    call(style, "us-abc", script, "token_status", client_options=options)
    for request in script.sent:
        assert str(request.url).startswith("http://127.0.0.1:8080/")
        assert request.headers["host"] == "127.0.0.1:8080"
    origins = [request.headers["origin"] for request in script.sent]
    assert (
        origins
        == ["https://commerce.us.capcut.com"] * 2 + ["https://dreamina-api.us.capcut.com"] * 2
    )
    assert script.sent[2].headers["referer"].startswith("https://dreamina.capcut.com/")


def test_browser_ids_stay_the_same_for_a_token_and_agree() -> None:
    script = Script(generate=accepted())
    for token in ("abc", "abc", "abd"):
        call("sync", token, script, "submit_image", "x", client_options={"credit_gate": False})
    ids = [request.url.params["webId"] for request in script.sent]
    assert ids[0] == ids[1] != ids[2]
    for request, web_id in zip(script.sent, ids, strict=True):
        assert f"_tea_web_id={web_id};" in request.headers["cookie"]
        assert len(web_id) == 19
        assert web_id.startswith("7")


def test_only_what_can_be_decoded_is_advertised() -> None:
    script = Script(user_credit=credit())
    call("sync", TOKEN, script, "get_credit")
    with httpx.Client() as plain:
        assert script.sent[0].headers["accept-encoding"] == plain.headers["accept-encoding"]


@pytest.mark.parametrize(
    ("answer", "want"),
    [
        ({"message": "success", "data": {"user_id": 42}}, TokenStatus.ALIVE),
        ({"message": "success", "data": {"user_id_str": "42"}}, TokenStatus.ALIVE),
        ({"message": "success", "user_id": 42}, TokenStatus.ALIVE),
        ({"message": "success", "data": {"user_id": 0}}, TokenStatus.DEAD),
        ({"message": "success", "data": {}}, TokenStatus.DEAD),
        ({"message": "success", "data": "odd"}, TokenStatus.DEAD),
        ({"message": "error", "data": {"user_id": 42}}, TokenStatus.DEAD),
        (refused("1015", "login error"), TokenStatus.DEAD),
        (httpx.Response(401), TokenStatus.DEAD),
    ],
    ids=repr,
)
def test_alive_or_dead(style: str, answer: Answer, want: TokenStatus) -> None:
    got = call(style, TOKEN, Script(v2=answer), "token_status")
    assert got is want
    assert bool(got) == (want is TokenStatus.ALIVE)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.ConnectError("x"),
        httpx.ReadTimeout("x"),
        httpx.Response(500),
        httpx.Response(200, text="<html>"),
        {},
        refused("1019", "shark not pass"),
    ],
    ids=repr,
)
def test_trouble_is_not_called_dead(style: str, answer: Answer) -> None:
    with pytest.raises(APIException):
        call(style, TOKEN, Script(v2=answer), "token_status")


def test_a_claim_gives_the_answers_data(style: str) -> None:
    data = {"is_first_receive": False, "receive_quota": 66, "cur_total_credits": 66}
    assert call(style, TOKEN, Script(credit_receive=ok(data)), "receive_credit") == data


def test_commerce_may_say_it_in_response_alone(style: str) -> None:
    text = '{"credit":{"gift_credit":5,"purchase_credit":2,"vip_credit":1}}'
    script = Script(user_credit={"ret": 0, "response": text})
    assert call(style, TOKEN, script, "get_credit") == {
        "giftCredit": 5,
        "purchaseCredit": 2,
        "vipCredit": 1,
        "totalCredit": 8,
    }


def test_a_claim_is_not_repeated(style: str) -> None:
    script = Script(credit_receive=httpx.Response(500))
    with pytest.raises(APIException):
        call(style, TOKEN, script, "receive_credit")
    assert len(script.sent) == 1


def test_an_answer_that_does_not_fit_says_so(style: str) -> None:
    with pytest.raises(UnexpectedReplyError):
        call(
            style, TOKEN, Script(user_credit=ok({"credit": {"gift_credit": "many"}})), "get_credit"
        )


@pytest.mark.parametrize(
    "failure",
    [
        httpx.ConnectError("x"),
        httpx.ReadTimeout("x"),
        httpx.Response(500, text="oops"),
        refused("1015", f"session {SECRET} is dead"),
        refused("9999", f"unknown {SECRET}"),
    ],
    ids=["connect", "timeout", "500", "auth", "unknown"],
)
def test_the_session_never_shows(
    style: str, failure: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in errors, not in logs, not in reprs, not even where the service repeats it."""
    caplog.set_level(logging.DEBUG)
    script = Script(user_credit=failure)
    with pytest.raises(APIException) as caught:
        call(style, f"us-{SECRET}", script, "get_credit")
    client = JimengClient(f"http://user:{SECRET}@proxy.example:1@us-{SECRET}")
    shown = [str(caught.value), repr(caught.value), repr(client), repr(vars(client)), caplog.text]
    client.close()
    assert SECRET not in "".join(shown)


def test_errors_survive_pickling_and_copying() -> None:
    """Worker pools send errors across processes."""
    error = TransportError("x", sent=False)
    error.submit_id = "abc"
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert isinstance(twin, TransportError)
        assert (str(twin), twin.sent, twin.submit_id) == (str(error), False, "abc")
    full = APIException("x", code="1", http_status=200, log_id="l", charged="no")
    assert vars(pickle.loads(pickle.dumps(full))) == vars(full)


def test_every_error_of_the_http_library_is_mapped() -> None:
    """A new version that adds one must not slip through."""
    kinds = [
        member
        for _, member in inspect.getmembers(httpx, inspect.isclass)
        if issubclass(member, httpx.TransportError)
    ]
    assert len(kinds) > 10
    for kind in kinds:
        with pytest.raises(TransportError) as caught:
            call("sync", TOKEN, Script(user_credit=kind(f"at {SECRET}")), "get_credit")
        assert SECRET not in str(caught.value)
        assert isinstance(caught.value.__cause__, kind)


def test_many_calls_run_at_once() -> None:
    """The SDK never serialises calls; limits per account are the caller's."""
    waiting = 0
    most = 0

    async def handler(request: httpx.Request) -> httpx.Response:
        nonlocal waiting, most
        waiting += 1
        most = max(most, waiting)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        waiting -= 1
        return httpx.Response(200, json=credit())

    async def all_at_once() -> None:
        async with (
            httpx.AsyncClient(transport=httpx.MockTransport(handler)) as http,
            AsyncJimengClient(TOKEN, http_client=http) as client,
        ):
            await asyncio.gather(*(client.get_credit() for _ in range(20)))

    asyncio.run(all_at_once())
    assert most == 20


def test_a_task_survives_storage() -> None:
    task = call(
        "sync",
        TOKEN,
        Script(generate=accepted()),
        "submit_image",
        "猫",
        client_options={"credit_gate": False, "clock": lambda: 5.0},
    )
    assert Task.from_json(task.to_json()) == task
    assert task.submitted_at == 5.0


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"submit_id":1}'])
def test_what_is_no_task_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequestError):
        Task.from_json(text)


def test_regions_come_from_the_token() -> None:
    for prefix, region in (("", Region.CN), ("JP-", Region.JP)):
        with JimengClient(f"{prefix}abc") as client:
            assert client.region is region


def test_py_typed_is_shipped() -> None:
    assert (Path(jimeng.__file__).parent / "py.typed").is_file()


def test_slept_notes_are_kept() -> None:
    slept = Slept()
    call(
        "sync",
        TOKEN,
        Script(user_credit=[httpx.ReadError("x"), credit()]),
        "get_credit",
        slept=slept,
    )
    assert len(slept.seconds) == 1
