"""Every table gives a person what is theirs, and forgets it, down to the bytes of the file.

The rows are made from the schema itself, so a new table is in here by itself; one that nobody told
`storage.holdings` about fails.
"""

from __future__ import annotations

import json
import random
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Integer, LargeBinary, Table, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.accounts import site_day
from bot.domain.ids import UserId
from bot.domain.jobs import Job, JobState
from storage import Keyring, Storage
from storage.holdings import HOLDINGS, IMPERSONAL, SEALED
from storage.schema import (
    access,
    claims,
    jobs,
    metadata,
    pauses,
    sent_files,
    showings,
    stars,
    styles,
)
from tests.builders import START, make_account, make_credential, make_job

ME, OTHER = UserId(7_000_001), UserId(8_000_002)
PERSONAL = frozenset({"user_id", "owner", "author", "job_id", "account_id", "claimant", "held_by"})
"""Columns that lead to a person."""
TOLD_APART: dict[str, dict[str, object]] = {
    # what a row needs so that it is the person's own kind, beyond their name
    "styles": {"shelf": "mine"},
    "claims": {"day": "2020-01-01"},
    "pauses": {"until": 1.0},
    "access": {"kind": "user", "is_allowed": 1},
    "quota_limits": {"kind": "user"},
}
KEPT: dict[str, dict[str, object]] = {
    "access": {"decided_by": None},
    "quota_limits": {},
    "quota_uses": {},
    "announcements": {"author": 0},
    "holds": {"held_by": 0},
}
"""What is the operator's to keep: who may come in, how much of it, what was said and stopped."""
TABLES = [table for table in metadata.sorted_tables if table not in SEALED]


def test_every_table_is_known_to_the_export_and_the_erasure() -> None:
    held = [holding.table for holding in HOLDINGS]
    assert len(held) == len(set(held))
    everywhere = [*held, *SEALED, *IMPERSONAL]
    assert len(everywhere) == len(set(everywhere))
    assert set(everywhere) == set(metadata.sorted_tables)


def test_a_table_that_knows_nobody_names_nobody() -> None:
    for table, why in IMPERSONAL.items():
        assert why
        names = {column.name for column in table.c}
        assert not names & PERSONAL
        assert not {name for name in names if name.endswith(("user_id", "_by"))}


def test_only_what_must_outlive_a_person_does() -> None:
    staying = {holding.table.name for holding in HOLDINGS if holding.stays is not None}
    assert staying == {"claims", "pauses", *KEPT}
    assert "user_id" not in claims.c
    assert "user_id" not in pauses.c


def row_of(table: Table, person: int, number: int) -> dict[str, object]:
    """A row of this person's in any table, with something to be found in every text."""
    own: dict[str, object] = {
        "user_id": person,
        "owner": person,
        "author": person,
        "account_id": person,
        "job_id": f"job {person}",
        "claimant": f"identity {person}",
        "chat_id": person,
        "album_id": f"album {person}",
        "identity": f"identity {person}",
        "decided_by": person,
        "held_by": person,
        **TOLD_APART.get(table.name, {}),
    }
    if table.name == "jobs":
        own["id"] = f"job {person}"
    if table.name in {"accounts", "access", "quota_limits"}:
        own["id"] = person
    documents = next((each.documents for each in HOLDINGS if each.table is table), frozenset[str]())
    return {
        column.name: _as_kept(own[column.name], column.type.python_type)
        if column.name in own
        else json.dumps({"of": person})
        if column.name in documents
        else number
        if isinstance(column.type, Integer)
        else b"sealed"
        if isinstance(column.type, LargeBinary)
        else f"{table.name} {column.name} {person}"
        if column.type.python_type is str
        else float(number)
        for column in table.c
    }


def _as_kept(value: object, kind: type) -> object:
    """A person's id as a name, where a column holds one."""
    return str(value) if kind is str and value is not None else value


async def fill(storage: Storage) -> None:
    """One row for each of two people in every table."""

    async def work(connection: AsyncConnection) -> None:
        await connection.exec_driver_sql("PRAGMA defer_foreign_keys=on")
        for table in TABLES:
            for number, person in enumerate((ME, OTHER), start=1):
                await connection.execute(insert(table).values(row_of(table, person, number)))

    await storage.database.write(work)


