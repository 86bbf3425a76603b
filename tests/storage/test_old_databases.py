"""Databases that earlier versions wrote, with rows in every state, come up and go on.

`tests/fixtures/databases/schema-N.sql` is a dump by the last version with that schema; it never
changes. Its secrets are under the key of the `keyring` fixture.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.domain.access import subject_of
from bot.domain.accounts import Round
from bot.domain.announcements import Tally
from bot.domain.history import Filter, Search, Shelf
from bot.domain.ids import ChatId, MessageId, UserId
from bot.domain.jobs import JobState
from bot.domain.offers import OfferId
from bot.domain.requests import ImageRequest, MediaKind
from storage import Keyring, Storage, database_url, open_storage
from storage.migrating import newest_schema
from storage.restoring import restore_database
from storage.survey import survey_database
from tests.builders import START, make_credential, make_job

FIXTURES = sorted((Path(__file__).parents[1] / "fixtures" / "databases").glob("schema-*.sql"))
ENDED = {7: JobState.SUCCEEDED, 8: JobState.FAILED, 9: JobState.CANCELLED}
OPEN = {
    1: JobState.QUEUED,
    2: JobState.SUBMITTING,
    3: JobState.UNCERTAIN,
    4: JobState.RUNNING,
    5: JobState.DELIVERING,
    6: JobState.NEEDS_LOGIN,
}


@pytest.fixture(params=FIXTURES, ids=lambda path: path.stem)
def old_database(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return load(request.param, tmp_path)


@pytest.fixture(params=[FIXTURES[0], FIXTURES[-1]], ids=lambda path: path.stem)
def far_database(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The oldest shape and the one that was left last."""
    return load(request.param, tmp_path)


def test_every_shape_that_was_left_has_its_dump() -> None:
    left = [f"schema-{number:04}" for number in range(1, int(newest_schema()))]
    assert [path.stem for path in FIXTURES] == left


def test_the_newest_dump_has_rows_in_every_table(tmp_path: Path) -> None:
    database = sqlite3.connect(load(FIXTURES[-1], tmp_path))
    tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    counts = {name: database.execute(f"SELECT count(*) FROM {name}") for (name,) in tables}
    assert [name for name, found in counts.items() if found.fetchone()[0] == 0] == []
    database.close()


def load(dump: Path, folder: Path) -> Path:
    path = folder / "data" / "jimeng_bot.db"
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.executescript(dump.read_text(encoding="utf-8"))
    connection.close()
    return path


def schema_of(database: Path) -> str:
    """The schema that a file says it has."""
    return survey_database(database).schema


async def test_every_row_comes_along(old_database: Path, keyring: Keyring) -> None:
    storage = await open_storage(database_url(old_database.parent), keyring)
    assert survey_database(old_database).schema == newest_schema()
    for number, state in {**OPEN, **ENDED}.items():
        job = await storage.jobs.get(make_job(number).id)
        assert job is not None
        assert (job.state, job.submit_id) == (state, make_job(number).submit_id)
    first = await storage.jobs.get(make_job(1).id)
    assert first is not None
    assert first.request == ImageRequest(
        prompt="猫在雨里",
        model="jimeng-4.0",
        ratio="16:9",
        resolution="2k",
        negative="模糊",
        seed=7,
        send_files=True,
    )
    account = await storage.accounts.of_user(UserId(7))
    assert account is not None
    assert (account.name, account.in_use, first.account_name) == ("main", True, "main")
    assert await storage.rounds.planned(account.id, Round.CHECK) == account.checked_at + 86_400
    credential = await storage.accounts.credential(account.id)
    assert credential == make_credential("a login of schema 0001")
    assert list(await storage.inbox.pending()) == [(11, '{"update_id": 11}', 0)]
    assert await storage.inbox.put(10, "{}", START) is False
    await storage.close()


