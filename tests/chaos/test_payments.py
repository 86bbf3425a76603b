"""Buttons pay under the prompt of their result: what was asked for is told from what was not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from chaos.chat_reading import Outcome
from chaos.control import Books, PromptPage, RequestPage, Submission
from chaos.reckoning import reckon
from chaos.verdict import Facts, Verdict

PROMPT = "a fox n000001"
FAILED = frozenset([Outcome.FAILED])
ASKED = Facts(PROMPT, 7, 100, FAILED, paid_until=20.0)
TAPPED = Facts(PROMPT, 7, 101, FAILED, paid_since=20.0)
REFUSED = replace(TAPPED, outcomes=frozenset([Outcome.NOT_TAKEN]))


def judge(requests: Sequence[Facts], ids: Sequence[str], *, asked: int = 9) -> Verdict:
    """`asked` is what the books know, which believe every tap that says that it asks."""
    page = RequestPage(7, 7, 100, (PROMPT,), asked - 1, ())
    paid = tuple(Submission(name, PROMPT, 1, 10.0 + n) for n, name in enumerate(ids))
    prompts = {PROMPT: PromptPage(len(ids), asked, len(ids))}
    return reckon(requests, Books((page,), paid, prompts), [], [])


@pytest.mark.parametrize(
    ("requests", "ids", "twice"),
    [
        ([ASKED], ["a"], 0),
        ([ASKED], ["a", "a"], 1),
        ([ASKED], ["a", "b"], 1),
        ([ASKED, TAPPED], ["a", "b"], 0),
        ([ASKED, TAPPED], ["a", "b", "c"], 1),
        ([ASKED, TAPPED], ["a", "a"], 1),
        ([ASKED, TAPPED], ["a", "a", "b"], 1),
        ([ASKED, TAPPED], ["a", "a", "b", "b", "c"], 3),
        ([ASKED, REFUSED], ["a"], 0),
        ([ASKED, REFUSED], ["a", "b"], 1),
        ([replace(ASKED, sent_again=1), TAPPED], ["a", "a", "b"], 0),
        ([replace(ASKED, sent_again=1), TAPPED], ["a", "b", "c"], 1),
    ],
)
def test_a_tap_that_won_asks_once_and_no_job_is_paid_twice(
    requests: Sequence[Facts], ids: Sequence[str], twice: int
) -> None:
    """Also where the books alone would believe it: a tap that came to nothing leaves no credit for
    another job that is paid twice."""
    verdict = judge(requests, ids)
    assert verdict.paid_twice == twice
    assert verdict.is_good is (twice == 0)


def test_what_the_books_call_paid_twice_is_never_excused() -> None:
    assert judge([ASKED, TAPPED], ["a", "b"], asked=1).paid_twice == 1


def test_what_nobody_asked_for_is_paid_too_much() -> None:
    verdict = judge([], ["a"])
    assert verdict.paid_twice == 1
    assert verdict.problems[0].facts is None


def test_each_request_is_measured_by_what_it_paid_for_itself() -> None:
    """The result made by a button has its own price, not that of what it came from."""
    early, late = Submission("a", PROMPT, 1, 10.0), Submission("b", PROMPT, 4, 30.0)
    done = frozenset([Outcome.DONE])
    requests = [replace(ASKED, outcomes=done, may_be_partial=False), replace(TAPPED, outcomes=done)]
    books = Books((), (early, late), {PROMPT: PromptPage(2, 2, 5)})
    told = [problem.what for problem in reckon(requests, books, [], []).problems]
    assert told == [
        "said to be done, 0 results of 1 came",
        "said to be done, 0 results of 4 came",
    ]
