"""The control address's part about people."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator

import httpx
import pytest

from playground import control
from playground.jimeng_service.model_shop import ModelShop
from playground.server import start
from playground.telegram_service import control_routes
from tests.playground.telegram.service import Service, picture


@pytest.fixture
async def driver(service: Service) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the control address."""
    app = control.build_app(
        service.stage, lambda body: {}, ModelShop(), control_routes(service.world)
    )
    server = await start(app)
    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as client:
        yield client
    await server.close()


async def test_a_whole_visit(service: Service, driver: httpx.AsyncClient):
    made = (await driver.post("/users", json={"first_name": "Li", "language_code": "en"})).json()
    user = made["id"]
    said = (await driver.post(f"/users/{user}/send", json={"text": "/start"})).json()
    assert said["message_id"] == said["message_ids"][0] == 1
    photo = base64.b64encode(picture()).decode()
    sent = await driver.post(f"/users/{user}/send", json={"album": [photo, photo], "caption": "x"})
    assert len(sent.json()["message_ids"]) == 2
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}
    shown = await service.result(
        "sendMessage",
        chat_id=user,
        text="x",
        reply_markup=markup,
        reply_parameters={"message_id": said["message_id"]},
    )
    tap = {"message_id": shown["message_id"], "data": "y"}
    tapped = (await driver.post(f"/users/{user}/tap", json=tap)).json()
    assert tapped["answered"] is False
    seen = (await driver.get(f"/users/{user}/messages")).json()
    assert [message["message_id"] for message in seen] == [1, 2, 3, 4]
    newer = (await driver.get(f"/users/{user}/messages", params={"after": 3})).json()
    assert [message["message_id"] for message in newer] == [4]
    books = (await driver.get("/books")).json()
    assert books["users"][str(user)]["taps"] == 0
    await driver.post(f"/users/{user}/tap", json={**tap, "asks": True})
    books = (await driver.get("/books")).json()
    assert books["users"][str(user)]["taps"] == 1


@pytest.mark.parametrize(("asks", "paid_twice"), [({}, 1), ({"asks": True}, 0)])
async def test_a_bot_that_pays_again_for_an_edit(
    service: Service, driver: httpx.AsyncClient, asks: dict[str, bool], paid_twice: int
):
    """It was asked for only if the person says that the edit asks."""
    user = service.world.add_user("Li")
    (said,) = await service.world.user_send(user.id, text="/image a fox")
    books = service.stage.books
    books.account("token", "cn-1", "cn")
    books.accepted("token", "id-1", "a fox", 4)
    edit = {"message_id": said.number, "text": "/image a hare", **asks}
    assert (await driver.post(f"/users/{user.id}/edit", json=edit)).status_code == 200
    books.accepted("token", "id-2", "a hare", 4)
    assert (await driver.get("/books")).json()["paid_twice"] == paid_twice


async def test_a_tap_can_wait_for_its_answer(service: Service, driver: httpx.AsyncClient):
    user = service.world.add_user("Li")
    await service.world.user_send(user.id, text="/start")
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}
    shown = await service.result("sendMessage", chat_id=user.id, text="x", reply_markup=markup)
    tap = {"message_id": shown["message_id"], "data": "y", "wait_seconds": 0.01}
    tapped = (await driver.post(f"/users/{user.id}/tap", json=tap)).json()
    assert tapped["answered"] is False
    await service.result(
        "answerCallbackQuery", callback_query_id=tapped["callback_query_id"], text="hi"
    )


async def test_groups_and_topics(service: Service, driver: httpx.AsyncClient):
    user = (await driver.post("/users", json={"first_name": "Li"})).json()["id"]
    body = {"group": "F", "members": [user], "is_forum": True}
    forum = (await driver.post("/users", json=body)).json()["chat_id"]
    topic = (await driver.post("/users", json={"topic": "T", "chat_id": forum})).json()
    said = await driver.post(
        f"/users/{user}/send",
        json={"text": "/x", "chat_id": forum, "thread_id": topic["message_thread_id"]},
    )
    assert said.json()["messages"][0]["message_thread_id"] == topic["message_thread_id"]
    seen = await driver.get(f"/users/{user}/messages", params={"chat_id": forum})
    assert seen.json()[-1]["text"] == "/x"


async def test_updates_come_twice_or_out_of_order(service: Service, driver: httpx.AsyncClient):
    """Nothing of this happens unless it is asked for."""
    user = service.world.add_user("Li")
    await service.world.user_send(user.id, text="1")
    await driver.post("/updates", json={"repeat": 1})
    await service.world.user_send(user.id, text="2")
    await driver.post("/updates", json={"swap": 1})
    for text in "34":
        await service.world.user_send(user.id, text=text)
    updates = (await driver.get("/updates")).json()
    assert [update["message"]["text"] for update in updates] == ["1", "2", "3", "2", "4"]
    numbers = [update["update_id"] for update in updates]
    assert numbers == list(range(numbers[0], numbers[0] + 5))
    assert await service.result("getUpdates") == updates


