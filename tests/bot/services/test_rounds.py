"""What is done unasked: once a day, quietly, and one word a loss."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.accounts import (
    Account,
    Balance,
    Claim,
    ClaimResult,
    Probe,
    ProbeResult,
    Round,
    site_day,
)
from bot.domain.callbacks import Action, Tap
from bot.domain.ids import UserId
from bot.domain.jobs import Charged, Failure, FailureKind
from bot.domain.observations import LoginEnded, Unreachable
from tests.builders import START, make_account, make_credential

if TYPE_CHECKING:
    from tests.bot.services.conftest import World

ME = UserId(7)
DAY = 86_400.0
DEAD = Probe(result=ProbeResult.DEAD, region="cn")
UNREACHABLE = Probe(result=ProbeResult.UNREACHABLE, region="cn")
ENDED = LoginEnded(Failure(kind=FailureKind.LOGIN, charged=Charged.NO, code="1015"))


async def linked(world: World, name: str = "main") -> Account:
    account = replace(make_account(7, name=name), language="zh")
    return await world.stores.accounts.link(account, make_credential())


async def checked(world: World) -> Account:
    """An account whose check is due now."""
    account = await linked(world)
    await world.stores.rounds.plan(account.id, Round.CHECK, world.clock.now())
    return account


async def claiming(world: World) -> Account:
    """An account whose day's claim is due now."""
    account = await linked(world)
    await world.stores.rounds.plan(account.id, Round.CLAIM, world.clock.now())
    return account


def told(world: World) -> list[str]:
    return [note.key for *_, notes, _ in world.speaker.told for note in notes]


async def test_a_login_is_tried_once_a_day_and_nobody_hears_of_it(world: World) -> None:
    account = await checked(world)
    balance = Balance(gift=5, purchase=0, vip=0)
    world.backend.probed = replace(world.backend.probed, balance=balance)
    for _ in range(3):
        await world.rounds.look()
    assert world.backend.probes == 1
    stored = await world.stores.accounts.get(account.id)
    assert stored is not None
    assert (stored.alive, stored.checked_at) == (True, world.clock.now())
    assert await world.stores.prices.balance(account.id) == balance
    world.clock.time += DAY - 1
    await world.rounds.look()
    assert world.backend.probes == 1
    world.clock.time += DAY
    await world.rounds.look()
    assert world.backend.probes == 2
    assert told(world) == []


async def test_a_loss_is_told_once_with_the_way_back(world: World) -> None:
    account = await checked(world)
    world.backend.probed = DEAD
    await world.rounds.look()
    await world.rounds.look()
    await world.rounds.look()
    ((user, language, notes, offer),) = world.speaker.told
    assert (user, language, [note.key for note in notes]) == (ME, "zh", ["login-lost"])
    assert offer == Tap(Action.LOGIN, argument=str(account.id))
    world.clock.time += 2 * DAY
    await world.rounds.look()
    assert (world.backend.probes, len(world.speaker.told)) == (1, 1)


async def test_a_network_failure_is_no_loss(world: World) -> None:
    account = await checked(world)
    world.backend.probed = UNREACHABLE
    await world.rounds.look()
    await world.rounds.look()
    stored = await world.stores.accounts.get(account.id)
    assert stored is not None
    assert (stored.alive, told(world), world.backend.probes) == (True, [], 1)


async def test_a_word_that_was_not_taken_is_said_later(world: World) -> None:
    account = await linked(world)
    await world.stores.accounts.lose(account, world.clock.now())
    world.speaker.waits.append(30.0)
    await world.rounds.look()
    assert told(world) == []
    await world.rounds.look()
    assert told(world) == []
    world.clock.time += 30
    await world.rounds.look()
    assert told(world) == ["login-lost"]


async def test_a_new_login_takes_the_word_back(world: World) -> None:
    account = await linked(world)
    await world.stores.accounts.lose(account, world.clock.now())
    await linked(world)
    await world.rounds.look()
    assert told(world) == []
    assert await world.stores.rounds.planned(account.id, Round.LOSS) is None


