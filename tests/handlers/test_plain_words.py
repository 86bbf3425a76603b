"""Plain words that hardly ask for a picture: nothing is made of them unasked."""

from __future__ import annotations

import pytest

from bot.domain.jobs import JobState
from bot.domain.requests import MediaKind
from tests.handlers.conftest import OPERATOR, Chat
from tests.handlers.test_pictures import PHOTO

SESSION = "0123456789abcdef0123456789abcdef"
CUT = SESSION[:31]


async def states(chat: Chat) -> list[tuple[MediaKind, JobState]]:
    return [(job.request.kind, job.state) for job in await chat.jobs()]


async def test_words_end_a_collecting_of_no_pictures_by_a_question(chat: Chat) -> None:
    await chat.link()
    await chat.say("/album", message_id=10)
    (asked,) = await chat.say("一只红色的房子", message_id=11)
    assert "the collecting is over" in asked
    assert await chat.jobs() == []
    await chat.press("only the words")
    (job,) = await chat.jobs()
    assert job.request.prompt == "一只红色的房子"
    await chat.say("a second house", message_id=12)
    assert len(await chat.jobs()) == 2


async def test_the_cross_under_a_later_answer_ends_the_collecting(chat: Chat) -> None:
    await chat.say("/album", message_id=10)
    await chat.say("/done", message_id=11)
    (said,) = await chat.press("Leave it", message_id=1002)
    assert "forgotten" in said
    (none,) = await chat.say("/done", message_id=12)
    assert "nothing to finish" in none


@pytest.mark.parametrize("between", ["/queue", "/login"])
async def test_another_command_ends_a_collecting_of_no_pictures(chat: Chat, between: str) -> None:
    await chat.say("/album", message_id=10)
    await chat.say(between, message_id=11)
    (none,) = await chat.say("/done", message_id=12)
    assert "nothing to finish" in none


async def test_another_command_keeps_the_pictures_that_were_collected(chat: Chat) -> None:
    await chat.say("/album", message_id=10)
    await chat.say(message_id=11, **PHOTO)
    await chat.say("/queue", message_id=12)
    (said,) = await chat.say("/done", message_id=13)
    assert "1 picture" in said


@pytest.mark.parametrize("typed", ["my session please", CUT])
async def test_no_session_id_in_answer_to_a_login_is_no_prompt(chat: Chat, typed: str) -> None:
    await chat.link()
    await chat.say("/login", message_id=10)
    await chat.tap("v1:site::cn")
    asked, steps = await chat.say(typed, message_id=11)
    assert "isn't a session id" in asked
    assert "sessionid" in steps
    assert await chat.jobs() == []


@pytest.mark.parametrize("typed", ["my email is bob@x.com", "hello@example.com mypassword"])
async def test_a_password_in_answer_to_a_login_is_deleted_and_kept_nowhere(
    chat: Chat, typed: str
) -> None:
    await chat.link()
    await chat.say("/login", message_id=10)
    warned, _ = await chat.say(typed, message_id=11)
    assert "password" in warned
    assert chat.telegram.of("deleteMessage")[-1].params["message_id"] == "11"
    assert "choose" not in str(chat.keyboard())
    assert await chat.jobs() == []


async def test_a_password_below_a_picture_in_answer_to_a_login_is_deleted(chat: Chat) -> None:
    await chat.link()
    await chat.say("/login", message_id=10)
    warned, _ = await chat.say(caption="bob@x.com secret", message_id=11, **PHOTO)
    assert "bob" not in warned
    assert chat.telegram.of("deleteMessage")[-1].params["message_id"] == "11"
    assert await chat.jobs() == []


async def test_a_cut_session_id_below_a_picture_is_asked_about(chat: Chat) -> None:
    await chat.link()
    (asked,) = await chat.say(caption=CUT, message_id=9, **PHOTO)
    assert "cut short" in asked
    await chat.say("/login", message_id=10)
    asked, steps = await chat.say(caption=CUT, message_id=11, **PHOTO)
    assert "isn't a session id" in asked
    assert "sessionid" in steps
    assert await chat.jobs() == []
    await chat.say(caption="a red house", message_id=12, **PHOTO)
    assert [job.request.prompt for job in await chat.jobs()] == ["a red house"]


async def test_a_session_id_that_is_cut_short_is_asked_about_at_any_time(chat: Chat) -> None:
    await chat.link()
    (asked,) = await chat.say(CUT, message_id=11)
    assert "cut short" in asked
    assert await chat.jobs() == []
    await chat.press("anyway")
    assert len(await chat.jobs()) == 1


@pytest.mark.parametrize("typed", ["👍", "❤️🎉", "你好！", "Hello", "thank you.", "OK", "在吗？"])
async def test_signs_and_small_talk_are_asked_about(chat: Chat, typed: str) -> None:
    await chat.link()
    (asked,) = await chat.say(typed, message_id=11)
    assert "nothing was spent" in asked
    assert await chat.jobs() == []
    await chat.press("anyway")
    (job,) = await chat.jobs()
    assert job.request.prompt == typed


@pytest.mark.parametrize("typed", ["/image 👍", "画 👍", "/image hello", "hello kitty", "你好世界"])
async def test_what_is_meant_is_drawn(chat: Chat, typed: str) -> None:
    await chat.link()
    await chat.say(typed, message_id=11)
    assert len(await chat.jobs()) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "make a video of a cat",
        "做个视频，猫在跑",
        "生成一段猫跑的视频",
        "Create a short video: rain",
    ],
)
async def test_who_asks_for_a_video_is_asked_before_a_picture_is_paid(
    chat: Chat, typed: str
) -> None:
    await chat.link()
    await chat.say(typed, message_id=11)
    (job,) = await chat.jobs()
    assert (job.state, job.receipt.offers_video) == (JobState.DRAFTED, True)


async def test_a_word_for_video_anywhere_offers_one(chat: Chat) -> None:
    await chat.link()
    await chat.say("关于猫的视频", message_id=11)
    (job,) = await chat.jobs()
    assert job.receipt.offers_video


async def test_a_command_with_its_own_words_ends_the_wait_for_words(chat: Chat) -> None:
    await chat.link()
    await chat.say("动起来", message_id=10)
    await chat.say("/image 猫q --chaos 2", message_id=11)
    await chat.say("狗w", message_id=12)
    (dog,) = await chat.jobs()
    assert (dog.request.kind, dog.request.prompt) == (MediaKind.IMAGE, "狗w")


@pytest.mark.parametrize("typed", ["blah", "add", "rename x"])
async def test_what_account_cannot_read_is_named(chat: Chat, typed: str) -> None:
    (said,) = await chat.say(f"/account {typed}")
    assert f"“{typed}”" in said
    assert "Nothing was changed" in said


async def test_an_unknown_admin_command_is_named(chat: Chat) -> None:
    (said,) = await chat.say("/admin foo", user=OPERATOR)
    assert "There is no “foo”" in said


@pytest.mark.parametrize("typed", ["/cancel all", "取消 全部"])
async def test_cancel_all_asks_which_with_a_button_each(chat: Chat, typed: str) -> None:
    await chat.link()
    await chat.say("a cat", message_id=10)
    await chat.say("a dog", message_id=11)
    await chat.say(typed, message_id=12)
    assert str(chat.keyboard()).count("v1:cancel:") == 2
    assert len(await chat.jobs()) == 2
