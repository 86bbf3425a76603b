"""The stores of accounts and claims in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.accounts import Account, Claim, ClaimResult, Credential
from bot.domain.ids import AccountId, UserId


class FakeAccountStore:
    """Implements `bot.ports.AccountStore` in memory."""

    def __init__(self) -> None:
        self._accounts: dict[AccountId, tuple[Account, Credential]] = {}
        self._last_id = 0

    async def link(self, account: Account, credential: Credential) -> Account:
        earlier = await self.of_user(account.user_id)
        if earlier is None:
            self._last_id += 1
        account_id = AccountId(self._last_id) if earlier is None else earlier.id
        stored = replace(account, id=account_id, kind=credential.kind)
        self._accounts[account_id] = (stored, credential)
        return stored

    async def of_user(self, user_id: UserId) -> Account | None:
        mine = (account for account, _ in self._accounts.values() if account.user_id == user_id)
        return next(mine, None)

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

    async def unlink(self, user_id: UserId) -> bool:
        account = await self.of_user(user_id)
        if account is None:
            return False
        del self._accounts[account.id]
        return True


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
