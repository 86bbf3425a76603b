"""Callback data is text from outside: clients may send any. Over the real database, whose columns
take less than Python's numbers do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.callbacks import JOBLESS, VERSION, Action
from bot.domain.jobs import Artifact, Job, JobState
from bot.domain.requests import ImageRequest
from storage import Storage, open_storage
from storage.crypto import Key, Keyring
from tests.builders import make_job
from tests.handlers.conftest import Chat

LARGE = "9" * 40
NEARLY = "9" * 18
ARGUMENTS = (
    "",
    "0",
    LARGE,
    "1.on",
    f"{LARGE}.on",
    f"1.{LARGE}",
    f"{LARGE}.1",
    NEARLY,
    f"{NEARLY}.{NEARLY}",
    f"7.{LARGE}.0.0",
    "7.1001.0.99",
    "....",
    "x" * 52,
)


@pytest.fixture
async def stores(tmp_path: Path) -> AsyncIterator[Storage]:
    address = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    storage = await open_storage(address, Keyring([Key("test", bytes(range(32)))]))
    yield storage
    await storage.close()


def done(number: int) -> Job:
    files = tuple(
        Artifact(index=index, path=f"{index}.webp", size=1, sha256="0" * 64, format="webp")
        for index in (1, 2)
    )
    request = ImageRequest(prompt="猫", model="jimeng-4.0")
    return make_job(number, state=JobState.SUCCEEDED, request=request, artifacts=files)


async def test_whatever_a_button_is_made_to_say_nothing_breaks(chat: Chat) -> None:
    await chat.link()
    number, broken = 500, []  # the ids of jobs that taps make count from 1
    for action in Action:
        for said in ARGUMENTS:
            number += 1
            subject = ""
            if action not in JOBLESS:
                job, _ = await chat.stores.jobs.add(done(number))
                subject = job.id
            data = f"{VERSION}:{action}:{subject}" + (f":{said}" if said else "")
            answers = await chat.tap(data, update_id=number)
            if chat.failures or not answers:
                broken.append((data, chat.failures[:]))
            chat.failures.clear()
    assert broken == []
