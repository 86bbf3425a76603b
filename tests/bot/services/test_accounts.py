"""Linking, naming, choosing and erasing accounts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.accounts import Account, Balance, Probe, ProbeResult, Round
from bot.domain.errors import UserError
from bot.domain.ids import UserId
from bot.domain.jobs import JobState
from bot.services.accounts import ACCOUNTS_AT_MOST, LOGIN_WITHIN, Linked
from tests.builders import make_job

if TYPE_CHECKING:
    from tests.bot.services.conftest import World

ME, OTHER = UserId(7), UserId(8)
SECRET = "0123456789abcdef0123456789abf3a9"
DAY = 86_400.0


async def link(world: World, identity: str = "", *, name: str | None = None) -> Linked:
    """Log in to an account of the service, under a name if one is given."""
    world.backend.probed = replace(world.backend.probed, identity=identity)
    if name is not None:
        await world.accounts.begin_login(ME, name)
    return await world.accounts.link(ME, SECRET, "zh")


async def names(world: World) -> list[str]:
    return [each.account.name for each in await world.accounts.table(ME)]


async def test_a_living_secret_is_stored_and_waiting_jobs_go_on(world: World) -> None:
    job = await world.add(make_job(state=JobState.NEEDS_LOGIN))
    linked = await link(world)
    assert (linked.account.hint, linked.account.region, linked.resumed) == ("f3a9", "cn", 1)
    assert (linked.account.name, linked.account.language) == ("main", "zh")
    assert (await world.job(job)).state is JobState.QUEUED
    await world.board.drain()


async def test_only_jobs_of_this_account_go_on(world: World) -> None:
    waiting = JobState.NEEDS_LOGIN
    mine = await world.add(make_job(1, state=waiting, account_name="work"))
    early = await world.add(make_job(2, state=waiting, account_name=""))
    other = await world.add(make_job(3, state=waiting, account_name="main"))
    linked = await link(world, name="work")
    assert linked.resumed == 2
    states = [(await world.job(job)).state for job in (mine, early, other)]
    assert states == [JobState.QUEUED, JobState.QUEUED, JobState.NEEDS_LOGIN]
    assert (await world.job(early)).account_name == "work"
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
        await world.accounts.link(ME, SECRET, "en")
    assert (caught.value.key, caught.value.values) == (key, {"region": "us"})
    assert await world.accounts.of_user(ME) is None
    assert world.backend.probes == 1


@pytest.mark.parametrize(
    ("chosen", "typed", "tried"),
    [
        (None, SECRET, SECRET),
        ("cn", SECRET, SECRET),
        ("jp", SECRET, f"jp-{SECRET}"),
        ("jp", f"us-{SECRET}", f"us-{SECRET}"),
        ("hk", f" sessionid={SECRET}; ", f"hk-{SECRET}"),
    ],
)
async def test_it_is_tried_at_the_chosen_site_alone(
    world: World, chosen: str | None, typed: str, tried: str
) -> None:
    if chosen is not None:
        await world.accounts.begin_login(ME, region=chosen)
    linked = await world.accounts.link(ME, typed, "en")
    credential = await world.stores.accounts.credential(linked.account.id)
    assert credential is not None
    assert (credential.secret, world.backend.probes) == (tried, 1)


async def test_a_login_begun_long_ago_no_longer_counts(world: World) -> None:
    await link(world, "a")
    await world.accounts.begin_login(ME, "work", "jp")
    world.clock.time += LOGIN_WITHIN + 1
    linked = await link(world, "b")
    credential = await world.stores.accounts.credential(linked.account.id)
    assert credential is not None
    assert (linked.account.name, credential.secret) == ("main", SECRET)


async def test_a_site_is_chosen_for_the_login_that_was_begun(world: World) -> None:
    await link(world, "a")
    await world.accounts.begin_login(ME, "work")
    assert await world.accounts.begin_login(ME, region="sg") == "work"
    linked = await link(world, "b")
    assert (linked.account.name, linked.is_chosen) == ("work", True)
    credential = await world.stores.accounts.credential(linked.account.id)
    assert credential is not None
    assert credential.secret == f"sg-{SECRET}"
    assert await names(world) == ["main", "work"]


async def test_a_plain_login_is_for_the_account_in_use(world: World) -> None:
    await link(world, "a")
    await world.accounts.begin_login(ME, "work")
    await world.accounts.leave_login(ME)
    assert (await link(world, "b")).account.name == "main"


async def test_an_account_that_is_there_is_renewed_under_its_name(world: World) -> None:
    """Two names for one account would let its credits look like twice as many."""
    main = (await link(world, "a")).account
    await link(world, "b", name="work")
    again = await link(world, "a", name="third")
    assert (again.account.id, again.account.name, again.is_known) == (main.id, "main", True)
    assert await names(world) == ["main", "work"]
    unasked = await link(world, "b")
    assert (unasked.account.name, unasked.is_known) == ("work", True)


async def test_a_login_plans_its_check_within_the_next_days(world: World) -> None:
    account = (await link(world)).account
    due = await world.stores.rounds.planned(account.id, Round.CHECK)
    assert due is not None
    assert DAY <= due - world.clock.now() <= 2 * DAY


async def test_a_balance_that_was_not_told_takes_the_old_one_away(world: World) -> None:
    balance = Balance(gift=1, purchase=2, vip=3)
    world.backend.probed = replace(world.backend.probed, balance=balance)
    await link(world)
    (standing,) = await world.accounts.table(ME)
    assert standing.balance == balance
    world.backend.probed = replace(world.backend.probed, balance=None)
    await link(world)
    (standing,) = await world.accounts.table(ME)
    assert standing.balance is None


async def test_the_payer_is_the_named_one_else_the_one_in_use(world: World) -> None:
    assert (await world.accounts.payer_of(ME, "")).account is None
    main = (await link(world, "a")).account
    assert await payer(world, "") == (main, False)
    work = (await link(world, "b", name="工作")).account
    assert await payer(world, "") == (main, True)
    assert await payer(world, "工作") == (work, True)
    await world.accounts.use(work)
    assert (await payer(world, ""))[0] == replace(work, in_use=True)


async def payer(world: World, name: str) -> tuple[Account | None, bool]:
    found = await world.accounts.payer_of(ME, name)
    return found.account, found.is_chosen


async def test_an_unknown_name_is_told_with_those_that_are_known(world: World) -> None:
    with pytest.raises(UserError, match="account-none"):
        await world.accounts.payer_of(ME, "work")
    await link(world)
    for find in (world.accounts.payer_of, world.accounts.named):
        with pytest.raises(UserError) as caught:
            await find(ME, "work")
        assert caught.value.values == {"name": "work", "known": "main"}


@pytest.mark.parametrize("typed", ["", "two words", "x" * 21, "a/b", "<b>"])
async def test_what_is_no_name_is_refused(world: World, typed: str) -> None:
    account = (await link(world)).account
    with pytest.raises(UserError, match="account-name-unreadable"):
        await world.accounts.begin_login(ME, typed)
    with pytest.raises(UserError, match="account-name-unreadable"):
        await world.accounts.rename(account, typed)


async def test_names_are_each_persons_own_and_used_once(world: World) -> None:
    main = (await link(world, "a")).account
    await link(world, "b", name="Work")
    assert await names(world) == ["main", "work"]
    with pytest.raises(UserError, match="account-name-taken"):
        await world.accounts.rename(main, "WORK")
    assert await world.accounts.rename(main, "Home") == "home"
    assert await world.accounts.own(OTHER, main.id) is None
    assert (await world.accounts.payer_of(OTHER, "")).account is None


async def test_there_is_an_end_to_accounts(world: World) -> None:
    for number in range(ACCOUNTS_AT_MOST):
        await link(world, f"account {number}", name=f"n{number}")
    with pytest.raises(UserError, match="account-too-many"):
        await world.accounts.begin_login(ME, "more")
    assert await world.accounts.begin_login(ME, "n3") == "n3"


async def test_removing_the_used_one_uses_the_oldest_left(world: World) -> None:
    main = (await link(world, "a")).account
    work = (await link(world, "b", name="work")).account
    removed = await world.accounts.remove(main)
    assert removed.used_now == replace(work, in_use=True)
    assert await world.stores.accounts.credential(main.id) is None
    assert (await world.accounts.remove(work)).used_now is None
    assert await names(world) == []


async def test_one_account_under_another_region_is_no_other_account(world: World) -> None:
    await link(world, "mine")
    world.backend.probed = replace(world.backend.probed, region="sg")
    assert (await link(world, "mine")).replaced is None
    assert (await link(world, "yours")).replaced is not None
