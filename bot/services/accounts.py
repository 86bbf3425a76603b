"""A person's accounts: linking one and testing it live, choosing, renaming and erasing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

import structlog

from bot.domain.account_names import FIRST_NAME, AccountName, read_account_name
from bot.domain.accounts import Account, Balance, LoginBegun, Payer, Probe, ProbeResult, Round
from bot.domain.errors import UserError
from bot.domain.ids import AccountId, UserId
from bot.domain.rounds import next_check
from bot.domain.token_shapes import with_site
from bot.ports import AccountStore, GenerationBackend, LoginStore, RoundStore
from bot.services.prices import Prices

log = structlog.get_logger(__name__)

HINT_LENGTH: Final = 4

ACCOUNTS_AT_MOST: Final = 10
"""How many accounts one person may have."""

LOGIN_WITHIN: Final = 15 * 60.0
"""Seconds in which a session id still belongs to the login that was begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A freshly linked account, its balance if the service told it, and the jobs it set going.

    `is_known` is True where another name was asked for, and the person has this account already.
    `replaced` is another account that stood under this name until now.
    """

    account: Account
    balance: Balance | None
    resumed: int
    is_chosen: bool = False
    is_known: bool = False
    replaced: Account | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An account and what it last held, None for not known."""

    account: Account
    balance: Balance | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """An erased account, and the one that is used from now on."""

    account: Account
    used_now: Account | None


