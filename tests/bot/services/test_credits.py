"""Credits: one claim a day whoever asks, and what a person is told of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.accounts import (
    Balance,
    Claim,
    ClaimResult,
    Gain,
    Payer,
    Probe,
    ProbeResult,
    Round,
    day_begins,
    site_day,
)
from bot.domain.errors import UserError
from bot.domain.ids import UserId
from bot.domain.jobs import Charged, Failure, FailureKind, JobState
from bot.domain.observations import LoginEnded, Unreachable
from bot.services.credits import CreditReport
from tests.builders import leave, make_job

if TYPE_CHECKING:
    from tests.bot.services.conftest import World

ME = UserId(7)
SECRET = "0123456789abcdef0123456789abf3a9"
DAY = 86_400.0


async def report(world: World, name: str = "") -> CreditReport:
    return await world.credits.report(await world.accounts.payer_of(ME, name))


async def test_credit_claims_once_a_day_and_then_only_reads(world: World) -> None:
    await world.log_in()
    first, second = await report(world), await report(world)
    assert (first.claimed_now, second.claimed_now) == (True, False)
    assert second.claim == Claim(result=ClaimResult.RECEIVED, amount=66, at=world.clock.now())
    assert world.backend.claims == 1
    world.clock.time += DAY
    assert (await report(world)).claimed_now


async def test_a_refused_claim_still_shows_the_balance(world: World) -> None:
    await world.log_in()
    world.backend.claim = Claim(result=ClaimResult.REFUSED, code="1014")
    world.backend.balances.append(Balance(gift=1, purchase=2, vip=3))
    told = await report(world)
    assert (told.balance.total, told.claim.result) == (6, ClaimResult.REFUSED)
    assert told.claim.code == "1014"


@pytest.mark.parametrize(
    "claim",
    [Claim(result=ClaimResult.REFUSED, code="1014"), Claim(result=ClaimResult.UNKNOWN)],
)
async def test_a_claim_without_a_yes_is_looked_up_in_the_history(
    world: World, claim: Claim
) -> None:
    """Claimed on the site, or before an answer was lost: the credits are there."""
    await world.log_in()
    world.backend.claim = claim
    came_at = day_begins(site_day(world.clock.now())) + 60
    world.backend.gained = [
        Gain(amount=5, at=came_at - 61),
        Gain(amount=60, at=came_at),
        Gain(amount=7, at=came_at + DAY),
    ]
    expected = replace(claim, result=ClaimResult.ALREADY_CLAIMED, amount=60, at=came_at)
    assert (await report(world)).claim == expected
    assert (await report(world)).claim == expected
    assert world.backend.claims == 1


async def test_gains_of_other_days_prove_nothing(world: World) -> None:
    await world.log_in()
    world.backend.claim = Claim(result=ClaimResult.REFUSED, code="1014")
    begins = day_begins(site_day(world.clock.now()))
    world.backend.gained = [Gain(amount=60, at=begins - 1), Gain(amount=60, at=begins + DAY)]
    assert (await report(world)).claim.result is ClaimResult.REFUSED


async def test_a_lost_answer_is_looked_up_again_and_never_claimed_again(world: World) -> None:
    await world.log_in()
    world.backend.claim = Claim(result=ClaimResult.UNKNOWN)
    assert (await report(world)).claim.result is ClaimResult.UNKNOWN
    world.backend.gained = [Gain(amount=60, at=world.clock.now())]
    assert (await report(world)).claim.amount == 60
    world.backend.gained = []
    assert (await report(world)).claim.amount == 60
    assert world.backend.claims == 1


async def test_an_ended_login_does_not_use_up_the_days_claim(world: World) -> None:
    await world.log_in()
    ended = Failure(kind=FailureKind.LOGIN, charged=Charged.NO, code="1015")
    world.backend.balances.append(LoginEnded(ended))
    with pytest.raises(UserError, match="credit-login-ended"):
        await report(world)
    assert world.backend.claims == 0
    account = await world.accounts.of_user(ME)
    assert account is not None
    assert await world.stores.rounds.due(Round.LOSS, world.clock.now()) == [account.id]
    await world.log_in()
    assert (await report(world)).claimed_now


async def test_credit_says_what_is_missing(world: World) -> None:
    with pytest.raises(UserError, match="credit-needs-login"):
        await world.credits.report(Payer())
    await world.log_in()
    world.backend.balances.append(Unreachable("dns"))
    with pytest.raises(UserError, match="credit-unreachable"):
        await report(world)
    assert world.backend.claims == 0


async def test_the_days_claim_belongs_to_the_account_not_to_the_login(world: World) -> None:
    """Another account claims its own; the same one under a new login doesn't claim again."""
    for identity, claims in (("a", 1), ("b", 2), ("a", 2)):
        world.backend.probed = Probe(result=ProbeResult.ALIVE, region="cn", identity=identity)
        await world.accounts.link(ME, SECRET, "en")
        told = await report(world)
        assert (world.backend.claims, told.claim.amount) == (claims, 66)
        await leave(world.stores.accounts)


async def test_spendings_are_counted_by_account_day_and_month(world: World) -> None:
    await world.log_in()
    now = world.clock.now()
    today = day_begins(site_day(now))
    month = day_begins(site_day(now).replace(day=1))
    moments = [today, today - 1, month, month - 1, today + 5]
    for number, at in enumerate(moments, start=1):
        name = "work" if number == 5 else "main"
        job = make_job(number, state=JobState.SUCCEEDED, submitted_at=at, account_name=name)
        await world.add(job)
        await world.stores.jobs.set_cost(job.id, 10**number)
    told = await report(world)
    assert (told.spent_today, told.spent_this_month) == (10, 10 + 100 + 1000)


async def test_auto_claim_is_off_until_it_is_turned_on(world: World) -> None:
    await world.log_in()
    account = await world.accounts.of_user(ME)
    assert account is not None
    assert not (await report(world)).claims_itself
    await world.credits.let_claim_itself(account, True)
    assert (await report(world)).claims_itself
    due = await world.stores.rounds.planned(account.id, Round.CLAIM)
    world.clock.time += 60
    await world.credits.let_claim_itself(account, True)
    assert await world.stores.rounds.planned(account.id, Round.CLAIM) == due
    assert due is not None
    assert site_day(due) > site_day(world.clock.now())
    await world.credits.let_claim_itself(account, False)
    assert not (await report(world)).claims_itself
