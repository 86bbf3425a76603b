"""The loop that carries announcements: paced, once each, patient with Telegram."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.domain.announcements import LONGEST, CopyState
from bot.domain.errors import UserError
from bot.domain.ids import UserId
from bot.services.announcements import AFTER_TROUBLE, IDLE, PACE, Announcements
from tests.builders import START
from tests.fakes.announcements import FakeAnnouncementStore
from tests.fakes.operations import FakeHerald, FakeOperators
from tests.fakes.services import FakeClock

AUTHOR = UserId(1)


@dataclass
class Rig:
    store: FakeAnnouncementStore = field(default_factory=FakeAnnouncementStore)
    herald: FakeHerald = field(default_factory=FakeHerald)
    operators: FakeOperators = field(default_factory=FakeOperators)
    clock: FakeClock = field(default_factory=lambda: FakeClock(START))

    def __post_init__(self) -> None:
        self.service = self.begin()

    def begin(self) -> Announcements:
        """A service as a new process has it: nothing but the rows."""
        return Announcements(
            store=self.store,
            herald=self.herald,
            operators=self.operators,
            wall_clock=self.clock.now,
            sleep=self.clock.sleep,
        )

    async def confirmed(self, *users: int) -> int:
        for user in users:
            await self.service.choose(UserId(user), wants=True)
        announcement, listeners = await self.service.draft(AUTHOR, "hello", "message 1 1")
        assert listeners == len(users)
        assert await self.service.confirm(announcement.id)
        return announcement.id

    def carried_to(self) -> list[int]:
        return [user for user, _ in self.herald.carried]


async def test_a_preview_reaches_nobody() -> None:
    rig = Rig()
    await rig.service.choose(UserId(7), wants=True)
    await rig.service.draft(AUTHOR, "hello", "message 1 1")
    assert await rig.service.carry_one() == IDLE
    assert rig.herald.carried == []


async def test_each_listener_hears_it_once_at_a_pace_then_the_operators_hear_the_end() -> None:
    rig = Rig()
    await rig.confirmed(7, 8)
    pauses = [await rig.service.carry_one() for _ in range(4)]
    assert pauses == [PACE, PACE, IDLE, IDLE]
    assert rig.herald.carried == [(7, "hello"), (8, "hello")]
    [([note], [])] = rig.operators.said
    assert note.values == {"sent": 2, "gone": 0, "failed": 0}


async def test_it_goes_on_after_a_death_and_marks_what_may_have_arrived() -> None:
    rig = Rig()
    await rig.confirmed(7, 8, 9)
    await rig.service.carry_one()
    await rig.store.next_copy()  # begun, and never settled: the process died there
    again = rig.begin()
    await again.resume()
    while await again.carry_one() < IDLE:
        pass
    assert rig.carried_to() == [7, 8, 9]
    assert rig.herald.repeated == [8]
    [([note], [])] = rig.operators.said
    assert note.values == {"sent": 3, "gone": 0, "failed": 0}


async def test_a_copy_without_an_answer_is_repeated_once_and_no_more() -> None:
    rig = Rig()
    await rig.confirmed(7, 8)
    rig.herald.outcomes = [CopyState.BEGUN, CopyState.BEGUN]
    assert await rig.service.carry_one() == AFTER_TROUBLE
    while await rig.service.carry_one() < IDLE:
        pass
    assert rig.carried_to() == [7, 7, 8]
    assert rig.herald.repeated == [7]
    [([note], [])] = rig.operators.said
    assert note.values == {"sent": 1, "gone": 0, "failed": 1}


async def test_the_loop_takes_up_what_a_death_left() -> None:
    rig = Rig()
    await rig.confirmed(7)
    await rig.store.next_copy()
    told = asyncio.Event()

    async def idle(seconds: float) -> None:
        if seconds == IDLE:
            told.set()
            await asyncio.Event().wait()

    rig.clock.sleep = idle  # type: ignore[method-assign]
    running = asyncio.create_task(rig.begin().run())
    async with asyncio.timeout(10):
        await told.wait()
    running.cancel()
    assert rig.herald.repeated == [7]


async def test_a_flood_is_waited_out_and_the_copy_sent_afterwards() -> None:
    rig = Rig()
    await rig.confirmed(7)
    rig.herald.outcomes = [30.0]
    assert await rig.service.carry_one() == 30.0
    assert await rig.service.carry_one() == PACE
    assert rig.carried_to() == [7, 7]


async def test_whoever_shut_the_bot_out_is_not_asked_again_until_they_choose_to() -> None:
    rig = Rig()
    await rig.confirmed(7, 8)
    rig.herald.outcomes = [CopyState.GONE]
    await rig.service.carry_one()
    assert await rig.store.listeners() == 1
    await rig.service.choose(UserId(7), wants=True)
    assert await rig.store.listeners() == 2


async def test_who_turned_it_off_hears_nothing() -> None:
    rig = Rig()
    await rig.service.choose(UserId(8), wants=True)
    await rig.service.choose(UserId(8), wants=False)
    assert not await rig.service.hears(UserId(8))
    await rig.confirmed()
    assert await rig.service.carry_one() == IDLE
    assert rig.herald.carried == []


@pytest.mark.parametrize("method", ["settle", "doubt", "set_gone"])
async def test_what_became_of_a_copy_is_stored_before_anything_ends(
    monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    rig = Rig()
    await rig.confirmed(7)
    outcome = {"settle": CopyState.SENT, "doubt": CopyState.BEGUN, "set_gone": CopyState.GONE}
    rig.herald.outcomes = [outcome[method]]

    async def full(*args: object) -> None:
        raise OSError("disk full")

    for _ in range(2):
        with monkeypatch.context() as patch:
            patch.setattr(rig.store, method, full)
            with pytest.raises(OSError, match="disk full"):
                await rig.service.carry_one()
        assert rig.carried_to() == [7]
    assert rig.operators.said == []
    while await rig.service.carry_one() < IDLE:
        pass
    assert rig.carried_to() == ([7, 7] if method == "doubt" else [7])
    [([note], [])] = rig.operators.said
    is_gone = method == "set_gone"
    assert note.values == {"sent": int(not is_gone), "gone": int(is_gone), "failed": 0}
    assert await rig.store.resume() == 0


async def test_who_turns_it_off_before_their_copy_is_begun_does_not_get_it() -> None:
    rig = Rig()
    await rig.confirmed(7, 8)
    await rig.service.carry_one()
    await rig.service.choose(UserId(8), wants=False)
    assert await rig.service.carry_one() == IDLE
    assert rig.carried_to() == [7]


async def test_what_fits_into_no_message_is_refused() -> None:
    rig = Rig()
    await rig.service.draft(AUTHOR, "x" * LONGEST, "message 1 1")
    with pytest.raises(UserError) as refused:
        await rig.service.draft(AUTHOR, "x" * (LONGEST + 1), "message 1 2")
    assert refused.value.key == "announce-too-long"
