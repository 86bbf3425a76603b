"""Announcements: confirmed once, one copy each, and what was begun is not begun again."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.announcements import AnnouncementState, Copy, CopyState, Listener, Tally
from bot.domain.ids import UserId
from bot.ports import AnnouncementStore
from tests.builders import START

AUTHOR = UserId(1)


def listener(user: int, *, wants: bool = True) -> Listener:
    return Listener(user_id=UserId(user), wants_announcements=wants)


async def confirmed(announcements: AnnouncementStore, *users: int) -> int:
    for user in users:
        await announcements.set_listener(listener(user), START)
    made = await announcements.draft(AUTHOR, "hello", "message 1 1", START)
    assert await announcements.confirm(made.id, START)
    return made.id


async def test_a_choice_is_remembered(announcements: AnnouncementStore) -> None:
    assert await announcements.listener(UserId(7)) is None
    await announcements.set_listener(listener(7), START)
    await announcements.set_listener(listener(8, wants=False), START)
    assert await announcements.listener(UserId(7)) == listener(7)
    assert await announcements.listeners() == 1
    await announcements.set_gone(UserId(7), START)
    assert await announcements.listeners() == 0
    await announcements.set_listener(listener(7), START)
    assert await announcements.listeners() == 1


async def test_the_same_cause_is_the_same_announcement(announcements: AnnouncementStore) -> None:
    first = await announcements.draft(AUTHOR, "hello", "message 1 1", START)
    assert first.state is AnnouncementState.PREVIEW
    assert await announcements.draft(AUTHOR, "other", "message 1 1", START) == first
    other = await announcements.draft(AUTHOR, "hello", "message 1 2", START)
    assert other.id != first.id
    assert await announcements.get(first.id) == first
    assert await announcements.get(999) is None


async def test_a_preview_is_confirmed_or_dropped_once(announcements: AnnouncementStore) -> None:
    number = await confirmed(announcements, 7)
    assert not await announcements.confirm(number, START)
    assert not await announcements.drop(number, START)
    dropped = await announcements.draft(AUTHOR, "no", "message 1 2", START)
    assert await announcements.drop(dropped.id, START)
    assert not await announcements.confirm(dropped.id, START)


async def test_each_listener_gets_one_copy(announcements: AnnouncementStore) -> None:
    await announcements.set_listener(listener(9, wants=False), START)
    number = await confirmed(announcements, 7, 8)
    await announcements.set_listener(listener(10), START)  # too late for this one
    got = []
    while (copy := await announcements.next_copy()) is not None:
        assert (copy.announcement.id, copy.announcement.text) == (number, "hello")
        assert not copy.is_repeat
        got.append(copy.user_id)
    assert got == [7, 8]


async def begun(announcements: AnnouncementStore) -> Copy:
    """The next copy, on its way."""
    copy = await announcements.next_copy()
    assert copy is not None
    return copy


async def test_what_is_begun_is_in_nobody_elses_hands(announcements: AnnouncementStore) -> None:
    number = await confirmed(announcements, 7, 8, 9)
    for state in (CopyState.SENT, CopyState.GONE):
        await announcements.settle(await begun(announcements), state)
    await begun(announcements)
    assert await announcements.next_copy() is None
    assert await announcements.tally(number) == Tally(sent=1, gone=1, failed=1)


async def test_what_a_death_cut_off_is_repeated_once(announcements: AnnouncementStore) -> None:
    number = await confirmed(announcements, 7, 8)
    await announcements.settle(await begun(announcements), CopyState.SENT)
    await begun(announcements)
    assert await announcements.resume() == 1
    again = await begun(announcements)
    assert (again.user_id, again.is_repeat, again.is_last) == (8, True, True)
    assert await announcements.resume() == 1
    assert await announcements.next_copy() is None
    assert await announcements.tally(number) == Tally(sent=1, failed=1)
    assert await announcements.resume() == 0


async def test_a_send_without_an_answer_is_repeated_once(announcements: AnnouncementStore) -> None:
    number = await confirmed(announcements, 7, 8)
    await announcements.doubt(await begun(announcements))
    again = await begun(announcements)
    assert (again.user_id, again.is_repeat) == (7, True)
    await announcements.doubt(again)
    other = await begun(announcements)
    assert (other.user_id, other.is_repeat) == (8, False)
    await announcements.settle(other, CopyState.SENT)
    assert await announcements.tally(number) == Tally(sent=1, failed=1)


async def test_a_copy_that_surely_did_not_leave_waits_again_and_does_not_count(
    announcements: AnnouncementStore,
) -> None:
    await confirmed(announcements, 7)
    for _ in range(5):
        await announcements.settle(await begun(announcements), CopyState.WAITING)
    assert await announcements.finish(START) == []
    assert not (await begun(announcements)).is_repeat


async def test_an_announcement_is_finished_once(announcements: AnnouncementStore) -> None:
    number = await confirmed(announcements, 7)
    assert await announcements.finish(START) == []
    await announcements.settle(await begun(announcements), CopyState.SENT)
    [(ended, tally)] = await announcements.finish(START)
    assert (ended.id, ended.state, tally) == (number, AnnouncementState.DONE, Tally(sent=1))
    assert await announcements.finish(START) == []


async def test_one_without_listeners_ends_at_once(announcements: AnnouncementStore) -> None:
    number = await confirmed(announcements)
    [(ended, tally)] = await announcements.finish(START)
    assert (ended.id, tally) == (number, Tally())


async def test_older_announcements_go_first(announcements: AnnouncementStore) -> None:
    first = await confirmed(announcements, 7)
    second = await announcements.draft(AUTHOR, "later", "message 1 2", START)
    await announcements.confirm(second.id, START)
    due = await begun(announcements)
    sending = replace(second, id=first, text="hello", state=AnnouncementState.SENDING)
    assert due.announcement == sending


async def test_who_turns_it_off_after_the_confirmation_gets_no_copy(
    announcements: AnnouncementStore,
) -> None:
    number = await confirmed(announcements, 7, 8)
    await announcements.set_listener(listener(7, wants=False), START)
    copy = await announcements.next_copy()
    assert copy is not None
    assert copy.user_id == UserId(8)
    await announcements.settle(copy, CopyState.SENT)
    await announcements.set_listener(listener(7), START)
    assert await announcements.next_copy() is None
    assert await announcements.tally(number) == Tally(sent=1)
