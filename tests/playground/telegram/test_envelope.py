"""Addresses, tokens, ways of sending parameters, and the shape of answers."""

from __future__ import annotations

import json

import pytest

from playground.telegram_service.people import User
from tests.playground.telegram.service import Service, bad


@pytest.mark.parametrize("name", ["getMe", "getme", "GETME", "GetMe"])
@pytest.mark.parametrize("verb", ["GET", "POST"])
async def test_methods_have_no_case_and_two_verbs(service: Service, name: str, verb: str):
    response = await service.client.request(verb, f"{service.root}/{name}")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("application/json")
    assert response.json()["result"]["username"] == "jimeng_playground_bot"


@pytest.mark.parametrize("verb", ["PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("address", ["getMe", "sendMessage?chat_id=1&text=x"])
async def test_other_verbs_are_not_implemented(service: Service, verb: str, address: str):
    """The real server's reader gives up at the first word of a request, whatever follows."""
    response = await service.client.request(verb, f"{service.root}/{address}")
    assert response.status_code == 501
    assert response.json() == {"ok": False, "error_code": 501, "description": "Not Implemented"}
    head = await service.client.head(f"{service.root}/{address}")
    assert head.status_code == 501


async def test_an_unknown_method(service: Service):
    assert await service.refusal("sendNothing") == (404, "Not Found: method not found")


@pytest.mark.parametrize(
    ("token", "code", "text"),
    [
        ("nonsense", 401, "Unauthorized: invalid token specified"),
        ("0123:abc", 401, "Unauthorized: invalid token specified"),
        ("123:" + "x" * 80, 401, "Unauthorized: invalid token specified"),
        ("123:abc", 401, "Unauthorized"),
    ],
)
async def test_tokens(service: Service, token: str, code: int, text: str):
    response = await service.client.get(f"{service.url}/bot{token}/getMe")
    assert (response.status_code, response.json()) == (
        code,
        {"ok": False, "error_code": code, "description": text},
    )


async def test_a_revoked_token(service: Service):
    service.world.revoke_token()
    assert await service.refusal("getUpdates") == (401, "Unauthorized")


async def test_after_logging_out_nothing_is_served(service: Service):
    assert await service.result("logOut") is True
    assert await service.refusal("getMe") == bad("Logged out")


async def test_close_is_refused_in_the_first_ten_minutes(service: Service):
    answer = await service.call("close")
    assert answer.refusal == (429, "Too Many Requests: retry after 600")
    assert answer.body["parameters"] == {"retry_after": 600}


@pytest.mark.parametrize("path", ["/", "/getMe", "/robots", "/file/x"])
async def test_other_addresses(service: Service, path: str):
    response = await service.client.get(service.url + path)
    assert response.status_code == 404
    assert response.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_a_token_without_a_method(service: Service):
    for tail in ("", "/"):
        response = await service.client.get(service.root + tail)
        assert (response.status_code, response.json()["description"]) == (404, "Not Found")


async def test_every_way_of_sending_parameters(service: Service, mei: User):
    address, given = f"{service.root}/sendMessage", {"chat_id": str(mei.id), "text": "猫"}
    posts = [
        service.client.get(address, params=given),
        service.client.post(address, params=given),
        service.client.post(address, data=given),
        service.client.post(address, json={"chat_id": mei.id, "text": "猫"}),
        service.client.post(address, files={name: (None, v) for name, v in given.items()}),
        service.client.post(address, params={"chat_id": mei.id}, json={"text": "猫"}),
    ]
    for post in posts:
        assert (await post).json()["result"]["text"] == "猫"


async def test_the_address_wins_over_the_body(service: Service, mei: User):
    response = await service.client.post(
        f"{service.root}/sendMessage?text=a", data={"chat_id": mei.id, "text": "b"}
    )
    assert response.json()["result"]["text"] == "a"


@pytest.mark.parametrize(
    ("body", "kind", "code", "text"),
    [
        (b"[1]", "application/json", 400, "Bad Request: JSON object expected"),
        (b"{", "application/json", 400, "Bad Request: can't parse JSON object"),
        (b"x", "text/plain", 415, "Unsupported Media Type"),
        (b"text=%ff", "application/x-www-form-urlencoded", 400,
         "Bad Request: strings must be encoded in UTF-8"),
        (b'{"text": "\\ud83d"}', "application/json", 400,
         "Bad Request: strings must be encoded in UTF-8"),
    ],
)  # fmt: skip
async def test_bodies_that_cannot_be_read(
    service: Service, body: bytes, kind: str, code: int, text: str
):
    response = await service.client.post(
        f"{service.root}/sendMessage", content=body, headers={"Content-Type": kind}
    )
    assert (response.status_code, response.json()["description"]) == (code, text)


async def test_a_json_null_is_text_as_on_the_real_server(service: Service, mei: User):
    refusal = await service.refusal("sendMessage", chat_id=mei.id, text="x", reply_markup=None)
    assert refusal == bad("object expected as reply markup")


@pytest.mark.parametrize(
    ("chat_id", "text"),
    [(None, "chat_id is empty"), (5, "chat not found"), ("@nobody", "chat not found"),
     ("what", "chat not found"), (-100123, "chat not found")],
)  # fmt: skip
async def test_unknown_chats(service: Service, chat_id: object, text: str):
    params = {} if chat_id is None else {"chat_id": chat_id}
    assert await service.refusal("sendMessage", text="x", **params) == bad(text)


async def test_the_text_is_looked_at_before_the_chat(service: Service):
    assert await service.refusal("sendMessage", chat_id=5) == bad("message text is empty")


async def test_a_planned_429_names_its_pause_three_times(service: Service, mei: User):
    from playground.faults import Fault

    service.stage.faults.add(
        Fault("telegram", method="SENDMESSAGE", code=429, retry_after=7, contains="猫")
    )
    assert (await service.call("sendMessage", chat_id=mei.id, text="x")).status == 200
    response = await service.client.post(
        f"{service.root}/sendMessage", json={"chat_id": mei.id, "text": "猫"}
    )
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "7"
    assert response.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert (await service.call("sendMessage", chat_id=mei.id, text="猫")).status == 200


@pytest.mark.parametrize(
    ("code", "text"),
    [(403, "Forbidden: bot was blocked by the user"), (500, "Internal Server Error"),
     (502, "Bad Gateway")],
)  # fmt: skip
async def test_other_planned_refusals(service: Service, mei: User, code: int, text: str):
    from playground.faults import Fault

    service.stage.faults.add(Fault("telegram", code=code))
    assert await service.refusal("sendMessage", chat_id=mei.id, text="x") == (code, text)
    assert len(service.world.history(mei.id)) == 1, "a refused call has no effect"


async def test_the_journal_knows_the_call_but_not_the_token(service: Service, mei: User):
    await service.call("sendphoto", files={"photo": ("猫.png", b"x")}, chat_id=mei.id)
    await service.client.get(service.root)
    entries = service.stage.journal.entries()
    assert entries[0].name == "sendPhoto"
    assert entries[0].params == {"chat_id": str(mei.id), "photo": "<猫.png, 1 bytes>"}
    told = json.dumps([entry.to_json() for entry in entries])
    assert service.world.bot_token.partition(":")[2] not in told


async def test_a_body_over_fifty_megabytes(service: Service, mei: User):
    answer = await service.call(
        "sendDocument", files={"document": ("big.bin", b"\0" * (52 << 20))}, chat_id=mei.id
    )
    assert answer.refusal == (413, "Request Entity Too Large")


async def test_a_document_one_byte_over_fifty_megabytes(service: Service, mei: User):
    """The file counts, not the body around it."""
    limit = 50 << 20
    for size, status in ((limit + 1, 413), (limit, 200)):
        answer = await service.call(
            "sendDocument", files={"document": ("big.bin", b"x" * size)}, chat_id=mei.id
        )
        assert answer.status == status
        if status == 413:
            assert answer.refusal == (413, "Request Entity Too Large")
    assert len(service.world.history(mei.id)) == 2