async def test_an_update_that_was_given_out_keeps_its_number(
    service: Service, driver: httpx.AsyncClient
):
    """The bot may have stored it; another content under its number would be dropped as known."""
    user = service.world.add_user("Li")
    await service.world.user_send(user.id, text="1")
    given = await service.result("getUpdates")
    await driver.post("/updates", json={"swap": 1})
    for text in "234":
        await service.world.user_send(user.id, text=text)
    updates = await service.result("getUpdates", offset=given[0]["update_id"])
    assert updates[0] == given[0]
    assert [update["message"]["text"] for update in updates] == ["1", "3", "2", "4"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/users", b"{"),
        ("/users", b"{}"),
        ("/users", b'{"first_name": "a", "group": "b"}'),
        ("/users", b'{"first_name": 1}'),
        ("/users", b'{"nickname": "a"}'),
        ("/users", b'{"group": "g", "members": [5]}'),
        ("/users", b'{"topic": "t"}'),
        ("/users/x/send", b'{"text": "a"}'),
        ("/users/5/send", b'{"text": "a"}'),
        ("/users/1000001/send", b"{}"),
        ("/users/1000001/send", b'{"photo": "!"}'),
        ("/users/1000001/send", b'{"text": "a", "mood": "b"}'),
        ("/users/1000001/tap", b'{"message_id": 77, "data": "x"}'),
        ("/users/1000001/tap", b'{"data": "x"}'),
        ("/users/1000001/react", b'{"message_id": 1, "emoji": "x"}'),
        ("/updates", b'{"repeat": -1}'),
    ],
)
async def test_bad_bodies_are_told_in_a_sentence(
    service: Service, driver: httpx.AsyncClient, path: str, body: bytes
):
    service.world.add_user("Mei")
    response = await driver.post(path, content=body)
    assert response.status_code == 400
    assert response.json()["error"].endswith(".")


async def make_group(driver: httpx.AsyncClient, **fields: object) -> tuple[int, int]:
    """(person, group) with the person as its creator."""
    user = (await driver.post("/users", json={"first_name": "Li"})).json()["id"]
    body = {"group": "G", "members": [user], **fields}
    return user, (await driver.post("/users", json=body)).json()["id"]


async def test_the_bot_is_thrown_out_and_told_who_did_it(
    service: Service, driver: httpx.AsyncClient
):
    user, group = await make_group(driver)
    assert (await driver.post(f"/groups/{group}", json={"bot": "kicked"})).status_code == 200
    waiting = (await driver.get("/updates")).json()
    change = waiting[-1]["my_chat_member"]
    assert (change["from"]["id"], change["new_chat_member"]["status"]) == (user, "kicked")
    refused = await service.refusal("sendMessage", chat_id=group, text="x")
    assert refused == (403, "Forbidden: bot was kicked from the supergroup chat")


async def test_a_group_is_upgraded_and_the_old_id_says_where_it_went(
    service: Service, driver: httpx.AsyncClient
):
    _, group = await make_group(driver, basic=True)
    new = (await driver.post(f"/groups/{group}", json={"upgrade": True})).json()["chat_id"]
    refused = await service.call("sendMessage", chat_id=group, text="x")
    assert refused.body["parameters"] == {"migrate_to_chat_id": new}
    again = await driver.post(f"/groups/{group}", json={"upgrade": True})
    assert again.status_code == 400


async def test_a_deleted_topic_is_gone_for_the_bot(service: Service, driver: httpx.AsyncClient):
    _, group = await make_group(driver, is_forum=True)
    topic = (await driver.post("/users", json={"topic": "T", "chat_id": group})).json()["id"]
    await driver.post(f"/groups/{group}", json={"delete_topic": topic})
    refused = await service.refusal("sendMessage", chat_id=group, message_thread_id=topic, text="x")
    assert refused == (400, "Bad Request: message thread not found")


@pytest.mark.parametrize(
    "body", [{}, {"upgrade": True, "bot": "left"}, {"bot": "owner"}, {"delete_topic": 99}]
)
async def test_a_change_of_a_group_is_one_that_can_happen(
    driver: httpx.AsyncClient, body: dict[str, object]
):
    _, group = await make_group(driver, is_forum=True)
    refused = await driver.post(f"/groups/{group}", json=body)
    assert refused.status_code == 400
    assert refused.json()["error"]
