"""What every account store owes: names, one in use, secrets for the asking, ids for good."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.account_names import AccountName
from bot.domain.accounts import CredentialKind, Round
from bot.domain.ids import AccountId, UserId
from bot.domain.jobs import JobState
from bot.ports import AccountStore, JobStore, RoundStore
from tests.builders import START, make_account, make_credential, make_job

PERSON, OTHER = UserId(7), UserId(8)


async def test_a_linked_account_is_found_by_person_and_by_id(accounts: AccountStore) -> None:
    stored = await accounts.link(make_account(7), make_credential())
    assert stored == replace(make_account(7), id=stored.id)
    assert await accounts.of_user(PERSON) == stored
    assert await accounts.get(stored.id) == stored


async def test_nothing_is_known_of_a_person_without_one(accounts: AccountStore) -> None:
    assert await accounts.of_user(PERSON) is None
    assert await accounts.get(AccountId(1)) is None
    assert await accounts.credential(AccountId(1)) is None


@pytest.mark.parametrize("secret", ["0123456789abcdef", "us-0123", "秘密 🔑", ""])
async def test_the_secret_comes_back(accounts: AccountStore, secret: str) -> None:
    stored = await accounts.link(make_account(7), make_credential(secret))
    assert await accounts.credential(stored.id) == make_credential(secret)


async def test_each_person_has_their_own(accounts: AccountStore) -> None:
    mine = await accounts.link(make_account(7), make_credential("mine"))
    theirs = await accounts.link(make_account(8, region="us"), make_credential("theirs"))
    assert mine.id != theirs.id
    assert await accounts.credential(mine.id) == make_credential("mine")
    assert await accounts.credential(theirs.id) == make_credential("theirs")


async def test_linking_again_replaces_under_the_same_id(accounts: AccountStore) -> None:
    """Jobs under way name the account; a fresh login must let them go on."""
    first = await accounts.link(make_account(7), make_credential("old"))
    fresh = replace(
        make_account(7, region="hk", hint="new!"),
        linked_at=START + 9,
        alive=False,
        identity="another account of theirs",
    )
    second = await accounts.link(fresh, make_credential("new"))
    assert second == replace(fresh, id=first.id)
    assert await accounts.of_user(PERSON) == second
    assert await accounts.credential(first.id) == make_credential("new")


async def test_the_kind_is_the_credentials(accounts: AccountStore) -> None:
    key = replace(make_credential("ak"), kind=CredentialKind.API_KEY)
    stored = await accounts.link(make_account(7), key)
    assert stored.kind is CredentialKind.API_KEY
    assert await accounts.credential(stored.id) == key
    assert await accounts.get(stored.id) == stored


async def test_mark_says_whether_it_still_works(accounts: AccountStore) -> None:
    stored = await accounts.link(make_account(7), make_credential())
    await accounts.mark(stored.id, alive=False, checked_at=START + 5.5)
    marked = replace(stored, alive=False, checked_at=START + 5.5)
    assert await accounts.of_user(PERSON) == marked
    assert await accounts.credential(stored.id) == make_credential()
    await accounts.mark(AccountId(99), alive=True, checked_at=START)


async def test_unlink_erases_one_persons_account(accounts: AccountStore) -> None:
    mine = await accounts.link(make_account(7), make_credential())
    theirs = await accounts.link(make_account(8), make_credential("theirs"))
    assert await accounts.unlink(mine) is None
    assert await accounts.of_user(PERSON) is None
    assert await accounts.get(mine.id) is None
    assert await accounts.credential(mine.id) is None
    assert await accounts.unlink(mine) is None
    assert await accounts.of_user(OTHER) == theirs


async def test_an_id_is_never_given_twice(accounts: AccountStore) -> None:
    """A job of a person who left still names the account, and must not find another's."""
    gone = await accounts.link(make_account(7), make_credential())
    await accounts.unlink(gone)
    other = await accounts.link(make_account(8), make_credential())
    back = await accounts.link(make_account(7), make_credential())
    assert len({gone.id, other.id, back.id}) == 3


async def test_a_person_has_several_under_names_and_uses_one(accounts: AccountStore) -> None:
    main = await accounts.link(make_account(7), make_credential("main"))
    work = await accounts.link(make_account(7, name="工作", region="us"), make_credential("work"))
    theirs = await accounts.link(make_account(8, name="工作"), make_credential("theirs"))
    assert (main.in_use, work.in_use, theirs.in_use) == (True, False, True)
    assert await accounts.all_of(PERSON) == [main, work]
    assert await accounts.named(PERSON, "工作") == work
    assert await accounts.named(PERSON, "another") is None
    assert await accounts.of_user(PERSON) == main
    assert await accounts.credential(work.id) == make_credential("work")


