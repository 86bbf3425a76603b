"""Between a job and its row. The person's marks and the lease are written elsewhere."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Row

from bot.domain.ids import ChatId, JobId, MessageId, SubmitId, UserId
from bot.domain.jobs import Job, JobState, Origin
from bot.domain.lineage import Cause, Lineage, Relation, caused_by_message
from storage import codec
from storage.errors import DamagedDatabaseError

T = TypeVar("T")
Value = str | int | float | None


def values_of(job: Job) -> dict[str, Value]:
    """The columns that the worker decides, without the version."""
    return {
        "state": job.state.value,
        "state_since": job.state_since,
        "created_at": job.created_at,
        "cause": job.made_by,
        "receipt": codec.RECEIPT.encode(job.receipt),
        "price": job.receipt.price,
        **_line_of(job.lineage),
        "due_at": job.due_at,
        "request": codec.encode_request(job.request),
        "submit_id": job.submit_id,
        "account_id": job.account_id,
        "account_identity": job.account_identity,
        "attempt": job.attempt,
        "submitted_at": job.submitted_at,
        "finished_at": job.finished_at,
        "remote": job.remote,
        "progress": _encoded(codec.PROGRESS, job.progress),
        "adjusted": codec.ADJUSTED.encode(job.adjusted),
        "results": codec.RESULTS.encode(job.results),
        "artifacts": codec.ARTIFACTS.encode(job.artifacts),
        "parts": codec.PARTS.encode(job.parts),
        "failure": _encoded(codec.FAILURE, job.failure),
    }


def origin_of(job: Job) -> dict[str, Value]:
    """Where it came from: written with the job once, and changed only when a group moves."""
    return {
        "user_id": job.origin.user_id,
        "chat_id": job.origin.chat_id,
        "message_id": job.origin.message_id,
        "thread_id": job.origin.thread_id,
        "is_private": int(job.origin.is_private),
        "language": job.origin.language,
    }


def marks_of(job: Job) -> dict[str, Value]:
    """The person's own marks, written with the job once and by themselves ever after."""
    return {
        "status_message_id": job.status_message_id,
        "is_muted": int(job.is_muted),
        "is_told": 0,
        "account_name": job.account_name,
    }


def job_from(row: Row[*tuple[object, ...]]) -> Job:
    """A whole row of `jobs` as a job. Raises `DamagedDatabaseError`."""
    cell = row._mapping
    return Job(
        id=JobId(cell["id"]),
        version=cell["version"],
        origin=Origin(
            user_id=UserId(cell["user_id"]),
            chat_id=ChatId(cell["chat_id"]),
            message_id=MessageId(cell["message_id"]),
            thread_id=cell["thread_id"],
            is_private=bool(cell["is_private"]),
            language=cell["language"],
        ),
        request=codec.decode_request(cell["request"]),
        state=_state(cell["state"]),
        submit_id=SubmitId(cell["submit_id"]),
        created_at=cell["created_at"],
        state_since=cell["state_since"],
        due_at=cell["due_at"],
        cause=_cause(cell["cause"], cell["chat_id"], cell["message_id"]),
        lineage=_lineage(cell["parent_id"], cell["relation"], cell["parent_picture"]),
        receipt=codec.RECEIPT.decode(cell["receipt"]),
        cost=cell["cost"],
        account_name=cell["account_name"],
        account_id=cell["account_id"],
        account_identity=cell["account_identity"],
        attempt=cell["attempt"],
        submitted_at=cell["submitted_at"],
        finished_at=cell["finished_at"],
        remote=cell["remote"],
        progress=_decoded(codec.PROGRESS, cell["progress"]),
        results=codec.RESULTS.decode(cell["results"]),
        artifacts=codec.ARTIFACTS.decode(cell["artifacts"]),
        parts=codec.PARTS.decode(cell["parts"]),
        failure=_decoded(codec.FAILURE, cell["failure"]),
        adjusted=codec.ADJUSTED.decode(cell["adjusted"]),
        status_message_id=cell["status_message_id"],
        is_muted=bool(cell["is_muted"]),
    )


def _cause(text: str, chat_id: int, message_id: int) -> Cause | None:
    """None for the message of its origin, as in the job."""
    own = caused_by_message(ChatId(chat_id), MessageId(message_id))
    return None if text == own else Cause(text)


def _line_of(lineage: Lineage | None) -> dict[str, Value]:
    return {
        "parent_id": None if lineage is None else lineage.parent,
        "relation": None if lineage is None else lineage.relation.value,
        "parent_picture": None if lineage is None else lineage.picture,
    }


def _lineage(parent: str | None, relation: str | None, picture: int | None) -> Lineage | None:
    if parent is None or relation is None:
        return None
    try:
        return Lineage(parent=JobId(parent), relation=Relation(relation), picture=picture)
    except ValueError:
        raise DamagedDatabaseError(f"no relation is called {relation!r}") from None


def _state(text: str) -> JobState:
    try:
        return JobState(text)
    except ValueError:
        raise DamagedDatabaseError(f"no job state is called {text!r}") from None


def _encoded(document: codec.Document[T], value: T | None) -> str | None:
    return None if value is None else document.encode(value)


def _decoded(document: codec.Document[T], text: str | None) -> T | None:
    return None if text is None else document.decode(text)
