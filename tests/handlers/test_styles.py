"""/style: kept, looked at, used on every road, handed on; and who may write which shelf."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from bot.domain.callbacks import Action, Tap, write_tap
from bot.domain.jobs import JobState
from bot.domain.requests import ImageRequest
from bot.domain.styles import STYLES_A_SHELF, Shelf, ShelfKind, Style
from bot.job_details import render_line
from tests.bot.telegram_double import BOT_ID, BOT_NAME, group, message_update, refusal
from tests.handlers.conftest import PERSON, Chat

FIGURE = "做成 1/7 比例的手办，{主题}，摆在电脑桌上 --ar 3:4"
PHOTO = [{"file_id": "photo", "file_unique_id": "p", "width": 900, "height": 900}]
OPERATOR = 8
FRIENDS = group()


async def kept(chat: Chat, shelf: Shelf | None = None) -> list[Style]:
    return list(await chat.stores.styles.on_shelves([shelf or Shelf(ShelfKind.MINE, PERSON)]))


async def prompts(chat: Chat) -> list[str]:
    return [job.request.prompt for job in await chat.jobs()]


def tap_on(action: Action, style: Style) -> str:
    return write_tap(Tap(action, argument=style.id))


async def test_a_style_is_saved_listed_shown_and_deleted(chat: Chat) -> None:
    saved, shown = await chat.say(f"/style save 手办 {FIGURE}")
    assert "手办" in saved
    assert FIGURE in shown
    (style,) = await kept(chat)
    assert (style.name, style.text, style.example) == ("手办", FIGURE, "")
    (listed,) = await chat.say("/style")
    assert "Mine: 手办" in listed
    assert style.id in str(chat.telegram.of("sendMessage")[-1].params["reply_markup"])
    assert FIGURE in (await chat.say("/style show 手办"))[0]
    assert FIGURE in (await chat.say("风格 手办"))[0]
    await chat.say("/preset delete 手办")
    assert await kept(chat) == []


async def test_a_style_is_used_by_flag_and_by_its_name_alone(chat: Chat) -> None:
    await chat.say(f"/style save 手办 {FIGURE}")
    expanded = FIGURE.partition(" --")[0].replace("{主题}", "猫")
    roads: list[dict[str, Any]] = [
        {"text": "/image 猫 --style 手办"},
        {"text": "手办 猫"},
        {"text": "画 手办 猫"},
        {"text": "/image 手办：猫"},
        {"caption": "手办 猫", "photo": PHOTO},
        {"text": f"@{BOT_NAME} 手办 猫", "chat": FRIENDS},
        {"text": f"/image@{BOT_NAME} 猫 --style 手办", "chat": FRIENDS},
    ]
    for number, road in enumerate(roads, start=20):
        await chat.say(message_id=number, **road)
    jobs = await chat.jobs()
    assert [job.request.prompt for job in jobs] == [expanded] * len(roads)
    assert {job.request.ratio for job in jobs} == {"3:4"}
    notes = jobs[0].receipt.notes
    assert ("style-used", {"name": "手办", "text": FIGURE}) in [(n.key, n.values) for n in notes]


async def test_an_album_with_a_style_in_its_caption(chat: Chat) -> None:
    await chat.say(f"/style save 手办 {FIGURE}")
    album: dict[str, Any] = {"media_group_id": "a", "photo": PHOTO}
    for number, caption in enumerate(["手办 猫", None], start=20):
        await chat.say(message_id=number, caption=caption, **album)
    named: dict[str, Any] = {"media_group_id": "b", "photo": PHOTO, "chat": FRIENDS}
    for number, caption in enumerate([f"@{BOT_NAME} 手办 狗", None], start=30):
        await chat.say(message_id=number, caption=caption, **named)
    chat.clock.time += 60
    await chat.albums.gather_due()
    made = {job.request.prompt.split("，")[1]: job.request.inputs for job in await chat.jobs()}
    assert {subject: len(inputs) for subject, inputs in made.items()} == {"猫": 2, "狗": 2}


async def test_talk_in_a_group_that_names_a_style_means_nothing(chat: Chat) -> None:
    await chat.say("/style save film grain")
    chat.telegram.calls.clear()
    await chat.say("film tonight?", chat=FRIENDS)
    await chat.say(f"@{BOT_NAME} hello", chat=FRIENDS)
    assert chat.telegram.calls == []
    assert await chat.jobs() == []


async def test_a_reply_to_the_bot_may_begin_with_a_style(chat: Chat) -> None:
    await chat.say("/style save film grain")
    ours = {
        "message_id": 5,
        "date": 1,
        "chat": FRIENDS,
        "from": {"id": BOT_ID, "is_bot": True, "first_name": "P", "username": BOT_NAME},
        "text": "x",
    }
    await chat.say("film a cat", chat=FRIENDS, reply_to_message=ours)
    assert await prompts(chat) == ["a cat, grain"]


async def test_an_edit_of_an_open_receipt_puts_the_style_in_again(chat: Chat) -> None:
    await chat.link()
    await chat.say("/style save film {subject}, grain of film")
    await chat.say("film a cat", message_id=20)
    await chat.say("/video film a cat", message_id=21)
    (open_one,) = [job for job in await chat.jobs() if job.state is JobState.DRAFTED]
    edit = message_update(
        chat.bot, "/video film a dog", message_id=21, kind="edited_message", edit_date=2
    )
    await chat.handle(edit)
    after = await chat.stores.jobs.get(open_one.id)
    assert after is not None
    assert after.request.prompt == "a dog, grain of film"


async def test_the_line_of_a_styled_job_asks_for_the_same_again(chat: Chat) -> None:
    await chat.say("/style save film film grain, {subject}")
    await chat.say("film a cat", message_id=20)
    (job,) = await chat.jobs()
    assert job.request.prompt == "film grain, a cat"
    await chat.say(render_line(job), message_id=21)
    first, second = await chat.jobs()
    assert first.request == second.request


async def test_own_names_beat_the_operators(chat: Chat) -> None:
    await chat.say("/style operator save film everybody's", user=OPERATOR)
    await chat.say("a cat --style film", message_id=20)
    await chat.say("/style save film my own")
    await chat.say("a cat --style film", message_id=21)
    assert await prompts(chat) == ["a cat, everybody's", "a cat, my own"]


async def test_only_the_operator_writes_for_everybody(chat: Chat) -> None:
    (answer,) = await chat.say("/style 公共 保存 film grain")
    assert "Only the operator" in answer
    assert "Nothing was changed or spent" in answer
    await chat.say("/style operator save film grain", user=OPERATOR)
    assert len(await kept(chat, Shelf(ShelfKind.OPERATOR, 0))) == 1
    (answer,) = await chat.say("/style delete film")
    assert "Only the operator" in answer
    (style,) = await kept(chat, Shelf(ShelfKind.OPERATOR, 0))
    assert await chat.tap(tap_on(Action.STYLE_DELETE_SURELY, style)) == [
        "Only who keeps this shelf may delete it."
    ]
    assert await kept(chat, Shelf(ShelfKind.OPERATOR, 0)) == [style]


async def test_only_administrators_write_the_chats_shelf(chat: Chat) -> None:
    shelf = Shelf(ShelfKind.CHAT, -100)
    (answer,) = await chat.say("/style chat save film grain", chat=FRIENDS)
    assert "Only administrators" in answer
    assert await kept(chat, shelf) == []
    chat.ranks.admins.add((-100, PERSON))
    await chat.say("/style chat save film grain", chat=FRIENDS)
    assert [style.name for style in await kept(chat, shelf)] == ["film"]
    await chat.say(f"/image@{BOT_NAME} a cat --style film", chat=FRIENDS, message_id=30)
    await chat.say("a cat --style film", message_id=31)
    assert await prompts(chat) == ["a cat, grain"]  # elsewhere it is unknown
    (answer,) = await chat.say("/style chat save film grain")
    assert "In private there is no" in answer


async def test_a_photo_that_it_replies_to_is_the_example(chat: Chat) -> None:
    photo = {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}, "photo": PHOTO}
    await chat.say("/style save film grain", reply_to_message=photo)
    (style,) = await kept(chat)
    assert style.example == "photo"
    assert [call.params["photo"] for call in chat.telegram.of("sendPhoto")] == ["photo"]
    chat.telegram.planned["sendPhoto"].append(refusal(400, "Bad Request: wrong file identifier"))
    (shown,) = await chat.say("/style show film")
    assert "no longer at Telegram" in shown


@pytest.mark.parametrize("verb", ["show", "share", "delete"])
async def test_a_style_without_a_name_is_asked_for(chat: Chat, verb: str) -> None:
    (answer,) = await chat.say(f"/style {verb}")
    assert answer.startswith("Which style?")
    assert "“”" not in answer


async def test_what_is_shared_is_shown_to_whoever_has_the_link_and_saved_by_a_tap(
    chat: Chat,
) -> None:
    await chat.say(f"/style save 手办 {FIGURE}")
    (style,) = await kept(chat)
    (dead,) = await chat.say(f"/start style_{style.id}", user=OPERATOR)
    assert FIGURE not in dead
    assert await chat.tap(tap_on(Action.STYLE_KEEP, style), user=OPERATOR) == [
        "This style is gone, or not yours to see."
    ]
    await chat.say("/style share 手办")
    (sent,) = chat.telegram.of("sendDocument")
    assert f"https://t.me/{BOT_NAME}?start=style_{style.id}" in sent.params["caption"]
    (name, content) = sent.files["document"]
    assert name == "style-手办.json"
    assert json.loads(content)["text"] == FIGURE
    (offered,) = await chat.say(f"/start style_{style.id}", user=OPERATOR)
    assert FIGURE in offered
    assert "not saved yet" in offered.split("\n")[0]  # it is the other's, and not yet hers
    hers = Shelf(ShelfKind.MINE, OPERATOR)
    assert await kept(chat, hers) == []
    await chat.tap(tap_on(Action.STYLE_KEEP, style), user=OPERATOR)
    (changed,) = chat.telegram.of("editMessageText")
    assert "is yours now" in changed.params["text"]
    assert "saved yet" not in changed.params["text"]
    await chat.tap(tap_on(Action.STYLE_KEEP, style), user=OPERATOR)
    (copy,) = await kept(chat, hers)
    assert (copy.name, copy.text, copy.is_shared) == ("手办", FIGURE, False)
    assert copy.id != style.id


def card_message(*, size: int = 500, **fields: Any) -> dict[str, Any]:
    document = {"file_id": "card", "file_unique_id": "c", "file_name": "s.json", "file_size": size}
    return {"document": document, **fields}


def plan_card(chat: Chat, content: object) -> None:
    file = {"file_id": "card", "file_unique_id": "c", "file_path": "documents/card.json"}
    chat.telegram.planned["getFile"].append((200, {"ok": True, "result": file}))
    chat.telegram.planned["card.json"].append((200, content))  # type: ignore[arg-type]


CARD = {"kind": "jimeng-bot-style", "version": 1, "name": "手办", "text": FIGURE}


@pytest.mark.parametrize("road", ["alone", "caption", "reply"])
async def test_a_card_is_shown_before_it_is_saved(chat: Chat, road: str) -> None:
    plan_card(chat, CARD)
    if road == "reply":
        answered = {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}}
        (shown,) = await chat.say("/style import", reply_to_message=card_message() | answered)
    elif road == "caption":
        (shown,) = await chat.say(**card_message(caption="/style import"))
    else:
        (shown,) = await chat.say(**card_message())
    assert FIGURE in shown
    assert "Nothing is saved yet" in shown
    assert await kept(chat) == []
    (offer,) = await kept(chat, Shelf(ShelfKind.OFFERED, PERSON))
    assert await chat.tap(tap_on(Action.STYLE_KEEP, offer)) == ["“手办” is yours now."]
    (style,) = await kept(chat)
    assert (style.name, style.text) == ("手办", FIGURE)


async def test_a_card_that_would_replace_an_own_style_says_so(chat: Chat) -> None:
    await chat.say("/style save 手办 别的")
    plan_card(chat, CARD)
    (shown,) = await chat.say(**card_message())
    assert "replaces it" in shown
    assert (await kept(chat))[0].text == "别的"


@pytest.mark.parametrize(
    "hostile",
    [
        [1],
        {"kind": "jimeng-bot-style", "version": 1, "name": "a", "text": {"x": 1}},
        CARD | {"text": "x --yes"},
        CARD | {"name": "a" * 99},
        {"padding": "x" * 20_000},
    ],
)
async def test_a_hostile_card_is_refused_with_a_sentence(chat: Chat, hostile: object) -> None:
    plan_card(chat, hostile)
    (answer,) = await chat.say(**card_message())
    assert "Nothing was saved or spent" in answer
    assert await kept(chat, Shelf(ShelfKind.OFFERED, PERSON)) == []
    assert chat.failures == []


async def test_a_large_file_is_not_even_fetched(chat: Chat) -> None:
    (answer,) = await chat.say(**card_message(size=17_000))
    assert "larger than 16 KB" in answer
    assert chat.telegram.of("getFile") == []


async def test_import_without_anything_says_how(chat: Chat) -> None:
    assert "Reply to the file" in (await chat.say("/style import"))[0]
    assert "leads to no style" in (await chat.say("/style import style_AAAAAAAAAA"))[0]


async def test_the_fiftieth_style_is_the_last(chat: Chat) -> None:
    for number in range(STYLES_A_SHELF):
        await chat.say(f"/style save s{number} text")
    (answer,) = await chat.say("/style save more text")
    assert f"There are {STYLES_A_SHELF} styles already" in answer
    await chat.say("/style save s1 other")
    assert len(await kept(chat)) == STYLES_A_SHELF


async def test_the_buttons_of_a_style(chat: Chat) -> None:
    await chat.say("/style save colour {颜色}的{主题} --dur 10")
    (style,) = await kept(chat)
    await chat.tap(tap_on(Action.STYLE, style))
    assert "{颜色}的{主题}" in chat.telegram.texts()[-1]
    await chat.tap(tap_on(Action.STYLE_USE, style))
    assert "/video … 颜色=… --style colour" in chat.telegram.texts()[-1]
    await chat.tap(tap_on(Action.STYLE_DELETE, style))
    assert len(await kept(chat)) == 1
    assert await chat.tap(tap_on(Action.STYLE_DELETE_SURELY, style)) == ["“colour” is deleted."]
    assert await kept(chat) == []
    assert await chat.tap(tap_on(Action.STYLE_DELETE_SURELY, style)) == [
        "This style is gone, or not yours to see."
    ]
    assert chat.failures == []


async def test_an_unknown_style_costs_nothing(chat: Chat) -> None:
    (answer,) = await chat.say("/image a cat --style nosuch")
    assert re.search("no style “nosuch”.*nothing was spent", answer)
    assert await chat.jobs() == []


async def test_the_prompt_that_is_stored_is_what_the_style_made(chat: Chat) -> None:
    await chat.say("/style save film {subject} on film --no blur --res 1k")
    await chat.say("film a cat --res 2k", message_id=20)
    (job,) = await chat.jobs()
    assert job.request == ImageRequest(
        prompt="a cat on film", model="jimeng-4.0", resolution="2k", negative="blur"
    )


@pytest.mark.parametrize("place", ["text", "name"])
async def test_a_card_with_a_session_id_is_not_taken_in_and_not_shown(
    chat: Chat, place: str
) -> None:
    secret = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
    plan_card(chat, CARD | {place: f"us-{secret}"})
    (said,) = await chat.say(**card_message())
    assert "session id" in said
    assert secret not in str(chat.telegram.calls)
    assert await kept(chat) == []
    assert await kept(chat, Shelf(ShelfKind.OFFERED, PERSON)) == []


async def test_a_text_with_a_session_id_is_no_style(chat: Chat) -> None:
    """Answered, so that no word of the message itself is a secret."""
    answered = {"message_id": 9, "date": 1_763_800_000, "chat": {"id": 7, "type": "private"}}
    secret = "us-0f1e2d3c4b5a69788796a5b4c3d2e1f0"
    await chat.say("/style save film", reply_to_message=answered | {"text": f"{secret} grain"})
    assert await kept(chat) == []
    assert secret not in str(chat.telegram.calls)


TOPIC = {"message_thread_id": 3, "is_topic_message": True}


@pytest.mark.parametrize(("verb", "method"), [("share", "sendDocument"), ("show", "sendPhoto")])
async def test_a_card_or_an_example_for_a_place_that_is_gone_comes_to_the_nearest(
    chat: Chat, verb: str, method: str
) -> None:
    photo = {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}, "photo": PHOTO}
    await chat.say("/style save film grain", reply_to_message=photo)
    before = len(chat.telegram.of(method))
    gone = refusal(400, "Bad Request: message thread not found")
    kicked = refusal(403, "Forbidden: bot was kicked from the supergroup chat")
    chat.telegram.planned[method].extend([gone, kicked])
    said = await chat.say(f"/style {verb} film", chat=FRIENDS, message_id=30, **TOPIC)
    sent = [call.params for call in chat.telegram.of(method)[before:]]
    places = [(each["chat_id"], each.get("message_thread_id")) for each in sent]
    assert places == [(str(FRIENDS["id"]), "3"), (str(FRIENDS["id"]), None), (str(PERSON), None)]
    assert not any("no longer at Telegram" in text for text in said)
