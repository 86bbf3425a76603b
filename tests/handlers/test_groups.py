"""Groups from inside: who is heard where, who is told what, and a group that moves."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.domain.access import subject_of
from bot.domain.callbacks import Action, Tap
from bot.domain.ids import ChatId
from bot.domain.jobs import JobState
from bot.services.door import SAID_AGAIN_AFTER
from tests.bot.telegram_double import BOT_ID, BOT_NAME, group, person, refusal
from tests.handlers.conftest import OPERATOR, PERSON, STRANGER, Chat

CLOSED = group(-777)
RIGHTS = [
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages"),
    *("can_manage_video_chats", "can_restrict_members", "can_promote_members"),
    *("can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories"),
    "can_delete_stories",
]


def standing(
    chat: Chat, status: str, *, before: str = "left", by: int = STRANGER, where: Any = None
) -> Update:
    """The bot's own standing changed."""

    def member(word: str) -> dict[str, Any]:
        more: dict[str, Any] = {"until_date": 0} if word == "kicked" else {}
        if word == "administrator":
            more = dict.fromkeys(RIGHTS, True)
        me = {"id": BOT_ID, "is_bot": True, "first_name": "P"}
        return {"user": me, "status": word, **more}

    change = {
        "chat": where or CLOSED,
        "from": person(by),
        "date": 1_763_800_000,
        "old_chat_member": member(before),
        "new_chat_member": member(status),
    }
    update = Update.de_json({"update_id": 5, "my_chat_member": change}, chat.bot)
    assert update is not None
    return update


def said_keys(chat: Chat) -> list[str]:
    return [note.key for notes, _ in chat.operators.said for note in notes]


async def test_the_operators_hear_who_added_the_bot_where_and_may_choose(chat: Chat) -> None:
    assert await chat.handle(standing(chat, "member")) == []
    [(notes, taps)] = chat.operators.said
    assert [note.key for note in notes] == ["operator-chat-added"]
    assert notes[0].values == {
        "name": "N",
        "user": str(STRANGER),
        "chat": "Friends & <co>",
        "id": "-777",
    }
    assert taps == [Tap(Action.ALLOW, argument="-777"), Tap(Action.LEAVE, argument="-777")]
    assert chat.telegram.calls == []


async def test_a_group_that_is_not_let_in_gets_silence_and_one_line_is_told(chat: Chat) -> None:
    for text in ("/image a cat", f"@{BOT_NAME} 画 猫", "hello"):
        assert await chat.say(text, chat=CLOSED) == []
    assert said_keys(chat) == ["operator-chat-called"]
    assert await chat.jobs() == []
    chat.clock.time += SAID_AGAIN_AFTER
    assert await chat.say("chatter among themselves", chat=CLOSED) == []
    assert len(chat.operators.said) == 1
    await chat.say("/queue", chat=CLOSED)
    assert len(chat.operators.said) == 2


async def test_what_nobody_heard_is_told_again(chat: Chat) -> None:
    chat.operators.is_deaf = True
    await chat.say("/queue", chat=CLOSED)
    await chat.say("/queue", chat=CLOSED)
    assert len(chat.operators.said) == 2


async def test_the_operators_own_group_is_let_in(chat: Chat) -> None:
    await chat.handle(standing(chat, "member", by=OPERATOR))
    assert chat.operators.said == []
    await chat.say("/image a cat", chat=CLOSED)
    [job] = await chat.jobs()
    assert job.origin.chat_id == CLOSED["id"]


async def test_a_group_that_was_kept_out_stays_out_whoever_adds_the_bot(chat: Chat) -> None:
    closed = subject_of(CLOSED["id"])
    await chat.stores.access.decide(closed, is_allowed=False, by=OPERATOR, now=0.0)
    await chat.handle(standing(chat, "member", by=OPERATOR))
    assert await chat.stores.access.decision(closed) is False


@pytest.mark.parametrize(
    ("status", "before"), [("kicked", "member"), ("administrator", "member"), ("left", "member")]
)
async def test_only_coming_is_told(chat: Chat, status: str, before: str) -> None:
    await chat.handle(standing(chat, status, before=before))
    assert chat.operators.said == []


async def test_a_tap_lets_the_group_in(chat: Chat) -> None:
    assert await chat.tap("v1:allow::-777", user=OPERATOR) == ["Let in: -777"]
    await chat.say("/image a cat", chat=CLOSED)
    assert len(await chat.jobs()) == 1


async def test_the_line_about_a_group_says_what_was_decided_and_how_to_undo_it(
    chat: Chat,
) -> None:
    line = "N (666) added me to “Friends” (-777).\nI am silent there until you let the group in."
    await chat.tap("v1:allow::-777", user=OPERATOR, text=line)
    [call] = chat.telegram.of("editMessageText")
    assert call.params["text"] == (
        "N (666) added me to “Friends” (-777).\n"
        "✅ Let in by N. To undo: <code>/admin deny -777</code>"
    )
    assert "reply_markup" not in call.params
    await chat.tap("v1:leave::-777", user=OPERATOR, text=line)
    assert chat.telegram.of("editMessageText")[-1].params["text"].endswith("\nI left -777.")


async def test_a_line_of_before_has_nothing_left_of_its_silence(chat: Chat) -> None:
    await chat.tap("v1:allow::-777", user=OPERATOR, text="I am silent there.")
    [call] = chat.telegram.of("editMessageText")
    assert call.params["text"].startswith("✅ Let in by N.")


