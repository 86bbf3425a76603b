"""/announcements and /admin announce: who hears, who speaks, and nothing unconfirmed."""

from __future__ import annotations

import pytest

from bot.domain.ids import UserId
from bot.services.announcements import IDLE
from tests.handlers.conftest import OPERATOR, PERSON, Chat
from tests.handlers.test_groups import standing


async def carry_all(chat: Chat) -> list[tuple[int, str]]:
    while await chat.application.services.announcements.carry_one() < IDLE:
        pass
    return chat.herald.carried


@pytest.mark.parametrize(
    ("language", "on", "off"), [("en", "hear", "no"), ("zh-hans", "会收到", "不会")]
)
async def test_a_choice_is_kept_and_shown(chat: Chat, language: str, on: str, off: str) -> None:
    assert off in (await chat.say("/announcements", language=language))[0]
    assert on in (await chat.say("/announcements on", language=language))[0]
    assert on in (await chat.say("/announcements", language=language))[0]
    assert off in (await chat.say("/announcements off", language=language))[0]
    assert "/announcements" in (await chat.say("/announcements maybe", language=language))[0]
    assert not await chat.application.services.announcements.hears(UserId(PERSON))


@pytest.mark.parametrize("typed", ["announcements on", "公告 开", "Announcements ON"])
async def test_settings_choose_it_too_and_show_it(chat: Chat, typed: str) -> None:
    assert "Announcements: off · <code>/announcements on" in (await chat.say("/settings"))[0]
    assert await chat.say(f"/settings {typed}") == ["You hear announcements."]
    assert await chat.application.services.announcements.hears(UserId(PERSON))
    assert "Announcements: on" in (await chat.say("/settings"))[0]
    assert "/announcements on" in (await chat.say("/settings announcements maybe"))[0]
    assert await chat.say("/settings announcements") == ["You hear announcements."]
    assert await chat.say("/settings announcements off") == ["You hear no announcements."]


async def test_buttons_choose_too(chat: Chat) -> None:
    assert await chat.tap("v1:hear:") == ["You hear announcements."]
    assert await chat.application.services.announcements.hears(UserId(PERSON))
    assert await chat.tap("v1:unhear:") == ["You hear no announcements."]
    assert not await chat.application.services.announcements.hears(UserId(PERSON))


async def test_nothing_is_sent_before_it_is_confirmed_and_then_once(chat: Chat) -> None:
    await chat.say("/announcements on")
    copy, question = await chat.say("/admin announce 1 < 2 tonight", user=OPERATOR)
    assert "1 &lt; 2 tonight" in copy
    assert "1 person" in question
    assert await carry_all(chat) == []
    assert await chat.tap("v1:announce::1", user=OPERATOR) == ["It is being sent."]
    assert await chat.tap("v1:announce::1", user=OPERATOR) == ["That is decided already."]
    assert await carry_all(chat) == [(PERSON, "1 < 2 tonight")]


async def test_a_repeated_update_makes_no_second_announcement(chat: Chat) -> None:
    await chat.say("/announcements on")
    for _ in range(2):
        await chat.say("/admin announce hello", user=OPERATOR, message_id=40)
    assert await chat.tap("v1:announce::2", user=OPERATOR) == ["That is decided already."]
    assert await chat.tap("v1:announce::1", user=OPERATOR) == ["It is being sent."]
    assert len(await carry_all(chat)) == 1


async def test_a_dropped_preview_stays_unsent(chat: Chat) -> None:
    await chat.say("/announcements on")
    await chat.say("/admin announce hello", user=OPERATOR)
    assert await chat.tap("v1:unannounce::1", user=OPERATOR) == ["Not sent."]
    assert await chat.tap("v1:announce::1", user=OPERATOR) == ["That is decided already."]
    assert await carry_all(chat) == []


@pytest.mark.parametrize("action", ["announce", "unannounce"])
async def test_nobody_else_decides_about_a_preview(chat: Chat, action: str) -> None:
    await chat.say("/announcements on")
    await chat.say("/admin announce hello", user=OPERATOR)
    assert await chat.tap(f"v1:{action}::1") == ["Only the operator may do that."]
    assert await carry_all(chat) == []
    assert await chat.tap("v1:announce::1", user=OPERATOR) == ["It is being sent."]


@pytest.mark.parametrize("argument", ["", "x", "99999999999", "-1"])
async def test_a_button_about_no_announcement_is_answered(chat: Chat, argument: str) -> None:
    end = f":{argument}" if argument else ""
    assert await chat.tap(f"v1:announce:{end}", user=OPERATOR) == ["That is decided already."]
    assert chat.failures == []


async def test_alone_it_says_how(chat: Chat) -> None:
    [answer] = await chat.say("/admin announce", user=OPERATOR)
    assert "/admin announce" in answer


async def test_whoever_blocks_the_bot_is_no_listener_any_more(chat: Chat) -> None:
    await chat.say("/announcements on")
    private = {"id": PERSON, "type": "private", "first_name": "N"}
    await chat.handle(standing(chat, "kicked", before="member", by=PERSON, where=private))
    assert await chat.stores.announcements.listeners() == 0
    assert chat.operators.said == []
