"""Announcements: confirmed once, one copy each, and what was begun is not begun again."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.announcements import AnnouncementState, CopyState, Listener, Tally
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
    while (due := await announcements.next_copy()) is not None:
        announcement, somebody = due
        assert (announcement.id, announcement.text) == (number, "hello")
        got.append(somebody.user_id)
    assert got == [7, 8]


async def test_what_was_begun_counts_as_failed_and_is_not_sent_again(
    announcements: AnnouncementStore,
) -> None:
    number = await confirmed(announcements, 7, 8, 9)
    for state in (CopyState.SENT, CopyState.GONE):
        due = await announcements.next_copy()
        assert due is not None
        await announcements.settle(number, due[1].user_id, state)
    await announcements.next_copy()
    assert await announcements.next_copy() is None
    assert await announcements.tally(number) == Tally(sent=1, gone=1, failed=1)


async def test_a_copy_that_surely_did_not_leave_waits_again(
    announcements: AnnouncementStore,
) -> None:
    number = await confirmed(announcements, 7)
    await announcements.next_copy()
    await announcements.settle(number, UserId(7), CopyState.WAITING)
    assert await announcements.finish(START) == []
    assert await announcements.next_copy() is not None


async def test_an_announcement_is_finished_once(announcements: AnnouncementStore) -> None:
    number = await confirmed(announcements, 7)
    assert await announcements.finish(START) == []
    await announcements.next_copy()
    await announcements.settle(number, UserId(7), CopyState.SENT)
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
    due = await announcements.next_copy()
    assert due is not None
    assert due[0] == replace(second, id=first, text="hello", state=AnnouncementState.SENDING)