async def rows_in(storage: Storage, table: Table) -> list[dict[str, object]]:
    async def work(connection: AsyncConnection) -> list[dict[str, object]]:
        return [dict(row) for row in (await connection.execute(select(table))).mappings()]

    return await storage.database.read(work)


async def test_everything_of_a_person_is_exported_and_nothing_of_anybody_else(
    storage: Storage,
) -> None:
    await fill(storage)
    exported = {kind: list(rows) async for kind, rows in storage.personal.export(ME)}
    assert set(exported) == {holding.table.name for holding in HOLDINGS}
    assert all(len(rows) == 1 for rows in exported.values())
    told = json.dumps(exported)
    assert str(OTHER) not in told
    assert "secret" not in exported["accounts"][0]
    assert exported["jobs"][0]["request"] == {"of": ME}
    assert dict.fromkeys(exported, 1) == await storage.personal.survey(ME)


async def test_who_else_looked_at_ones_jobs_is_not_exported(storage: Storage) -> None:
    """That a result was shown, starred and sent is its person's; by whom and where to is not."""
    of_job = {"job_id": f"job {ME}"}
    file = of_job | {"kind": "previews", "file_id": "file", "file_unique_id": "unique"}
    rows = {showings: of_job, stars: of_job, sent_files: file}

    async def work(connection: AsyncConnection) -> None:
        await connection.execute(insert(jobs).values(row_of(jobs, ME, 1)))
        for table, told in rows.items():
            for number, person in enumerate((ME, OTHER), start=1):
                await connection.execute(insert(table).values(row_of(table, person, number) | told))

    await storage.database.write(work)
    exported = {kind: list(rows) async for kind, rows in storage.personal.export(ME)}
    assert str(OTHER) not in json.dumps(exported)
    assert {row["job_id"] for table in rows for row in exported[table.name]} == {f"job {ME}"}
    mine, theirs = sorted(exported["showings"], key=lambda row: row["user_id"] is None)
    assert mine == row_of(showings, ME, 1) | of_job | {"parts": {"of": ME}}
    told = {name for name, value in theirs.items() if value is not None}
    assert told == {"job_id", "asked_at", "due_at", "attempt", "trouble_since", "is_failed"}
    assert {row["user_id"] for row in exported["stars"]} == {ME, None}
    assert {row["chat_id"] for row in exported["sent_files"]} == {ME, None}


async def test_everything_of_a_person_is_erased_and_nothing_of_anybody_else(
    storage: Storage,
) -> None:
    await fill(storage)
    erased = await storage.personal.erase(ME, START)
    assert erased.jobs == (f"job {ME}",)
    assert erased.is_gone
    for table in TABLES:
        rows = await rows_in(storage, table)
        mine, theirs = row_of(table, ME, 1), row_of(table, OTHER, 2)
        if table in IMPERSONAL:
            assert rows == [mine, theirs]
        elif table.name in KEPT:
            assert rows == [mine | KEPT[table.name], theirs], table.name
        else:
            assert rows == [theirs], table.name
    assert set(await storage.personal.survey(ME)) == {"access", "quota_limits", "quota_uses"}
    assert (await storage.personal.erase(ME, START)).rows == 0


async def test_who_was_only_told_of_is_forgotten(storage: Storage) -> None:
    told = {**row_of(access, ME, 1), "is_allowed": None}

    async def work(connection: AsyncConnection) -> None:
        await connection.execute(insert(access).values(told))

    await storage.database.write(work)
    await storage.personal.erase(ME, START)
    assert await rows_in(storage, access) == []


async def test_a_style_that_stands_elsewhere_loses_its_writers_name(storage: Storage) -> None:
    row = {**row_of(styles, ME, 1), "shelf": "chat", "owner": -100}

    async def work(connection: AsyncConnection) -> None:
        await connection.execute(insert(styles).values(row))

    await storage.database.write(work)
    await storage.personal.erase(ME, START)
    assert await rows_in(storage, styles) == [{**row, "author": 0}]


async def test_todays_claim_and_a_pause_outlive_their_person_and_no_longer(
    storage: Storage,
) -> None:
    account = await storage.accounts.link(
        replace(make_account(ME), identity="digest"), make_credential()
    )
    today = site_day(START)
    assert await storage.claims.begin(account.claimant, today, START)

    async def work(connection: AsyncConnection) -> None:
        await connection.execute(
            insert(pauses).values(claimant="digest", model="m", until=START + 5)
        )

    await storage.database.write(work)
    await storage.personal.erase(ME, START)
    assert not await storage.claims.begin("digest", today, START)
    assert len(await rows_in(storage, pauses)) == 1
    await storage.personal.sweep(START)
    assert len(await rows_in(storage, claims)) == 1
    await storage.personal.sweep(START + 2 * 86_400)
    assert await rows_in(storage, claims) == []
    assert await rows_in(storage, pauses) == []


