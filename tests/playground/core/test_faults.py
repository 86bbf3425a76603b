"""Planned misbehaviour: which call it meets, how often, and what cannot be planned."""

from __future__ import annotations

import msgspec
import pytest

from playground.faults import Fault, Faults

GENERATE = "/mweb/v1/aigc_draft/generate"


@pytest.mark.parametrize(
    ("fault", "meets"),
    [
        (Fault("jimeng", code=500), True),
        (Fault("telegram", code=500), False),
        (Fault("jimeng", path=GENERATE, code=500), True),
        (Fault("jimeng", path="GENERATE", code=500), True),
        (Fault("jimeng", path="aigc_draft/generate", code=500), False),
        (Fault("jimeng", method="generate", code=500), True),
        (Fault("jimeng", path="get_history", code=500), False),
        (Fault("jimeng", contains="fox", code=500), True),
        (Fault("jimeng", contains="hare", code=500), False),
    ],
)
def test_which_calls_are_met(fault: Fault, meets: bool) -> None:
    """By service, by whole path or last segment in any case, by text."""
    faults = Faults()
    faults.add(fault)
    assert (faults.take("jimeng", GENERATE, '{"prompt": "a fox"}') is fault) is meets


def test_faults_are_used_up_in_order() -> None:
    """`times` turns each, then the next one."""
    faults = Faults()
    faults.add(Fault("telegram", code=500, times=2))
    faults.add(Fault("telegram", code=429, retry_after=3))
    codes = [fault.code for _ in range(3) if (fault := faults.take("telegram", "getMe", ""))]
    assert codes == [500, 500, 429]
    assert faults.take("telegram", "getMe", "") is None


def test_sides_are_taken_apart() -> None:
    """A fault after the effect is not met before it, and the other way round."""
    faults = Faults()
    lost = Fault("jimeng", after_effect=True)
    faults.add(lost)
    assert faults.take("jimeng", GENERATE, "", after_effect=False) is None
    assert faults.take("jimeng", GENERATE, "", after_effect=True) is lost
    assert lost.loses_answer


def test_an_outcome_is_left_to_the_service() -> None:
    """`job_fails` does not touch the answer."""
    faults = Faults()
    faults.add(Fault("jimeng", kind="job_fails", code=2038))
    assert faults.take("jimeng", GENERATE, "") is None
    assert faults.take_outcome(GENERATE, "", "record_missing") is None
    assert faults.take_outcome(GENERATE, "", "job_fails") is not None
    assert faults.planned() == ()


@pytest.mark.parametrize(
    "body",
    [
        '{"service": "jimeng"}',
        '{"service": "fax", "code": 500}',
        '{"service": "jimeng", "code": "many"}',
        '{"service": "jimeng", "code": 500, "times": 0}',
        '{"service": "jimeng", "code": 500, "retry_after": -1}',
        '{"service": "jimeng", "code": 500, "method": "a", "path": "b"}',
        '{"service": "jimeng", "kind": "reset", "code": 500}',
        '{"service": "jimeng", "kind": "slow"}',
        '{"service": "jimeng", "kind": "trickle"}',
        '{"service": "jimeng", "kind": "record_says"}',
        '{"service": "jimeng", "kind": "job_fails"}',
        '{"service": "jimeng", "kind": "explode"}',
        '{"service": "jimeng", "code": 500, "colour": "red"}',
        '{"code": 500}',
    ],
)
def test_what_cannot_be_planned(body: str) -> None:
    """Refused with a sentence."""
    with pytest.raises(msgspec.ValidationError, match=r"\w+ \w+"):
        msgspec.json.decode(body, type=Fault)


@pytest.mark.parametrize(
    "body",
    [
        '{"service": "jimeng", "kind": "result_differs"}',
        '{"service": "jimeng", "kind": "result_differs", "width": 10}',
        '{"service": "jimeng", "kind": "result_differs", "width": -1, "height": 5}',
        '{"service": "jimeng", "kind": "result_differs", "width": 9000, "height": 9000}',
        '{"service": "jimeng", "kind": "result_differs", "megabytes": 500}',
        '{"service": "jimeng", "code": 2038, "megabytes": 5}',
    ],
)
def test_a_result_that_differs_says_how(body: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(body, type=Fault)
