"""What is shown again is owed like a first delivery: it outlives a death, and says its doubts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.deliveries import ATTEMPTS_AT_MOST
from bot.domain.ids import ChatId, MessageId, UserId
from bot.domain.jobs import Artifact, Job, JobState, Origin, PartKind
from bot.domain.lineage import Cause
from bot.domain.observations import Observation, SendDelayed, SendDoubtful, SendRefused, Sent
from bot.domain.patience import DAY
from bot.domain.requests import ImageRequest
from bot.domain.results import ResultRef, SentFile
from bot.domain.showings import Form, Showing
from tests.bot.services.conftest import World
from tests.builders import START, make_job

HERE = Origin(user_id=UserId(9), chat_id=ChatId(-100), message_id=MessageId(55), is_private=False)
CAUSE = Cause("query 1")
PREVIEWS, FILES, CONTROL = PartKind.PREVIEWS, PartKind.FILES, PartKind.CONTROL


@pytest.fixture
async def job(world: World) -> Job:
    """Three pictures, delivered long ago to somebody else's private chat."""
    files = tuple(
        Artifact(index=index, path=f"{index}.webp", size=1, sha256="0" * 64, format="webp")
        for index in (1, 2, 3)
    )
    request = ImageRequest(prompt="猫", model="jimeng-4.0", send_files=True, send_privately=True)
    return await world.add(
        make_job(1, state=JobState.SUCCEEDED, request=request, artifacts=files, due_at=None)
    )


async def shown(world: World, job: Job, form: Form = Form.RESULTS) -> Showing:
    await world.showings.ask(job, form, HERE, CAUSE)
    return await stored(world)


async def stored(world: World) -> Showing:
    kept = await world.stores.showings.get(CAUSE)
    assert kept is not None
    return kept


def kinds(world: World) -> list[PartKind]:
    assert all(chat_id == HERE.chat_id for chat_id, _ in world.notifier.places)
    return [kind for _, kind in world.notifier.places]


async def test_results_come_as_they_were_delivered_and_originals_as_files(
    world: World, job: Job
) -> None:
    await world.showings.advance(await shown(world, job))
    assert kinds(world) == [PREVIEWS, CONTROL]
    assert (await stored(world)).due_at is None
    world.notifier.places.clear()
    await world.showings.ask(job, Form.ORIGINALS, HERE, Cause("query 2"))
    (second,) = await world.stores.showings.due(world.clock.now())
    await world.showings.advance(second)
    assert kinds(world) == [FILES]
    assert await world.job(job) == job
    assert world.speaker.said == []


async def test_one_cause_is_one_showing_however_often_it_is_handled(world: World, job: Job) -> None:
    await world.showings.advance(await shown(world, job))
    await shown(world, job)
    assert await world.stores.showings.due(world.clock.now() + DAY) == []


async def test_what_telegram_has_and_the_stars_of_who_asked_go_along(
    world: World, job: Job
) -> None:
    file = SentFile(
        chat_id=ChatId(7),
        message_id=MessageId(90),
        picture=1,
        kind=PREVIEWS,
        file_id="name",
        file_unique_id="unique",
    )
    await world.stores.results.record(job.id, [file], START)
    await world.stores.results.star(HERE.user_id, ResultRef(job=job.id, picture=2), START)
    await world.stores.results.star(UserId(7), ResultRef(job=job.id, picture=3), START)
    sent = replace(file, chat_id=HERE.chat_id, message_id=MessageId(91))
    world.notifier.answers.append(Sent(0, (91,), (sent,)))
    await world.showings.advance(await shown(world, job))
    assert world.notifier.named[0] == ((file,), frozenset({2}))
    assert await world.stores.results.files_of(job.id) == [file, sent]


async def test_a_death_in_the_middle_repeats_the_one_part_that_was_begun(
    world: World, job: Job
) -> None:
    world.notifier.answers.append(Sent(0, (91,)))

    async def die(*_: object, **__: object) -> Sent:
        raise asyncio.CancelledError

    showing = await shown(world, job)
    send, sends = world.notifier.send_part, 0

    async def send_or_die(*args: object, **named: object) -> object:
        nonlocal sends
        sends += 1
        return await (die() if sends == 2 else send(*args, **named))  # type: ignore[arg-type]

    world.notifier.send_part = send_or_die  # type: ignore[method-assign, assignment]
    with pytest.raises(asyncio.CancelledError):
        await world.showings.advance(showing)
    (left,) = await world.stores.showings.due(world.clock.now())
    assert [part.attempts for part in left.parts] == [1, 1]
    await world.showings.advance(left)
    assert [(part, attempt) for _, part, attempt in world.notifier.sends] == [(0, 1), (1, 2)]
    assert (await stored(world)).due_at is None


async def test_a_send_without_an_answer_is_repeated_once_then_told(world: World, job: Job) -> None:
    world.notifier.answers.extend([SendDoubtful(0, "timed out")] * 2)
    await world.showings.advance(await shown(world, job, Form.ORIGINALS))
    waiting = await stored(world)
    assert waiting.due_at is not None
    assert waiting.due_at > world.clock.now()
    world.clock.time = waiting.due_at
    await world.showings.advance(waiting)
    assert [attempt for _, _, attempt in world.notifier.sends] == [1, 2]
    assert world.speaker.said == [(HERE, ["showing-refused"])]
    assert (await stored(world)).due_at is None


async def test_a_flood_is_waited_out_as_long_as_telegram_says(world: World, job: Job) -> None:
    world.notifier.answers.append(SendDelayed(0, "429", 200.0))
    await world.showings.advance(await shown(world, job, Form.ORIGINALS))
    assert (await stored(world)).due_at == world.clock.now() + 200
    world.clock.time += 200
    await world.showings.advance(await stored(world))
    assert [attempt for _, _, attempt in world.notifier.sends] == [1, 1]
    assert world.speaker.said == []


