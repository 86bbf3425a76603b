"""What every inbox owes: an update is stored once and given out until it is handled."""

from __future__ import annotations

from bot.ports import Inbox
from tests.builders import START


async def test_an_update_is_stored_once(inbox: Inbox) -> None:
    assert await inbox.put(10, '{"update_id": 10}', START) is True
    assert await inbox.put(10, '{"update_id": 10, "again": true}', START + 1) is False
    assert list(await inbox.pending()) == [(10, '{"update_id": 10}', 0)]


async def test_pending_updates_come_in_order_of_arrival(inbox: Inbox) -> None:
    """Update ids restart anywhere after a quiet week, so that they don't tell the order."""
    await inbox.put(900, "before the quiet week", START)
    await inbox.put(12, "second of a batch", START + 1)
    await inbox.put(11, "first of a batch", START + 1)
    assert [update_id for update_id, _, _ in await inbox.pending()] == [900, 11, 12]


async def test_attempts_are_counted(inbox: Inbox) -> None:
    await inbox.put(10, "猫", START)
    assert [await inbox.begin(10), await inbox.begin(10)] == [1, 2]
    assert list(await inbox.pending()) == [(10, "猫", 2)]


async def test_a_handled_update_is_known_and_not_given_out(inbox: Inbox) -> None:
    await inbox.put(10, "{}", START)
    await inbox.put(11, "{}", START)
    await inbox.done(10)
    assert [update_id for update_id, _, _ in await inbox.pending()] == [11]
    assert await inbox.put(10, "{}", START + 1) is False
    assert await inbox.begin(10) == 0


async def test_an_unknown_update_counts_nothing(inbox: Inbox) -> None:
    assert await inbox.begin(99) == 0
    await inbox.done(99)
    assert list(await inbox.pending()) == []
    assert await inbox.put(99, "{}", START) is True


async def test_purge_forgets_old_handled_updates_only(inbox: Inbox) -> None:
    for update_id, received in ((1, START), (2, START + 10), (3, START)):
        await inbox.put(update_id, "{}", received)
    await inbox.done(1)
    await inbox.done(2)
    assert await inbox.purge(START + 10) == 1
    assert await inbox.put(1, "{}", START + 20) is True
    assert await inbox.put(2, "{}", START + 20) is False
    assert [update_id for update_id, _, _ in await inbox.pending()] == [3, 1]
