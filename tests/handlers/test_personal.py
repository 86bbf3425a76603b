"""/mydata, /forget and /privacy, as a person uses them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from bot.adapters.export_files import ExportFiles
from bot.domain.erasure import is_consent, write_consent
from bot.domain.ids import MessageId, UserId
from bot.domain.jobs import JobState
from bot.ports.personal import Row
from tests.bot.telegram_double import group
from tests.builders import START, make_job
from tests.handlers.conftest import PERSON, Chat

ME = UserId(PERSON)


def button(chat: Chat, part: str) -> str:
    rows = json.loads(chat.telegram.of("sendMessage")[-1].params["reply_markup"])
    found = [b for row in rows["inline_keyboard"] for b in row if part in b["text"]]
    return str(found[0]["callback_data"])


async def test_everything_comes_as_an_archive_and_nothing_of_it_stays(
    chat: Chat, tmp_path: Path
) -> None:
    await chat.link(hint="5ec7")
    await chat.say("/settings ask 20")
    await chat.say("a secret plan", message_id=20)
    answers = await chat.say("/mydata")
    assert "jobs with prompts, results and files: 1" in answers[0]
    assert "logins: 1" in answers[0]
    (call,) = chat.telegram.of("sendDocument")
    assert int(call.params["chat_id"]) == PERSON
    name, content = call.files["document"]
    assert name == f"mydata-{PERSON}-1.zip"
    with ZipFile(BytesIO(content)) as archive:
        told = {each: json.loads(archive.read(each)) for each in archive.namelist()}
    (jobs,) = (rows for each, rows in told.items() if each.startswith("jobs-"))
    assert jobs[0]["request"]["prompt"] == "a secret plan"
    assert list((tmp_path / "exports").iterdir()) == []


async def test_what_would_go_is_said_and_asked_once(chat: Chat) -> None:
    await chat.link()
    await chat.say("a cat", message_id=20)
    await chat.stores.jobs.add(make_job(9, state=JobState.RUNNING, submitted_at=START))
    (asked,) = await chat.say("/forget")
    assert "jobs with prompts, results and files: 2" in asked
    assert "of which 1 may run at Jimeng already" in asked
    assert "No credits are spent by this" in asked
    assert len(await chat.jobs()) == 2


async def test_a_tap_erases_everything_and_the_person_is_new(chat: Chat) -> None:
    await chat.link()
    await chat.say("/lang zh")
    await chat.say("a cat", message_id=20)
    (job,) = await chat.jobs()
    running, _ = await chat.stores.jobs.add(
        make_job(9, state=JobState.RUNNING, status_message_id=MessageId(900))
    )
    await chat.say("/forget")
    await chat.tap(button(chat, "🗑"))
    assert await chat.stores.personal.survey(ME) == {}
    assert set(chat.showcase.discarded) == {job.id, running.id}
    assert set(chat.notifier.taken) == {job.id, running.id}
    assert len(chat.telegram.of("deleteMyCommands")) == 1
    assert "关于你的一切都已删除" in chat.telegram.of("editMessageText")[-1].params["text"]
    assert (await chat.say("/queue", language="en"))[0].startswith("No jobs")


async def test_a_repeated_tap_erases_nothing_more(chat: Chat) -> None:
    await chat.say("/forget")
    data = button(chat, "🗑")
    await chat.tap(data)
    await chat.tap(data)
    assert chat.failures == []


async def test_an_old_question_erases_nothing(chat: Chat) -> None:
    await chat.say("/forget")
    data = button(chat, "🗑")
    chat.clock.time += 16 * 60
    await chat.say("a cat", message_id=20)
    assert await chat.tap(data) == [
        "That question is not yours, or too old. Nothing was erased. /forget asks again."
    ]
    assert len(await chat.jobs()) == 1


async def test_keeping_keeps(chat: Chat) -> None:
    await chat.say("a cat", message_id=20)
    await chat.say("/forget")
    await chat.tap(button(chat, "✕"))
    assert len(await chat.jobs()) == 1
    assert chat.telegram.of("editMessageText")[-1].params["text"] == "Nothing was erased."


async def test_in_a_group_nothing_is_shown_and_nothing_erased(chat: Chat) -> None:
    await chat.say("a cat", message_id=20)
    for typed in ("/forget", "/mydata"):
        answers = await chat.say(typed, chat=group())
        assert answers[-1].startswith("That is for the private chat")
    assert chat.telegram.of("sendDocument") == []
    assert len(await chat.jobs()) == 1


async def test_privacy_is_told_to_everybody(chat: Chat) -> None:
    (told,) = await chat.say("/privacy")
    assert "backups" in told
    (told,) = await chat.say("隐私", language="zh-hans")
    assert "管理员" in told


async def test_a_lot_is_sent_in_several_archives(tmp_path: Path) -> None:
    async def rows() -> AsyncIterator[tuple[str, Sequence[Row]]]:
        for number in range(5):
            yield "jobs", [{"id": number, "noise": "x" * 50}]

    files = ExportFiles(tmp_path, largest=400)
    names, told = [], []
    async for path in files.pack(ME, rows()):
        names.append(path.name)
        with ZipFile(path) as archive:
            told += [row["id"] for n in archive.namelist() for row in json.loads(archive.read(n))]
    assert len(names) == len(set(names)) > 1
    assert told == [0, 1, 2, 3, 4]
    assert list((tmp_path / "exports").iterdir()) == []


def test_consent_is_the_persons_own_and_ends() -> None:
    consent = write_consent(ME, START)
    assert is_consent(consent, ME, START + 15 * 60)
    assert not is_consent(consent, ME, START + 17 * 60)
    assert not is_consent(consent, ME, START - 120)
    assert not is_consent(consent, UserId(8), START)
    assert not is_consent("", ME, START)
    assert not is_consent("7.", ME, START)
