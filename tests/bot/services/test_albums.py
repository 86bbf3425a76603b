"""Albums are gathered once, whatever is late, repeated, refused, or dies in between."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.albums import AlbumPart
from bot.domain.commands import Note
from bot.domain.ids import UserId
from bot.domain.jobs import ACTIVE_STATES, Job, JobState, Origin
from bot.domain.offers import Offer
from bot.domain.requests import InputPicture, MediaKind
from bot.domain.wishes import Wish
from bot.ports import StorageError
from bot.services.albums import Albums
from bot.services.generations import Enqueued
from bot.services.taking import Outcome
from tests.builders import make_origin
from tests.fakes.services import FakeSpeaker

if TYPE_CHECKING:
    from tests.bot.services.conftest import World


def part(number: int, words: str | None = None, *, chat: int | None = None) -> AlbumPart:
    return AlbumPart(
        album_id="a",
        origin=make_origin(number, chat=chat),
        picture=InputPicture(source=f"file {number}"),
        kind=None if words is None else MediaKind.IMAGE,
        words=words or "",
    )


@pytest.fixture
def speaker() -> FakeSpeaker:
    return FakeSpeaker()


@pytest.fixture
def albums(world: World, speaker: FakeSpeaker) -> Albums:
    return make_albums(world, speaker)


def make_albums(
    world: World,
    speaker: FakeSpeaker,
    made_job: asyncio.Event | None = None,
    *,
    more_waits: Callable[[int], bool] = lambda chat_id: False,
) -> Albums:
    async def place(origin: Origin, wish: Wish) -> Enqueued:
        enqueued = await world.orders.place(origin, wish)
        if made_job is not None:
            made_job.set()
        return enqueued

    return Albums(
        albums=world.stores.albums,
        place=place,
        offers=world.offers,
        jobs=world.stores.jobs,
        speaker=speaker,
        clock=world.clock,
        more_waits=more_waits,
    )


async def jobs_of(world: World) -> list[Job]:
    await world.board.drain()
    return list(await world.stores.jobs.of_user(UserId(7), ACTIVE_STATES))


async def test_parts_in_any_order_make_one_job_under_the_message_with_the_words(
    world: World, albums: Albums
) -> None:
    for each in (part(3), part(1), part(2, "合成")):
        await albums.keep(each)
    world.clock.time += 1.5
    await albums.gather_due()
    (job,) = await jobs_of(world)
    assert [picture.source for picture in job.request.inputs] == ["file 1", "file 2", "file 3"]
    assert (job.request.prompt, job.origin) == ("合成", make_origin(2))


async def test_it_waits_until_nothing_more_comes(world: World, albums: Albums) -> None:
    await albums.keep(part(1, "合成"))
    for number in (2, 3):
        world.clock.time += 1.4
        assert await albums.gather_due() == pytest.approx(0.1)
        await albums.keep(part(number))
    assert await jobs_of(world) == []
    world.clock.time += 1.5
    await albums.gather_due()
    (job,) = await jobs_of(world)
    assert len(job.request.inputs) == 3


async def test_it_waits_for_parts_that_stand_in_line_behind_it(
    world: World, speaker: FakeSpeaker
) -> None:
    """After a death the whole line is handled again, slower than parts come."""
    line = [True]
    albums = make_albums(world, speaker, more_waits=lambda chat_id: chat_id == 7 and line[0])
    await albums.keep(part(1, "两张"))
    world.clock.time += 5
    assert await albums.gather_due() < 1
    assert await jobs_of(world) == []
    await albums.keep(part(2))
    line[0] = False
    world.clock.time += 5
    await albums.gather_due()
    (job,) = await jobs_of(world)
    assert [each.source for each in job.request.inputs] == ["file 1", "file 2"]
    assert speaker.said == []


async def test_a_line_that_never_ends_is_not_waited_for(world: World, speaker: FakeSpeaker) -> None:
    albums = make_albums(world, speaker, more_waits=lambda chat_id: True)
    await albums.keep(part(1, "一张"))
    world.clock.time += 60
    await albums.gather_due()
    assert len(await jobs_of(world)) == 1


async def test_a_late_part_is_told_of_once_and_a_repeated_one_never(
    world: World, albums: Albums, speaker: FakeSpeaker
) -> None:
    await albums.keep(part(1, "合成"))
    world.clock.time += 1.5
    await albums.gather_due()
    for number in (1, 2, 2, 3):
        await albums.keep(part(number))
    world.clock.time += 20
    await albums.gather_due()
    assert speaker.said == [(make_origin(2), ["album-late"])]
    assert len(await jobs_of(world)) == 1


async def test_a_new_process_waits_for_the_rest_anew(
    world: World, albums: Albums, speaker: FakeSpeaker
) -> None:
    """It died after the first part; the others were still at Telegram."""
    await albums.keep(part(1, "合成"))
    world.clock.time += 3600
    made_job = asyncio.Event()
    successor = make_albums(world, speaker, made_job)
    running = asyncio.create_task(successor.run())
    await asyncio.sleep(0)
    await successor.keep(part(2))
    await made_job.wait()
    running.cancel()
    assert [len(job.request.inputs) for job in await jobs_of(world)] == [2]


async def test_a_death_between_the_job_and_its_mark_makes_no_second_job(
    world: World, albums: Albums, speaker: FakeSpeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    await albums.keep(part(1, "合成 --ar 1:1 --ar 16:9"))
    world.clock.time += 1.5
    with monkeypatch.context() as dying:
        dying.setattr(world.stores.albums, "close", broken)
        await albums.gather_due()
    world.clock.time += 2
    await make_albums(world, speaker).gather_due()
    assert len(await jobs_of(world)) == 1
    assert [note.key for note in (await jobs_of(world))[0].receipt.notes] == ["grammar-flag-twice"]
    assert await world.stores.albums.open_albums() == []


async def broken(*_: object, **__: object) -> None:
    raise StorageError("the disk is full")


async def test_what_cannot_be_sent_is_answered_and_the_album_is_over(
    world: World, albums: Albums, speaker: FakeSpeaker
) -> None:
    await albums.keep(replace(part(1, "三张"), kind=MediaKind.VIDEO))
    for number in (2, 3):
        await albums.keep(part(number))
    world.clock.time += 1.5
    await albums.gather_due()
    assert speaker.said == [(make_origin(1), ["grammar-pictures-many"])]
    assert await jobs_of(world) == []
    assert await world.stores.albums.open_albums() == []


async def test_an_answer_that_telegram_puts_off_is_given_later(
    world: World, albums: Albums, speaker: FakeSpeaker
) -> None:
    speaker.waits.append(30.0)
    await albums.keep(part(1))
    world.clock.time += 1.5
    assert await albums.gather_due() == 30.0
    world.clock.time += 29
    assert await albums.gather_due() == pytest.approx(1.0)
    assert speaker.said == []
    world.clock.time += 1
    await albums.gather_due()
    assert speaker.said == [(make_origin(1), ["pictures-kept"])]


async def test_a_part_that_comes_while_the_job_is_made_is_told_of(
    world: World, speaker: FakeSpeaker
) -> None:
    async def place(origin: Origin, wish: Wish) -> Enqueued:
        await gatherer.keep(part(2))
        return await world.orders.place(origin, wish)

    gatherer = Albums(
        albums=world.stores.albums,
        place=place,
        offers=world.offers,
        jobs=world.stores.jobs,
        speaker=speaker,
        clock=world.clock,
    )
    await gatherer.keep(part(1, "合成"))
    world.clock.time += 1.5
    await gatherer.gather_due()
    assert speaker.keys() == ["album-late"]
    assert [len(job.request.inputs) for job in await jobs_of(world)] == [1]


async def test_words_that_come_while_we_answer_still_count(
    world: World, albums: Albums, speaker: FakeSpeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = speaker.say

    async def slowly(
        origin: Origin, notes: Sequence[Note], offer: Offer | None = None
    ) -> float | None:
        await albums.keep(part(2, "合成"))
        return await say(origin, notes, offer)

    await albums.keep(part(1))
    world.clock.time += 1.5
    with monkeypatch.context() as patched:
        patched.setattr(speaker, "say", slowly)
        await albums.gather_due()
    world.clock.time += 1.5
    await albums.gather_due()
    assert [len(job.request.inputs) for job in await jobs_of(world)] == [2]


async def test_silence_in_groups_for_pictures_without_words(
    world: World, albums: Albums, speaker: FakeSpeaker
) -> None:
    await albums.keep(part(1, chat=-5))
    world.clock.time += 2.4
    await albums.gather_due()
    assert len(await world.stores.albums.open_albums()) == 1
    world.clock.time += 0.1
    await albums.gather_due()
    assert await world.stores.albums.open_albums() == []
    assert speaker.said == []


async def test_a_fault_of_ours_is_tried_again_and_at_last_said(
    world: World, speaker: FakeSpeaker
) -> None:
    async def place(*_: object) -> Enqueued:
        raise RuntimeError("a fault of ours")

    albums = Albums(
        albums=world.stores.albums,
        place=place,
        offers=world.offers,
        jobs=world.stores.jobs,
        speaker=speaker,
        clock=world.clock,
    )
    await albums.keep(part(1, "合成"))
    for _ in range(3):
        assert speaker.said == []
        world.clock.time += 2
        await albums.gather_due()
    assert speaker.keys() == ["update-given-up"]
    assert await world.stores.albums.open_albums() == []


async def test_trouble_with_the_store_is_waited_out(
    world: World, speaker: FakeSpeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_job = asyncio.Event()
    albums = make_albums(world, speaker, made_job)
    calls: list[float] = []
    reopen = world.stores.albums.reopen

    async def sometimes(now: float) -> None:
        calls.append(now)
        if len(calls) < 3:
            raise StorageError("locked")
        await reopen(now)

    monkeypatch.setattr(world.stores.albums, "reopen", sometimes)
    await albums.keep(part(1, "合成"))
    running = asyncio.create_task(albums.run())
    await made_job.wait()
    running.cancel()
    assert len(await jobs_of(world)) == 1
    assert len(calls) == 3


async def test_a_late_part_is_offered_while_the_receipt_is_open_and_said_once_afterwards(
    world: World, albums: Albums, speaker: FakeSpeaker
) -> None:
    await albums.keep(part(1, "合成 4k"))
    world.clock.time += 1.5
    await albums.gather_due()
    (job,) = await jobs_of(world)
    assert job.state is JobState.DRAFTED
    await albums.keep(part(2))
    await albums.keep(part(3))
    assert speaker.keys() == ["offer-late-picture"] * 2
    for offer in speaker.offers:
        await world.offers.take(UserId(7), offer.id, 0)
    (job,) = await jobs_of(world)
    assert [each.source for each in job.request.inputs] == ["file 1", "file 2", "file 3"]
    await world.orders.agree(UserId(7), job.id)
    for number in (4, 5):
        await albums.keep(part(number))
    assert speaker.keys()[2:] == ["album-late"]
    taken = await world.offers.take(UserId(7), speaker.offers[0].id, 0)
    assert taken.outcome is Outcome.ALREADY
    assert len((await jobs_of(world))[0].request.inputs) == 3


async def test_the_question_that_is_shown_is_the_one_that_is_kept(world: World) -> None:
    """Also when a part comes while it is put."""
    speaker = LateParts()
    speaker.albums = albums = make_albums(world, speaker)
    for number in (1, 2, 3):
        await albums.keep(part(number))
    speaker.late = [part(4)]
    await gather_twice(world, albums)
    asked = [len(offer.pictures) for offer in speaker.offers]
    assert asked == [3, 4]
    for offer in speaker.offers:
        assert await world.stores.offers.get(offer.id) == offer


async def test_two_questions_about_one_album_make_one_job(world: World) -> None:
    """Although the later one is about a caption of an earlier message."""
    speaker = LateParts()
    speaker.albums = albums = make_albums(world, speaker)
    for number in (2, 3):
        await albums.keep(part(number, f"合成 {number}"))
    speaker.late = [part(1, "合成 1")]
    await gather_twice(world, albums)
    assert [len(offer.options) for offer in speaker.offers] == [2, 3]
    for offer in speaker.offers:
        await world.offers.take(UserId(7), offer.id, 0)
    assert len(await jobs_of(world)) == 1


class LateParts(FakeSpeaker):
    """Parts come to the albums while the first question is put."""

    albums: Albums

    def __init__(self) -> None:
        super().__init__()
        self.late: list[AlbumPart] = []

    async def say(
        self, origin: Origin, notes: Sequence[Note], offer: Offer | None = None
    ) -> float | None:
        while self.late:
            await self.albums.keep(self.late.pop())
        return await super().say(origin, notes, offer)


async def gather_twice(world: World, albums: Albums) -> None:
    for _ in range(2):
        world.clock.time += 5
        await albums.gather_due()
