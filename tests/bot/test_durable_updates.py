"""No update is lost between Telegram and its handler, and none is handled for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.adapters.chat_limits import ChatSilentError
from bot.adapters.durable_updates import (
    ATTEMPTS_AT_MOST,
    DurableQueue,
    DurableUpdateProcessor,
    is_worth_another_try,
    pause_after,
)
from tests.bot.telegram_double import RecordingRequest, make_bot, message_update, tap_update
from tests.fakes.messages import FakeInbox

BOT = make_bot(RecordingRequest())


class BrokenInbox(FakeInbox):
    """The disk is full."""

    async def put(self, update_id: int, payload: str, now: float) -> bool:
        raise OSError("no space left on device")


@dataclass
class Rig:
    """A queue and a processor over one inbox, as the application would drive them."""

    inbox: FakeInbox = field(default_factory=FakeInbox)
    given_up: list[int] = field(default_factory=list)
    handled: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.queue = DurableQueue(self.inbox, lambda: 100.0)
        self.processor = DurableUpdateProcessor(
            self.inbox, self.queue, give_up=self._give_up, pause_seconds=0.0
        )

    async def _give_up(self, update: Update) -> None:
        self.given_up.append(update.update_id)

    async def run_one(self, handler: Callable[[Update], Awaitable[None]] | None = None) -> None:
        """Take one update out of the queue and let the processor have it."""
        update = await asyncio.wait_for(self.queue.get(), 5)
        assert isinstance(update, Update)
        await self.processor.process_update(update, (handler or self.handle)(update))

    async def handle(self, update: Update) -> None:
        self.handled.append(update.update_id)

    async def pending_ids(self) -> list[int]:
        return [update_id for update_id, _, _ in await self.inbox.pending()]


async def test_an_update_is_stored_before_put_returns_and_done_after_its_handler_ran() -> None:
    rig = Rig()
    await rig.queue.put(message_update(BOT, "hi", update_id=5))
    assert await rig.pending_ids() == [5]

    async def look(update: Update) -> None:
        assert await rig.pending_ids() == [5]

    await rig.run_one(look)
    assert await rig.pending_ids() == []


async def test_an_update_that_telegram_brings_again_is_queued_once() -> None:
    rig = Rig()
    for _ in range(2):
        await rig.queue.put(message_update(BOT, "hi", update_id=5))
    assert rig.queue.qsize() == 1


async def test_an_inbox_that_fails_makes_telegram_keep_the_update() -> None:
    """Any other error than a NetworkError would end the library's polling for good."""
    rig = Rig(BrokenInbox())
    with pytest.raises(NetworkError):
        await rig.queue.put(message_update(BOT, "hi"))
    assert rig.queue.empty()


async def test_updates_of_a_killed_run_are_replayed_whole_and_in_order() -> None:
    before = Rig()
    first = message_update(BOT, "/image 猫 <b>", update_id=5, language="zh-hans")
    second = tap_update(BOT, "v1:cancel:A7K2M", update_id=6)
    await before.queue.put(first)
    await before.queue.put(second)

    after = Rig(before.inbox)
    assert await after.queue.replay(BOT) == 2
    replayed = [after.queue.get_nowait(), after.queue.get_nowait()]
    assert [u.to_dict() for u in replayed if isinstance(u, Update)] == [
        first.to_dict(),
        second.to_dict(),
    ]


@pytest.mark.parametrize("payload", ["", "{", "[]", '{"message": {}}'])
async def test_a_stored_update_that_cannot_be_read_does_not_stop_the_start(payload: str) -> None:
    rig = Rig()
    await rig.inbox.put(4, payload, 1.0)
    await rig.queue.put(message_update(BOT, "hi", update_id=5))
    after = Rig(rig.inbox)
    assert await after.queue.replay(BOT) == 1
    assert await rig.pending_ids() == [5]


