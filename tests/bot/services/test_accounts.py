from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.accounts import Balance, Claim, ClaimResult, Probe, ProbeResult
from bot.domain.errors import UserError
from bot.domain.ids import UserId
from bot.domain.jobs import Charged, Failure, FailureKind, JobState
from bot.domain.observations import LoginEnded, Unreachable
from tests.builders import make_job

if TYPE_CHECKING:
    from tests.bot.services.conftest import World

ME = UserId(7)
SECRET = "0123456789abcdef0123456789abf3a9"


async def test_a_living_secret_is_stored_and_waiting_jobs_go_on(world: World) -> None:
    job = await world.add(make_job(state=JobState.NEEDS_LOGIN))
    linked = await world.accounts.link(ME, SECRET)
    assert (linked.account.hint, linked.account.region, linked.resumed) == ("f3a9", "cn", 1)
    assert (await world.job(job)).state is JobState.QUEUED
    await world.board.drain()


@pytest.mark.parametrize(
    ("result", "key"),
    [(ProbeResult.DEAD, "login-dead"), (ProbeResult.UNREACHABLE, "login-unreachable")],
)
async def test_a_secret_that_fails_its_test_is_not_stored(
    world: World, result: ProbeResult, key: str
) -> None:
    world.backend.probed = Probe(result=result, region="us")
    with pytest.raises(UserError) as caught:
        await world.accounts.link(ME, SECRET)
    assert (caught.value.key, caught.value.values) == (key, {"region": "us"})
    assert await world.accounts.of_user(ME) is None


async def test_credit_claims_once_a_day_and_then_only_reads(world: World) -> None:
    await world.log_in()
    first = await world.accounts.credit(ME)
    second = await world.accounts.credit(ME)
    assert (first.claimed_now, second.claimed_now) == (True, False)
    assert second.claim.amount == 66
    assert world.backend.claims == 1
    world.clock.time += 86_400
    assert (await world.accounts.credit(ME)).claimed_now


async def test_a_refused_claim_still_shows_the_balance(world: World) -> None:
    await world.log_in()
    world.backend.claim = Claim(result=ClaimResult.REFUSED, code="1014")
    world.backend.balances.append(Balance(gift=1, purchase=2, vip=3))
    report = await world.accounts.credit(ME)
    assert (report.balance.total, report.claim.code) == (6, "1014")


async def test_an_ended_login_does_not_use_up_the_days_claim(world: World) -> None:
    await world.log_in()
    ended = Failure(kind=FailureKind.LOGIN, charged=Charged.NO, code="1015")
    world.backend.balances.append(LoginEnded(ended))
    with pytest.raises(UserError, match="credit-login-ended"):
        await world.accounts.credit(ME)
    assert world.backend.claims == 0
    await world.log_in()
    assert (await world.accounts.credit(ME)).claimed_now


async def test_credit_says_what_is_missing(world: World) -> None:
    with pytest.raises(UserError, match="credit-needs-login"):
        await world.accounts.credit(ME)
    await world.log_in()
    world.backend.balances.append(Unreachable("dns"))
    with pytest.raises(UserError, match="credit-unreachable"):
        await world.accounts.credit(ME)


async def test_the_days_claim_belongs_to_the_account_not_to_the_login(world: World) -> None:
    """Another account claims its own; the same one under a new login doesn't claim again."""
    for identity, claims in (("a", 1), ("b", 2), ("a", 2)):
        world.backend.probed = Probe(result=ProbeResult.ALIVE, region="cn", identity=identity)
        await world.accounts.link(ME, SECRET)
        report = await world.accounts.credit(ME)
        assert (world.backend.claims, report.claim.amount) == (claims, 66)
        await world.accounts.unlink(ME)
