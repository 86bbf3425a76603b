"""What every store of rounds and of logins begun owes."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.account_names import FIRST_NAME, AccountName
from bot.domain.accounts import LoginBegun, Round
from bot.domain.ids import UserId
from bot.ports import AccountStore, LoginStore, RoundStore
from tests.builders import START, make_account, make_credential


async def test_rounds_come_due_by_kind_the_longest_overdue_first(
    accounts: AccountStore, rounds: RoundStore
) -> None:
    ids = [(await accounts.link(make_account(n), make_credential())).id for n in (1, 2, 3)]
    for account_id, due_at in zip(ids, (START + 3, START + 1, START + 9), strict=True):
        await rounds.plan(account_id, Round.CHECK, due_at)
    await rounds.plan(ids[2], Round.CLAIM, START)
    assert await rounds.due(Round.CHECK, START + 3) == [ids[1], ids[0]]
    assert await rounds.due(Round.CHECK, START + 9, limit=1) == [ids[1]]
    assert await rounds.due(Round.CLAIM, START) == [ids[2]]
    assert await rounds.due(Round.LOSS, START + 99) == []


async def test_a_plan_takes_the_place_of_the_one_before(
    rounds: RoundStore, accounts: AccountStore
) -> None:
    account = await accounts.link(make_account(7), make_credential())
    await rounds.plan(account.id, Round.CLAIM, START)
    await rounds.plan(account.id, Round.CLAIM, START + 5)
    assert await rounds.planned(account.id, Round.CLAIM) == START + 5
    assert await rounds.planned(account.id, Round.CHECK) is None
    assert await rounds.due(Round.CLAIM, START + 4) == []
    await rounds.drop(account.id, Round.CLAIM)
    assert await rounds.planned(account.id, Round.CLAIM) is None
    await rounds.drop(account.id, Round.CLAIM)


async def test_an_erased_account_takes_its_rounds_along(
    rounds: RoundStore, accounts: AccountStore
) -> None:
    gone = await accounts.link(make_account(7), make_credential())
    other = await accounts.link(make_account(8), make_credential())
    for account in (gone, other):
        for kind in Round:
            await rounds.plan(account.id, kind, START)
    await accounts.unlink(gone)
    for kind in Round:
        assert await rounds.due(kind, START) == [other.id]


async def test_one_login_is_begun_at_a_time(logins: LoginStore) -> None:
    person = UserId(7)
    assert await logins.begun(person) is None
    first = LoginBegun(account_name=FIRST_NAME, region=None, at=START)
    second = replace(first, account_name=AccountName("工作"), region="us", at=START + 1)
    await logins.begin(person, first)
    assert await logins.begun(person) == first
    await logins.begin(person, second)
    assert await logins.begun(person) == second
    assert await logins.begun(UserId(8)) is None
    await logins.end(person)
    assert await logins.begun(person) is None
    await logins.end(person)
