"""A bot that no longer hears, or has lost a part, ends; one without a network does not."""

from __future__ import annotations

import asyncio

import pytest

from bot.watchdog import DEAF_AFTER, Hearing, PartEndedError, wait_for_the_end


class Time:
    """Seconds that pass by sleeping; polls come to an end at the times of `polls`."""

    def __init__(self) -> None:
        self.now = 0.0
        self.polls: list[float] = []
        self.hearing = Hearing(monotonic=lambda: self.now, sleep=self.sleep)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)
        until = self.now + seconds
        while self.polls and self.polls[0] <= until:
            self.now = self.polls.pop(0)
            self.hearing.note()
        self.now = until


async def forever() -> None:
    await asyncio.Event().wait()


async def test_polls_that_end_keep_it_alive_and_their_absence_ends_it() -> None:
    time = Time()
    time.polls = [30.0 * n for n in range(1, 400)]
    with pytest.raises(PartEndedError, match="polling has ended"):
        await wait_for_the_end(asyncio.Event(), time.hearing, [])
    assert time.now == 30.0 * 399 + DEAF_AFTER


async def test_a_silence_that_the_server_asked_for_is_no_deafness() -> None:
    time = Time()
    time.hearing.note(5000.0)
    await time.hearing.until_deaf()
    assert time.now == 5000.0 + DEAF_AFTER


async def test_a_part_that_breaks_or_ends_is_named() -> None:
    async def broken() -> None:
        raise RuntimeError("the reason")

    async def ended() -> None:
        pass

    for part, cause in ((broken, RuntimeError), (ended, type(None))):
        parts = [asyncio.create_task(part(), name="worker"), asyncio.create_task(forever())]
        with pytest.raises(PartEndedError, match="worker has ended") as caught:
            await wait_for_the_end(asyncio.Event(), Hearing(), parts)
        assert type(caught.value.__cause__) is cause
        parts[1].cancel()


async def test_asked_to_stop_it_returns() -> None:
    stopping, part = asyncio.Event(), asyncio.create_task(forever())
    stopping.set()
    await wait_for_the_end(stopping, Hearing(), [part])
    assert not part.done()
    part.cancel()
