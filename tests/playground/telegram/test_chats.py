"""Who may be written to: strangers, blocks, groups, migrations, topics, flood limits."""

from __future__ import annotations

import pytest

from playground.telegram_service import TelegramSettings, UserSideError
from playground.telegram_service.people import User
from tests.playground.telegram.service import Service, bad


async def say(service: Service, chat_id: int, **params: object):
    """A refusal of a plain message."""
    return await service.refusal("sendMessage", chat_id=chat_id, text="x", **params)


async def test_a_stranger_is_not_found(service: Service):
    stranger = service.world.add_user("Stranger")
    assert await say(service, stranger.id) == bad("chat not found")


async def test_somebody_met_in_a_group_cannot_be_written_to_first(service: Service, mei: User):
    li = service.world.add_user("Li")
    group = service.world.add_group("G", [mei.id, li.id])
    await service.world.user_send(li.id, group.id, text="/hello")
    assert await say(service, li.id) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )


async def test_blocked_and_back(service: Service, mei: User):
    service.world.block_bot(mei.id)
    blocked = (403, "Forbidden: bot was blocked by the user")
    assert await say(service, mei.id) == blocked
    assert await service.refusal("sendChatAction", chat_id=mei.id, action="typing") == blocked
    with pytest.raises(UserSideError, match="unblock"):
        await service.world.user_send(mei.id, text="x")
    service.world.block_bot(mei.id, blocked=False)
    await service.result("sendMessage", chat_id=mei.id, text="x")
    updates = await service.result("getUpdates")
    standings = [u["my_chat_member"] for u in updates if "my_chat_member" in u]
    assert [s["new_chat_member"]["status"] for s in standings] == ["kicked", "member"]


async def test_a_deactivated_person(service: Service, mei: User):
    service.world.deactivate(mei.id)
    assert await say(service, mei.id) == (403, "Forbidden: user is deactivated")


@pytest.mark.parametrize(("basic", "kind"), [(True, "group"), (False, "supergroup")])
async def test_kicked_from_a_group(service: Service, mei: User, basic: bool, kind: str):
    group = service.world.add_group("G", [mei.id], basic=basic)
    await service.result("sendMessage", chat_id=group.id, text="x")
    service.world.seat_bot(mei.id, group.id, "kicked")
    assert await say(service, group.id) == (403, f"Forbidden: bot was kicked from the {kind} chat")


async def test_after_leaving(service: Service, mei: User):
    group = service.world.add_group("G", [mei.id])
    assert await service.result("leaveChat", chat_id=group.id) is True
    assert await say(service, group.id) == (
        403,
        "Forbidden: bot is not a member of the supergroup chat",
    )


async def test_a_migrated_group_names_its_new_id(service: Service, mei: User):
    old = service.world.add_group("G", [mei.id], basic=True)
    new = service.world.migrate(old.id)
    answer = await service.call("sendMessage", chat_id=old.id, text="x")
    assert answer.refusal == bad("group chat was upgraded to a supergroup chat")
    assert answer.body["parameters"] == {"migrate_to_chat_id": new.id}
    await service.result("sendMessage", chat_id=new.id, text="x")
    messages = [u["message"] for u in await service.result("getUpdates") if "message" in u]
    moved = [(m["chat"]["id"], m.get("migrate_to_chat_id"), m.get("migrate_from_chat_id"))
             for m in messages[-2:]]  # fmt: skip
    assert moved == [(old.id, new.id, None), (new.id, None, old.id)]


async def test_topics(service: Service, mei: User):
    forum = service.world.add_group("F", [mei.id], is_forum=True)
    topic = service.world.add_topic(mei.id, forum.id, "Pictures")
    sent = await service.result(
        "sendMessage", chat_id=forum.id, text="x", message_thread_id=topic.id
    )
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic.id, True)
    assert sent["reply_to_message"]["forum_topic_created"]["name"] == "Pictures"
    reply = await service.result(
        "sendMessage", chat_id=forum.id, text="y", reply_parameters={"message_id": topic.id + 1}
    )
    assert reply["message_thread_id"] == topic.id, "a reply stays in its topic"
    for wrong in (1, 77):
        refusal = await say(service, forum.id, message_thread_id=wrong)
        assert refusal == bad("message thread not found")
    service.world.delete_topic(forum.id, topic.id)
    refusal = await say(service, forum.id, message_thread_id=topic.id)
    assert refusal == bad("message thread not found")


async def test_a_thread_in_a_private_chat(service: Service, mei: User):
    assert await say(service, mei.id, message_thread_id=1) == bad("message thread not found")


async def test_the_bot_opens_topics_as_an_administrator(service: Service, mei: User):
    forum = service.world.add_group("F", [mei.id], is_forum=True)
    refusal = await service.refusal("createForumTopic", chat_id=forum.id, name="T")
    assert refusal == bad("not enough rights to create a topic")
    service.world.seat_bot(mei.id, forum.id, "administrator")
    topic = await service.result("createForumTopic", chat_id=forum.id, name="T")
    assert topic["name"] == "T"
    refusal = await service.refusal("createForumTopic", chat_id=mei.id, name="T")
    assert refusal == bad("the chat is not a forum")