async def test_an_account_that_two_people_share_keeps_its_claims(storage: Storage) -> None:
    for user in (ME, OTHER):
        await storage.accounts.link(
            replace(make_account(user), identity="shared"), make_credential()
        )
    day = site_day(START - 30 * 86_400)
    assert await storage.claims.begin("shared", day, START)
    await storage.personal.erase(ME, START)
    await storage.personal.sweep(START)
    assert not await storage.claims.begin("shared", day, START)


async def test_updates_that_wait_bring_nobody_back(storage: Storage) -> None:
    mine = json.dumps({"update_id": 1, "message": {"from": {"id": ME}, "text": "/image x"}})
    theirs = json.dumps({"update_id": 2, "message": {"from": {"id": OTHER}, "text": "/image y"}})
    tap = json.dumps({"update_id": 3, "callback_query": {"from": {"id": ME}}})
    later = json.dumps({"update_id": 4, "message": {"from": {"id": ME}, "text": "/image z"}})
    for number, payload in enumerate((mine, theirs, tap, later), start=1):
        await storage.inbox.put(number, payload, START)
    await storage.inbox.begin(3)
    await storage.personal.erase(ME, START, asked_in=3)
    # What came behind the tap is from somebody who starts anew, and waits for an answer.
    assert [update for update, _, _ in await storage.inbox.pending()] == [2, 3, 4]


async def test_nothing_is_left_in_the_bytes_of_the_file_and_its_log(
    storage: Storage, keyring: Keyring
) -> None:
    """Among rows of others that grow and move: the plain prompt, the sealed login, the update."""
    chance = random.Random(5)
    account = await storage.accounts.link(make_account(ME), make_credential("MY-SESSION-ID" * 3))
    sealed = (await rows_in(storage, metadata.tables["accounts"]))[0]["secret"]
    assert isinstance(sealed, bytes)
    await storage.inbox.put(1, json.dumps({"message": {"text": "MYPROMPT", "from": {"id": ME}}}), 1)
    payload = (await rows_in(storage, metadata.tables["inbox"]))[0]["payload"]
    assert isinstance(payload, bytes)
    await storage.inbox.begin(1)
    await storage.inbox.done(1)
    made = []
    for number in range(1, 121):
        user, word = chance.choice([(ME, "MYPROMPT"), (OTHER, "THEIRPROMPT")])
        job = make_job(number, user=user, state=JobState.RUNNING, account=account.id)
        request = replace(job.request, prompt=f"{word} " * chance.randint(1, 200))
        stored, _ = await storage.jobs.add(replace(job, request=request))
        made.append(stored)
        index = chance.randrange(len(made))
        made[index] = await storage.jobs.apply(
            made[index], _growing(made[index], chance.randint(0, 900)), release=False
        )
    files = [storage.database.path, Path(f"{storage.database.path}-wal")]
    before = b"".join(path.read_bytes() for path in files)
    assert b"MYPROMPT" in before
    assert sealed in before

    assert (await storage.personal.erase(ME, START)).is_gone
    after = b"".join(path.read_bytes() for path in files)
    assert b"MYPROMPT" not in after
    assert b"MY-SESSION-ID" not in after
    assert sealed not in after
    assert payload not in after
    assert str(ME).encode() not in after
    assert b"THEIRPROMPT" in after
    check = sqlite3.connect(storage.database.path)
    assert check.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    check.close()


def _growing(job: Job, size: int) -> Job:
    """A job whose row takes more room than before: it moves within the file."""
    return replace(job, remote="MYPROMPT" * size if job.origin.user_id == ME else "x" * size)


async def test_a_long_list_comes_in_pages(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.personal.ROWS_AT_ONCE", 4)
    for number in range(1, 11):
        await storage.jobs.add(make_job(number, user=ME, state=JobState.CANCELLED))
    pages = [rows async for name, rows in storage.personal.export(ME) if name == "jobs"]
    assert [len(rows) for rows in pages] == [4, 4, 2]
    assert len({row["id"] for rows in pages for row in rows}) == 10
