"""What every claim store owes: of all who want to claim a day's credits, one may."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from bot.domain.accounts import Claim, ClaimResult
from bot.domain.ids import AccountId, UserId
from bot.ports import AccountStore, ClaimStore
from tests.builders import START, make_account, make_credential

TODAY, TOMORROW = date(2025, 11, 22), date(2025, 11, 23)


@pytest.fixture
async def account(accounts: AccountStore) -> AccountId:
    return (await accounts.link(make_account(7), make_credential())).id


async def test_one_claim_a_day(claims: ClaimStore, account: AccountId) -> None:
    assert await claims.begin(account, TODAY, START) is True
    assert await claims.begin(account, TODAY, START + 1) is False
    assert await claims.begin(account, TOMORROW, START + 2) is True


async def test_of_many_who_ask_at_once_one_may(claims: ClaimStore, account: AccountId) -> None:
    answers = await asyncio.gather(*(claims.begin(account, TODAY, START) for _ in range(20)))
    assert sorted(answers) == [False] * 19 + [True]


async def test_accounts_claim_apart(
    claims: ClaimStore, accounts: AccountStore, account: AccountId
) -> None:
    other = (await accounts.link(make_account(8), make_credential())).id
    assert await claims.begin(account, TODAY, START) is True
    assert await claims.begin(other, TODAY, START) is True


async def test_a_claim_never_finished_is_unknown(claims: ClaimStore, account: AccountId) -> None:
    """The process died between the intent and the answer: the credits may have been received."""
    assert await claims.of_day(account, TODAY) is None
    await claims.begin(account, TODAY, START)
    assert await claims.of_day(account, TODAY) == Claim(result=ClaimResult.UNKNOWN, at=START)
    assert await claims.of_day(account, TOMORROW) is None


@pytest.mark.parametrize(
    "claim",
    [
        Claim(result=ClaimResult.RECEIVED, amount=66, at=START + 0.5),
        Claim(result=ClaimResult.REFUSED, code="1014", at=START),
        Claim(result=ClaimResult.ALREADY_CLAIMED),
    ],
)
async def test_the_outcome_comes_back(claims: ClaimStore, account: AccountId, claim: Claim) -> None:
    await claims.begin(account, TODAY, START)
    await claims.finish(account, TODAY, claim)
    assert await claims.of_day(account, TODAY) == claim
    assert await claims.begin(account, TODAY, START) is False


async def test_an_outcome_belongs_to_its_day(claims: ClaimStore, account: AccountId) -> None:
    await claims.begin(account, TODAY, START)
    await claims.begin(account, TOMORROW, START + 1)
    await claims.finish(account, TOMORROW, Claim(result=ClaimResult.RECEIVED, amount=66))
    assert await claims.of_day(account, TODAY) == Claim(result=ClaimResult.UNKNOWN, at=START)


async def test_an_outcome_without_an_intent_is_dropped(
    claims: ClaimStore, account: AccountId
) -> None:
    await claims.finish(account, TODAY, Claim(result=ClaimResult.RECEIVED, amount=66))
    assert await claims.of_day(account, TODAY) is None


async def test_nobody_claims_for_an_account_that_is_gone(
    claims: ClaimStore, accounts: AccountStore, account: AccountId
) -> None:
    await claims.begin(account, TODAY, START)
    await accounts.unlink(UserId(7))
    assert await claims.of_day(account, TODAY) is None
    assert await claims.begin(account, TOMORROW, START) is False
    await claims.finish(account, TODAY, Claim(result=ClaimResult.RECEIVED, amount=66))
    assert await claims.of_day(account, TODAY) is None
