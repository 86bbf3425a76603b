"""What every claim store owes: of all who want to claim a day's credits, one may."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from bot.domain.accounts import Claim, ClaimResult
from bot.ports import ClaimStore
from tests.builders import START

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