@pytest.mark.parametrize(
    ("text", "heard"),
    [("hello", False), ("/image 猫", True), ("/image@jimeng_playground_bot 猫", True),
     ("/image@other_bot 猫", False), ("@jimeng_playground_bot 猫", True)],
)  # fmt: skip
async def test_privacy_in_groups(service: Service, mei: User, text: str, heard: bool):
    group = service.world.add_group("G", [mei.id])
    await service.world.user_send(mei.id, group.id, text=text)
    texts = [u.get("message", {}).get("text") for u in await service.result("getUpdates")]
    assert (text in texts) is heard
    service.world.seat_bot(mei.id, group.id, "administrator")
    await service.world.user_send(mei.id, group.id, text="to an administrator")
    service.clock.move(1)
    texts = [u.get("message", {}).get("text") for u in await service.result("getUpdates")]
    assert "to an administrator" in texts


async def test_replies_to_the_bot_are_heard(service: Service, mei: User):
    group = service.world.add_group("G", [mei.id])
    sent = await service.result("sendMessage", chat_id=group.id, text="x")
    await service.world.user_send(mei.id, group.id, text="hm", reply_to=sent["message_id"])
    last = (await service.result("getUpdates"))[-1]["message"]
    assert last["reply_to_message"]["from"]["is_bot"] is True


async def test_chat_actions(service: Service, mei: User):
    async with service.world.subscribe(mei.id) as news:
        await service.result("sendChatAction", chat_id=mei.id, action="upload_photo")
        event = await anext(news)
    assert (event["type"], event["action"]) == ("chat_action", "upload_photo")
    refusal = await service.refusal("sendChatAction", chat_id=mei.id, action="dancing")
    assert refusal == bad("wrong parameter action in request")


async def test_members(service: Service, mei: User):
    group = service.world.add_group("G", [mei.id])
    place = {"chat_id": group.id}
    assert (await service.result("getChat", **place))["type"] == "supergroup"
    assert (await service.result("getChat", chat_id=mei.id))["first_name"] == "Mei"
    member = await service.result("getChatMember", **place, user_id=mei.id)
    assert member["status"] == "creator"
    assert await service.result("getChatMemberCount", **place) == 2
    assert len(await service.result("getChatAdministrators", **place)) == 1
    for user_id, complaint in [(0, "invalid user_id specified"), (5, "PARTICIPANT_ID_INVALID")]:
        refusal = await service.refusal("getChatMember", **place, user_id=user_id)
        assert refusal == bad(complaint)


@pytest.mark.parametrize(
    ("reaction", "complaint"),
    [
        ("x", "can't parse reaction types JSON object"),
        ({}, "expected an Array of ReactionType"),
        ([{"type": "paid"}], "can't parse ReactionType: invalid reaction type specified"),
        ([{"type": "emoji", "emoji": "x"}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}],
         "REACTIONS_TOO_MANY"),
    ],
)  # fmt: skip
async def test_reactions_that_are_refused(
    service: Service, mei: User, reaction: object, complaint: str
):
    refusal = await service.refusal(
        "setMessageReaction", chat_id=mei.id, message_id=1, reaction=reaction
    )
    assert refusal == bad(complaint)


async def test_a_reaction_is_seen_and_taken_back(service: Service, mei: User):
    place = {"chat_id": mei.id, "message_id": 1}
    eyes = [{"type": "emoji", "emoji": "👀"}]
    assert await service.result("setMessageReaction", **place, reaction=eyes) is True
    bot_id = service.world.bot.user.id
    assert service.world.history(mei.id)[0]["reactions"] == [{"user_id": bot_id, "emoji": "👀"}]
    await service.result("setMessageReaction", **place, reaction=[])
    assert "reactions" not in service.world.history(mei.id)[0]


@pytest.mark.parametrize(
    ("params", "complaint"),
    [({"draft_id": 0, "text": "x"}, "draft identifier must be non-zero"),
     ({"draft_id": 1, "text": "x" * 4097}, "message is too long")],
)  # fmt: skip
async def test_drafts(service: Service, mei: User, params: dict[str, object], complaint: str):
    refusal = await service.refusal("sendMessageDraft", chat_id=mei.id, **params)
    assert refusal == bad(complaint)
    async with service.world.subscribe(mei.id) as news:
        assert await service.result("sendMessageDraft", chat_id=mei.id, draft_id=1, text="so ")
        assert (await anext(news))["text"] == "so"
    assert len(service.world.history(mei.id)) == 1, "a draft is no message"


class TestFloodLimits:
    """Off unless asked for; here they are on."""

    @pytest.fixture
    def settings(self) -> TelegramSettings:
        return TelegramSettings(flood_limits=True, flood_burst=2, flood_per_group_minute=3)

    async def test_a_private_chat(self, service: Service, mei: User):
        for _ in range(2):
            await service.result("sendMessage", chat_id=mei.id, text="x")
        answer = await service.call("sendMessage", chat_id=mei.id, text="x")
        assert answer.refusal == (429, "Too Many Requests: retry after 2")
        assert answer.body["parameters"] == {"retry_after": 2}
        service.clock.move(2)
        await service.result("sendMessage", chat_id=mei.id, text="x")

    async def test_a_group(self, service: Service, mei: User):
        group = service.world.add_group("G", [mei.id])
        for _ in range(3):
            await service.result("sendMessage", chat_id=group.id, text="x")
        assert await say(service, group.id) == (429, "Too Many Requests: retry after 60")


async def test_without_flood_limits_nothing_is_refused(service: Service, mei: User):
    for _ in range(100):
        await service.result("sendMessage", chat_id=mei.id, text="x")
