"""The page's JSON face, called as the page calls it, with the bot's side looking on."""

from __future__ import annotations

from typing import Any, cast

import pytest

from tests.playground.page.pictures import picture
from tests.playground.page.scene import LOGIN_TOKEN, Scene

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def post(scene: Scene, path: str, **body: Any) -> Any:
    answer = await scene.http.post(f"{scene.url}/api/{path}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_every_answer_carries_the_policy(scene: Scene) -> None:
    for path in ("/", "/static/js/main.js", "/api/info", "/nowhere"):
        headers = (await scene.http.get(scene.url + path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert headers["x-content-type-options"] == "nosniff", path


async def test_any_host_header_is_welcome(scene: Scene) -> None:
    answer = await scene.http.get(f"{scene.url}/", headers={"Host": "preview.example:9000"})
    assert answer.status_code == 200
    assert "<title>" in answer.text


async def test_info_names_the_bot_the_people_and_the_demo_token(scene: Scene) -> None:
    info = (await scene.http.get(f"{scene.url}/api/info")).json()
    assert info["bot"]["username"] == scene.world.bot.user.username
    assert [person["first_name"] for person in info["users"]] == ["小满"]
    assert info["login_token"] == LOGIN_TOKEN
    assert info["boot_id"] == "first"


async def test_state_holds_chats_messages_and_commands(scene: Scene) -> None:
    await scene.bot.call("setMyCommands", {"commands": [{"command": "i", "description": "draw"}]})
    await scene.bot.call("setMyDescription", {"description": "画图", "language_code": "zh"})
    await post(scene, "send", user=scene.person.id, text="你好")
    state = (await scene.http.get(f"{scene.url}/api/state?user={scene.person.id}")).json()
    [chat] = state["chats"]
    assert state["me"]["id"] == scene.person.id
    assert state["bot"]["description"] == "画图"
    assert [message["text"] for message in chat["messages"]] == ["你好"]
    assert chat["commands"] == [{"command": "i", "description": "draw"}]


async def test_text_reaches_the_bot_as_an_answer_to_its_message(scene: Scene) -> None:
    await post(scene, "send", user=scene.person.id, text="/start")
    asked = await scene.bot.call("sendMessage", {"chat_id": scene.person.id, "text": "谁"})
    await post(scene, "send", user=scene.person.id, text="我", reply_to=asked["message_id"])
    texts = [update["message"] for update in await scene.bot.updates()]
    assert [message["text"] for message in texts] == ["/start", "我"]
    assert texts[1]["reply_to_message"]["message_id"] == asked["message_id"]


async def test_pictures_of_a_form_become_an_album_with_one_caption(scene: Scene) -> None:
    files = [("photo", (f"{n}.jpg", picture(80, 60, n))) for n in range(3)]
    fields = {"user": str(scene.person.id), "caption": "三张"}
    answer = await scene.http.post(f"{scene.url}/api/send", data=fields, files=files)
    sent = answer.json()["messages"]
    assert len({message["media_group_id"] for message in sent}) == 1
    assert [message.get("caption") for message in sent] == ["三张", None, None]
    seen = [update["message"]["message_id"] for update in await scene.bot.updates()]
    assert seen == [message["message_id"] for message in sent]


async def test_documents_of_a_form_keep_name_and_bytes(scene: Scene) -> None:
    data = picture(50, 50, kind="PNG")
    answer = await scene.http.post(
        f"{scene.url}/api/send",
        data={"user": str(scene.person.id)},
        files=[("document", ("原图.png", data))],
    )
    [message] = answer.json()["messages"]
    stored, _, _ = scene.world.file_bytes(message["document"]["file_unique_id"])
    assert message["document"]["file_name"] == "原图.png"
    assert stored == data


async def test_edit_tap_and_reaction_reach_the_bot(scene: Scene) -> None:
    me = scene.person.id
    [mine] = (await post(scene, "send", user=me, text="猫"))["messages"]
    keys = {"inline_keyboard": [[{"text": "好", "callback_data": "v1:ok"}]]}
    offer = await scene.bot.call(
        "sendMessage",
        {
            "chat_id": me,
            "text": "画吗",
            "reply_markup": keys,
            "reply_parameters": {"message_id": mine["message_id"]},
        },
    )
    await scene.bot.updates()
    await post(scene, "edit", user=me, chat_id=me, message_id=mine["message_id"], text="狗")
    tap = await post(
        scene, "tap", user=me, chat_id=me, message_id=offer["message_id"], data="v1:ok"
    )
    await post(scene, "react", user=me, chat_id=me, message_id=offer["message_id"], emoji="👍")
    [asked, *_] = cast(list[dict[str, object]], scene.stage.books.to_json()["requests"])
    assert asked["asked"] == 2, "the message and the tap ask, the edit does not"
    edited, tapped = await scene.bot.updates()
    assert edited["edited_message"]["text"] == "狗"
    assert tapped["callback_query"]["data"] == "v1:ok"
    assert tapped["callback_query"]["id"] == tap["callback_query_id"]
    assert scene.world.history(me)[-1]["reactions"] == [{"user_id": me, "emoji": "👍"}]


async def test_people_groups_and_topics_are_made_from_the_page(scene: Scene) -> None:
    other = (await post(scene, "users", first_name="Anna", language_code="en"))["user"]
    members = [scene.person.id, other["id"]]
    chat = (await post(scene, "groups", title="画画", members=members, is_forum=True))["chat"]
    topic = await post(scene, "topics", user=scene.person.id, chat_id=chat["id"], name="猫")
    await post(
        scene, "send", user=other["id"], chat_id=chat["id"], text="hi", thread_id=topic["thread_id"]
    )
    last = scene.world.history(scene.person.id, chat["id"])[-1]
    assert last["message_thread_id"] == topic["thread_id"]


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        ("send", "{", "the body is not JSON"),
        ("send", "[]", "the body is not a JSON object"),
        ("send", "{}", "user is missing"),
        ("send", '{"user": "x"}', "user is not a whole number"),
        ("send", '{"user": true}', "user is not a whole number"),
        ("send", '{"user": 1, "text": 5}', "text is not text"),
        ("send", '{"user": 99, "text": "a"}', "There is no person 99."),
        ("edit", '{"user": 1}', "chat_id is missing"),
        ("groups", '{"title": "a", "members": "b"}', "members is not a list of person ids"),
        ("users", "{}", "A person needs a first name."),
    ],
)
async def test_what_cannot_be_done_is_told_in_a_sentence(
    scene: Scene, path: str, body: str, sentence: str
) -> None:
    answer = await scene.http.post(
        f"{scene.url}/api/{path}", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 400
    assert answer.json() == {"error": sentence}
