"""The roads to a picture that need a second step: questions, bare commands, /album, replies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.jobs import Artifact, JobState
from bot.domain.requests import ImageRequest, MediaKind, VideoRequest
from tests.bot.telegram_double import BOT_NAME, group
from tests.builders import make_job
from tests.handlers.conftest import Chat
from tests.handlers.test_pictures import FILE, PHOTO, SIZES, answered

HERE = group(-5)
GIF: dict[str, Any] = {
    "animation": {"file_id": "g", "file_unique_id": "g", "width": 1, "height": 1, "duration": 1},
    "document": {"file_id": "g", "file_unique_id": "g", "mime_type": "video/mp4"},
}
STICKER: dict[str, Any] = {
    "sticker": {
        "file_id": "sticker",
        "file_unique_id": "s",
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
    }
}
CLIP: dict[str, Any] = {
    "video": {"file_id": "c", "file_unique_id": "c", "width": 9, "height": 16, "duration": 3}
}


async def request_of(chat: Chat) -> ImageRequest | VideoRequest:
    (job,) = await chat.jobs()
    return job.request


async def test_a_near_miss_is_answered_with_what_was_meant(chat: Chat) -> None:
    (said,) = await chat.say("/image 猫 --stilize")
    assert "--stilize" in said
    assert await chat.jobs() == []


@pytest.mark.parametrize(
    ("typed", "label", "prompt", "ratio"),
    [
        ("/image 猫 --chaos 20 --v 6 --ar 3:4", "Send without", "猫", "3:4"),
        ("/image 猫 --ratioo 3:4", "--ar", "猫", "3:4"),
        ("/image 猫 --ratioo 3:4", "It is text", "猫 --ratioo 3:4", "3:4"),
        ("/image 猫 --ar 16:10", "--ar 3:2", "猫", "3:2"),
        ("/image 猫 --model seedream", "jimeng-4.1", "猫", "1:1"),
        ("/image 猫 --ar", "--ar 16:9", "猫", "16:9"),
        ("/image 猫 --res 8k --ar 3:4", "--res 4k", "猫", "3:4"),
        ("/image 猫 --model nonsense", "jimeng-4.0", "猫", "1:1"),
        ("。", "Draw it anyway", "。", "1:1"),
    ],
)
async def test_a_refusal_has_ways_out_and_each_is_taken_once(
    chat: Chat, typed: str, label: str, prompt: str, ratio: str
) -> None:
    await chat.say(typed)
    assert await chat.jobs() == []
    assert chat.buttons()[-1] == "✏️ Edit"
    for _ in range(3):
        await chat.press(label)
    request = await request_of(chat)
    assert isinstance(request, ImageRequest)
    assert (request.prompt, request.ratio) == (prompt, ratio)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_marks_alone_are_asked_about_and_cost_nothing(chat: Chat, language: str) -> None:
    (said,) = await chat.say("——", language=language)
    assert "——" in said
    assert {"en": "Nothing was sent, nothing was spent", "zh": "未花积分"}[language] in said
    assert chat.buttons()[0] == {"en": "Draw it anyway", "zh": "就画这个"}[language]
    assert await chat.jobs() == []


async def test_a_draft_is_refused_with_the_film_as_a_way_out(chat: Chat) -> None:
    (said,) = await chat.say("/video 猫 --dur 5 --draft")
    assert "--draft" in said
    assert chat.buttons() == ["Send without", "✏️ Edit"]
    await chat.press("Send without")
    (job,) = await chat.jobs()
    assert (job.state, job.request.prompt) == (JobState.DRAFTED, "猫")


async def test_two_options_of_one_question_make_one_job(chat: Chat) -> None:
    await chat.say("/image 猫 --ratioo 3:4")
    await chat.press("It is text")
    assert await chat.press("--ar") == ["Decided already."]
    assert len(await chat.jobs()) == 1


async def test_nobody_else_answers_a_question(chat: Chat) -> None:
    await chat.say("/image 猫 --chaos 20")
    (said,) = await chat.press("Send without", user=8)
    assert "somebody else" in said
    assert await chat.jobs(8) == []
    assert await chat.jobs() == []


async def test_edit_gives_the_line_back_and_leaves_the_other_ways_open(chat: Chat) -> None:
    await chat.say("/image 猫 --chaos 20")
    keyboard = chat.keyboard()
    await chat.press("Edit")
    assert "/image 猫 --chaos 20" in chat.telegram.texts()[-1]
    data = keyboard["inline_keyboard"][0][0]["callback_data"]
    await chat.tap(data)
    assert (await request_of(chat)).prompt == "猫"


async def test_a_further_refusal_asks_further(chat: Chat) -> None:
    await chat.say("/image 猫 --chaos 20 --ar 16:10")
    await chat.press("Send without")
    assert "16:10" in chat.telegram.texts()[-1]
    await chat.press("--ar 3:2")
    assert isinstance(request := await request_of(chat), ImageRequest)
    assert (request.prompt, request.ratio) == ("猫", "3:2")


async def test_zero_is_asked_about(chat: Chat) -> None:
    await chat.say(caption="/image 把图0变成油画", **PHOTO)
    assert chat.buttons() == ["Picture 1", "✏️ Edit"]
    await chat.press("Picture 1")
    assert (await request_of(chat)).prompt == "把图1变成油画"


async def test_a_count_in_the_words_asks_where_the_service_may_make_as_many(chat: Chat) -> None:
    await chat.say("/image 猫 8张")
    (job,) = await chat.jobs()
    assert (job.state, job.receipt.makes) == (JobState.DRAFTED, None)
    assert [note.key for note in job.receipt.notes] == ["grammar-count-by-words"]


async def test_text_that_looks_like_a_flag_asks_first(chat: Chat) -> None:
    await chat.say("/image ratio=3:4 猫")
    (job,) = await chat.jobs()
    assert job.state is JobState.DRAFTED
    await chat.tap(f"v1:meant:{job.id}:0")
    (job,) = await chat.jobs()
    assert isinstance(job.request, ImageRequest)
    assert (job.request.prompt, job.request.ratio, job.receipt.notes) == ("猫", "3:4", ())


async def test_a_hint_can_be_dropped_and_a_dear_one_asks(chat: Chat) -> None:
    await chat.say("/image 4k 横屏 猫")
    (job,) = await chat.jobs()
    assert job.state is JobState.DRAFTED
    numbers = [n for n, each in enumerate(job.receipt.notes) if each.key == "grammar-hint-used"]
    assert len(numbers) == 2
    dear = next(n for n, each in enumerate(job.receipt.notes) if each.values["value"] == "4k")
    await chat.tap(f"v1:unhint:{job.id}:{dear}")
    (job,) = await chat.jobs()
    assert isinstance(job.request, ImageRequest)
    assert (job.request.resolution, job.request.ratio) == ("2k", "16:9")
    assert job.request.prompt == "4k 横屏 猫"


@pytest.mark.parametrize("where", [None, HERE])
async def test_a_bare_command_takes_the_next_message_of_its_writer_only(
    chat: Chat, where: dict[str, Any] | None
) -> None:
    await chat.say("/image", chat=where)
    await chat.say("别人的话", chat=HERE, user=8, message_id=11)
    assert await chat.jobs() == []
    assert await chat.jobs(8) == []
    await chat.say("一只猫 --ar 3:4", chat=where, message_id=12)
    await chat.say("再一只", chat=HERE, message_id=13)
    request = await request_of(chat)
    assert (request.prompt, request.ratio) == ("一只猫", "3:4")


async def test_only_in_that_chat_and_topic_and_for_two_minutes(chat: Chat) -> None:
    forum = {**HERE, "is_forum": True}
    topic = {"is_topic_message": True, "message_thread_id": 3}
    await chat.say("/image", chat=forum, **topic)
    await chat.say(
        "别处的话", chat=forum, message_id=12, is_topic_message=True, message_thread_id=4
    )
    await chat.say("别处的话", chat=group(-6), message_id=12)
    chat.clock.time += 121
    await chat.say("太晚了", chat=forum, message_id=13, **topic)
    assert await chat.jobs() == []


async def test_a_bare_command_offers_what_was_asked_for_here_before(chat: Chat) -> None:
    for number, where in ((1, None), (2, HERE)):
        await chat.say(f"/image 猫{number}", message_id=number, chat=where)
    for job in await chat.jobs():
        await chat.stores.jobs.apply(job, replace(job, state=JobState.SUCCEEDED), release=False)
    await chat.say("/image", chat=HERE, message_id=20)
    assert chat.buttons() == ["猫2"]
    await chat.press("猫2")
    assert (await request_of(chat)).prompt == "猫2"


async def test_a_bare_video_waits_too(chat: Chat) -> None:
    await chat.say("/video")
    await chat.say("猫在跑", message_id=11)
    assert (await request_of(chat)).kind is MediaKind.VIDEO


@pytest.mark.parametrize(
    ("said", "kind"), [("/image --ar 3:4", MediaKind.IMAGE), ("/video —ar 3:4", MediaKind.VIDEO)]
)
async def test_flags_without_words_are_kept_for_the_next_message(
    chat: Chat, said: str, kind: MediaKind
) -> None:
    await chat.say(said)
    assert await chat.jobs() == []
    assert said.split(maxsplit=1)[1] in chat.telegram.texts()[-1]
    await chat.say("猫在跑", message_id=11)
    request = await request_of(chat)
    assert (request.kind, request.prompt, request.ratio) == (kind, "猫在跑", "3:4")


async def test_a_kept_flag_that_is_wrong_is_named_once_the_words_are_there(chat: Chat) -> None:
    await chat.say("/image --ar 99:1")
    await chat.say("猫在跑", message_id=11)
    assert await chat.jobs() == []
    assert "99:1" in chat.telegram.texts()[-1]
    await chat.press("1:1")
    assert (await request_of(chat)).prompt == "猫在跑"


async def test_a_kept_picture_is_animated_by_a_tap_and_asks(chat: Chat) -> None:
    await chat.say(**PHOTO)
    await chat.press("Animate")
    (job,) = await chat.jobs()
    assert (job.state, job.request.kind, len(job.request.inputs)) == (JobState.DRAFTED, "video", 1)


@pytest.mark.parametrize(
    ("label", "words", "kind"),
    [
        ("Change", "变成油画", MediaKind.IMAGE),
        ("Say what", "变成油画", MediaKind.IMAGE),
        ("Say what", "/video 动起来", MediaKind.VIDEO),
        ("Say what", "视频 动起来", MediaKind.VIDEO),
    ],
)
async def test_a_kept_picture_waits_for_its_words(
    chat: Chat, label: str, words: str, kind: MediaKind
) -> None:
    await chat.say(**PHOTO)
    await chat.press(label)
    await chat.say(words, message_id=12)
    request = await request_of(chat)
    assert (request.kind, [each.source for each in request.inputs]) == (kind, ["large"])


async def test_words_right_after_a_picture_are_joined_by_a_button_only(chat: Chat) -> None:
    await chat.say(**PHOTO)
    await chat.say("变成油画", message_id=11)
    assert await chat.jobs() == []
    await chat.press("Yes, change")
    assert len((await request_of(chat)).inputs) == 1


async def test_words_half_a_minute_later_are_words(chat: Chat) -> None:
    await chat.say(**PHOTO)
    chat.clock.time += 31
    await chat.say("一只猫", message_id=11)
    assert (await request_of(chat)).inputs == ()


async def test_pictures_one_by_one_then_one_prompt(chat: Chat) -> None:
    await chat.say("/album")
    assert chat.buttons() == ["✕ Leave it"]
    for number in (12, 11, 11):
        photo = [{**size, "file_id": f"{size['file_id']} {number}"} for size in SIZES]
        await chat.say(message_id=number, photo=photo)
    counts = [call.params["text"] for call in chat.telegram.of("editMessageText")]
    assert "So far: 2" in counts[-1]
    await chat.say("/done", message_id=14)
    assert await chat.jobs() == []
    await chat.say("合成一张", message_id=15)
    request = await request_of(chat)
    assert [each.source for each in request.inputs] == ["large 11", "large 12"]
    assert request.prompt == "合成一张"


@pytest.mark.parametrize("end", ["/done 合成", "好了 合成", "合成"])
async def test_the_end_may_bring_the_words(chat: Chat, end: str) -> None:
    await chat.say("收图")
    await chat.say(message_id=11, **FILE)
    await chat.say(end, message_id=12)
    request = await request_of(chat)
    assert (request.prompt, len(request.inputs)) == ("合成", 1)


async def test_a_caption_while_collecting_is_kept_for_the_end(chat: Chat) -> None:
    await chat.say("/album")
    await chat.say(message_id=11, caption="合成", **PHOTO)
    assert await chat.jobs() == []
    await chat.say("/done", message_id=12)
    assert (await request_of(chat)).prompt == "合成"


async def test_what_was_collected_can_be_left_by_its_person_only(chat: Chat) -> None:
    await chat.say("/album")
    await chat.say(message_id=11, **PHOTO)
    await chat.press("Leave it", user=8)
    await chat.press("Leave it")
    (said,) = await chat.say("/done 合成", message_id=12)
    assert "nothing to finish" in said
    assert await chat.jobs() == []


async def test_nothing_collected_is_said(chat: Chat) -> None:
    await chat.say("/album")
    (said,) = await chat.say("/done", message_id=11)
    assert "No picture came" in said


async def test_a_near_command_is_one_button_and_runs_once(chat: Chat) -> None:
    typed = {**answered(text="/imgae 一只猫"), "message_id": 10}
    typed["from"] = {"id": 7, "is_bot": False, "first_name": "N"}
    await chat.say("/imgae 一只猫")
    assert chat.buttons() == ["/image"]
    for _ in range(2):
        await chat.press("/image", reply_to_message=typed)
    assert (await request_of(chat)).prompt == "一只猫"
    assert await chat.say("/imgae 一只猫", chat=HERE) == []


@pytest.mark.parametrize(
    ("media", "words"),
    [
        (GIF, "GIF"),
        (
            {"video_note": {"file_id": "v", "file_unique_id": "v", "length": 9, "duration": 1}},
            "message",
        ),
        ({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 1}}, "Sound"),
        ({"sticker": {**STICKER["sticker"], "is_animated": True}}, "moving sticker"),
        ({"document": {"file_id": "d", "file_unique_id": "d", "file_name": "a.zip"}}, "no picture"),
    ],
)
async def test_what_is_no_input_is_said_alone_and_in_a_reply(
    chat: Chat, media: dict[str, Any], words: str
) -> None:
    (alone,) = await chat.say(**media)
    (in_reply,) = await chat.say("/edit 变亮", message_id=11, reply_to_message=answered(**media))
    for said in (alone, in_reply):
        assert words in said
        assert "Nothing was spent" in said
    assert await chat.say(chat=HERE, message_id=12, **media) == []
    assert await chat.jobs() == []


async def test_a_still_sticker_is_a_picture_and_that_is_said(chat: Chat) -> None:
    await chat.say("/edit 变成油画", reply_to_message=answered(**STICKER))
    (job,) = await chat.jobs()
    assert [each.source for each in job.request.inputs] == ["sticker"]
    assert [note.key for note in job.receipt.notes] == ["input-sticker"]


@pytest.mark.parametrize(
    "named", [{"file_name": "IMG_1.HEIC"}, {"file_name": "x", "mime_type": "image/heif"}]
)
async def test_an_iphones_picture_is_an_input_and_its_conversion_is_said(
    chat: Chat, named: dict[str, str]
) -> None:
    file = {"document": {"file_id": "iphone", "file_unique_id": "d", **named}}
    await chat.say(None, caption="变成油画", **file)
    (job,) = await chat.jobs()
    assert [each.source for each in job.request.inputs] == ["iphone"]
    assert [note.key for note in job.receipt.notes] == ["input-heif"]


async def test_a_clip_is_a_reference_for_models_that_take_one(chat: Chat) -> None:
    (said,) = await chat.say(**CLIP)
    assert "seedance-2.0" in said
    await chat.say("/video 像它一样跑", message_id=11, reply_to_message=answered(**CLIP))
    assert "jimeng-video-seedance-2.0" in chat.buttons()
    await chat.press("seedance-2.0")
    request = await request_of(chat)
    assert isinstance(request, VideoRequest)
    assert request.as_references
    assert request.inputs[0].is_clip


async def test_an_edit_that_comes_too_late_is_said_once(chat: Chat) -> None:
    await chat.say("/image 猫")
    edited = {"kind": "edited_message", "edit_date": 1_763_800_001}
    first = await chat.say("/image 狗", **edited)
    second = await chat.say("/image 鸟", **edited)
    assert (len(first), second) == (1, [])
    assert chat.buttons() == ["✏️ Edit"]
    assert (await request_of(chat)).prompt == "猫"


async def test_an_edited_caption_keeps_the_pictures_that_were_collected(chat: Chat) -> None:
    await chat.say("/album")
    await chat.say(message_id=11, **PHOTO)
    await chat.say("/done 竖屏 4k 合成", message_id=12)
    await chat.say(
        "/done 4k 合成海报", message_id=12, kind="edited_message", edit_date=1_763_800_001
    )
    request = await request_of(chat)
    assert (request.prompt, len(request.inputs)) == ("4k 合成海报", 1)


async def test_the_seed_of_a_replied_job_must_be_known(chat: Chat) -> None:
    (said,) = await chat.say("/image 猫 --seed same", reply_to_message=answered(text="x"))
    assert "seed" in said
    assert await chat.jobs() == []


async def test_the_roles_of_two_pictures_are_changed_by_buttons(chat: Chat) -> None:
    await chat.say(
        caption="/video 走 --model seedance-2.0 --dur 5",
        reply_to_message=answered(**FILE),
        **PHOTO,
    )
    (job,) = await chat.jobs()
    await chat.tap(f"v1:swap:{job.id}")
    (job,) = await chat.jobs()
    assert [each.source for each in job.request.inputs] == ["large", "file"]
    await chat.tap(f"v1:refs:{job.id}")
    (job,) = await chat.jobs()
    assert isinstance(job.request, VideoRequest)
    assert job.request.as_references
    await chat.tap(f"v1:frames:{job.id}")
    assert not (await request_of(chat)).as_references  # type: ignore[union-attr]


async def test_the_bots_name_matters_in_groups(chat: Chat) -> None:
    await chat.say("/image", chat=HERE)
    await chat.say(f"@{BOT_NAME} 一只猫", chat=HERE, message_id=11)
    assert (await request_of(chat)).prompt == "一只猫"


@pytest.mark.parametrize(
    ("words", "number", "prompt"),
    [("3 它跑开了", 3, "它跑开了"), ("图2：它跑开了", 2, "它跑开了"), ("它跑开了", 4, "它跑开了")],
)
async def test_a_result_is_named_by_its_number_or_by_what_is_picked(
    chat: Chat, words: str, number: int, prompt: str
) -> None:
    await made_pictures(chat)
    picked = answered(text="Done", reply_markup=buttons_of_results(4))
    await chat.say(f"/video {words}", message_id=21, reply_to_message=picked)
    request = await request_of(chat)
    assert request.prompt == prompt
    assert (request.inputs[0].result_number, len(request.inputs)) == (number, 1)


async def test_a_result_that_is_not_there_is_refused_and_others_results_are_not_seen(
    chat: Chat,
) -> None:
    await made_pictures(chat)
    picked = answered(text="Done", reply_markup=buttons_of_results(1))
    (said,) = await chat.say("/video 9 走", message_id=21, reply_to_message=picked)
    assert "9" in said
    assert await chat.jobs() == []
    await chat.say("/video 3 走", message_id=22, user=8, reply_to_message=picked)
    (job,) = await chat.jobs(8)
    assert (job.request.inputs, job.request.prompt) == ((), "3 走")


@pytest.mark.parametrize(
    ("words", "numbers", "prompt"),
    [
        ("2,3 merge them", [2, 3], "merge them"),
        ("4、1合成一张", [4, 1], "合成一张"),
        ("图2和图3 合成一张", [2, 3], "合成一张"),
        ("1-3 合成一张", [1, 2, 3], "合成一张"),
        ("2, 2 变亮", [2], "变亮"),
        ("2，3只猫", [2], "3只猫"),
    ],
)
async def test_several_results_are_taken_in_the_order_in_which_they_are_named(
    chat: Chat, words: str, numbers: list[int], prompt: str
) -> None:
    await made_pictures(chat)
    picked = answered(text="Done", reply_markup=buttons_of_results(1))
    await chat.say(f"/edit {words}", message_id=21, reply_to_message=picked)
    (job,) = await chat.jobs()
    assert [each.result_number for each in job.request.inputs] == numbers
    assert job.request.prompt == prompt


async def test_two_results_of_a_video_are_its_frames_and_three_need_a_model(chat: Chat) -> None:
    await made_pictures(chat)
    picked = answered(text="Done", reply_markup=buttons_of_results(1))
    await chat.say("/video 3,1", message_id=21, reply_to_message=picked)
    (job,) = await chat.jobs()
    assert isinstance(job.request, VideoRequest)
    assert [each.result_number for each in job.request.inputs] == [3, 1]
    assert not job.request.as_references
    note = next(each for each in job.receipt.notes if each.key == "input-results")
    assert note.values == {"numbers": "3 · 1", "id": make_job(1).id, "count": 2}
    await chat.say("/video 1-3 走", message_id=22, reply_to_message=picked)
    assert "jimeng-video-seedance-2.0" in chat.buttons()
    assert len(await chat.jobs()) == 1


@pytest.mark.parametrize(
    ("words", "offered"),
    [("9 走", ["Result 1", "Result 2", "Result 3", "Result 4"]), ("2,9 走", ["Result 2"])],
)
async def test_a_result_that_is_not_there_is_asked_about(
    chat: Chat, words: str, offered: list[str]
) -> None:
    await made_pictures(chat)
    picked = answered(text="Done", reply_markup=buttons_of_results(1))
    (said,) = await chat.say(f"/video {words}", message_id=21, reply_to_message=picked)
    assert "has no picture 9" in said
    assert chat.buttons() == offered
    assert await chat.jobs() == []
    await chat.press("Result 2")
    request = await request_of(chat)
    assert ([each.result_number for each in request.inputs], request.prompt) == ([2], "走")


async def made_pictures(chat: Chat) -> None:
    """The first job has ended with four pictures."""
    files = tuple(
        Artifact(index=number, path=f"{number}.webp", size=1, sha256="0", format="webp")
        for number in range(1, 5)
    )
    job, _ = await chat.stores.jobs.add(make_job(1, state=JobState.SUCCEEDED))
    await chat.stores.jobs.apply(job, replace(job, artifacts=files), release=False)


def buttons_of_results(picked: int) -> dict[str, Any]:
    job = make_job(1).id
    numbers = [
        {"text": f"{number}", "callback_data": f"v1:pick:{job}:{number}"} for number in range(1, 5)
    ]
    other = {"text": "🎬", "callback_data": f"v1:animate:{job}:{picked}"}
    return {"inline_keyboard": [numbers, [other]]}


async def test_a_collection_that_is_over_is_not_called_a_job(chat: Chat) -> None:
    await chat.say("/album")
    await chat.press("Leave it")
    (said,) = await chat.press("Leave it")
    assert "collection" in said
