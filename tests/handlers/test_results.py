"""The buttons under results: what comes twice, or again after a death, does no more than once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.ids import ChatId, MessageId, UserId
from bot.domain.jobs import Artifact, Job, JobState, PartKind
from bot.domain.requests import ImageRequest, InputPicture
from bot.domain.results import ResultRef, SentFile
from tests.bot.telegram_double import group
from tests.builders import START, make_job
from tests.handlers.conftest import PERSON, Chat

ME = UserId(PERSON)


@pytest.fixture
async def job(chat: Chat) -> Job:
    """Two results, the first of them in a message."""
    files = tuple(
        Artifact(index=index, path=f"{index}.webp", size=1, sha256="0" * 64, format="webp")
        for index in (1, 2)
    )
    request = ImageRequest(prompt="猫", model="jimeng-4.0")
    job = make_job(9, state=JobState.SUCCEEDED, request=request, artifacts=files)
    await chat.stores.jobs.add(job)
    sent = SentFile(
        chat_id=ChatId(PERSON),
        message_id=MessageId(90),
        picture=1,
        kind=PartKind.PREVIEWS,
        file_id="file",
        file_unique_id="unique",
    )
    await chat.stores.results.record(job.id, [sent], START)
    return job


async def stars(chat: Chat, job: Job) -> frozenset[int]:
    return await chat.stores.results.stars_of(ME, job.id)


async def test_a_star_that_is_tapped_for_again_after_a_death_stays(chat: Chat, job: Job) -> None:
    for _ in range(2):
        await chat.tap(f"v1:star:{job.id}:2.on")
        assert await stars(chat, job) == {2}
    for _ in range(2):
        await chat.tap(f"v1:star:{job.id}:2.off")
        assert await stars(chat, job) == frozenset()


async def test_the_button_says_what_the_next_tap_would_want(chat: Chat, job: Job) -> None:
    await chat.tap(f"v1:star:{job.id}:1.on")
    redrawn = chat.telegram.of("editMessageReplyMarkup")[-1].params["reply_markup"]
    assert f"v1:star:{job.id}:1.off" in redrawn
    await chat.tap(f"v1:star:{job.id}:1.off")
    redrawn = chat.telegram.of("editMessageReplyMarkup")[-1].params["reply_markup"]
    assert f"v1:star:{job.id}:1.on" in redrawn


async def test_a_star_of_last_month_says_nothing_and_turns_round(chat: Chat, job: Job) -> None:
    await chat.tap(f"v1:star:{job.id}:2")
    assert await stars(chat, job) == {2}
    await chat.tap(f"v1:star:{job.id}:2", query_id="78")
    assert await stars(chat, job) == frozenset()


async def test_a_number_that_is_none_of_the_results_is_the_first(chat: Chat, job: Job) -> None:
    await chat.tap(f"v1:star:{job.id}:77.on")
    assert await stars(chat, job) == {1}


class DiedError(Exception):
    """The process ended here."""


@pytest.mark.parametrize("died_at", ["take_away", "discard", "forget", "erase"])
async def test_an_erasure_that_a_death_cut_off_is_finished_by_its_replay(
    chat: Chat, job: Job, monkeypatch: pytest.MonkeyPatch, died_at: str
) -> None:
    """Wherever it stops: nothing may stay behind on the disk or in the chat."""
    await chat.stores.results.star(ME, ResultRef(job=job.id, picture=1), START)
    place = {"forget": chat.stores.results, "erase": chat.stores.jobs}.get(died_at, chat.showcase)

    async def die(*_: object) -> None:
        raise DiedError

    data = f"v1:surely:{job.id}:1"
    with monkeypatch.context() as patch:
        patch.setattr(place, died_at, die)
        await chat.tap(data)
        assert chat.failures
    await chat.tap(data)
    assert await chat.stores.jobs.get(job.id) is None
    assert await chat.stores.results.files_of(job.id) == []
    assert await stars(chat, job) == frozenset()
    assert set(chat.showcase.taken) == {(PERSON, 90)}
    assert chat.showcase.discarded


async def test_a_job_under_way_is_not_erased(chat: Chat, job: Job) -> None:
    running = replace(make_job(10, state=JobState.RUNNING), artifacts=job.artifacts)
    await chat.stores.jobs.add(running)
    answers = await chat.tap(f"v1:surely:{running.id}:1")
    assert await chat.stores.jobs.get(running.id) is not None
    (told,) = answers
    assert "still being sent" in told
    assert chat.showcase.discarded == []


async def test_the_line_to_change_keeps_the_pictures_it_was_about(chat: Chat) -> None:
    """The words alone would be drawn, and paid, as something else."""
    request = ImageRequest(prompt="变蓝", model="jimeng-4.0", inputs=(InputPicture(source="p"),))
    job = make_job(9, state=JobState.SUCCEEDED, request=request)
    await chat.stores.jobs.add(job)
    await chat.tap(f"v1:remix:{job.id}")
    await chat.say("/image 变绿")
    (made,) = await chat.jobs()
    assert (made.request.prompt, made.request.inputs) == ("变绿", request.inputs)


async def test_in_a_group_the_line_to_change_names_whoever_tapped(chat: Chat) -> None:
    origin = replace(make_job(9).origin, chat_id=ChatId(-5), is_private=False)
    job = make_job(9, state=JobState.SUCCEEDED, origin=origin)
    await chat.stores.jobs.add(job)
    await chat.tap(f"v1:remix:{job.id}", chat=group(-5))
    sent = chat.telegram.of("sendMessage")[-1].params
    assert f"tg://user?id={PERSON}" in sent["text"]
    assert "reply_parameters" in sent


async def test_what_is_deleted_is_no_longer_offered(chat: Chat, job: Job) -> None:
    await chat.tap(f"v1:surely:{job.id}:1")
    edited = chat.telegram.of("editMessageText")[-1].params
    assert job.id in edited["text"]
    assert "reply_markup" not in edited


async def test_a_tap_for_the_originals_is_kept_before_it_is_answered(chat: Chat, job: Job) -> None:
    """A tap that is handled again after a death is the same one; the next tap is another."""
    for _ in range(2):
        assert await chat.tap(f"v1:files:{job.id}") == ["The files are on their way."]
    (kept,) = chat.stores.showings.all()
    assert [(part.kind, part.indexes) for part in kept.parts] == [(PartKind.FILES, (1, 2))]
    assert (kept.origin.chat_id, kept.origin.message_id) == (PERSON, 1001)
    await chat.tap(f"v1:files:{job.id}", query_id="78")
    assert len(chat.stores.showings.all()) == 2


@pytest.mark.parametrize("action", ["files", "details", "repeat", "retry", "pick", "star", "remix"])
async def test_what_is_for_its_person_alone_is_shown_to_nobody_else_of_the_group(
    chat: Chat, action: str
) -> None:
    """Its number stands in the group, its words and results don't."""
    origin = replace(
        make_job(9).origin, chat_id=ChatId(-5), is_private=False, user_id=UserId(PERSON + 1)
    )
    request = ImageRequest(prompt="a secret", model="jimeng-4.0", send_privately=True)
    files = (Artifact(index=1, path="1.webp", size=1, sha256="0" * 64, format="webp"),)
    job = make_job(9, state=JobState.SUCCEEDED, origin=origin, request=request, artifacts=files)
    await chat.stores.jobs.add(job)
    (answer,) = await chat.tap(f"v1:{action}:{job.id}:1", chat=group(-5))
    assert "not yours to see" in answer
    (said,) = await chat.say(f"/show {job.id}", chat=group(-5))
    assert "There is no job" in said
    assert chat.stores.showings.all() == []
    assert await chat.jobs() == []
    assert "a secret" not in str(chat.telegram.calls)