async def test_the_work_goes_on(old_database: Path, keyring: Keyring) -> None:
    storage = await open_storage(database_url(old_database.parent), keyring)
    claimed = await claim(storage)
    # Two of the person's three submissions count as running, so one more may begin.
    assert claimed == {number: OPEN[number] for number in (2, 3, 4, 5, 6)}
    await storage.close()


async def claim(storage: Storage) -> dict[int, JobState]:
    jobs = await storage.jobs.claim_due(
        START + 10, owner="w", lease_until=START + 99, limit=20, running_per_account=3
    )
    return {job.origin.message_id: job.state for job in jobs}


async def test_a_copy_of_what_was_there_is_kept(far_database: Path, keyring: Keyring) -> None:
    old = schema_of(far_database)
    await (await open_storage(database_url(far_database.parent), keyring)).close()
    copy = far_database.with_name(f"jimeng_bot.db.before-{newest_schema()}")
    assert schema_of(copy) == old
    assert sum(survey_database(copy).jobs.values()) == len(OPEN) + len(ENDED)


async def test_an_old_backup_is_migrated_while_it_is_restored(
    far_database: Path, tmp_path: Path, keyring: Keyring
) -> None:
    data, old = tmp_path / "new", schema_of(far_database)
    data.mkdir()
    target = data / "jimeng_bot.db"
    restored = restore_database(far_database, target, data_dir=data, kept=data / "kept")
    assert (restored.schema, restored.unfinished_jobs) == (old, len(OPEN))
    assert survey_database(target).schema == newest_schema()
    assert schema_of(far_database) == old
    storage = await open_storage(database_url(data), keyring)
    assert (await storage.jobs.count_by_state())[JobState.NEEDS_LOGIN] == 1
    await storage.close()


async def test_what_was_made_before_there_was_a_history_is_found_in_it(
    tmp_path: Path, keyring: Keyring
) -> None:
    old = load(FIXTURES[0].with_name("schema-0006.sql"), tmp_path)
    storage = await open_storage(database_url(old.parent), keyring)
    search = Search(
        chat_id=ChatId(7),
        message_id=MessageId(1),
        user_id=UserId(7),
        is_private=True,
        shelf=Shelf.FAVOURITES,
        words="",
        asked_at=START + 99,
    )
    wanted = Filter(words=("a 猫", "rain"), model="4.0", kind=MediaKind.IMAGE)
    found = await storage.history.find(search, wanted, limit=9)
    await storage.close()
    assert [job.id for job in found.jobs] == [make_job(7).id]


async def test_what_was_decided_in_groups_and_among_operators_comes_along(
    tmp_path: Path, keyring: Keyring
) -> None:
    old = load(FIXTURES[0].with_name("schema-0014.sql"), tmp_path)
    storage = await open_storage(database_url(old.parent), keyring)
    assert await storage.access.decision(subject_of(8)) is True
    assert await storage.access.present_id(ChatId(-5)) == -1005
    assert [limit.most for limit in await storage.quotas.limits()] == [20]
    assert [hold.scope for hold in await storage.holds.all()] == ["video"]
    assert (await storage.gallery.count(None), await storage.announcements.listeners()) == (1, 1)
    offer = await storage.offers.get(OfferId("7.21.0"))
    assert offer is not None
    assert offer.origin.user_id == 7
    await storage.close()


async def test_a_copy_that_an_older_version_had_begun_may_have_arrived(
    tmp_path: Path, keyring: Keyring
) -> None:
    """It counted none: what is not waiting was begun once."""
    old = load(FIXTURES[0].with_name("schema-0014.sql"), tmp_path)
    storage = await open_storage(database_url(old.parent), keyring)
    assert await storage.announcements.tally(1) == Tally(sent=1, failed=1, left=1)
    assert await storage.announcements.resume() == 1
    copies = [await storage.announcements.next_copy() for _ in range(3)]
    told = [(copy.user_id, copy.is_repeat) for copy in copies if copy is not None]
    assert told == [(7, False), (8, True)]
    await storage.close()
