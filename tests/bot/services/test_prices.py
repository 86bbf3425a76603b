"""Prices are learned from what jobs took, by the service's own history, and never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.accounts import DAY_SECONDS, Account, Balance, Expiring, day_begins, site_day
from bot.domain.jobs import Job, JobState
from bot.domain.observations import Unreachable
from bot.domain.orders import Order
from bot.domain.prices import LATER, SETTLED_WITHIN, SOON, next_look, price_key
from bot.domain.receipts import Quote
from bot.domain.requests import ImageRequest, InputPicture, VideoRequest
from bot.ports import AccountStore
from bot.services.prices import IDLE, QUIET
from tests.builders import START, make_account, make_credential, make_job

if TYPE_CHECKING:
    from tests.bot.services.conftest import World

PICTURE = ImageRequest(prompt="a cat", model="jimeng-4.0", resolution="2k")
FILM = VideoRequest(prompt="a cat", model="jimeng-video-3.0", resolution="720p", seconds=5)
INPUT = InputPicture(source="1", name="1.jpg")


async def linked(world: World, **fields: str) -> Account:
    account = replace(make_account(7), **fields)  # type: ignore[arg-type]
    return await world.stores.accounts.link(account, make_credential())


async def ended(world: World, account: Account, number: int = 1, **fields: object) -> Job:
    """A job of this account that ended just now and whose cost isn't known."""
    job = replace(
        make_job(number, state=JobState.SUCCEEDED, submitted_at=START),
        account_id=account.id,
        account_identity=account.identity,
        request=PICTURE,
        finished_at=world.clock.now(),
    )
    return await world.add(replace(job, **fields))  # type: ignore[arg-type]


async def quote(world: World, account: Account | None, request: ImageRequest = PICTURE) -> Quote:
    return await world.prices.quote_for(account, Order(request=request))


async def cost_of(world: World, job: Job) -> int | None:
    return (await world.job(job)).cost


async def test_nothing_is_known_at_first(world: World) -> None:
    assert await quote(world, None) == Quote()
    assert await quote(world, await linked(world)) == Quote()


async def test_what_a_job_took_is_the_price_of_the_next_such_job(world: World) -> None:
    account = await linked(world)
    job = await ended(world, account)
    world.backend.spent = {job.submit_id: 4}
    world.backend.balances.append(Balance(gift=62, purchase=0, vip=20))
    assert await world.prices.settle() == QUIET
    assert await cost_of(world, job) == 4
    assert await quote(world, account) == Quote(price=4, balance=82)
    assert (job.id, JobState.SUCCEEDED) in await shown(world)
    assert await world.prices.settle() == IDLE


async def shown(world: World) -> Sequence[object]:
    await world.board.drain()
    return world.notifier.shown


async def test_a_job_that_was_not_charged_costs_nothing(world: World) -> None:
    account = await linked(world)
    job = await ended(world, account, state=JobState.FAILED)
    world.backend.spent = {job.submit_id: 0}
    await world.prices.settle()
    assert await cost_of(world, job) == 0


async def test_what_the_history_does_not_tell_stays_unknown(world: World) -> None:
    """It is asked again, at a pace, and in the end given up."""
    account = await linked(world)
    job = await ended(world, account)
    asked = 0
    spendings = world.backend.spendings

    async def count(credential: object) -> object:
        nonlocal asked
        asked += 1
        return await spendings(credential)  # type: ignore[arg-type]

    world.backend.spendings = count  # type: ignore[method-assign, assignment]
    for _ in range(3):
        await world.prices.settle()
    assert asked == 1
    world.clock.time += QUIET
    await world.prices.settle()
    assert asked == 2
    world.clock.time += SETTLED_WITHIN
    assert await world.prices.settle() == IDLE
    assert asked == 2
    assert await cost_of(world, job) is None


async def test_one_question_is_for_all_jobs_of_an_account(world: World) -> None:
    account = await linked(world)
    jobs = [await ended(world, account, number) for number in (1, 2, 3)]
    world.backend.spent = {job.submit_id: number for number, job in enumerate(jobs)}
    await world.prices.settle()
    assert [await cost_of(world, job) for job in jobs] == [0, 1, 2]


