"""Where linked accounts and their daily claims are kept."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from bot.domain.accounts import Account, Claim, Credential
from bot.domain.ids import AccountId, UserId


class AccountStore(Protocol):
    """Linked accounts and their secrets, encrypted at rest and bound to person and account.

    The id of an account is never given to another one, not even after it was unlinked.
    """

    async def link(self, account: Account, credential: Credential) -> Account:
        """Store the person's account (one a person for now), replacing an earlier one's data and
        secret under the same id, so that its jobs go on.

        `account.id` is ignored and `credential.kind` holds; the stored account comes back.
        """
        ...

    async def of_user(self, user_id: UserId) -> Account | None: ...

    async def get(self, account_id: AccountId) -> Account | None: ...

    async def credential(self, account_id: AccountId) -> Credential | None:
        """The plain secret, or None when there is none or its key is lost."""
        ...

    async def mark(self, account_id: AccountId, *, alive: bool, checked_at: float) -> None: ...

    async def unlink(self, user_id: UserId) -> bool:
        """Erase the account and its secret; False when there was none."""
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