async def test_credits_are_claimed_silently_once_a_day(world: World) -> None:
    account = await claiming(world)
    await world.rounds.look()
    await world.rounds.look()
    assert (world.backend.claims, told(world)) == (1, [])
    due = await world.stores.rounds.planned(account.id, Round.CLAIM)
    assert due is not None
    assert site_day(due) > site_day(world.clock.now())
    world.clock.time = due
    await world.rounds.look()
    assert world.backend.claims == 2


async def test_a_death_between_claiming_and_planning_claims_no_second_time(world: World) -> None:
    account = await claiming(world)
    await world.rounds.look()
    await world.stores.rounds.plan(account.id, Round.CLAIM, world.clock.now())
    await world.rounds.look()
    assert world.backend.claims == 1


async def test_a_manual_claim_is_the_days_claim(world: World) -> None:
    account = await claiming(world)
    await world.credits.claim(account)
    await world.rounds.look()
    assert (world.backend.claims, told(world)) == (1, [])


@pytest.mark.parametrize(
    ("claim", "key"),
    [
        (Claim(result=ClaimResult.REFUSED, code="1014"), "auto-claim-refused"),
        (Claim(result=ClaimResult.UNKNOWN), "auto-claim-unknown"),
        (Claim(result=ClaimResult.NOTHING), "auto-claim-nothing"),
    ],
)
async def test_trouble_is_one_line_with_the_way_out(world: World, claim: Claim, key: str) -> None:
    account = await claiming(world)
    world.backend.claim = claim
    await world.rounds.look()
    await world.rounds.look()
    assert told(world) == [key]
    assert world.speaker.told[0][3] == Tap(Action.AUTO_CLAIM, argument=f"{account.id}.off")


async def test_nothing_day_after_day_is_said_once(world: World) -> None:
    account = await claiming(world)
    world.backend.claim = Claim(result=ClaimResult.NOTHING)
    for _ in range(3):
        await world.rounds.look()
        due = await world.stores.rounds.planned(account.id, Round.CLAIM)
        assert due is not None
        world.clock.time = due
    assert (world.backend.claims, told(world)) == (3, ["auto-claim-nothing"])


async def test_what_can_not_be_asked_is_asked_again_the_same_day(world: World) -> None:
    await claiming(world)
    world.backend.balances.append(Unreachable("dns"))
    await world.rounds.look()
    assert (world.backend.claims, told(world)) == (0, [])
    world.clock.time += 3600
    await world.rounds.look()
    assert (world.backend.claims, told(world)) == (1, [])


async def test_a_day_that_ends_without_an_answer_is_told(world: World) -> None:
    account = await claiming(world)
    while True:
        world.backend.balances.append(Unreachable("dns"))
        await world.rounds.look()
        if told(world):
            break
        due = await world.stores.rounds.planned(account.id, Round.CLAIM)
        assert due is not None
        assert site_day(due) == site_day(START)
        world.clock.time = due
    assert (told(world), world.backend.claims) == (["auto-claim-unreachable"], 0)


async def test_an_ended_login_is_one_word_about_the_login_alone(world: World) -> None:
    account = await claiming(world)
    world.backend.balances.append(ENDED)
    await world.rounds.look()
    await world.rounds.look()
    assert told(world) == ["login-lost"]
    due = await world.stores.rounds.planned(account.id, Round.CLAIM)
    assert due is not None
    world.clock.time = due
    await world.rounds.look()
    assert (world.backend.claims, told(world)) == (0, ["login-lost"])


async def test_each_account_has_its_own_rounds(world: World) -> None:
    first, second = await claiming(world), await linked(world, "work")
    await world.stores.rounds.plan(second.id, Round.CHECK, world.clock.now())
    await world.stores.accounts.unlink(first)
    await world.rounds.look()
    assert (world.backend.claims, world.backend.probes) == (0, 1)
