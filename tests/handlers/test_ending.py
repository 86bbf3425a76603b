"""/cancel ends what is waited for before it looks at jobs, and says what it ended."""

from __future__ import annotations

import pytest

from bot.domain.ids import UserId
from bot.domain.jobs import JobState
from tests.handlers.conftest import PERSON, Chat

NOTHING = "There is nothing to cancel."


@pytest.mark.parametrize("begin", ["/login", "/account add third"])
@pytest.mark.parametrize("word", ["/cancel", "取消"])
async def test_a_login_is_no_longer_waited_for(chat: Chat, begin: str, word: str) -> None:
    await chat.say(begin, message_id=10)
    (said,) = await chat.say(word, message_id=11)
    assert said.startswith("Login cancelled")
    assert not await chat.services.accounts.asks_login(UserId(PERSON))
    (said,) = await chat.say(word, message_id=12)
    assert said.startswith(NOTHING)


async def test_an_album_ends_and_the_job_beside_it_goes_on(chat: Chat) -> None:
    await chat.say("/image a cat", message_id=10)
    await chat.say("/album", message_id=11)
    (said,) = await chat.say("/cancel", message_id=12)
    assert "cancelled, nothing spent" not in said
    (job,) = await chat.jobs()
    assert job.state is JobState.QUEUED
    (said,) = await chat.say("/cancel", message_id=13)
    assert said == f"#{job.id} cancelled, nothing spent."


async def test_the_words_of_a_bare_command_are_no_longer_waited_for(chat: Chat) -> None:
    await chat.say("/image", message_id=10)
    (said,) = await chat.say("/cancel", message_id=11)
    assert said.startswith("Cancelled: I no longer wait for your words.")


async def test_of_two_waits_the_newest_ends_and_the_other_is_named(chat: Chat) -> None:
    await chat.say("/login", message_id=10)
    await chat.say("/image", message_id=11)
    (said,) = await chat.say("/cancel", message_id=12)
    assert said.startswith("Cancelled: I no longer wait for your words.")
    assert "still wait for your session id" in said
    (said,) = await chat.say("/cancel", message_id=13)
    assert said.startswith("Login cancelled")


async def test_a_named_job_is_cancelled_whatever_is_waited_for(chat: Chat) -> None:
    await chat.say("/image a cat", message_id=10)
    (job,) = await chat.jobs()
    await chat.say("/album", message_id=11)
    assert await chat.say(f"/cancel {job.id}", message_id=12) == [
        f"#{job.id} cancelled, nothing spent."
    ]
