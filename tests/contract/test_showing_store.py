"""What is to be shown: once for each cause, due in turn, and gone with its chat's old name."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.ids import ChatId
from bot.domain.jobs import Part, PartKind
from bot.domain.lineage import Cause
from bot.domain.showings import Showing
from bot.ports import ShowingStore
from bot.ports.stores import Stores
from tests.builders import START, make_job, make_origin

PARTS = (Part(kind=PartKind.FILES, indexes=(1, 2)), Part(kind=PartKind.CONTROL, indexes=()))


def showing(number: int = 1, *, due_at: float | None = START) -> Showing:
    return Showing(
        cause=Cause(f"message 7 {number}"),
        job_id=make_job(1).id,
        origin=make_origin(number),
        parts=PARTS,
        asked_at=START + number,
        due_at=due_at,
    )


async def test_a_cause_makes_one_showing(showings: ShowingStore) -> None:
    assert await showings.put(showing())
    assert not await showings.put(replace(showing(), parts=()))
    assert await showings.get(showing().cause) == showing()
    assert await showings.get(Cause("message 9 9")) is None


async def test_how_far_it_came_is_kept_and_where_it_goes_is_not_changed(
    showings: ShowingStore,
) -> None:
    await showings.put(showing())
    further = replace(
        showing(),
        parts=(replace(PARTS[0], attempts=2, doubts=1, message_ids=(5, 6)), PARTS[1]),
        attempt=3,
        trouble_since=START + 5,
        due_at=START + 9,
        is_failed=True,
    )
    elsewhere = replace(further, origin=make_origin(99), asked_at=0.0)
    assert await showings.save(elsewhere)
    assert await showings.get(showing().cause) == further
    assert not await showings.save(showing(2))
    assert await showings.get(showing(2).cause) is None


async def test_what_is_due_comes_in_the_order_of_asking(showings: ShowingStore) -> None:
    for each in (showing(3), showing(1), showing(2, due_at=START + 50), showing(4, due_at=None)):
        await showings.put(each)
    now = START + 10
    assert [each.cause for each in await showings.due(now)] == [
        showing(1).cause,
        showing(3).cause,
    ]
    assert await showings.next_due() == START


async def test_what_the_clock_left_in_the_future_is_due(showings: ShowingStore) -> None:
    for each in (showing(1, due_at=START + 9_000), showing(2, due_at=None)):
        await showings.put(each)
    earlier = START - 9_000
    assert await showings.due(earlier) == []
    assert await showings.bring_back(earlier) == 1
    assert [each.cause for each in await showings.due(earlier)] == [showing(1).cause]
    assert await showings.bring_back(earlier) == 0


async def test_nothing_is_due_where_nothing_is_left(showings: ShowingStore) -> None:
    assert await showings.next_due() is None
    await showings.put(showing(1, due_at=None))
    assert await showings.next_due() is None
    assert await showings.due(START + 99) == []


async def test_what_is_over_is_forgotten_in_time(showings: ShowingStore) -> None:
    for each in (showing(1, due_at=None), showing(2), showing(3, due_at=None)):
        await showings.put(each)
    assert await showings.purge(START + 3) == 1
    assert await showings.get(showing(1).cause) is None
    assert await showings.get(showing(2).cause) is not None
    assert await showings.get(showing(3).cause) is not None


async def test_a_group_that_moves_takes_its_showings_along(stores: Stores) -> None:
    old, new = ChatId(-5), ChatId(-1005)
    here = replace(make_origin(1), chat_id=old, thread_id=4, is_private=False)
    await stores.showings.put(replace(showing(), origin=here))
    await stores.access.move_chat(old, new)
    moved = await stores.showings.get(showing().cause)
    assert moved is not None
    assert (moved.origin.chat_id, moved.origin.message_id, moved.origin.thread_id) == (new, 0, None)
