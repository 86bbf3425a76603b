"""Commands as typed, the one table that knows them, and what becomes of all others."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs
from telegram.error import NetworkError

import handlers
from bot.i18n import Texts
from handlers import COMMANDS
from handlers.command_handler import CommandCall, read_command
from handlers.helping import TOPICS
from tests.bot.telegram_double import (
    BOT_NAME,
    RecordingRequest,
    group,
    make_bot,
    message_update,
    refusal,
)
from tests.handlers.conftest import Chat

BOT = make_bot(RecordingRequest())


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("/image a cat", CommandCall("image", "a cat")),
        ("/IMAGE\n第一行\n第二行 ", CommandCall("image", "第一行\n第二行 ")),
        (f"/image@{BOT_NAME.upper()} x", CommandCall("image", "x")),
        ("/image\u3000一只猫", CommandCall("image", "一只猫")),
        ("/image", CommandCall("image", "")),
        ("/image猫", None),
        ("/image@other_bot x", None),
        ("/image-x", None),
        ("/画 猫", None),
        ("say /image x", None),
        ("", None),
        ("/" + "a" * 33, None),
    ],
)
def test_a_command_is_read_as_telegram_means_it(text: str, call: CommandCall | None) -> None:
    assert read_command(message_update(BOT, text), BOT_NAME) == call


def test_commands_in_captions_count_and_in_edits_do_not() -> None:
    caption = message_update(BOT, caption="/image a cat")
    assert read_command(caption, BOT_NAME) == CommandCall("image", "a cat")
    edited = message_update(BOT, "/image a cat", kind="edited_message")
    assert read_command(edited, BOT_NAME) is None


@given(st.text())
def test_whatever_follows_a_command_keeps_every_character(text: str) -> None:
    call = read_command(message_update(BOT, f"/image {text}"), BOT_NAME)
    assert call is not None
    assert call.tail == text.lstrip()


async def test_an_unknown_command_gets_one_near_match(chat: Chat) -> None:
    (answer,) = await chat.say("/imgae x")
    assert answer == "I don't know /imgae, so nothing was done or spent. Did you mean /image?"
    (answer,) = await chat.say("/xyzzy")
    assert answer.startswith("I don't know /xyzzy. Nothing was done or spent. /help")


async def test_an_unknown_command_in_a_group_meets_silence(chat: Chat) -> None:
    assert await chat.say("/imgae x", chat=group()) == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
async def test_help_is_one_screen_and_names_every_command(chat: Chat, language: str) -> None:
    (answer,) = await chat.say("/help", language=language)
    for command in COMMANDS:
        assert (f"/{command.name} " in f"{answer} ") is not command.is_hidden
    assert len(answer.split("\n")) <= 20


@pytest.mark.parametrize(("label", "part"), [("登录", "sessionid"), ("怎么用", "我听得懂的")])
async def test_start_leads_on_by_a_tap(chat: Chat, label: str, part: str) -> None:
    await chat.say("/start", language="zh-hans")
    assert len(chat.buttons()) == 2
    typed = message_update(chat.bot, "/start", language="zh-hans").to_dict()["message"]
    await chat.press(label, language="zh-hans", reply_to_message=typed)
    assert part in chat.telegram.texts()[-1]


async def test_start_greets_in_the_persons_language(chat: Chat) -> None:
    (answer,) = await chat.say("/start", language="zh-hans")
    assert answer.startswith("我用你自己的即梦")


async def test_menus_are_filled_for_each_language_and_audience(texts: Texts) -> None:
    request = RecordingRequest()
    await handlers.publish_menus(make_bot(request), texts)
    menus = {
        (json.loads(call.params["scope"])["type"], call.params.get("language_code")): [
            entry["command"] for entry in json.loads(call.params["commands"])
        ]
        for call in request.of("setMyCommands")
    }
    offered = [command for command in COMMANDS if command.in_menu and not command.is_hidden]
    everything = [command.name for command in offered]
    in_groups = [command.name for command in offered if command.in_groups]
    assert "admin" not in everything
    assert menus == {
        ("all_private_chats", None): everything,
        ("all_private_chats", "zh"): everything,
        ("all_group_chats", None): in_groups,
        ("all_group_chats", "zh"): in_groups,
    }
    assert len(everything) <= 8
    assert "login" not in in_groups


@pytest.mark.parametrize(
    ("method", "field", "key", "longest"),
    [
        ("setMyDescription", "description", "bot-description", 512),
        ("setMyShortDescription", "short_description", "bot-short-description", 120),
    ],
)
async def test_the_bot_says_what_it_is_in_each_language(
    texts: Texts, method: str, field: str, key: str, longest: int
) -> None:
    request = RecordingRequest()
    await handlers.publish_menus(make_bot(request), texts)
    said = {call.params.get("language_code"): call.params[field] for call in request.of(method)}
    assert said == {None: texts.plain("en", key), "zh": texts.plain("zh", key)}
    assert all(1 <= len(words) <= longest for words in said.values())
    assert all("Dreamina" in words for words in said.values())


@pytest.mark.parametrize("refused", ["setMyCommands", "setMyDescription", "setMyShortDescription"])
async def test_menus_and_descriptions_that_telegram_refuses_do_not_stop_the_start(
    texts: Texts, refused: str
) -> None:
    request = RecordingRequest()
    request.planned[refused].append(refusal(429, "Too Many Requests", retry_after=1))
    with pytest.warns(match="retry_after"), capture_logs() as logs:
        await handlers.publish_menus(make_bot(request), texts)
    assert [entry["log_level"] for entry in logs] == ["warning"]
    # The other of the two is published all the same.
    other = "setMyCommands" if refused != "setMyCommands" else "setMyShortDescription"
    assert len(request.of(other)) == (4 if other == "setMyCommands" else 2)


async def test_a_network_that_is_down_does_not_stop_the_start(texts: Texts) -> None:
    request = RecordingRequest()
    for method in ("setMyCommands", "setMyDescription"):
        request.planned[method].append(NetworkError("down"))
    with capture_logs() as logs:
        await handlers.publish_menus(make_bot(request), texts)
    assert [(entry["event"], entry["part"]) for entry in logs] == [
        ("profile.not_published", "menus"),
        ("profile.not_published", "descriptions"),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"location": {"latitude": 1.0, "longitude": 1.0}},
        {"new_chat_members": [{"id": 9, "is_bot": False, "first_name": "N"}]},
    ],
)
async def test_messages_of_other_kinds_are_left_alone(chat: Chat, fields: dict[str, Any]) -> None:
    assert await chat.say(**fields) == []
    assert chat.failures == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("topic", TOPICS)
async def test_every_topic_has_a_screen_of_its_own(chat: Chat, language: str, topic: str) -> None:
    (answer,) = await chat.say(f"/help {topic}", language=language)
    assert 2 <= len(answer.split("\n")) <= 12
    assert len(answer) <= 1200
    for word in TOPICS[topic]:
        assert await chat.say(f"/help {word.upper()}", language=language) == [answer]


async def test_help_names_its_topics_and_so_does_a_word_that_is_none(chat: Chat) -> None:
    for typed in ("/help", "/help <quantum>"):
        (answer,) = await chat.say(typed)
        assert all(f"/help {topic}" in answer for topic in TOPICS)
    assert "&lt;quantum&gt;" in answer


async def test_labels_say_why_there_is_no_remover_and_where_the_sites_setting_is(
    chat: Chat,
) -> None:
    (answer,) = await chat.say("/help labels")
    assert "no remover" in answer
    assert "site's own settings" in answer