@pytest.mark.parametrize("is_gone", [False, True], ids=["dead", "gone"])
async def test_a_login_that_does_not_work_is_not_asked(world: World, is_gone: bool) -> None:
    account = await linked(world)
    job = await ended(world, account)
    world.backend.spent = {job.submit_id: 4}
    if is_gone:
        await world.stores.accounts.unlink(account)
    else:
        await world.stores.accounts.lose(account, START)
    await world.prices.settle()
    assert await cost_of(world, job) is None


async def test_another_accounts_history_says_nothing_of_a_job(world: World) -> None:
    account = await linked(world, identity="mine")
    job = await ended(world, account)
    await linked(world, identity="another")
    world.backend.spent = {job.submit_id: 4}
    await world.prices.settle()
    assert await cost_of(world, job) is None


async def test_a_balance_that_can_not_be_read_leaves_the_last_one(world: World) -> None:
    account = await linked(world)
    await world.prices.note_balance(account, Balance(gift=5, purchase=0, vip=0))
    job = await ended(world, account)
    world.backend.spent = {job.submit_id: 4}
    world.backend.balances.append(Unreachable("dns"))
    await world.prices.settle()
    assert await quote(world, account) == Quote(price=4, balance=5)


async def test_each_account_is_quoted_its_own_balance_and_its_sites_price(world: World) -> None:
    stores: AccountStore = world.stores.accounts
    main = await stores.link(make_account(7), make_credential())
    work = await stores.link(make_account(7, name="work", region="us"), make_credential())
    await world.stores.prices.learn(price_key(PICTURE, "cn"), 4, START)
    await world.stores.prices.learn(price_key(PICTURE, "us"), 9, START)
    await world.prices.note_balance(work, Balance(gift=5, purchase=0, vip=0))
    assert await quote(world, main) == Quote(price=4)
    assert await quote(world, work) == Quote(price=9, balance=5)
    await world.prices.forget(work)
    assert await quote(world, work) == Quote(price=9)


def test_what_a_price_depends_on() -> None:
    """Site, model, size, length, and whether pictures go in; not the words, nor the seed."""
    key = price_key(PICTURE, "cn")
    assert price_key(replace(PICTURE, prompt="a dog", seed=7, ratio="16:9"), "cn") == key
    others = [
        price_key(PICTURE, "us"),
        price_key(replace(PICTURE, prompt="8张猫"), "cn"),
        price_key(replace(PICTURE, model="jimeng-4.1"), "cn"),
        price_key(replace(PICTURE, resolution="4k"), "cn"),
        price_key(replace(PICTURE, inputs=(INPUT,)), "cn"),
        price_key(FILM, "cn"),
        price_key(replace(FILM, seconds=10), "cn"),
        price_key(replace(FILM, resolution="1080p"), "cn"),
        price_key(replace(FILM, inputs=(INPUT,)), "cn"),
    ]
    assert len({key, *others}) == 1 + len(others)


@pytest.mark.parametrize(
    ("ages", "pause"),
    [
        ((), None),
        ((0.0,), SOON),
        ((599.0, 7000.0), SOON),
        ((600.0,), LATER),
        ((SETTLED_WITHIN - 1,), LATER),
        ((SETTLED_WITHIN,), None),
    ],
)
def test_costs_are_asked_for_soon_then_seldom_then_no_more(
    ages: Sequence[float], pause: float | None
) -> None:
    jobs = [
        replace(make_job(number, state=JobState.SUCCEEDED), finished_at=START - age)
        for number, age in enumerate(ages, start=1)
    ]
    assert next_look(jobs, START) == pause


async def test_what_ends_today_is_told_and_what_ended_is_no_longer_counted(world: World) -> None:
    account = await linked(world)
    await world.stores.prices.learn(price_key(PICTURE, "cn"), 4, START)
    now = world.clock.now()
    ends = day_begins(site_day(now)) + DAY_SECONDS - 1
    parts = (Expiring(amount=60, at=ends), Expiring(amount=20, at=ends + 5 * DAY_SECONDS))
    await world.prices.note_balance(account, Balance(gift=80, purchase=6, vip=0, expiring=parts))
    assert await quote(world, account) == Quote(price=4, balance=86, ends_today=60)
    world.clock.time = ends
    assert await quote(world, account) == Quote(price=4, balance=26)
