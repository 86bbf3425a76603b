"""Domain objects with sensible defaults: a test names only what it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict, Unpack
from uuid import NAMESPACE_URL, uuid5

from bot.domain.account_names import AccountName
from bot.domain.accounts import Account, Credential, CredentialKind
from bot.domain.ids import AccountId, ChatId, JobId, MessageId, SubmitId, UserId, job_id_from
from bot.domain.jobs import Artifact, Failure, Job, JobState, Origin, Part, Progress, RemoteResult
from bot.domain.requests import GenerationRequest, ImageRequest
from bot.ports import AccountStore

START = 1_763_800_000.0
"""The moment at which tests begin, in Unix seconds."""


def make_origin(number: int = 1, *, user: int = 7, chat: int | None = None) -> Origin:
    """The `number`-th message of a person, in the private chat unless a chat is named."""
    return Origin(
        user_id=UserId(user),
        chat_id=ChatId(user if chat is None else chat),
        message_id=MessageId(number),
        is_private=chat is None,
    )


class JobFields(TypedDict, total=False):
    """The fields of a job that a test may want to name."""

    id: JobId
    origin: Origin
    request: GenerationRequest
    submit_id: SubmitId
    created_at: float
    state_since: float
    due_at: float | None
    version: int
    account_name: str
    account_identity: str
    attempt: int
    submitted_at: float | None
    finished_at: float | None
    remote: str | None
    progress: Progress | None
    results: tuple[RemoteResult, ...]
    artifacts: tuple[Artifact, ...]
    parts: tuple[Part, ...]
    failure: Failure | None
    adjusted: tuple[str, ...]
    status_message_id: MessageId | None
    is_muted: bool


def make_job(
    number: int = 1,
    *,
    state: JobState = JobState.QUEUED,
    user: int = 7,
    account: int | None = 1,
    **fields: Unpack[JobFields],
) -> Job:
    """The `number`-th job: each number has an id, a message and a submit_id of its own.

    Due and created `number` seconds after START; of person `user`, on their account.
    """
    when = START + number
    job = Job(
        id=job_id_from(number),
        origin=make_origin(number, user=user),
        request=ImageRequest(prompt="一只可爱的猫咪", model="jimeng-4.0"),
        state=state,
        submit_id=SubmitId(str(uuid5(NAMESPACE_URL, f"job {number}"))),
        created_at=when,
        state_since=when,
        due_at=when,
        account_id=None if account is None else AccountId(account),
        account_name="main",
    )
    return replace(job, **fields)


def make_account(
    user: int = 7, *, region: str = "cn", hint: str = "c0de", name: str = "main"
) -> Account:
    """A living account of a person, as it is before it was stored (id 0)."""
    return Account(
        id=AccountId(0),
        user_id=UserId(user),
        kind=CredentialKind.SESSION,
        region=region,
        hint=hint,
        alive=True,
        linked_at=START,
        checked_at=START,
        name=AccountName(name),
    )


def make_credential(secret: str = "0123456789abcdef0123456789abc0de") -> Credential:
    return Credential(kind=CredentialKind.SESSION, secret=secret)


async def leave(accounts: AccountStore, user: int = 7) -> None:
    """Unlink the account that a person uses."""
    account = await accounts.of_user(UserId(user))
    assert account is not None
    await accounts.unlink(account)
