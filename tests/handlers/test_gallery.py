"""The gallery: by the author's own tap alone, with the words or without, gone when they say so."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.domain.access import subject_of
from bot.domain.ids import ChatId, MessageId
from bot.domain.jobs import Artifact, Job, JobState, PartKind
from bot.domain.results import SentFile
from tests.bot.telegram_double import Answer, Call, group, message_update, refusal
from tests.builders import START, make_job, make_origin
from tests.handlers.conftest import OPERATOR, PERSON, STRANGER, Chat
from tests.handlers.test_authorisation import Somebody, tap_by

PROMPT = "一只可爱的猫咪"
AUTHOR, HERE = Somebody(PERSON, PERSON), Somebody(PERSON, -100)


async def made(chat: Chat, number: int = 1, *, place: int | None = None, pictures: int = 2) -> Job:
    """A job that succeeded, with its results in the chat."""
    origin = make_origin(number, user=PERSON, chat=place)
    job, _ = await chat.stores.jobs.add(make_job(number, origin=origin))
    artifacts = tuple(
        Artifact(index=n, path=f"{n}.webp", size=1, sha256="0", format="webp")
        for n in range(1, pictures + 1)
    )
    job = await chat.stores.jobs.apply(
        job, replace(job, state=JobState.SUCCEEDED, artifacts=artifacts)
    )
    files = [
        SentFile(
            chat_id=ChatId(place or PERSON),
            message_id=MessageId(number * 100 + n),
            picture=n,
            kind=PartKind.PREVIEWS,
            file_id=f"file {number}.{n}",
            file_unique_id=f"unique {number}.{n}",
        )
        for n in range(1, pictures + 1)
    ]
    await chat.stores.results.record(job.id, files, START)
    return job


async def tap(chat: Chat, who: Somebody, data: str) -> str:
    before = len(chat.telegram.of("answerCallbackQuery"))
    await chat.handle(tap_by(chat, who, data))
    [call] = chat.telegram.of("answerCallbackQuery")[before:]
    return str(call.params.get("text", ""))


async def ask(chat: Chat, who: Somebody) -> Call | str:
    """/gallery: the photo that comes, or the words."""
    place = group(who.chat) if who.chat < 0 else None
    sent = len(chat.telegram.of("sendPhoto"))
    said = await chat.handle(
        message_update(chat.bot, "/gallery", user=who.user, chat=place, message_id=77)
    )
    photos = chat.telegram.of("sendPhoto")[sent:]
    return photos[0] if photos else said[0]


async def photo(chat: Chat, who: Somebody) -> Call:
    shown = await ask(chat, who)
    assert isinstance(shown, Call)
    return shown


async def test_nothing_hangs_that_its_author_did_not_hang(chat: Chat) -> None:
    await made(chat)
    answer = await ask(chat, AUTHOR)
    assert isinstance(answer, str)
    assert "👥" in answer


@pytest.mark.parametrize(("action", "is_shown"), [("shown", True), ("hidden", False)])
async def test_the_author_hangs_one_with_its_words_or_without(
    chat: Chat, action: str, is_shown: bool
) -> None:
    job = await made(chat)
    assert "With your name" in await tap(chat, AUTHOR, f"v1:gallery:{job.id}:2")
    assert f"v1:{action}:{job.id}:2" in str(chat.telegram.calls[-1].params["reply_markup"])
    assert "On show" in await tap(chat, AUTHOR, f"v1:{action}:{job.id}:2")
    call = await photo(chat, AUTHOR)
    assert call.params["photo"] == "file 1.2"
    assert "<b>N</b>" in call.params["caption"]
    assert "jimeng-4.0" in call.params["caption"] or "4.0" in call.params["caption"]
    assert (PROMPT in call.params["caption"]) is is_shown
    assert json.loads(call.params["reply_parameters"])["message_id"] == 77


async def test_the_choice_can_be_changed(chat: Chat) -> None:
    job = await made(chat)
    await tap(chat, AUTHOR, f"v1:shown:{job.id}:1")
    await tap(chat, AUTHOR, f"v1:hidden:{job.id}:1")
    call = await photo(chat, AUTHOR)
    assert PROMPT not in call.params["caption"]
    assert "1/1" in call.params["caption"]


@pytest.mark.parametrize("action", ["gallery", "shown", "hidden"])
@pytest.mark.parametrize("user", [OPERATOR, 9])
async def test_nobody_else_hangs_it_not_even_an_operator(
    chat: Chat, action: str, user: int
) -> None:
    await chat.stores.access.decide(subject_of(9), is_allowed=True, by=OPERATOR, now=START)
    job = await made(chat, place=-100)
    said = await tap(chat, Somebody(user, -100), f"v1:{action}:{job.id}:1")
    assert said == "This job isn't yours. Nothing was changed or spent."
    assert await chat.stores.gallery.count(ChatId(-100)) == 0


@pytest.mark.parametrize("picture", ["0", "3", "x"])
async def test_a_picture_that_is_not_there_is_not_hung(chat: Chat, picture: str) -> None:
    job = await made(chat)
    await tap(chat, AUTHOR, f"v1:shown:{job.id}:{picture}")
    hung = await chat.stores.gallery.at(None, 0)
    assert hung is None or hung.picture == 1


async def test_a_groups_gallery_and_the_bots_are_two(chat: Chat) -> None:
    there, private = await made(chat, 1, place=-100), await made(chat, 2)
    await tap(chat, HERE, f"v1:shown:{there.id}:1")
    await tap(chat, AUTHOR, f"v1:shown:{private.id}:1")
    assert (await photo(chat, HERE)).params["photo"] == "file 1.1"
    assert (await photo(chat, AUTHOR)).params["photo"] == "file 2.1"


async def test_it_is_turned_in_the_same_message(chat: Chat) -> None:
    first, second = await made(chat, 1), await made(chat, 2)
    for job in (first, second):
        await tap(chat, AUTHOR, f"v1:shown:{job.id}:1")
        chat.clock.time += 1
    call = await photo(chat, AUTHOR)
    assert (call.params["photo"], "1/2" in call.params["caption"]) == ("file 2.1", True)
    assert "v1:browse::1" in call.params["reply_markup"]
    await tap(chat, AUTHOR, "v1:browse::1")
    [turned] = chat.telegram.of("editMessageMedia")
    media = json.loads(turned.params["media"])
    assert (media["media"], "2/2" in media["caption"]) == ("file 1.1", True)
    assert chat.failures == []


async def test_whoever_is_not_let_in_sees_nothing(chat: Chat) -> None:
    job = await made(chat)
    await tap(chat, AUTHOR, f"v1:shown:{job.id}:1")
    answer = await ask(chat, Somebody(STRANGER, STRANGER))
    assert isinstance(answer, str)
    assert "closed" in answer
    await chat.handle(tap_by(chat, Somebody(STRANGER, STRANGER), "v1:browse::0"))
    assert chat.telegram.of("editMessageMedia") == []


@pytest.mark.parametrize(("user", "is_gone"), [(PERSON, True), (OPERATOR, True), (9, False)])
async def test_its_author_takes_it_down_any_time_and_an_operator_may(
    chat: Chat, user: int, is_gone: bool
) -> None:
    await chat.stores.access.decide(subject_of(9), is_allowed=True, by=OPERATOR, now=START)
    job = await made(chat, place=-100)
    await tap(chat, HERE, f"v1:shown:{job.id}:1")
    said = await tap(chat, Somebody(user, -100), f"v1:down:{job.id}:1")
    assert said == (
        "Taken down." if is_gone else "This job isn't yours. Nothing was changed or spent."
    )
    assert (await chat.stores.gallery.count(ChatId(-100)) == 0) is is_gone


async def test_a_deleted_result_is_in_no_gallery(chat: Chat) -> None:
    job = await made(chat)
    await tap(chat, AUTHOR, f"v1:shown:{job.id}:1")
    await chat.application.services.followups.delete(job)
    assert await chat.stores.gallery.count(None) == 0


async def test_what_can_not_be_shown_any_more_is_taken_down(chat: Chat) -> None:
    job = await made(chat)
    await tap(chat, AUTHOR, f"v1:shown:{job.id}:1")
    await chat.stores.results.forget(job.id)
    assert isinstance(await ask(chat, AUTHOR), str)
    assert await chat.stores.gallery.count(None) == 0


async def test_the_gallery_button_stands_behind_the_dots_alone(chat: Chat) -> None:
    job = await made(chat)
    await tap(chat, AUTHOR, f"v1:pick:{job.id}:1")
    assert "v1:gallery:" not in str(chat.telegram.calls[-1].params["reply_markup"])
    await tap(chat, AUTHOR, f"v1:more:{job.id}:1")
    assert f"v1:gallery:{job.id}:1" in str(chat.telegram.calls[-1].params["reply_markup"])


@pytest.mark.parametrize(("word", "part"), [("画廊", "👥"), ("公告", "公告")])
async def test_its_chinese_word_is_a_command_and_no_prompt(
    chat: Chat, word: str, part: str
) -> None:
    (answer,) = await chat.say(word, language="zh-hans")
    assert part in answer
    assert await chat.jobs() == []


TOPIC_GONE = refusal(400, "Bad Request: message thread not found")
GROUP_GONE = refusal(403, "Forbidden: bot was kicked from the supergroup chat")


@pytest.mark.parametrize(
    ("refused", "places"),
    [
        ([TOPIC_GONE], [("-100", "3"), ("-100", None)]),
        ([TOPIC_GONE, GROUP_GONE], [("-100", "3"), ("-100", None), (str(PERSON), None)]),
    ],
    ids=["the topic", "the group"],
)
async def test_a_gallery_of_a_place_that_is_gone_comes_to_the_nearest(
    chat: Chat, refused: list[Answer], places: list[tuple[str, str | None]]
) -> None:
    job = await made(chat, place=-100)
    await tap(chat, HERE, f"v1:shown:{job.id}:1")
    chat.telegram.planned["sendPhoto"].extend(refused)
    topic = {"message_thread_id": 3, "is_topic_message": True}
    await chat.say("/gallery", chat=group(-100), **topic)
    sent = [call.params for call in chat.telegram.of("sendPhoto")]
    assert [(each["chat_id"], each.get("message_thread_id")) for each in sent] == places
    # In private its buttons would turn to another gallery.
    assert ["reply_markup" in each for each in sent] == [True, True, False][: len(sent)]
    assert ["reply_parameters" in each for each in sent] == [True, True, False][: len(sent)]


async def test_another_refusal_of_a_gallery_is_not_tried_elsewhere(chat: Chat) -> None:
    job = await made(chat, place=-100)
    await tap(chat, HERE, f"v1:shown:{job.id}:1")
    chat.telegram.planned["sendPhoto"].append(refusal(400, "Bad Request: wrong file identifier"))
    topic = {"message_thread_id": 3, "is_topic_message": True}
    await chat.say("/gallery", chat=group(-100), **topic)
    assert len(chat.telegram.of("sendPhoto")) == 1
