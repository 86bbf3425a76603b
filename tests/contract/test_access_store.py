"""Decisions about people and groups, and a group that moves with all that belongs to it."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.access import Subject, SubjectKind, subject_of
from bot.domain.gallery import Exhibit
from bot.domain.ids import ChatId, MessageId, UserId
from bot.domain.jobs import JobState
from bot.domain.quotas import Allowance, Limit, Period, Unit
from bot.ports import AccessStore, Stores
from storage.schema import metadata
from tests.builders import START, make_job, make_origin

ANNE = Subject(SubjectKind.USER, 7)
OLD, NEW = ChatId(-100), ChatId(-100500)

MOVED = {"jobs", "history", "gallery", "quota_uses", "styles", "preferences", "showings"}
STAYS = {
    "sent_files": "the supergroup numbers its messages anew",
    "searches": "pages are turned in a message of the old group, which is not in the new one",
    "offers": "a question stands in a message of the old group",
    "waitings": "as offers, and for minutes only",
    "albums": "one that is open is gathered within seconds, and told of where the group is now",
    "album_parts": "as albums",
}


async def test_the_latest_decision_counts(access: AccessStore) -> None:
    assert await access.decision(ANNE) is None
    await access.decide(ANNE, is_allowed=True, by=1, now=START)
    await access.decide(subject_of(OLD), is_allowed=True, by=1, now=START + 1)
    assert await access.decision(ANNE) is True
    await access.decide(ANNE, is_allowed=False, by=1, now=START + 2)
    assert await access.decision(ANNE) is False
    assert list(await access.decided()) == [(ANNE, False), (subject_of(OLD), True)]


async def test_a_person_and_a_group_of_one_number_are_two(access: AccessStore) -> None:
    await access.decide(ANNE, is_allowed=True, by=1, now=START)
    assert await access.decision(Subject(SubjectKind.CHAT, 7)) is None


async def test_being_told_decides_nothing(access: AccessStore) -> None:
    assert await access.told_at(ANNE) is None
    await access.set_told(ANNE, START)
    assert await access.told_at(ANNE) == START
    assert await access.decision(ANNE) is None
    assert list(await access.decided()) == []
    await access.decide(ANNE, is_allowed=True, by=1, now=START)
    await access.set_told(ANNE, START + 9)
    assert await access.decision(ANNE) is True
    assert await access.told_at(ANNE) == START + 9


async def test_a_group_takes_along_all_that_is_about_it(stores: Stores) -> None:
    job = replace(make_job(1), origin=replace(make_origin(3, chat=OLD), thread_id=5))
    await stores.jobs.add(job)
    await stores.jobs.set_status_message(job.id, MessageId(44))
    await stores.jobs.add(make_job(2))
    await stores.access.decide(subject_of(OLD), is_allowed=True, by=1, now=START)
    limit = Limit(subject=subject_of(OLD), period=Period.DAY, unit=Unit.JOBS, most=3)
    await stores.quotas.set_limit(limit)
    exhibit = Exhibit(
        job_id=job.id,
        picture=1,
        user_id=UserId(7),
        author="A",
        chat_id=OLD,
        shows_prompt=True,
        shown_at=START,
    )
    await stores.gallery.put(exhibit)

    assert await stores.access.move_chat(OLD, NEW)
    moved = await stores.jobs.get(job.id)
    assert moved is not None
    assert moved.origin.chat_id == NEW
    # The numbers of the old group's messages mean other messages there, or none.
    assert (moved.origin.message_id, moved.origin.thread_id) == (0, None)
    assert moved.status_message_id is None
    assert moved.made_by == job.made_by
    untouched = await stores.jobs.get(make_job(2).id)
    assert untouched is not None
    assert untouched.origin == make_job(2).origin
    assert await stores.access.decision(subject_of(NEW)) is True
    assert await stores.access.decision(subject_of(OLD)) is None
    assert list(await stores.quotas.limits()) == [replace(limit, subject=subject_of(NEW))]
    used = Allowance(
        subject=subject_of(NEW),
        period=Period.DAY,
        unit=Unit.JOBS,
        most=3,
        since=START,
        until=START + 99,
    )
    assert await stores.quotas.used(used) == 1
    assert await stores.gallery.get(job.id, 1) == replace(exhibit, chat_id=NEW)
    assert await stores.access.present_id(OLD) == NEW
    assert await stores.access.present_id(ChatId(-7)) == -7


async def test_a_group_moves_once(stores: Stores) -> None:
    await stores.access.move_chat(OLD, NEW)
    await stores.jobs.add(make_job(1, origin=make_origin(9, chat=NEW)))
    assert not await stores.access.move_chat(OLD, NEW)
    job = await stores.jobs.get(make_job(1).id)
    assert job is not None
    assert job.origin.message_id == 9


async def test_who_holds_a_job_while_its_group_moves_does_not_move_it_back(stores: Stores) -> None:
    job, _ = await stores.jobs.add(make_job(1, origin=make_origin(3, chat=OLD)))
    await stores.access.move_chat(OLD, NEW)
    await stores.jobs.apply(job, replace(job, state=JobState.SUBMITTING))
    stored = await stores.jobs.get(job.id)
    assert stored is not None
    assert (stored.origin.chat_id, stored.state) == (NEW, JobState.SUBMITTING)


def test_every_table_about_chats_moves_or_says_why_not() -> None:
    about_chats = {
        table.name
        for table in metadata.tables.values()
        if {"chat_id", "owner"} & set(table.c.keys())
    }
    assert about_chats == MOVED | set(STAYS)
