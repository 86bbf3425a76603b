"""What every account store owes: one account a person, its secret for the asking, ids for good."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.accounts import CredentialKind
from bot.domain.ids import AccountId, UserId
from bot.ports import AccountStore
from tests.builders import START, make_account, make_credential

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
    assert await accounts.unlink(PERSON) is True
    assert await accounts.of_user(PERSON) is None
    assert await accounts.get(mine.id) is None
    assert await accounts.credential(mine.id) is None
    assert await accounts.unlink(PERSON) is False
    assert await accounts.of_user(OTHER) == theirs


async def test_an_id_is_never_given_twice(accounts: AccountStore) -> None:
    """A job of a person who left still names the account, and must not find another's."""
    gone = await accounts.link(make_account(7), make_credential())
    await accounts.unlink(PERSON)
    other = await accounts.link(make_account(8), make_credential())
    back = await accounts.link(make_account(7), make_credential())
    assert len({gone.id, other.id, back.id}) == 3