@pytest.mark.parametrize("where", [None, group()], ids=["in private", "in a group"])
async def test_a_result_that_was_put_there_by_the_inline_mode_is_no_wish(
    chat: Chat, where: Any
) -> None:
    sizes = [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]
    us = {"id": BOT_ID, "is_bot": True, "first_name": "P", "username": BOT_NAME}
    for fields in ({"photo": sizes}, {"photo": sizes, "caption": "a cat"}, {"text": "a cat"}):
        assert await chat.say(chat=where, via_bot=us, **fields) == []
    assert await chat.jobs() == []
    other = {**us, "id": 99, "username": "another_bot"}
    assert where or len(await chat.say(photo=sizes, via_bot=other)) == 1


async def test_a_tap_leaves_the_group(chat: Chat) -> None:
    assert await chat.tap("v1:leave::-777", user=OPERATOR) == ["I left -777."]
    [call] = chat.telegram.of("leaveChat")
    assert int(call.params["chat_id"]) == -777
    chat.telegram.planned["leaveChat"].append(refusal(400, "Bad Request: chat not found"))
    [words] = await chat.tap("v1:leave::-777", user=OPERATOR)
    assert words.startswith("I can’t leave -777")


@pytest.mark.parametrize("data", ["v1:allow::-777", "v1:leave::-777"])
async def test_nobody_else_decides_about_groups(chat: Chat, data: str) -> None:
    assert await chat.tap(data) == ["Only the operator may do that."]
    assert await chat.stores.access.decision(subject_of(-777)) is None
    assert chat.telegram.of("leaveChat") == []


@pytest.mark.parametrize("data", ["v1:allow::777", "v1:allow::-", "v1:leave::x"])
async def test_a_button_about_no_group_does_nothing(chat: Chat, data: str) -> None:
    await chat.tap(data, user=OPERATOR)
    assert list(await chat.stores.access.decided()) == [(subject_of(n), True) for n in (-100, -5)]
    assert chat.failures == []


async def test_an_operator_lets_a_group_in_from_inside(chat: Chat) -> None:
    [answer] = await chat.say("/admin allow", user=OPERATOR, chat=CLOSED)
    assert "-777" in answer
    assert chat.operators.said == []
    await chat.say("/image a cat", chat=CLOSED, message_id=11)
    assert len(await chat.jobs()) == 1


async def test_a_stranger_is_told_once_in_a_while_and_in_their_language(chat: Chat) -> None:
    [answer] = await chat.say("hello", user=STRANGER, language="zh-hans")
    assert f"<code>{STRANGER}</code>" in answer
    assert "管理员" in answer
    assert await chat.say("hello?", user=STRANGER) == []
    chat.clock.time += SAID_AGAIN_AFTER
    assert len(await chat.say("hello!", user=STRANGER)) == 1


async def test_a_stranger_in_a_group_gets_silence(chat: Chat) -> None:
    assert await chat.say("/image a cat", user=STRANGER, chat=group()) == []
    assert chat.operators.said == []


@pytest.mark.parametrize(
    "told", [("migrate_to_chat_id", -100, -1005), ("migrate_from_chat_id", -1005, -100)]
)
async def test_a_group_that_moves_takes_its_jobs_along(
    chat: Chat, told: tuple[str, int, int]
) -> None:
    await chat.say("/image a cat", chat=group(-100))
    field, where, other = told
    # Telegram says it in the name of the group itself.
    fields: dict[str, Any] = {field: other, "sender_chat": group(where)}
    await chat.say(chat=group(where), **fields)
    [job] = await chat.jobs()
    assert job.origin.chat_id == -1005
    assert await chat.stores.access.present_id(ChatId(-100)) == -1005
    await chat.say("/image a dog", chat=group(-1005), message_id=12)
    assert len(await chat.jobs()) == 2


async def test_the_receipt_in_a_group_says_whose_login_pays(chat: Chat) -> None:
    await chat.say("/image a cat", chat=group())
    await chat.say("/image a dog", message_id=12)
    there, here = await chat.jobs()
    assert (there.receipt.payer, here.receipt.payer) == ("N", "")


async def test_an_edited_receipt_still_says_it(chat: Chat) -> None:
    await chat.say("/video a cat", chat=group())
    [job] = await chat.jobs()
    assert job.state is JobState.DRAFTED
    await chat.say("/video a dog", chat=group(), kind="edited_message", edit_date=1_763_800_001)
    [job] = await chat.jobs()
    assert (job.request.prompt, job.receipt.payer) == ("a dog", "N")


async def test_a_reply_in_a_topic_is_about_who_wrote_not_about_the_topic(chat: Chat) -> None:
    opening = {
        "message_id": 3,
        "date": 1_763_800_000,
        "chat": group(),
        "from": person(PERSON),
        "forum_topic_created": {"name": "t", "icon_color": 0},
    }
    [answer] = await chat.say("/admin deny", user=OPERATOR, chat=CLOSED, reply_to_message=opening)
    assert "-777" in answer
    meant = {**opening, "from": person(55), "text": "hi"}
    del meant["forum_topic_created"]
    [answer] = await chat.say("/admin allow", user=OPERATOR, chat=CLOSED, reply_to_message=meant)
    assert "55" in answer
