"""Closed by default: strangers get one line in private and nothing else."""

from __future__ import annotations

import pytest

from handlers import COMMANDS
from tests.bot.telegram_double import group
from tests.handlers.conftest import STRANGER, Chat


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
async def test_a_stranger_gets_their_id_and_whom_to_ask_whatever_they_send(
    chat: Chat, command: str
) -> None:
    answers = await chat.say(f"/{command} x", user=STRANGER)
    assert len(answers) == 1
    assert f"<code>{STRANGER}</code>" in answers[0]
    assert await chat.jobs(STRANGER) == []


async def test_a_stranger_in_a_group_meets_silence(chat: Chat) -> None:
    assert await chat.say("/image a cat", user=STRANGER, chat=group()) == []
    assert chat.telegram.calls == []


async def test_a_strangers_tap_is_answered_and_does_nothing(chat: Chat) -> None:
    await chat.link()
    await chat.say("/image a cat")
    (job,) = await chat.jobs()
    assert await chat.tap(f"v1:cancel:{job.id}", user=STRANGER) == ["This bot is closed to you."]
    assert await chat.jobs() == [job]


async def test_an_admin_needs_no_place_in_the_list(chat: Chat) -> None:
    (answer,) = await chat.say("/start", user=8)
    assert "/login" in answer


async def test_nobody_speaks_for_a_whole_chat(chat: Chat) -> None:
    """An anonymous admin carries no person whose account could pay."""
    assert await chat.say("/image a cat", chat=group(), sender_chat=group()) == []
    assert await chat.jobs() == []
