"""One request with the retries that its kind allows (protocol notes, section 14).

The request is built anew for every attempt, since it carries the time and a signature over it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec import structs

from jimeng.sdk.lib.exceptions.api_exception import APIException
from jimeng.sdk.protocol.messages import Flow, HTTPRequest, HTTPResponse, send, wait
from jimeng.sdk.protocol.policies import retry_delay, unsent_delay
from jimeng.sdk.protocol.session import Session

T = TypeVar("T")
Build = Callable[[int], HTTPRequest]
Read = Callable[[HTTPResponse], T]
Decide = Callable[[int, APIException, float], float | None]

_CHANCE_STEPS = 1_000


def now(session: Session) -> int:
    """Unix seconds of the caller's clock."""
    return int(session.clock())


def ask(session: Session, build: Build, read: Read[T]) -> Flow[T]:
    """Send a request that may be repeated freely, and read its answer."""
    return (yield from persist(session, lambda: once(session, build, read), retry_delay))


def tell(session: Session, build: Build, read: Read[T]) -> Flow[T]:
    """Send a request that is repeated only where no byte of it reached the service."""
    return (yield from persist(session, lambda: once(session, build, read), unsent_delay))


def once(session: Session, build: Build, read: Read[T]) -> Flow[T]:
    """Send a request once and read its answer."""
    response = yield from send(build(now(session)))
    return read(_without_session(response, session.identity.session))


def _without_session(response: HTTPResponse, secret: str) -> HTTPResponse:
    """The answer without our session in it: what a service repeats must not end up in an error."""
    if secret.encode() not in response.body:
        return response
    body = response.body.replace(secret.encode(), b"[session]")
    return structs.replace(response, body=body)


def persist(session: Session, attempt: Callable[[], Flow[T]], decide: Decide) -> Flow[T]:
    """Run a flow until it succeeds or the policy gives up; the last error is raised."""
    number = 0
    while True:
        number += 1
        try:
            return (yield from attempt())
        except APIException as error:
            delay = decide(number, error, session.chance.below(_CHANCE_STEPS) / _CHANCE_STEPS)
            if delay is None:
                raise
        yield from wait(delay)
