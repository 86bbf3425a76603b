"""/settings and /lang: the panel and the words, whose they are, and that they take effect."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.ids import ChatId, UserId
from bot.domain.preferences import Chosen, Layer
from bot.domain.receipts import Output
from tests.bot.telegram_double import BOT_NAME, group, refusal
from tests.handlers.conftest import PERSON, Chat
from tests.handlers.test_authorisation import OWNERS, tap_by

GROUP = group(-100)
HERE = ChatId(-100)


def buttons(call: Any) -> dict[str, str]:
    """Words and callback data of a keyboard."""
    rows = json.loads(call.params["reply_markup"])["inline_keyboard"]
    return {button["text"]: button["callback_data"] for row in rows for button in row}


def last_keyboard(chat: Chat) -> dict[str, str]:
    calls = [call for call in chat.telegram.calls if "reply_markup" in call.params]
    return buttons(calls[-1])


async def chosen(chat: Chat, at: int = PERSON) -> dict[Layer, Chosen]:
    return dict(await chat.stores.preferences.chosen(UserId(PERSON), ChatId(at)))


async def test_the_panel_has_six_rows_in_private_and_one_more_in_groups(chat: Chat) -> None:
    await chat.say("/settings")
    rows = json.loads(chat.telegram.of("sendMessage")[-1].params["reply_markup"])
    assert len(rows["inline_keyboard"]) == 6
    await chat.say(f"/settings@{BOT_NAME}", chat=GROUP)
    rows = json.loads(chat.telegram.of("sendMessage")[-1].params["reply_markup"])
    assert [button["text"] for button in rows["inline_keyboard"][6]] == [
        "• for you, in this chat",
        "for everybody in this chat",
    ]


async def test_two_taps_set_a_value_and_lead_back_to_the_panel(chat: Chat) -> None:
    await chat.say("/settings")
    await chat.tap(last_keyboard(chat)["Ratio: as usual"])
    await chat.tap(last_keyboard(chat)["16:9"])
    assert await chosen(chat) == {Layer.ME: Chosen(ratio="16:9")}
    panel = last_keyboard(chat)
    await chat.tap(panel["Ratio: 16:9"])
    assert "• 16:9" in last_keyboard(chat)
    await chat.tap(last_keyboard(chat)["No choice"])
    assert await chosen(chat) == {}
    await chat.tap(last_keyboard(chat)["Originals: on request"])
    await chat.tap(last_keyboard(chat)["always"])
    assert await chosen(chat) == {Layer.ME: Chosen(originals=True)}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/settings plain off", Chosen(plain=False)),
        ("/set 输出 只要图", Chosen(output=Output.MINIMAL)),
        ("设置 上限 25", Chosen(ask_above=25)),
    ],
)
async def test_words_set_a_value_too(chat: Chat, typed: str, expected: Chosen) -> None:
    answers = await chat.say(typed)
    assert await chosen(chat) == {Layer.ME: expected}
    assert "for you" in answers[0]


async def test_a_value_that_the_model_lacks_is_kept_and_said(chat: Chat) -> None:
    await chat.say("/settings model 3.0-pro")
    answers = await chat.say("/settings video-res 480p")
    assert "doesn't have it" in answers[0]
    assert await chosen(chat) == {
        Layer.ME: Chosen(video_model="jimeng-video-3.0-pro", video_resolution="480p")
    }
    await chat.say("/settings")
    assert "🎬 Size: ◌ 480p" in last_keyboard(chat)
    why = await chat.say("/settings why")
    assert "◌ 480p" in why[0]


async def test_what_is_no_setting_changes_nothing_and_names_the_near_one(chat: Chat) -> None:
    answers = await chat.say("/settings ratoi 16:9")
    assert "ratio" in answers[0]
    assert "no credits spent" in answers[0]
    assert await chosen(chat) == {}


async def test_in_a_group_a_person_chooses_for_themselves_there(chat: Chat) -> None:
    await chat.say("/settings ratio 3:4", chat=GROUP)
    assert await chosen(chat, HERE) == {Layer.ME_HERE: Chosen(ratio="3:4")}
    assert await chosen(chat) == {}
    await chat.say("/settings me ratio 1:1", chat=GROUP)
    assert await chosen(chat) == {Layer.ME: Chosen(ratio="1:1")}


async def test_only_its_administrators_choose_for_a_chat(chat: Chat) -> None:
    answers = await chat.say("/settings chat ratio 3:4", chat=GROUP)
    assert "administrators" in answers[0]
    owner = OWNERS["in the group"]
    assert await chosen(chat, HERE) == {}
    await chat.handle(tap_by(chat, owner, "v1:put::c.as.50.7"))
    await chat.handle(tap_by(chat, owner, "v1:set::c...7"))
    assert await chosen(chat, HERE) == {}
    assert [call.params["text"] for call in chat.telegram.of("answerCallbackQuery")] == [
        "Only this chat's administrators may change that. Nothing was changed, no credits spent."
    ] * 2

    chat.ranks.admins.add((HERE, PERSON))
    await chat.say("/settings chat ratio 3:4", chat=GROUP)
    await chat.handle(tap_by(chat, owner, "v1:put::c.as.50.7"))
    assert await chosen(chat, HERE) == {Layer.CHAT: Chosen(ratio="3:4", ask_above=50)}


async def test_a_panel_is_its_openers_alone(chat: Chat) -> None:
    await chat.say("/settings", chat=GROUP, user=8)
    opener = next(data for data in last_keyboard(chat).values() if ".as." in data)
    value = opener.replace("v1:pref:", "v1:put:").replace(".as..", ".as.50.")
    for data in (opener, value):
        await chat.handle(tap_by(chat, OWNERS["in the group"], data))
    assert [call.params["text"] for call in chat.telegram.of("answerCallbackQuery")] == [
        "This panel is not yours. /settings opens your own."
    ] * 2
    assert await chosen(chat, HERE) == {}
    assert chat.telegram.of("editMessageText") == []


async def test_why_names_the_layer_of_every_value(chat: Chat) -> None:
    chat.ranks.admins.add((HERE, PERSON))
    await chat.say("/settings chat ratio 3:4", chat=GROUP)
    await chat.say("/settings me ratio 1:1", chat=GROUP)
    await chat.say("/settings ask 5", chat=GROUP)
    lines = (await chat.say("/settings why", chat=GROUP))[0].splitlines()
    assert "Ratio: <b>3:4</b> · this chat's" in lines
    assert "Ask above, in credits: <b>5</b> · yours, for this chat" in lines
    assert "Messages: <b>normal</b> · the bot's own" in lines
    assert "Language: <b>English</b> · as Telegram tells" in lines


async def test_settings_reach_a_job_with_a_line_that_says_so(chat: Chat) -> None:
    await chat.say("/settings ratio 16:9")
    await chat.say("/settings originals always")
    await chat.say("/settings output verbose")
    await chat.say("a cat", message_id=20)
    (job,) = await chat.jobs()
    assert job.request.ratio == "16:9"
    assert job.request.send_files
    assert job.receipt.output is Output.VERBOSE
    assert [note.key for note in job.receipt.notes] == ["order-from-settings"]


async def test_plain_words_draw_nothing_where_that_is_off(chat: Chat) -> None:
    await chat.say("/settings plain off")
    await chat.say("a cat", message_id=20)
    assert await chat.jobs() == []


async def test_a_chosen_language_holds_whatever_telegram_tells(chat: Chat) -> None:
    answers = await chat.say("/lang zh")
    assert answers == ["以后说中文，进行中的任务也一样。"]
    assert (await chat.say("/queue", language="en"))[0] == "没有在排队或进行中的任务。"
    assert "没有 /imgae" in (await chat.say("/imgae", language="en"))[0]
    answers = await chat.say("/settings ratoi 3:4", language="en")  # an error speaks it too
    assert "什么都没改" in answers[0]
    await chat.say("语言 自动")
    assert "No jobs" in (await chat.say("/queue", language="en"))[0]


async def test_the_persons_own_menu_follows_their_language(chat: Chat) -> None:
    await chat.say("/lang")
    await chat.tap(last_keyboard(chat)["中文"])
    (menu,) = chat.telegram.of("setMyCommands")
    assert json.loads(menu.params["scope"]) == {"type": "chat", "chat_id": PERSON}
    assert any("设置" in entry["description"] for entry in json.loads(menu.params["commands"]))
    await chat.say("/lang auto")
    (gone,) = chat.telegram.of("deleteMyCommands")
    assert json.loads(gone.params["scope"]) == {"type": "chat", "chat_id": PERSON}


async def test_a_menu_that_telegram_refuses_keeps_nobody_from_their_language(chat: Chat) -> None:
    chat.telegram.planned["setMyCommands"].append(refusal(400, "Bad Request: chat not found"))
    assert await chat.say("/lang zh") == ["以后说中文，进行中的任务也一样。"]


async def test_a_language_that_nobody_speaks_is_refused(chat: Chat) -> None:
    answers = await chat.say("/lang xx")
    assert "/lang auto" in answers[0]
    assert await chat.stores.languages.of(UserId(PERSON)) is not None
    assert (await chat.stores.languages.of(UserId(PERSON))).chosen is None  # type: ignore[union-attr]
