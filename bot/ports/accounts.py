"""Where linked accounts, their daily claims and what is to be done about them are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.domain.account_names import AccountName
from bot.domain.accounts import Account, Claim, Credential, LoginBegun, Round
from bot.domain.ids import AccountId, UserId


class AccountStore(Protocol):
    """Linked accounts and their secrets, encrypted at rest and bound to person and account.

    The id of an account is never given to another one, not even after it was unlinked. One of a
    person's accounts is in use: the first, until they choose another.
    """

    async def link(self, account: Account, credential: Credential) -> Account:
        """Store a person's account, replacing the data and the secret of an earlier one with the
        same name under the same id, so that its jobs go on.

        `account.id` and `account.in_use` are ignored and `credential.kind` holds; the stored
        account comes back. The person's jobs without an account become this one's. Where one of
        both logins has no identity, what the account claimed counts for both its names.
        """
        ...

    async def of_user(self, user_id: UserId) -> Account | None:
        """The account that the person uses, None when they have none."""
        ...

    async def named(self, user_id: UserId, name: str) -> Account | None:
        """The person's account of this name."""
        ...

    async def all_of(self, user_id: UserId) -> Sequence[Account]:
        """All accounts of a person, the oldest first."""
        ...

    async def get(self, account_id: AccountId) -> Account | None: ...

    async def credential(self, account_id: AccountId) -> Credential | None:
        """The plain secret, or None when there is none or its key is lost."""
        ...

    async def mark(self, account_id: AccountId, *, alive: bool, checked_at: float) -> None: ...

    async def learn(self, account: Account, identity: str) -> Account:
        """Keep the identity of this login, which was stored without it; unless it was replaced.

        What was claimed before counts for the identity, too. The account comes back with it.
        """
        ...

    async def lose(self, account: Account, now: float) -> bool:
        """Note that this login ended, and that its person has to hear of it (`Round.LOSS`, due at
        once); False, and nothing done, where that is known or another login stands there now."""
        ...

    async def use(self, account: Account) -> None:
        """Use this one of its person's accounts from now on."""
        ...

    async def rename(self, account: Account, name: AccountName) -> bool:
        """Give it another name, in its jobs too; False when the person has one of that name."""
        ...

    async def unlink(self, account: Account) -> Account | None:
        """Erase the account, its secret and its rounds; gives the one that is in use now.

        That is the person's oldest, where it was this one.
        """
        ...


class RoundStore(Protocol):
    """What is to be done about an account at a time, kept over restarts.

    Erased with the account. Times are Unix seconds.
    """

    async def plan(self, account_id: AccountId, kind: Round, due_at: float) -> None:
        """Do it then, and not when it was planned before."""
        ...

    async def planned(self, account_id: AccountId, kind: Round) -> float | None:
        """When it is to be done, None for not at all."""
        ...

    async def drop(self, account_id: AccountId, kind: Round) -> None:
        """Don't do it any more."""
        ...

    async def due(self, kind: Round, now: float, *, limit: int = 50) -> Sequence[AccountId]:
        """For which accounts it is to be done by now, the longest overdue first."""
        ...


class LoginStore(Protocol):
    """Logins that people began: the next session id that they send belongs there."""

    async def begin(self, user_id: UserId, login: LoginBegun) -> None:
        """Remember it, in the place of an earlier one."""
        ...

    async def begun(self, user_id: UserId) -> LoginBegun | None: ...

    async def end(self, user_id: UserId) -> None:
        """Forget it."""
        ...


class ClaimStore(Protocol):
    """One claim of daily credits a day and account, the intent stored before the call.

    `claimant` is `Account.claimant`: it outlives logins, and people may share an account.
    """

    async def begin(self, claimant: str, day: date, now: float) -> bool:
        """True for the one who may claim this day; False when a claim was begun before, or when
        there is no such account."""
        ...

    async def finish(self, claimant: str, day: date, claim: Claim) -> None:
        """Store what the claim came to; no effect if it was never begun."""
        ...

    async def of_day(self, claimant: str, day: date) -> Claim | None:
        """That day's claim; begun and never finished counts as UNKNOWN (`at` tells when it was
        begun); None if none was begun."""
        ...
