"""The two loops: answers in, exceptions in, cancellation straight out."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from typing import Any

import pytest

from jimeng.sdk.drivers import run_flow, run_flow_async
from jimeng.sdk.protocol.messages import (
    Answer,
    Effect,
    Flow,
    HTTPRequest,
    HTTPResponse,
    Open,
    open_input,
    report,
    save,
    send,
    wait,
)
from jimeng.sdk.protocol.messages import Save as SaveEffect

REQUEST = HTTPRequest("GET", "https://service.example.test/a?b=c", {"cookie": "secret"})
REPLY = HTTPResponse(200, {}, b"hello")


def run(style: str, flow: Flow[Any], perform: Any, log: list[object] | None = None) -> Any:
    notes = log if log is not None else []
    if style == "sync":
        return run_flow(flow, perform, notes.append)

    async def aperform(effect: Effect) -> Answer:
        return perform(effect)  # type: ignore[no-any-return]  # the test's own function

    async def sleep(seconds: float) -> None:
        notes.append(seconds)

    return asyncio.run(run_flow_async(flow, aperform, sleep))


def talk() -> Flow[str]:
    first = yield from send(REQUEST)
    yield from wait(1.5)
    second = yield from send(REQUEST)
    return (first.body + second.body).decode()


@pytest.mark.parametrize("style", ["sync", "async"])
def test_answers_come_back_to_the_flow(style: str) -> None:
    log: list[object] = []
    assert run(style, talk(), lambda effect: REPLY, log) == "hellohello"
    assert log == [1.5]


@pytest.mark.parametrize("style", ["sync", "async"])
def test_a_flow_may_handle_what_went_wrong(style: str) -> None:
    def careful() -> Flow[str]:
        try:
            yield from send(REQUEST)
        except ValueError:
            return "handled"
        return "not reached"

    def perform(effect: Effect) -> Answer:
        raise ValueError

    assert run(style, careful(), perform) == "handled"


@pytest.mark.parametrize("style", ["sync", "async"])
def test_what_a_flow_does_not_handle_reaches_the_caller(style: str) -> None:
    def perform(effect: Effect) -> Answer:
        raise ValueError("as raised")

    with pytest.raises(ValueError, match="as raised"):
        run(style, talk(), perform)


@pytest.mark.parametrize("style", ["sync", "async"])
def test_reports_are_made_in_order(style: str) -> None:
    log: list[object] = []

    def telling() -> Flow[None]:
        yield from report(lambda: log.append("told"))
        yield from wait(2)

    run(style, telling(), lambda effect: REPLY, log)
    assert log == ["told", 2]


def _closing(ended: list[str]) -> Flow[None]:
    try:
        yield from send(REQUEST)
    except Exception:  # pragma: no cover - must not be reached
        ended.append("caught")
    finally:
        ended.append("closed")


def test_an_interrupt_closes_the_flow_and_passes() -> None:
    """Ctrl-C is no error to be handled by a retry."""
    ended: list[str] = []

    def perform(effect: Effect) -> Answer:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_flow(_closing(ended), perform, lambda seconds: None)
    assert ended == ["closed"]


async def test_cancellation_closes_the_flow_and_passes() -> None:
    ended: list[str] = []
    started = asyncio.Event()

    async def perform(effect: Effect) -> Answer:
        started.set()
        await asyncio.Event().wait()
        return REPLY

    job = asyncio.create_task(run_flow_async(_closing(ended), perform, asyncio.sleep))
    await started.wait()
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    assert ended == ["closed"]


def test_the_helpers_refuse_an_answer_of_another_kind() -> None:
    def wrong(flow: Generator[Effect, Answer, object]) -> None:
        next(flow)
        with pytest.raises(TypeError):
            flow.send(None)

    wrong(send(REQUEST))
    wrong(save(SaveEffect("https://x.example.test", "a", 1, 1.0)))
    wrong(open_input(Open(b"secret bytes")))
    assert repr(Open(b"secret bytes")) == "Open(picture in memory)"
    assert repr(Open("/home/someone/a.mp4", clip=True)) == "Open(clip in a file)"


def test_a_request_shows_neither_headers_nor_query() -> None:
    assert repr(REQUEST) == "HTTPRequest(GET https://service.example.test/a)"