async def test_a_failing_handler_is_tried_three_times_then_given_up() -> None:
    rig = Rig()
    await rig.queue.put(message_update(BOT, "hi", update_id=5))

    async def fail(update: Update) -> None:
        await rig.handle(update)
        rig.processor.note_failure(update, TimedOut())

    for _ in range(ATTEMPTS_AT_MOST):
        assert rig.given_up == []
        await rig.run_one(fail)
    assert (rig.handled, rig.given_up) == ([5, 5, 5], [5])
    assert await rig.pending_ids() == []


async def test_a_handler_that_works_at_the_second_try_is_done() -> None:
    rig = Rig()
    await rig.queue.put(message_update(BOT, "hi", update_id=5))

    async def fail_once(update: Update) -> None:
        await rig.handle(update)
        if len(rig.handled) == 1:
            rig.processor.note_failure(update, TimedOut())

    await rig.run_one(fail_once)
    assert await rig.pending_ids() == [5]
    await rig.run_one(fail_once)
    assert await rig.pending_ids() == []
    assert rig.given_up == []


async def test_an_update_that_kills_the_process_is_given_up_after_three_starts() -> None:
    """Attempts are counted before the handler runs, so even a crash in it counts."""
    inbox = FakeInbox()
    await Rig(inbox).queue.put(message_update(BOT, "boom", update_id=5))
    for _ in range(ATTEMPTS_AT_MOST):
        await inbox.begin(5)  # and the process died
    rig = Rig(inbox)
    await rig.queue.replay(BOT)
    await rig.run_one()
    assert (rig.handled, rig.given_up) == ([], [5])
    assert await rig.pending_ids() == []


async def test_what_will_never_work_is_not_tried_again() -> None:
    rig = Rig()
    await rig.queue.put(message_update(BOT, "hi", update_id=5))

    async def blocked(update: Update) -> None:
        rig.processor.note_failure(update, Forbidden("bot was blocked by the user"))

    await rig.run_one(blocked)
    assert await rig.pending_ids() == []
    assert rig.queue.empty()


async def test_an_inbox_failing_in_the_middle_does_not_lose_the_update() -> None:
    rig = Rig()
    await rig.queue.put(message_update(BOT, "hi", update_id=5))
    begin = rig.inbox.begin
    failures = [OSError("database is locked")]

    async def begin_sometimes(update_id: int) -> int:
        if failures:
            raise failures.pop()
        return await begin(update_id)

    rig.inbox.begin = begin_sometimes  # type: ignore[method-assign]
    await rig.run_one()
    assert rig.handled == []
    await rig.run_one()
    assert rig.handled == [5]
    assert await rig.pending_ids() == []


async def test_updates_of_a_chat_keep_their_order_while_other_chats_go_on() -> None:
    rig = Rig()
    slow_may_end = asyncio.Event()
    seen: list[str] = []

    async def handle(update: Update) -> None:
        text = update.effective_message.text if update.effective_message else ""
        if text == "slow":
            await slow_may_end.wait()
        seen.append(str(text))

    texts = [("slow", 7), ("after slow", 7), ("elsewhere", 8)]
    for number, (text, user) in enumerate(texts):
        await rig.queue.put(message_update(BOT, text, update_id=number, user=user))
    tasks = [asyncio.create_task(rig.run_one(handle)) for _ in texts]
    await asyncio.wait_for(tasks[2], 5)
    assert seen == ["elsewhere"]
    slow_may_end.set()
    await asyncio.wait_for(asyncio.gather(*tasks), 5)
    assert seen == ["elsewhere", "slow", "after slow"]


async def test_it_is_known_whether_more_of_a_chat_waits() -> None:
    rig = Rig()
    began, may_end = asyncio.Event(), asyncio.Event()

    async def handle(update: Update) -> None:
        began.set()
        await may_end.wait()

    assert not rig.processor.has_more(7)
    await rig.queue.put(message_update(BOT, "x", update_id=1, user=7))
    assert rig.processor.has_more(7)
    assert rig.processor.has_more(8)  # nobody has looked whose it is
    task = asyncio.create_task(rig.run_one(handle))
    await asyncio.wait_for(began.wait(), 5)
    assert rig.processor.has_more(7)
    assert not rig.processor.has_more(8)
    may_end.set()
    await asyncio.wait_for(task, 5)
    assert not rig.processor.has_more(7)


