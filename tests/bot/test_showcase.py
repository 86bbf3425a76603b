"""Results shown again: by the names that Telegram knows, else from our disk; with their stars."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.adapters.result_sender import UploadLimit
from bot.adapters.showcase import TelegramShowcase
from bot.domain.ids import ChatId, MessageId, UserId
from bot.domain.jobs import Artifact, Job, JobState, Origin, PartKind
from bot.domain.results import ResultRef, SentFile
from bot.i18n import Texts
from tests.bot.hostile_pictures import saved
from tests.bot.telegram_double import RecordingRequest, make_bot, refusal
from tests.builders import START, make_job
from tests.fakes.results import FakeResultStore
from tests.fakes.services import FakeClock

TEXTS = Texts.load()
HERE = Origin(user_id=UserId(7), chat_id=ChatId(-100), message_id=MessageId(55), thread_id=9)


class Rig:
    """A showcase over a Telegram that remembers, and a job with results."""

    def __init__(self, folder: Path, count: int) -> None:
        self.telegram, self.results = RecordingRequest(), FakeResultStore()
        self.folder = folder
        self.showcase = TelegramShowcase(
            make_bot(self.telegram),
            TEXTS,
            self.results,
            folder,
            FakeClock(START),
            UploadLimit(is_cloud=True),
        )
        artifacts = tuple(self._make(number) for number in range(1, count + 1))
        self.job = replace(make_job(1, state=JobState.SUCCEEDED), artifacts=artifacts)

    def _make(self, number: int) -> Artifact:
        content = saved(Image.new("RGB", (64, 48), (number, 0, 0)), "webp")
        (self.folder / f"{number}.webp").write_bytes(content)
        return Artifact(
            index=number, path=f"{number}.webp", size=len(content), sha256="0", format="webp"
        )

    async def note_sent(self, job: Job) -> None:
        files = [
            SentFile(
                chat_id=ChatId(7),
                message_id=MessageId(each.index),
                picture=each.index,
                kind=PartKind.PREVIEWS,
                file_id=f"name {each.index}",
                file_unique_id="",
            )
            for each in job.artifacts
        ]
        await self.results.record(job.id, files, START)

    def labels(self, method: str) -> list[str]:
        markup = json.loads(self.telegram.of(method)[-1].params["reply_markup"])
        return [each["text"] for row in markup["inline_keyboard"] for each in row]


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path, 3)


async def test_what_telegram_has_is_named_and_not_uploaded_again(rig: Rig) -> None:
    await rig.note_sent(rig.job)
    await rig.results.star(UserId(7), ResultRef(job=rig.job.id, picture=2), START)
    await rig.results.star(UserId(8), ResultRef(job=rig.job.id, picture=3), START)
    assert await rig.showcase.show(rig.job, HERE)
    album, control = rig.telegram.calls
    media: list[dict[str, Any]] = json.loads(album.params["media"])
    assert [each["media"] for each in media] == ["name 1", "name 2", "name 3"]
    assert album.files == {}
    for call in (album, control):
        assert (call.params["chat_id"], call.params["message_thread_id"]) == ("-100", "9")
    assert rig.labels("sendMessage")[:3] == ["· 1 ·", "2 ⭐", "3"]


async def test_an_only_result_shows_its_star_on_the_button(tmp_path: Path) -> None:
    rig = Rig(tmp_path, 1)
    await rig.note_sent(rig.job)
    await rig.showcase.show(rig.job, HERE)
    assert "⭐ Star" in rig.labels("sendPhoto")
    await rig.results.star(UserId(7), ResultRef(job=rig.job.id, picture=1), START)
    await rig.showcase.show(rig.job, HERE)
    assert "🌟 Starred" in rig.labels("sendPhoto")


async def test_what_never_arrived_comes_from_our_disk(rig: Rig) -> None:
    assert await rig.showcase.show(replace(rig.job, state=JobState.FAILED), HERE)
    album, _ = rig.telegram.calls
    assert len(album.files) == 3
    assert all(body.startswith(b"\xff\xd8") for _, body in album.files.values())


async def test_files_that_are_gone_are_told_and_nothing_breaks(rig: Rig) -> None:
    (rig.folder / "2.webp").unlink()
    assert not await rig.showcase.show(rig.job, HERE)
    assert not await rig.showcase.send_originals(rig.job, HERE)
    assert not await rig.showcase.show(replace(rig.job, artifacts=()), HERE)


async def test_what_telegram_refuses_is_told(rig: Rig) -> None:
    rig.telegram.planned["sendMediaGroup"].append(refusal(400, "Bad Request: chat not found"))
    assert not await rig.showcase.show(rig.job, HERE)
