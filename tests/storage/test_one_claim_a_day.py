"""A claim a day of one account of the service, however many logins to it are stored."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.domain.accounts import Account, Probe, ProbeResult, Round
from bot.domain.errors import UserError
from bot.services.credits import Credits
from bot.services.prices import Prices
from bot.services.rounds import Rounds
from bot.services.status_board import StatusBoard
from storage import Storage
from tests.builders import START, make_account, make_credential
from tests.fakes.services import FakeBackend, FakeClock, FakeNotifier, FakeSpeaker

ALIVE = Probe(result=ProbeResult.ALIVE, region="cn", identity="the account")


@pytest.fixture
def backend() -> FakeBackend:
    made = FakeBackend()
    made.probed = ALIVE
    return made


def services(storage: Storage, backend: FakeBackend) -> tuple[Credits, Rounds]:
    clock = FakeClock(START)
    prices = Prices(
        prices=storage.prices,
        accounts=storage.accounts,
        jobs=storage.jobs,
        backend=backend,
        board=StatusBoard(storage.jobs, FakeNotifier()),
        clock=clock,
        wall_clock=clock.now,
    )
    credits_ = Credits(
        accounts=storage.accounts,
        claims=storage.claims,
        rounds=storage.rounds,
        jobs=storage.jobs,
        backend=backend,
        prices=prices,
        clock=clock,
        wall_clock=clock.now,
        chance=lambda: 0.0,
    )
    rounds = Rounds(
        accounts=storage.accounts,
        rounds=storage.rounds,
        backend=backend,
        credits_=credits_,
        prices=prices,
        speaker=FakeSpeaker(),
        clock=clock,
        chance=lambda: 0.0,
    )
    return credits_, rounds


async def logins(storage: Storage) -> list[Account]:
    """Two people's and one's second, of before the service's name for an account was kept."""
    made = [make_account(1), make_account(1, name="work"), make_account(2)]
    return [await storage.accounts.link(each, make_credential()) for each in made]


async def test_logins_that_were_stored_without_its_name_claim_once_together(
    storage: Storage, backend: FakeBackend
) -> None:
    credits_, _ = services(storage, backend)
    accounts = await logins(storage)
    reports = await asyncio.gather(*(credits_.claim(account) for account in accounts))
    assert backend.claims == 1
    assert sorted(report.claimed_now for report in reports) == [False, False, True]


async def test_a_claim_from_before_counts_when_the_check_learns_whose_it_was(
    storage: Storage, backend: FakeBackend
) -> None:
    credits_, rounds = services(storage, backend)
    first, second, _ = await logins(storage)
    backend.probed = replace(ALIVE, identity="")
    await credits_.claim(first)
    backend.probed = ALIVE
    await storage.rounds.plan(first.id, Round.CHECK, START)
    await rounds.look()
    await credits_.claim(second)
    assert backend.claims == 1


@pytest.mark.parametrize(
    ("result", "key"),
    [
        (ProbeResult.UNREACHABLE, "credit-unreachable"),
        (ProbeResult.DEAD, "credit-login-ended"),
    ],
)
async def test_nothing_is_claimed_before_it_is_known_for_whom(
    storage: Storage, backend: FakeBackend, result: ProbeResult, key: str
) -> None:
    credits_, _ = services(storage, backend)
    first, *_ = await logins(storage)
    backend.probed = replace(ALIVE, result=result)
    with pytest.raises(UserError, match=key):
        await credits_.claim(first)
    backend.probed = ALIVE
    assert (await credits_.claim(first)).claimed_now
    assert backend.probes == 2
    await credits_.claim(replace(first, identity="the account"))
    assert (backend.probes, backend.claims) == (2, 1)