async def test_one_busy_chat_does_not_hold_the_places_of_all() -> None:
    rig = Rig()
    rig.processor = DurableUpdateProcessor(
        rig.inbox, rig.queue, give_up=rig._give_up, concurrent=2, pause_seconds=0.0
    )
    may_end = asyncio.Event()

    async def handle(update: Update) -> None:
        if update.effective_user is not None and update.effective_user.id == 7:
            await may_end.wait()
        await rig.handle(update)

    for number in range(5):
        await rig.queue.put(message_update(BOT, "x", update_id=number, user=7))
    await rig.queue.put(message_update(BOT, "x", update_id=9, user=8))
    tasks = [asyncio.create_task(rig.run_one(handle)) for _ in range(6)]
    await asyncio.wait_for(tasks[5], 5)
    assert rig.handled == [9]
    may_end.set()
    await asyncio.wait_for(asyncio.gather(*tasks), 5)
    assert rig.handled == [9, 0, 1, 2, 3, 4]


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_an_answer_that_was_not_even_tried_counts_for_no_try() -> None:
    rig = Rig()
    await rig.queue.put(message_update(BOT, "hi", update_id=5))
    silent = [ChatSilentError(0.0)] * (ATTEMPTS_AT_MOST + 1)
    troubles: list[BaseException] = [TimedOut(), *silent, TimedOut(), *silent, TimedOut()]
    for trouble in troubles:
        assert rig.given_up == []

        async def fail(update: Update, trouble: BaseException = trouble) -> None:
            rig.processor.note_failure(update, trouble)

        await rig.run_one(fail)
    assert rig.given_up == [5]


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_what_a_silent_chat_held_back_is_handled_in_the_order_of_its_arrival() -> None:
    rig = Rig()
    for number in (5, 6):
        await rig.queue.put(message_update(BOT, "hi", update_id=number))

    async def fail(update: Update) -> None:
        # The second one sees less of the silence, and may be readier for its end.
        silence = 0.05 if update.update_id == 5 else 0.0
        rig.processor.note_failure(update, ChatSilentError(silence))

    for _ in range(2):
        await rig.run_one(fail)
    for _ in range(2):
        await rig.run_one()
    assert rig.handled == [5, 6]


async def test_nothing_is_queued_again_while_closing() -> None:
    """The library waits until its closing queue is empty; one more item would hold it for ever."""
    rig = Rig()
    await rig.queue.put(message_update(BOT, "hi", update_id=5))

    async def fail(update: Update) -> None:
        rig.processor.note_failure(update, TimedOut())

    await rig.run_one(fail)
    await rig.queue.put(object())  # the library's stop signal
    for _ in range(3):
        await asyncio.sleep(0)  # the timer of the next try runs in one of these
    assert rig.queue.qsize() == 1
    assert await rig.pending_ids() == [5]


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (Forbidden("x"), False),
        (BadRequest("x"), False),
        (TimedOut(), True),
        (NetworkError("x"), True),
        (OSError("x"), True),
        (KeyError("x"), True),
    ],
)
def test_only_what_may_pass_is_tried_again(error: Exception, again: bool) -> None:
    assert is_worth_another_try(error) is again


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize("as_timedelta", ["0", "1"])
def test_pauses_double_unless_telegram_names_one(
    as_timedelta: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", as_timedelta)
    wait: Any = timedelta(seconds=17)
    assert pause_after(RetryAfter(wait), 1, 2.0) == 17.0
    assert [pause_after(TimedOut(), attempt, 2.0) for attempt in (1, 2, 3)] == [2.0, 4.0, 8.0]
