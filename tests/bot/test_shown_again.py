"""Results shown again: by the names that Telegram knows, else from our disk; with their stars."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.adapters.chat_limits import ChatLimits
from bot.adapters.result_sender import UploadLimit
from bot.adapters.telegram_notifier import TelegramNotifier
from bot.domain.ids import ChatId, MessageId, UserId
from bot.domain.jobs import Artifact, Job, JobState, Origin, PartKind
from bot.domain.lineage import Cause
from bot.domain.observations import Observation, SendRefused
from bot.domain.results import SentFile
from bot.domain.showings import Form, as_delivery, plan_showing
from bot.i18n import Texts
from tests.bot.hostile_pictures import saved
from tests.bot.telegram_double import RecordingRequest, make_bot, refusal
from tests.builders import START, make_job

TEXTS = Texts.load()
HERE = Origin(user_id=UserId(7), chat_id=ChatId(-100), message_id=MessageId(55), thread_id=9)


class Rig:
    """A notifier over a Telegram that remembers, and a job with results."""

    def __init__(self, folder: Path, count: int) -> None:
        self.telegram, self.folder = RecordingRequest(), folder

        async def first(job: Job) -> int:
            return 0

        self.notifier = TelegramNotifier(
            make_bot(self.telegram),
            TEXTS,
            now=lambda: START,
            place_in_queue=first,
            upload_limit=UploadLimit(is_cloud=True),
            limits=ChatLimits(),
        )
        artifacts = tuple(self._make(number) for number in range(1, count + 1))
        self.job = replace(make_job(1, state=JobState.SUCCEEDED), artifacts=artifacts)

    def _make(self, number: int) -> Artifact:
        content = saved(Image.new("RGB", (64, 48), (number, 0, 0)), "webp")
        (self.folder / f"{number}.webp").write_bytes(content)
        return Artifact(
            index=number, path=f"{number}.webp", size=len(content), sha256="0", format="webp"
        )

    def known(self) -> list[SentFile]:
        return [
            SentFile(
                chat_id=ChatId(7),
                message_id=MessageId(each.index),
                picture=each.index,
                kind=PartKind.PREVIEWS,
                file_id=f"name {each.index}",
                file_unique_id="",
            )
            for each in self.job.artifacts
        ]

    async def show(
        self,
        form: Form = Form.RESULTS,
        *,
        known: Sequence[SentFile] = (),
        stars: frozenset[int] = frozenset(),
        attempts: int = 1,
    ) -> list[Observation]:
        showing = plan_showing(self.job, form, HERE, Cause("query 1"), START)
        parts = tuple(replace(part, attempts=attempts) for part in showing.parts)
        delivery = as_delivery(self.job, replace(showing, parts=parts))
        return [
            await self.notifier.send_part(
                delivery, number, folder=self.folder, known=known, stars=stars
            )
            for number in range(len(delivery.parts))
        ]

    def labels(self, method: str) -> list[str]:
        markup = json.loads(self.telegram.of(method)[-1].params["reply_markup"])
        return [each["text"] for row in markup["inline_keyboard"] for each in row]


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path, 3)


async def test_what_telegram_has_is_named_and_not_uploaded_again(rig: Rig) -> None:
    await rig.show(known=rig.known(), stars=frozenset({2}))
    (album,), (control,) = rig.telegram.of("sendMediaGroup"), rig.telegram.of("sendMessage")
    media: list[dict[str, Any]] = json.loads(album.params["media"])
    assert [each["media"] for each in media] == ["name 1", "name 2", "name 3"]
    assert album.files == {}
    for call in (album, control):
        assert (call.params["chat_id"], call.params["message_thread_id"]) == ("-100", "9")
    assert rig.labels("sendMessage")[:3] == ["· 1 ·", "2 ⭐", "3"]


@pytest.mark.parametrize("is_known", [True, False])
async def test_a_repeat_says_that_it_may_be_one(rig: Rig, *, is_known: bool) -> None:
    await rig.show(known=rig.known() if is_known else (), attempts=2)
    assert "maybe twice" in str(rig.telegram.of("sendMediaGroup")[0].params)


@pytest.mark.parametrize("is_known", [True, False])
async def test_an_only_result_shows_its_star_on_the_button(
    tmp_path: Path, *, is_known: bool
) -> None:
    rig = Rig(tmp_path, 1)
    known = rig.known() if is_known else []
    await rig.show(known=known)
    assert "⭐ Star" in rig.labels("sendPhoto")
    await rig.show(known=known, stars=frozenset({1}))
    assert "🌟 Starred" in rig.labels("sendPhoto")


async def test_what_never_arrived_comes_from_our_disk(rig: Rig) -> None:
    await rig.show()
    (album,) = rig.telegram.of("sendMediaGroup")
    assert len(album.files) == 3
    assert all(body.startswith(b"\xff\xd8") for _, body in album.files.values())


async def test_files_that_are_gone_are_refused_and_nothing_breaks(rig: Rig) -> None:
    (rig.folder / "2.webp").unlink()
    for form in Form:
        assert isinstance((await rig.show(form))[0], SendRefused)


async def test_what_telegram_refuses_is_known(rig: Rig) -> None:
    rig.telegram.planned["sendMediaGroup"].append(refusal(400, "Bad Request: no such file"))
    assert isinstance((await rig.show())[0], SendRefused)
