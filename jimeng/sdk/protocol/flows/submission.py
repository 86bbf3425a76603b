"""Submitting a job: the one request that costs credit (protocol notes, section 14).

It is sent once. It is repeated only where no connection was made. When the answer is lost, the job
is looked up by its submit id, which was chosen before sending; nothing is ever sent twice to see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from jimeng.sdk.lib.exceptions.api_exception import APIException, SubmissionUnknownError
from jimeng.sdk.protocol.decoding import leaves_doubt
from jimeng.sdk.protocol.endpoints.generation import read_generate
from jimeng.sdk.protocol.endpoints.history import build_history, read_history
from jimeng.sdk.protocol.flows.exchange import ask, once, persist
from jimeng.sdk.protocol.messages import Flow, HTTPRequest, wait
from jimeng.sdk.protocol.policies import LOOKUP_DELAYS, unsent_delay
from jimeng.sdk.protocol.records import Record
from jimeng.sdk.protocol.session import Session

Build = Callable[[int], HTTPRequest]


@contextmanager
def before_paying() -> Iterator[None]:
    """Whatever fails in here failed before anything could cost credit, and its error says so."""
    try:
        yield
    except APIException as error:
        error.charged = "no"
        raise


def submit(session: Session, submit_id: str, build: Build) -> Flow[Record]:
    """Submit, and look up a lost answer for about a minute; raises SubmissionUnknownError."""
    try:
        return (
            yield from persist(
                session, lambda: submit_owned(session, submit_id, build), unsent_delay
            )
        )
    except SubmissionUnknownError:
        found = yield from _look_up(session, submit_id)
        if found is None:
            raise
        return found


def submit_owned(session: Session, submit_id: str, build: Build) -> Flow[Record]:
    """Submit once, for a caller who keeps the id and looks up a lost answer by their own means."""
    try:
        return (yield from once(session, build, read_generate))
    except APIException as error:
        error.submit_id = submit_id
        if leaves_doubt(error):
            raise _unknown(submit_id, error) from error
        raise


def _unknown(submit_id: str, error: APIException) -> SubmissionUnknownError:
    return SubmissionUnknownError(
        f"{error.message}; whether the job was accepted is unknown: look it up by its submit id",
        code=error.code,
        http_status=error.http_status,
        log_id=error.log_id,
        submit_id=submit_id,
    )


def _look_up(session: Session, submit_id: str) -> Flow[Record | None]:
    for delay in LOOKUP_DELAYS:
        yield from wait(delay)
        try:
            record = yield from find_record(session, submit_id)
        except APIException as error:
            if not error.retryable:
                # A dead session or a refusal: the outcome stays unknown.
                return None
        else:
            if record is not None:
                return record
    return None


def find_record(session: Session, submit_id: str) -> Flow[Record | None]:
    """The record of a submission, if the service has one."""
    identity = session.identity
    records = yield from ask(
        session,
        lambda now: build_history(identity, now, submit_ids=[submit_id]),
        read_history,
    )
    return records.get(submit_id)