async def test_previews_that_are_refused_come_as_files(world: World, job: Job) -> None:
    world.notifier.answers.append(SendRefused(0, "bad picture"))
    await world.showings.advance(await shown(world, job))
    assert kinds(world) == [PREVIEWS, FILES, CONTROL]
    assert world.speaker.said == []


async def test_files_that_are_gone_are_told_and_nothing_is_tried_again(
    world: World, job: Job
) -> None:
    world.archive.gone = True
    world.notifier.answers.append(SendRefused(0, "No such file"))
    await world.showings.advance(await shown(world, job, Form.ORIGINALS))
    assert world.speaker.said == [(HERE, ["originals-gone"])]
    assert (await stored(world)).due_at is None


async def test_a_file_that_is_too_large_is_told_with_its_size(world: World, job: Job) -> None:
    refused = SendRefused(0, "too large", oversize=60_000_000, limit=50_000_000)
    world.notifier.answers.append(refused)
    await world.showings.advance(await shown(world, job, Form.ORIGINALS))
    assert world.speaker.keys() == ["failure-too-large-size", "failure-too-large-next"]


async def test_what_is_to_be_told_waits_for_telegram_and_is_told_once(
    world: World, job: Job
) -> None:
    world.notifier.answers.append(SendRefused(0, "no"))
    world.speaker.waits.append(30.0)
    await world.showings.advance(await shown(world, job, Form.ORIGINALS))
    assert (await stored(world)).due_at == world.clock.now() + 30
    world.clock.time += 30
    await world.showings.advance(await stored(world))
    assert world.speaker.said == [(HERE, ["showing-refused"])]
    assert len(world.notifier.sends) == 1
    assert (await stored(world)).due_at is None


async def test_a_send_that_kills_us_again_and_again_is_given_up(world: World, job: Job) -> None:
    showing = await shown(world, job, Form.ORIGINALS)
    (part,) = showing.parts
    cut_off = replace(showing, parts=(replace(part, attempts=ATTEMPTS_AT_MOST),))
    await world.stores.showings.save(cut_off)
    await world.showings.advance(cut_off)
    assert world.notifier.sends == []
    assert world.speaker.said == [(HERE, ["showing-refused"])]


async def test_of_an_erased_job_nothing_is_shown_and_nothing_said(world: World, job: Job) -> None:
    showing = await shown(world, job)
    await world.stores.jobs.erase(job.id)
    await world.showings.advance(showing)
    assert (await stored(world)).due_at is None
    assert (world.notifier.sends, world.speaker.said) == ([], [])


Until = Callable[[Callable[[], bool]], Awaitable[None]]


@asynccontextmanager
async def showing_loop(
    world: World,
) -> AsyncIterator[Until]:
    """The loop at work; the value waits for something to come true meanwhile."""

    async def until(holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not holds():  # noqa: ASYNC110 - fakes give no signal
                await asyncio.sleep(0)

    running = asyncio.create_task(world.showings.run())
    yield until
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_the_loop_shows_what_a_death_left_and_what_comes_while_it_runs(
    world: World, job: Job
) -> None:
    """One in a chat at a time, whatever the clock of the process before it said."""
    await world.showings.ask(job, Form.ORIGINALS, HERE, Cause("query 1"))
    await world.showings.ask(job, Form.RESULTS, HERE, Cause("query 2"))
    world.clock.time -= 1_000
    async with showing_loop(world) as until:
        await until(lambda: len(world.notifier.sends) == 3)
        assert kinds(world) == [FILES, PREVIEWS, CONTROL]
        await world.showings.ask(job, Form.ORIGINALS, HERE, Cause("query 3"))
        await until(lambda: len(world.notifier.sends) == 4)


async def test_a_fault_of_ours_keeps_the_showing(world: World, job: Job) -> None:
    faults = 0

    async def broken(*_: object, **__: object) -> None:
        nonlocal faults
        faults += 1
        raise RuntimeError("bug")

    send = world.notifier.send_part
    world.notifier.send_part = broken  # type: ignore[method-assign, assignment]
    await shown(world, job, Form.ORIGINALS)
    async with showing_loop(world) as until:
        await until(lambda: faults > 0)
        world.notifier.send_part = send  # type: ignore[method-assign]
        await until(lambda: bool(world.notifier.sends))
    assert world.notifier.sends[-1][2] > 1


async def test_a_row_that_was_read_before_it_was_shown_sends_nothing_again(
    world: World, job: Job
) -> None:
    """The look at what is due may come back late, with a row as it was."""
    store, notifier = world.stores.showings, world.notifier
    look, send = store.due, notifier.send_part

    async def late_look(now: float) -> Sequence[Showing]:
        rows = await look(now)
        while rows and notifier.sends and world.showings.in_hand:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0)
        return rows

    async def slow_send(
        job: Job,
        part: int,
        *,
        folder: Path,
        known: Sequence[SentFile] = (),
        stars: frozenset[int] = frozenset(),
    ) -> Observation:
        await asyncio.sleep(0)
        sent = await send(job, part, folder=folder, known=known, stars=stars)
        await world.showings.ask(job, Form.ORIGINALS, HERE, CAUSE)  # handled again: looks again
        for _ in range(20):
            await asyncio.sleep(0)
        return sent

    store.due, notifier.send_part = late_look, slow_send  # type: ignore[method-assign]
    await world.showings.ask(job, Form.ORIGINALS, HERE, CAUSE)
    async with showing_loop(world) as until:
        await until(lambda: bool(notifier.sends))
        for _ in range(200):
            await asyncio.sleep(0)
    assert len(notifier.sends) == 1