class Accounts:
    """Accounts from the person's side. Another person's account counts as not found.

    `wall_clock` gives real Unix seconds; `chance` a number from 0 up to 1.
    """

    def __init__(
        self,
        *,
        accounts: AccountStore,
        logins: LoginStore,
        rounds: RoundStore,
        backend: GenerationBackend,
        prices: Prices,
        wall_clock: Callable[[], float],
        chance: Callable[[], float],
        resume_jobs: Callable[[Account], Awaitable[int]],
    ) -> None:
        self._accounts = accounts
        self._logins = logins
        self._rounds = rounds
        self._backend = backend
        self._prices = prices
        self._wall_clock = wall_clock
        self._chance = chance
        self._resume_jobs = resume_jobs

    async def begin_login(
        self, user_id: UserId, name: str | None = None, region: str | None = None
    ) -> AccountName:
        """The next session id that the person sends is for this account, at this site.

        Without a name it is the account of the login begun before, else the one in use. Raises
        `UserError`: account-name-unreadable, account-too-many.
        """
        if name is None:
            chosen = (await self._begun(user_id)).account_name
        else:
            chosen = _read_name(name)
            await self._refuse_too_many(user_id, chosen)
        begun = LoginBegun(account_name=chosen, region=region, at=self._wall_clock())
        await self._logins.begin(user_id, begun)
        return chosen

    async def asks_login(self, user_id: UserId) -> bool:
        """Whether the person began a login lately, and sent no session id for it yet."""
        return await self.login_begun_at(user_id) is not None

    async def login_begun_at(self, user_id: UserId) -> float | None:
        """When the login was begun whose session id is still waited for."""
        begun = await self._logins.begun(user_id)
        is_open = begun is not None and self._wall_clock() - begun.at <= LOGIN_WITHIN
        return begun.at if begun is not None and is_open else None

    async def leave_login(self, user_id: UserId) -> None:
        """What the person sends next is for the account in use again."""
        await self._logins.end(user_id)

    async def link(self, user_id: UserId, secret_text: str, language: str) -> Linked:
        """Test a secret on the live service, store it, and let waiting jobs go on.

        It is tried at one site only: the one that its prefix names, else the one that was chosen.
        Raises `UserError`: login-empty, login-has-proxy, login-malformed, login-dead,
        login-unreachable. Nothing is stored then.
        """
        begun = await self._begun(user_id)
        credential = self._backend.read_secret(with_site(secret_text, begun.region))
        probe = await self._backend.probe(credential)
        if probe.result is ProbeResult.DEAD:
            raise UserError("login-dead", region=probe.region)
        if probe.result is ProbeResult.UNREACHABLE:
            raise UserError("login-unreachable", region=probe.region)
        name = await self._name_for(user_id, probe, begun.account_name)
        before = await self._accounts.named(user_id, name)
        now = self._wall_clock()
        account = await self._accounts.link(
            Account(
                id=AccountId(0),
                user_id=user_id,
                kind=credential.kind,
                region=probe.region,
                hint=credential.secret[-HINT_LENGTH:],
                alive=True,
                linked_at=now,
                checked_at=now,
                identity=probe.identity,
                name=name,
                language=language,
            ),
            credential,
        )
        await self._logins.end(user_id)
        await self._rounds.plan(account.id, Round.CHECK, next_check(now, self._chance()))
        await self._rounds.drop(account.id, Round.LOSS)
        if probe.balance is None:
            await self._prices.forget(account)
        else:
            await self._prices.note_balance(account, probe.balance)
        log.info("account.linked", user_id=user_id, account_id=account.id, region=account.region)
        return Linked(
            account=account,
            balance=probe.balance,
            resumed=await self._resume_jobs(account),
            is_chosen=len(await self._accounts.all_of(user_id)) > 1,
            is_known=name != begun.account_name,
            replaced=before if before is not None and _is_another(before, account) else None,
        )

    async def payer_of(self, user_id: UserId, name: str) -> Payer:
        """The account that a job is asked for: the named one, else the one in use.

        Raises `UserError` (account-unknown) for a name that the person didn't give.
        """
        every = await self._accounts.all_of(user_id)
        if not name:
            used = next((account for account in every if account.in_use), None)
            return Payer(account=used, is_chosen=len(every) > 1)
        wanted = read_account_name(name)
        for account in every:
            if account.name == wanted:
                return Payer(account=account, is_chosen=True)
        raise _unknown(name, every)

    async def table(self, user_id: UserId) -> Sequence[Standing]:
        """All accounts of the person with what they last held; nobody is asked."""
        return [
            Standing(account=account, balance=await self._prices.last_balance(account))
            for account in await self._accounts.all_of(user_id)
        ]

    async def named(self, user_id: UserId, name: str) -> Account:
        """The person's account of this name. Raises `UserError` (account-unknown)."""
        wanted = read_account_name(name)
        found = await self._accounts.named(user_id, wanted) if wanted is not None else None
        if found is None:
            raise _unknown(name, await self._accounts.all_of(user_id))
        return found

    async def own(self, user_id: UserId, account_id: AccountId) -> Account | None:
        """The account, if it is this person's."""
        account = await self._accounts.get(account_id)
        return account if account is not None and account.user_id == user_id else None

    async def of_user(self, user_id: UserId) -> Account | None:
        """The account that the person uses, if they have any."""
        return await self._accounts.of_user(user_id)

    async def use(self, account: Account) -> None:
        """Ask for new jobs with this one; jobs that were asked for keep to theirs."""
        await self._accounts.use(account)

    async def rename(self, account: Account, typed: str) -> AccountName:
        """Give an account another name.

        Raises `UserError`: account-name-unreadable, account-name-taken.
        """
        name = _read_name(typed)
        if not await self._accounts.rename(account, name):
            raise UserError("account-name-taken", name=name)
        return name

    async def remove(self, account: Account) -> Removed:
        """Erase an account with its secret; its jobs wait for a new login under its name."""
        used_now = await self._accounts.unlink(account)
        await self._prices.forget(account)
        log.info("account.unlinked", user_id=account.user_id, account_id=account.id)
        return Removed(account=account, used_now=used_now)

    async def _begun(self, user_id: UserId) -> LoginBegun:
        """The login that the person is about to make: begun lately, else to the account in use."""
        now = self._wall_clock()
        begun = await self._logins.begun(user_id)
        if begun is not None and now - begun.at <= LOGIN_WITHIN:
            return begun
        used = await self._accounts.of_user(user_id)
        name = FIRST_NAME if used is None else used.name
        return LoginBegun(account_name=name, region=None, at=now)

    async def _name_for(self, user_id: UserId, probe: Probe, asked: AccountName) -> AccountName:
        """One account has one name: a login to one that is there already renews that."""
        every = await self._accounts.all_of(user_id) if probe.identity else ()
        known = next((each for each in every if each.identity == probe.identity), None)
        return asked if known is None else known.name

    async def _refuse_too_many(self, user_id: UserId, name: AccountName) -> None:
        every = await self._accounts.all_of(user_id)
        if len(every) >= ACCOUNTS_AT_MOST and all(account.name != name for account in every):
            raise UserError("account-too-many", limit=ACCOUNTS_AT_MOST)


def _is_another(before: Account, account: Account) -> bool:
    """Whether these are surely two accounts, and not one that logged in anew."""
    if before.identity and account.identity:
        return before.identity != account.identity
    return before.region != account.region


def _read_name(typed: str) -> AccountName:
    name = read_account_name(typed)
    if name is None:
        raise UserError("account-name-unreadable", typed=typed.strip()[:40])
    return name


def _unknown(name: str, every: Sequence[Account]) -> UserError:
    known = ", ".join(account.name for account in every)
    if not known:
        return UserError("account-none")
    return UserError("account-unknown", name=name.strip()[:40], known=known)
