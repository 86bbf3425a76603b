"""What is found among the things that were made, and by whom: the fake and the real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.history import Filter, Found, Item, Period, Place, Search, Shelf
from bot.domain.ids import ChatId, JobId, MessageId, UserId
from bot.domain.jobs import Artifact, Charged, Failure, FailureKind, Job, JobState, PartKind
from bot.domain.requests import GenerationRequest, ImageRequest, MediaKind, VideoRequest
from bot.domain.results import ResultRef, SentFile
from bot.ports import Stores
from tests.builders import START, make_job, make_origin

ME, OTHER, GROUP = UserId(7), UserId(8), ChatId(-100)
ANY = Filter()


def search(shelf: Shelf = Shelf.HISTORY, *, chat: int = 7, asked_at: float = START + 999) -> Search:
    return Search(
        chat_id=ChatId(chat),
        message_id=MessageId(5),
        user_id=ME,
        is_private=chat > 0,
        shelf=shelf,
        words="",
        asked_at=asked_at,
    )


def artifacts(count: int) -> tuple[Artifact, ...]:
    return tuple(
        Artifact(index=n, path=f"{n}.webp", size=1, sha256="0", format="webp")
        for n in range(1, count + 1)
    )


async def make(
    stores: Stores,
    number: int,
    prompt: str = "一只猫",
    *,
    user: int = 7,
    chat: int | None = None,
    model: str = "jimeng-4.0",
    video: bool = False,
    count: int = 2,
    state: JobState = JobState.SUCCEEDED,
    at: float | None = None,
) -> Job:
    """A job that ends as they do: first it runs, then it has results and a state."""
    request: GenerationRequest = ImageRequest(prompt=prompt, model=model)
    if video:
        request = VideoRequest(prompt=prompt, model=model)
    origin = make_origin(number, user=user, chat=chat)
    begun = make_job(number, state=JobState.RUNNING, origin=origin, request=request)
    if at is not None:
        begun = replace(begun, created_at=at)
    begun, _ = await stores.jobs.add(begun)
    ended = replace(begun, state=state, artifacts=artifacts(count), due_at=None)
    return await stores.jobs.apply(begun, ended)


async def send(stores: Stores, job: Job, *numbers: int, kind: PartKind = PartKind.PREVIEWS) -> None:
    files = [
        SentFile(
            chat_id=job.origin.chat_id,
            message_id=MessageId(job.origin.message_id * 100 + number),
            picture=number,
            kind=kind,
            file_id=f"{kind} {job.id} {number}",
            file_unique_id=f"unique {job.id} {number}",
        )
        for number in numbers
    ]
    await stores.results.record(job.id, files, START)


async def star(stores: Stores, job: Job, number: int, *, at: float, user: UserId = ME) -> None:
    await stores.results.star(user, ResultRef(job=job.id, picture=number), at)


async def found(stores: Stores, wanted: Filter = ANY, *, chat: int = 7) -> list[JobId]:
    page = await stores.history.find(search(chat=chat), wanted, limit=50)
    assert page.total == len(page.jobs)
    return [job.id for job in page.jobs]


async def test_what_was_made_is_found_and_the_newest_first(stores: Stores) -> None:
    first, second = await make(stores, 1), await make(stores, 2)
    assert await found(stores) == [second.id, first.id]


async def test_only_what_is_over_and_left_something(stores: Stores) -> None:
    await make(stores, 1, count=0, state=JobState.FAILED)
    await make(stores, 2, state=JobState.DELIVERING)
    await stores.jobs.add(make_job(3))
    quiet = await make(stores, 4)
    await stores.jobs.mute(quiet.id, True)
    unsent = await make(stores, 5, state=JobState.DELIVERING)
    failure = Failure(kind=FailureKind.DELIVERY, charged=Charged.YES)
    await stores.jobs.apply(unsent, replace(unsent, state=JobState.FAILED, failure=failure))
    assert await found(stores) == [unsent.id, quiet.id]
    page = await stores.history.find(search(), ANY, limit=1)
    assert page.jobs[0].failure == failure


async def test_pages_stay_as_they_were_when_the_list_was_asked_for(stores: Stores) -> None:
    jobs = [await make(stores, number) for number in range(1, 8)]
    asked = search(asked_at=START + 5.5)
    pages = [await stores.history.find(asked, ANY, limit=2, offset=each) for each in (0, 2, 4, 6)]
    assert [[job.id for job in page.jobs] for page in pages] == [
        [jobs[4].id, jobs[3].id],
        [jobs[2].id, jobs[1].id],
        [jobs[0].id],
        [],
    ]
    assert {page.total for page in pages} == {5}


async def test_nobody_finds_what_another_made(stores: Stores) -> None:
    theirs = await make(stores, 1, user=OTHER)
    shared = await make(stores, 2, user=OTHER, chat=GROUP)
    for job in (theirs, shared):
        await send(stores, job, 1)
        await star(stores, job, 1, at=START + 9)
    assert await found(stores) == []
    assert await found(stores, chat=GROUP) == []
    assert await stores.history.items(ME, ANY, limit=50) == []
    favourites = await stores.history.find(search(Shelf.FAVOURITES), ANY, limit=9)
    assert favourites == Found([], {}, 0)
    here = await stores.history.find(search(Shelf.FAVOURITES, chat=GROUP), ANY, limit=9)
    assert [job.id for job in here.jobs] == [shared.id]


async def test_in_a_group_only_what_was_asked_for_there(stores: Stores) -> None:
    await make(stores, 1)
    here = await make(stores, 2, chat=GROUP)
    elsewhere = await make(stores, 3, chat=-200)
    assert await found(stores, chat=GROUP) == [here.id]
    assert await found(stores) == [elsewhere.id, here.id, make_job(1).id]


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("雨夜的霓虹街道，倒影", ("霓虹", "倒影")),
        ("A Cat in the GARDEN", ("cat", "Garden")),
        ("Straße bei Nacht", ("STRASSE",)),
        ("100% silk", ("0%",)),
        ("a_b", ("_b",)),
        ("it's \\ 'quoted' \"twice\"", ("'", "\\", '"')),
        ("a fox 🦊 and 👩‍👩‍👧", ("🦊", "👩‍👩‍👧")),
        ("\u200fחתול קטן\u200f", ("קטן", "חתול ק")),
        ("cafe\u0301", ("CAFÉ",)),
        ("before \x00 after", ("after",)),
        ("ｆｕｌｌ width", ("full",)),
        ("[a-z]* ?", ("[a-z]*", "?")),
    ],
)
async def test_words_are_found_as_they_are(
    stores: Stores, prompt: str, words: tuple[str, ...]
) -> None:
    job = await make(stores, 1, prompt)
    await make(stores, 2, "something else")
    assert await found(stores, Filter(words=words)) == [job.id]


@pytest.mark.parametrize("word", ["%", "_", "c%t", "c_t", "*", "a.t"])
async def test_no_sign_stands_for_another(stores: Stores, word: str) -> None:
    await make(stores, 1, "a cat")
    assert await found(stores, Filter(words=(word,))) == []


async def test_every_word_must_be_there(stores: Stores) -> None:
    both = await make(stores, 1, "a red cat")
    await make(stores, 2, "a red dog")
    assert await found(stores, Filter(words=("cat", "red"))) == [both.id]


async def test_model_kind_and_days(stores: Stores) -> None:
    day = Period(date(2026, 11, 3), date(2026, 11, 3))
    early = await make(stores, 1, at=day.since - 0.5)
    first = await make(stores, 2, at=day.since, model="jimeng-3.1")
    last = await make(stores, 3, at=day.until - 0.5, video=True, model="jimeng-video-3.0")
    late = await make(stores, 4, at=day.until)
    asked = search(asked_at=day.until + 9)

    async def ids(wanted: Filter) -> list[JobId]:
        return [job.id for job in (await stores.history.find(asked, wanted, limit=9)).jobs]

    assert await ids(Filter(period=day)) == [last.id, first.id]
    assert await ids(Filter(kind=MediaKind.VIDEO)) == [last.id]
    assert await ids(Filter(kind=MediaKind.IMAGE)) == [late.id, first.id, early.id]
    assert await ids(Filter(model="3.")) == [last.id, first.id]
    assert await ids(Filter(model="Seedream", models=("jimeng-4.0",))) == [late.id, early.id]
    assert await ids(Filter(model="none")) == []
    assert await ids(Filter(model="4.0", words=("猫",), period=day)) == []


async def test_stars_filter_the_history_and_make_the_favourites(stores: Stores) -> None:
    jobs = [await make(stores, number) for number in (1, 2, 3)]
    await star(stores, jobs[2], 1, at=START + 10)
    await star(stores, jobs[0], 2, at=START + 20)
    await star(stores, jobs[1], 1, at=START + 30, user=OTHER)
    assert await found(stores, Filter(is_starred=True)) == [jobs[2].id, jobs[0].id]
    favourites = await stores.history.find(search(Shelf.FAVOURITES), ANY, limit=9)
    assert [job.id for job in favourites.jobs] == [jobs[0].id, jobs[2].id]
    assert favourites.stars == {jobs[0].id: {2}, jobs[2].id: {1}}
    assert favourites.total == 2


async def test_what_is_erased_is_found_no_more(stores: Stores) -> None:
    job, kept = await make(stores, 1), await make(stores, 2)
    await send(stores, job, 1)
    assert await stores.jobs.erase(job.id)
    assert await found(stores) == [kept.id]
    assert await stores.history.items(ME, ANY, limit=9) == []


async def test_items_come_one_by_one_by_the_names_that_telegram_knows(stores: Stores) -> None:
    old = await make(stores, 1, "a red cat", count=3)
    new = await make(stores, 2, "a film", video=True, count=1)
    await make(stores, 3, "never sent")
    await send(stores, old, 3, 1)
    await send(stores, old, 2, kind=PartKind.FILES)
    await send(stores, new, 1, kind=PartKind.VIDEO)
    items = await stores.history.items(ME, ANY, limit=9)
    assert list(items) == [
        Item(
            job=new.id,
            picture=1,
            kind=PartKind.VIDEO,
            file_id=f"video {new.id} 1",
            prompt="a film",
            made_at=START + 2,
        ),
        *(
            Item(
                job=old.id,
                picture=number,
                kind=PartKind.PREVIEWS,
                file_id=f"previews {old.id} {number}",
                prompt="a red cat",
                made_at=START + 1,
            )
            for number in (1, 3)
        ),
    ]
    assert list(await stores.history.items(ME, Filter(words=("CAT",)), limit=9)) == items[1:]
    assert list(await stores.history.items(ME, ANY, job=new.id, limit=9)) == items[:1]
    assert list(await stores.history.items(OTHER, ANY, job=new.id, limit=9)) == []
    assert await stores.history.items(OTHER, ANY, limit=9) == []


async def test_starred_items_leave_the_other_pictures_of_a_job_out(stores: Stores) -> None:
    job = await make(stores, 1)
    await send(stores, job, 1, 2)
    await star(stores, job, 2, at=START)
    await star(stores, job, 1, at=START, user=OTHER)
    items = await stores.history.items(ME, Filter(is_starred=True), limit=9)
    assert [(item.job, item.picture) for item in items] == [(job.id, 2)]


@pytest.mark.parametrize("length", [1, 2, 3, 5, 50])
async def test_items_are_paged_without_a_gap_or_a_repeat(stores: Stores, length: int) -> None:
    expected = []
    for number in (4, 3, 2, 1):
        job = await make(stores, number, count=3)
        await send(stores, job, 1, 2, 3)
        expected += [(job.id, picture) for picture in (1, 2, 3)]
    seen: list[tuple[JobId, int]] = []
    after: Place | None = None
    while items := await stores.history.items(ME, ANY, after=after, limit=length):
        assert len(items) <= length
        seen += [(item.job, item.picture) for item in items]
        after = Place(job=items[-1].job, picture=items[-1].picture)
    assert seen == expected


async def test_a_mark_that_is_gone_or_of_somebody_else_ends_the_pages(stores: Stores) -> None:
    job = await make(stores, 1)
    await send(stores, job, 1, 2)
    theirs = await make(stores, 2, user=OTHER)
    for mark in (theirs.id, JobId("ZZZZZ")):
        after = Place(job=mark, picture=1)
        assert list(await stores.history.items(ME, ANY, after=after, limit=9)) == []


async def test_a_list_is_kept_once_under_its_message(stores: Stores) -> None:
    asked = replace(search(), words="猫 ⭐")
    await stores.history.keep(asked)
    await stores.history.keep(replace(asked, words="another", user_id=OTHER))
    assert await stores.history.kept(asked.chat_id, asked.message_id) == asked
    assert await stores.history.kept(GROUP, asked.message_id) is None
    assert await stores.history.purge(asked.asked_at) == 0
    assert await stores.history.purge(asked.asked_at + 1) == 1
    assert await stores.history.kept(asked.chat_id, asked.message_id) is None


async def test_what_went_to_its_person_alone_is_in_no_list_of_the_group(stores: Stores) -> None:
    origin = make_origin(1, user=ME, chat=GROUP)
    request = ImageRequest(prompt="一只猫", model="jimeng-4.0", send_privately=True)
    running = make_job(1, state=JobState.RUNNING, origin=origin, request=request)
    stored, _ = await stores.jobs.add(running)
    ended = replace(stored, state=JobState.SUCCEEDED, artifacts=artifacts(1))
    await stores.jobs.apply(stored, ended)
    found = await stores.history.find(search(), ANY, limit=9)
    assert [job.id for job in found.jobs] == [running.id]
    in_group = await stores.history.find(search(chat=GROUP), ANY, limit=9)
    assert list(in_group.jobs) == []
