"""What every claim store owes: of all who want to claim a day's credits, one may."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.accounts import Claim, ClaimResult
from bot.ports import ClaimStore, Stores
from tests.builders import START, make_account, make_credential

TODAY, TOMORROW = date(2025, 11, 22), date(2025, 11, 23)


ME, OTHER = "the account of somebody", "account 9"


async def test_one_claim_a_day(claims: ClaimStore) -> None:
    assert await claims.begin(ME, TODAY, START) is True
    assert await claims.begin(ME, TODAY, START + 1) is False
    assert await claims.begin(ME, TOMORROW, START + 2) is True


async def test_of_many_who_ask_at_once_one_may(claims: ClaimStore) -> None:
    answers = await asyncio.gather(*(claims.begin(ME, TODAY, START) for _ in range(20)))
    assert sorted(answers) == [False] * 19 + [True]


async def test_accounts_claim_apart(claims: ClaimStore) -> None:
    assert await claims.begin(ME, TODAY, START)
    assert await claims.begin(OTHER, TODAY, START)
    await claims.finish(ME, TODAY, Claim(result=ClaimResult.RECEIVED, amount=66))
    assert await claims.of_day(OTHER, TODAY) == Claim(result=ClaimResult.UNKNOWN, at=START)


async def test_a_claim_never_finished_is_unknown(claims: ClaimStore) -> None:
    """The process died between the intent and the answer: the credits may have been received."""
    assert await claims.of_day(ME, TODAY) is None
    await claims.begin(ME, TODAY, START)
    assert await claims.of_day(ME, TODAY) == Claim(result=ClaimResult.UNKNOWN, at=START)
    assert await claims.of_day(ME, TOMORROW) is None


@pytest.mark.parametrize(
    "claim",
    [
        Claim(result=ClaimResult.RECEIVED, amount=66, at=START + 0.5),
        Claim(result=ClaimResult.REFUSED, code="1014", at=START),
        Claim(result=ClaimResult.ALREADY_CLAIMED),
    ],
)
async def test_the_outcome_comes_back(claims: ClaimStore, claim: Claim) -> None:
    await claims.begin(ME, TODAY, START)
    await claims.finish(ME, TODAY, claim)
    assert await claims.of_day(ME, TODAY) == claim
    assert await claims.begin(ME, TODAY, START) is False


async def test_an_outcome_belongs_to_its_day(claims: ClaimStore) -> None:
    await claims.begin(ME, TODAY, START)
    await claims.begin(ME, TOMORROW, START + 1)
    await claims.finish(ME, TOMORROW, Claim(result=ClaimResult.RECEIVED, amount=66))
    assert await claims.of_day(ME, TODAY) == Claim(result=ClaimResult.UNKNOWN, at=START)


async def test_an_outcome_without_an_intent_is_dropped(claims: ClaimStore) -> None:
    await claims.finish(ME, TODAY, Claim(result=ClaimResult.RECEIVED, amount=66))
    assert await claims.of_day(ME, TODAY) is None


RECEIVED = Claim(result=ClaimResult.RECEIVED, amount=66, at=START)


@pytest.mark.parametrize(
    ("before", "after", "may_claim"),
    [("", "X", False), ("X", "", False), ("X", "X", False), ("", "", False), ("X", "Y", True)],
)
async def test_a_new_login_claims_again_only_where_it_is_surely_another_account(
    stores: Stores, before: str, after: str, may_claim: bool
) -> None:
    first = await stores.accounts.link(replace(make_account(), identity=before), make_credential())
    await stores.claims.begin(first.claimant, TODAY, START)
    await stores.claims.finish(first.claimant, TODAY, RECEIVED)
    second = await stores.accounts.link(replace(make_account(), identity=after), make_credential())
    assert await stores.claims.of_day(second.claimant, TODAY) == (None if may_claim else RECEIVED)
    assert await stores.claims.begin(second.claimant, TODAY, START) is may_claim


async def test_what_was_claimed_counts_once_the_account_is_known(stores: Stores) -> None:
    """For everybody who has it, and over a claim of theirs that was made already."""
    one, two = [
        await stores.accounts.link(make_account(user), make_credential()) for user in (1, 2)
    ]
    await stores.claims.begin(one.claimant, TODAY, START)
    await stores.claims.finish(one.claimant, TODAY, RECEIVED)
    learnt = await stores.accounts.learn(one, "X")
    assert learnt == replace(one, identity="X") == await stores.accounts.get(one.id)
    assert await stores.claims.of_day("X", TODAY) == RECEIVED
    await stores.claims.begin(two.claimant, TODAY, START + 1)
    known = await stores.accounts.learn(two, "X")
    assert await stores.claims.of_day(known.claimant, TODAY) == RECEIVED


async def test_nothing_is_learnt_of_a_login_that_was_replaced(stores: Stores) -> None:
    old = await stores.accounts.link(make_account(), make_credential())
    new = replace(make_account(), identity="Y", linked_at=START + 1)
    await stores.accounts.link(new, make_credential())
    await stores.claims.begin(old.claimant, TODAY, START)
    await stores.accounts.learn(old, "X")
    assert (stored := await stores.accounts.get(old.id)) is not None
    assert stored.identity == "Y"
    assert await stores.claims.of_day("X", TODAY) is None
