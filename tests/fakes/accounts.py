"""The stores of accounts, of what is due about them, of logins and of claims in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.account_names import AccountName
from bot.domain.accounts import Account, Claim, ClaimResult, Credential, LoginBegun, Round
from bot.domain.ids import AccountId, UserId
from tests.fakes.jobs import FakeJobStore


class FakeRoundStore:
    """Implements `bot.ports.RoundStore` in memory."""

    def __init__(self) -> None:
        self._due: dict[tuple[AccountId, Round], float] = {}

    async def plan(self, account_id: AccountId, kind: Round, due_at: float) -> None:
        self._due[account_id, kind] = due_at

    async def planned(self, account_id: AccountId, kind: Round) -> float | None:
        return self._due.get((account_id, kind))

    async def drop(self, account_id: AccountId, kind: Round) -> None:
        self._due.pop((account_id, kind), None)

    async def due(self, kind: Round, now: float, *, limit: int = 50) -> Sequence[AccountId]:
        due = sorted((at, each) for (each, k), at in self._due.items() if k is kind and at <= now)
        return [account_id for _, account_id in due[:limit]]

    def forget(self, account_id: AccountId) -> None:
        """What the account store does when an account is erased."""
        for kind in Round:
            self._due.pop((account_id, kind), None)


class FakeAccountStore:
    """Implements `bot.ports.AccountStore` in memory."""

    def __init__(self, rounds: FakeRoundStore, jobs: FakeJobStore, claims: FakeClaimStore) -> None:
        self._accounts: dict[AccountId, tuple[Account, Credential]] = {}
        self._rounds = rounds
        self._claims = claims
        self._jobs = jobs
        self._last_id = 0

    async def link(self, account: Account, credential: Credential) -> Account:
        earlier = await self.named(account.user_id, account.name)
        is_first = not await self.all_of(account.user_id)
        if earlier is None:
            self._last_id += 1
        account_id = AccountId(self._last_id) if earlier is None else earlier.id
        in_use = is_first if earlier is None else earlier.in_use
        stored = replace(account, id=account_id, kind=credential.kind, in_use=in_use)
        self._carry_claims(earlier, account.identity)
        self._accounts[account_id] = (stored, credential)
        self._jobs.rename_account(account.user_id, "", account.name)
        return stored

    async def of_user(self, user_id: UserId) -> Account | None:
        return next((each for each in await self.all_of(user_id) if each.in_use), None)

    async def named(self, user_id: UserId, name: str) -> Account | None:
        return next((each for each in await self.all_of(user_id) if each.name == name), None)

    async def all_of(self, user_id: UserId) -> Sequence[Account]:
        mine = [each for each, _ in self._accounts.values() if each.user_id == user_id]
        return sorted(mine, key=lambda each: each.id)

    async def get(self, account_id: AccountId) -> Account | None:
        found = self._accounts.get(account_id)
        return None if found is None else found[0]

    async def credential(self, account_id: AccountId) -> Credential | None:
        found = self._accounts.get(account_id)
        return None if found is None else found[1]

    async def mark(self, account_id: AccountId, *, alive: bool, checked_at: float) -> None:
        if account_id in self._accounts:
            account, credential = self._accounts[account_id]
            marked = replace(account, alive=alive, checked_at=checked_at)
            self._accounts[account_id] = (marked, credential)

    async def learn(self, account: Account, identity: str) -> Account:
        stored = await self.get(account.id)
        if stored is not None and stored.linked_at == account.linked_at:
            self._carry_claims(stored, identity)
            _, credential = self._accounts[account.id]
            self._accounts[account.id] = (replace(stored, identity=identity), credential)
        return replace(account, identity=identity)

    def _carry_claims(self, before: Account | None, identity: str) -> None:
        if before is not None and not before.is_other_than(identity):
            self._claims.carry(before.claimant, replace(before, identity=identity).claimant)

    async def lose(self, account: Account, now: float) -> bool:
        stored = await self.get(account.id)
        if stored is None or not stored.alive or stored.linked_at != account.linked_at:
            return False
        await self.mark(account.id, alive=False, checked_at=now)
        await self._rounds.plan(account.id, Round.LOSS, now)
        return True

    async def use(self, account: Account) -> None:
        if account.id not in self._accounts:
            return
        for each in await self.all_of(account.user_id):
            _, credential = self._accounts[each.id]
            self._accounts[each.id] = (replace(each, in_use=each.id == account.id), credential)

    async def rename(self, account: Account, name: AccountName) -> bool:
        holder = await self.named(account.user_id, name)
        if holder is not None and holder.id != account.id:
            return False
        stored, credential = self._accounts[account.id]
        self._accounts[account.id] = (replace(stored, name=name), credential)
        self._jobs.rename_account(account.user_id, account.name, name)
        return True

    async def unlink(self, account: Account) -> Account | None:
        self._accounts.pop(account.id, None)
        self._rounds.forget(account.id)
        left = await self.all_of(account.user_id)
        if left and not any(each.in_use for each in left):
            await self.use(left[0])
        return await self.of_user(account.user_id)


class FakeLoginStore:
    """Implements `bot.ports.LoginStore` in memory."""

    def __init__(self) -> None:
        self._begun: dict[UserId, LoginBegun] = {}

    async def begin(self, user_id: UserId, login: LoginBegun) -> None:
        self._begun[user_id] = login

    async def begun(self, user_id: UserId) -> LoginBegun | None:
        return self._begun.get(user_id)

    async def end(self, user_id: UserId) -> None:
        self._begun.pop(user_id, None)


class FakeClaimStore:
    """Implements `bot.ports.ClaimStore` in memory."""

    def __init__(self) -> None:
        self._claims: dict[tuple[str, date], Claim] = {}

    async def begin(self, claimant: str, day: date, now: float) -> bool:
        if (claimant, day) in self._claims:
            return False
        self._claims[claimant, day] = Claim(result=ClaimResult.UNKNOWN, at=now)
        return True

    async def finish(self, claimant: str, day: date, claim: Claim) -> None:
        if (claimant, day) in self._claims:
            self._claims[claimant, day] = claim

    async def of_day(self, claimant: str, day: date) -> Claim | None:
        return self._claims.get((claimant, day))

    def carry(self, before: str, after: str) -> None:
        for (claimant, day), claim in list(self._claims.items()):
            if claimant == before:
                self._claims.setdefault((after, day), claim)
