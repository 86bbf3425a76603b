"""Inline queries pass by the inbox: the newest of a person counts, and only while it is fresh."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.adapters.durable_updates import DurableQueue, DurableUpdateProcessor
from bot.adapters.fleeting_updates import ANSWERED_WITHIN, FleetingUpdates
from tests.bot.telegram_double import RecordingRequest, make_bot, message_update, person
from tests.fakes.messages import FakeInbox

BOT = make_bot(RecordingRequest())


def query(update_id: int, *, user: int = 7) -> Update:
    body = {"id": f"q{update_id}", "from": person(user), "query": "cat", "offset": ""}
    update = Update.de_json({"update_id": update_id, "inline_query": body}, BOT)
    assert update is not None
    return update


class Rig:
    """A queue and a processor, and what came through."""

    def __init__(self) -> None:
        self.now = 100.0
        self.inbox = FakeInbox()
        self.queue = DurableQueue(self.inbox, lambda: 100.0)
        self.queue.fleeting = FleetingUpdates(lambda: self.now)
        self.processor = DurableUpdateProcessor(self.inbox, self.queue, give_up=self._give_up)
        self.handled: list[int] = []

    async def _give_up(self, update: Update) -> None:
        raise AssertionError("nothing here is given up")

    async def handle(self, update: Update) -> None:
        self.handled.append(update.update_id)

    async def run_all(self) -> None:
        while not self.queue.empty():
            update = self.queue.get_nowait()
            assert isinstance(update, Update)
            await self.processor.process_update(update, self.handle(update))


async def test_a_query_is_handled_and_leaves_nothing_in_the_inbox() -> None:
    rig = Rig()
    await rig.queue.put(query(5))
    assert list(await rig.inbox.pending()) == []
    await rig.run_all()
    assert rig.handled == [5]
    assert await Rig().queue.replay(BOT) == 0


async def test_only_the_newest_of_those_that_wait_is_answered_for_each_person() -> None:
    rig = Rig()
    for update_id, user in ((5, 7), (6, 7), (7, 8), (8, 7)):
        await rig.queue.put(query(update_id, user=user))
    await rig.run_all()
    assert rig.handled == [7, 8]


async def test_a_stale_one_is_never_answered() -> None:
    rig = Rig()
    await rig.queue.put(query(5))
    rig.now += ANSWERED_WITHIN + 0.1
    await rig.run_all()
    assert rig.handled == []
    await rig.queue.put(query(6))
    rig.now += ANSWERED_WITHIN
    await rig.run_all()
    assert rig.handled == [6]


async def test_a_busy_chat_does_not_hold_its_persons_queries_up() -> None:
    rig = Rig()
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def think() -> None:
        begun.set()
        await may_end.wait()

    update = message_update(BOT, "/credit", update_id=4)
    await rig.inbox.put(4, update.to_json(), 1.0)
    thinking = asyncio.create_task(rig.processor.process_update(update, think()))
    await asyncio.wait_for(begun.wait(), 5)
    await rig.queue.put(query(5))
    await asyncio.wait_for(rig.run_all(), 5)
    assert rig.handled == [5]
    may_end.set()
    await thinking


async def test_what_its_handler_could_not_do_is_forgotten() -> None:
    rig = Rig()
    await rig.queue.put(query(5))
    update = rig.queue.get_nowait()
    assert isinstance(update, Update)

    async def fail() -> None:
        rig.processor.note_failure(update, ValueError("broken"))

    await rig.processor.process_update(update, fail())
    assert rig.processor._failures == {}
    assert rig.queue.empty()
