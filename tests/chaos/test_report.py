"""The line for programs, and what a run owes to prove anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chaos.chat_reading import Outcome, Standing
from chaos.control import Books
from chaos.kinds import KINDS
from chaos.plan import Wish
from chaos.report import Run, last_line, lines
from chaos.requests import Person, Request
from chaos.verdict import Facts, Problem, Tally, Verdict

FORTY = Verdict(accepted=40, finished=40, duplicates_after_death=3)


def run(verdict: Verdict = FORTY, *, kills: int = 4, faults: int = 20, seconds: float = 45) -> Run:
    wish = Wish(1, 0, KINDS[0], "a fox n000001", 0.1, None)
    standing = Standing(frozenset([Outcome.DONE]), ("#A7K2M  Jimeng 4.0\nDone · 3 s",), frozenset())
    request = Request(wish, Person(7, "token"), 7, 5, 1.0, 101.0, standing=standing, ended_at=4.0)
    return Run(
        seed=7,
        duration=seconds,
        plant=None,
        people=50,
        began=100.0,
        requests=[request],
        facts=[Facts(wish.prompt, 7, 5, standing.outcomes)],
        verdict=verdict,
        books=Books((), (), {}),
        notes=[],
        deaths=[float(110 + n) for n in range(kills)],
        aims={"generate:after": kills},
        hits={},
        planned={"result: 404": faults},
        taken={"result: 404": faults},
        resumed_after=[1.0],
        drained_after=3.0,
        stopped_after=0.5,
        died_by_itself=[],
    )


def test_the_last_line_is_for_programs() -> None:
    expected = (
        "accepted=40 finished=40 paid_twice=0 lost=0 duplicates=0 duplicates_after_death=3"
        " kills=4 faults=20"
    )
    assert last_line(run()) == expected
    assert list(lines(run()))[-1] == expected


@pytest.mark.parametrize(
    ("finished", "is_good"),
    [
        (run(), True),
        (run(kills=3), False),
        (run(faults=19), False),
        (run(Verdict(accepted=39, finished=39)), False),
        (run(Verdict(accepted=20, finished=20), kills=2, faults=10, seconds=22.5), True),
        (run(Verdict(accepted=19, finished=19), kills=2, faults=10, seconds=22.5), False),
        (run(replace(FORTY, finished=39)), False),
        (run(replace(FORTY, lost=1)), False),
        (run(replace(FORTY, paid_twice=1)), False),
        (run(replace(FORTY, duplicates=1)), False),
    ],
)
def test_a_run_is_good_when_nothing_is_wrong_and_enough_happened(
    finished: Run, is_good: bool
) -> None:
    assert finished.is_good is is_good


def test_a_problem_comes_with_its_evidence() -> None:
    facts = Facts("a fox n000001", 7, 5, frozenset())
    told = "\n".join(lines(run(replace(FORTY, lost=1, problems=[Problem("gone", facts)]))))
    assert "gone: '/image a fox n000001 --res 1k' (chat 7, message 5)" in told
    assert "the chat says: #A7K2M  Jimeng 4.0 | Done · 3 s" in told


def test_what_nobody_asked_for_is_told_too() -> None:
    told = "\n".join(lines(run(replace(FORTY, paid_twice=1, problems=[Problem("paid", None)]))))
    assert "paid: nobody asked for it" in told


def test_a_summary_by_kind_stands_before_the_last_line() -> None:
    verdict = Verdict(accepted=40, finished=40)
    verdict.kinds["wide"] = Tally(40, 40, 40)
    assert list(lines(run(verdict)))[-3:-1] == [
        "by kind:",
        "    40 asked,   40 accepted,   40 finished  wide",
    ]
