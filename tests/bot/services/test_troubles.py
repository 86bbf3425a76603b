"""Errors for the operators: by kind, at most every ten minutes, and never about themselves."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.services.troubles import KINDS_AT_MOST, TOLD_AGAIN_AFTER, Troubles
from bot.trouble_handler import TroubleHandler
from tests.fakes.operations import FakeOperators
from tests.fakes.services import FakeClock


@pytest.fixture
def operators() -> FakeOperators:
    return FakeOperators()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(0.0)


@pytest.fixture
def troubles(operators: FakeOperators, clock: FakeClock) -> Troubles:
    return Troubles(operators, now=clock.now, sleep=clock.sleep)


def told(operators: FakeOperators) -> list[list[tuple[str, int]]]:
    return [
        [(str(note.values["what"]), int(note.values["count"])) for note in notes]
        for notes, _ in operators.said
    ]


async def test_a_new_kind_is_told_at_once_then_counted_for_ten_minutes(
    troubles: Troubles, operators: FakeOperators, clock: FakeClock
) -> None:
    troubles.note("job.step_failed", "KeyError", job_id="A7K2M", where="steps.py:9")
    await troubles.tell_due()
    line = "job.step_failed · KeyError · steps.py:9 · #A7K2M"
    assert told(operators) == [[(line, 1)]]
    for _ in range(3):
        troubles.note("job.step_failed", "KeyError", job_id="A7K2M", where="steps.py:9")
        assert await troubles.tell_due() <= TOLD_AGAIN_AFTER
    assert len(operators.said) == 1
    clock.time += TOLD_AGAIN_AFTER
    await troubles.tell_due()
    assert told(operators)[1] == [(line, 3)]
    clock.time += TOLD_AGAIN_AFTER
    await troubles.tell_due()
    assert len(operators.said) == 2


async def test_other_kinds_have_a_time_of_their_own(
    troubles: Troubles, operators: FakeOperators, clock: FakeClock
) -> None:
    troubles.note("a", "E")
    await troubles.tell_due()
    clock.time += 60
    troubles.note("a", "F")
    troubles.note("b", "E")
    await troubles.tell_due()
    assert told(operators) == [[("a · E", 1)], [("a · F", 1), ("b · E", 1)]]


async def test_what_nobody_heard_is_kept_and_not_tried_in_a_loop(
    troubles: Troubles, operators: FakeOperators, clock: FakeClock
) -> None:
    operators.is_deaf = True
    troubles.note("telegram", "NetworkError")
    for _ in range(5):
        await troubles.tell_due()
    assert len(operators.said) == 1
    operators.is_deaf = False
    troubles.note("telegram", "NetworkError")
    clock.time += TOLD_AGAIN_AFTER
    await troubles.tell_due()
    assert told(operators)[1] == [("telegram · NetworkError", 2)]


async def test_the_next_look_is_when_something_may_be_told(
    troubles: Troubles, clock: FakeClock
) -> None:
    assert await troubles.tell_due() == TOLD_AGAIN_AFTER
    troubles.note("a")
    await troubles.tell_due()
    clock.time += 100
    troubles.note("a")
    assert await troubles.tell_due() == TOLD_AGAIN_AFTER - 100


async def test_a_storm_of_kinds_does_not_grow_for_ever(
    troubles: Troubles, operators: FakeOperators
) -> None:
    for number in range(KINDS_AT_MOST + 50):
        troubles.note(f"kind {number}")
    assert len(troubles._tallies) <= KINDS_AT_MOST + 1


@pytest.fixture
def log(troubles: Troubles) -> Iterator[logging.Logger]:
    logger = logging.getLogger("tests.troubles")
    handler = TroubleHandler(troubles)
    logger.addHandler(handler)
    logger.propagate = False
    yield logger
    logger.removeHandler(handler)


async def test_errors_of_the_log_are_noted_without_what_they_say(
    log: logging.Logger, troubles: Troubles, operators: FakeOperators
) -> None:
    bound = structlog.stdlib.BoundLogger(
        log,
        processors=[structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        context={},
    )
    try:
        raise ValueError("一只猫的秘密 0123456789abcdef0123456789abcdef")
    except ValueError:
        bound.exception("job.submit_failed", job_id="A7K2M", prompt="一只猫的秘密")
    log.error("library says %s", "secret")
    log.warning("only a warning")
    await troubles.tell_due()
    [[(first, _), (second, _)]] = told(operators)
    assert first.startswith("job.submit_failed · ValueError · test_troubles.py:")
    assert first.endswith("#A7K2M")
    assert second == "tests.troubles"
    assert "秘密" not in str(operators.said)
    assert "secret" not in str(operators.said)