async def test_another_one_is_used_from_then_on(accounts: AccountStore) -> None:
    main = await accounts.link(make_account(7), make_credential())
    work = await accounts.link(make_account(7, name="work"), make_credential("work"))
    await accounts.use(work)
    assert await accounts.of_user(PERSON) == replace(work, in_use=True)
    assert await accounts.all_of(PERSON) == [
        replace(main, in_use=False),
        replace(work, in_use=True),
    ]
    again = await accounts.link(make_account(7, name="work"), make_credential("fresh"))
    assert again.in_use
    gone = replace(work, id=AccountId(99))
    await accounts.use(gone)
    assert await accounts.of_user(PERSON) == again


async def test_jobs_follow_the_name_of_their_account(
    accounts: AccountStore, jobs: JobStore
) -> None:
    main = await accounts.link(make_account(7), make_credential())
    work = await accounts.link(make_account(7, name="work"), make_credential("work"))
    mine, _ = await jobs.add(make_job(1, account_name="work"))
    other, _ = await jobs.add(make_job(2))
    theirs, _ = await jobs.add(make_job(3, user=8, account_name="work"))
    assert await accounts.rename(work, AccountName("home")) is True
    stored = [await jobs.get(job.id) for job in (mine, other, theirs)]
    assert [job.account_name if job else "" for job in stored] == ["home", "main", "work"]
    assert await accounts.named(PERSON, "home") == replace(work, name=AccountName("home"))
    assert await accounts.rename(main, AccountName("home")) is False
    assert await accounts.of_user(PERSON) == main


async def test_a_step_in_hand_does_not_bring_the_old_name_back(
    accounts: AccountStore, jobs: JobStore
) -> None:
    main = await accounts.link(make_account(7), make_credential())
    job, _ = await jobs.add(make_job(1))
    await accounts.rename(main, AccountName("home"))
    after = await jobs.apply(job, replace(job, state=JobState.SUBMITTING))
    assert after.account_name == "home"
    asked_for_another = replace(after, account_name="work")
    assert (await jobs.apply(after, asked_for_another)).account_name == "work"
    assert await jobs.get(job.id) == replace(asked_for_another, version=after.version + 1)


async def test_jobs_without_an_account_belong_to_the_next_one(
    accounts: AccountStore, jobs: JobStore
) -> None:
    early, _ = await jobs.add(make_job(1, account_name=""))
    theirs, _ = await jobs.add(make_job(2, user=8, account_name=""))
    await accounts.link(make_account(7, name="work"), make_credential())
    assert await jobs.get(early.id) == replace(early, account_name="work")
    assert await jobs.get(theirs.id) == theirs


async def test_the_oldest_is_used_when_the_used_one_goes(accounts: AccountStore) -> None:
    main = await accounts.link(make_account(7), make_credential())
    work = await accounts.link(make_account(7, name="work"), make_credential("work"))
    home = await accounts.link(make_account(7, name="home"), make_credential("home"))
    assert await accounts.unlink(work) == main
    assert await accounts.unlink(main) == replace(home, in_use=True)
    assert await accounts.credential(main.id) is None


async def test_a_login_is_lost_once(accounts: AccountStore, rounds: RoundStore) -> None:
    stored = await accounts.link(make_account(7), make_credential())
    assert await accounts.lose(stored, START + 5) is True
    assert await accounts.get(stored.id) == replace(stored, alive=False, checked_at=START + 5)
    assert await rounds.due(Round.LOSS, START + 5) == [stored.id]
    assert await accounts.lose(stored, START + 6) is False
    assert await rounds.planned(stored.id, Round.LOSS) == START + 5


async def test_the_end_of_an_old_login_says_nothing_of_a_new_one(
    accounts: AccountStore, rounds: RoundStore
) -> None:
    old = await accounts.link(make_account(7), make_credential())
    fresh = replace(make_account(7), linked_at=START + 9)
    new = await accounts.link(fresh, make_credential("new"))
    assert await accounts.lose(old, START + 10) is False
    assert await accounts.get(old.id) == new
    assert await rounds.due(Round.LOSS, START + 99) == []
