"""The arithmetic of the books, by values: what counts as accepted, finished, lost and twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chaos.chat_reading import Outcome
from chaos.control import Books, Delivered, PromptPage, RequestPage, Submission
from chaos.journal_notes import Note
from chaos.reckoning import COMMITS_WITHIN, reckon
from chaos.verdict import Facts, Tally, Verdict

CHAT, REQUEST, PROMPT = 7, 100, "a fox n000001"
SENT_AT = 50.0
RESULTS = frozenset(range(200, 210))
DONE = Facts(PROMPT, CHAT, REQUEST, frozenset([Outcome.DONE]), result_ids=RESULTS)


def submissions(number: int, *, cost: int = 2) -> tuple[Submission, ...]:
    return tuple(Submission("an-id", PROMPT, cost, 10.0 + n) for n in range(number))


def photos(*digests: str, at: float = SENT_AT, kind: str = "photo") -> tuple[Delivered, ...]:
    return tuple(Delivered(200 + n, kind, digest, at) for n, digest in enumerate(digests))


def books(
    *, paid: int = 1, asked: int = 1, cost: int = 2, delivered: tuple[Delivered, ...] = ()
) -> Books:
    page = RequestPage(CHAT, CHAT, REQUEST, (f"/image {PROMPT}",), asked - 1, delivered)
    prompts = {PROMPT: PromptPage(paid, asked, paid * cost)} if paid else {}
    return Books((page,), submissions(paid, cost=cost), prompts)


def send(at: float = SENT_AT - 0.1, *, heard: bool = True, status: int | None = 200) -> Note:
    return Note(1, at, "sendMediaGroup", CHAT, REQUEST, "", status, heard, None)


def judge(facts: Facts, kept: Books, *notes: Note, deaths: tuple[float, ...] = ()) -> Verdict:
    return reckon([facts], kept, notes, deaths)


def figures(verdict: Verdict) -> tuple[int, int, int, int]:
    return (verdict.accepted, verdict.finished, verdict.paid_twice, verdict.lost)


def test_paid_once_and_delivered_is_finished() -> None:
    verdict = judge(DONE, books(delivered=photos("a", "b")), send())
    assert figures(verdict) == (1, 1, 0, 0)
    assert verdict.is_good
    assert verdict.outcomes == {Outcome.DONE: 1}


@pytest.mark.parametrize("paid", [0, 1])
def test_a_request_that_nobody_answered_is_lost(paid: int) -> None:
    """Also when nothing was paid: its update was taken and forgotten."""
    verdict = judge(replace(DONE, outcomes=frozenset()), books(paid=paid))
    assert figures(verdict) == (1, 0, 0, 1)
    assert not verdict.is_good


@pytest.mark.parametrize(
    "outcome",
    [Outcome.FAILED, Outcome.CANCELLED, Outcome.CLOSED, Outcome.EXPIRED, Outcome.KEPT],
)
def test_a_clear_end_without_results_is_finished(outcome: Outcome) -> None:
    verdict = judge(replace(DONE, outcomes=frozenset([outcome])), books())
    assert figures(verdict) == (1, 1, 0, 0)


def test_two_different_ends_are_no_clear_one() -> None:
    both = frozenset([Outcome.DONE, Outcome.FAILED])
    verdict = judge(replace(DONE, outcomes=both), books(delivered=photos("a", "b")), send())
    assert figures(verdict) == (1, 0, 0, 0)
    assert not verdict.is_good


def test_what_was_clearly_not_taken_was_not_accepted() -> None:
    refused = replace(DONE, outcomes=frozenset([Outcome.NOT_TAKEN]))
    assert figures(judge(refused, books(paid=0))) == (0, 0, 0, 0)
    assert figures(judge(refused, books(paid=1))) == (1, 0, 0, 1)


@pytest.mark.parametrize(
    ("facts", "delivered", "finished"),
    [
        (DONE, photos("a", "b"), 1),
        (DONE, photos("a", "a"), 0),
        (DONE, photos("a"), 0),
        (DONE, photos("a", "b", kind="document"), 1),
        (DONE, (*photos("a"), *photos("b", kind="document")), 1),
        (replace(DONE, may_be_partial=True), photos("a"), 1),
        (replace(DONE, may_be_partial=True), (), 0),
        (replace(DONE, results=1), photos("a", kind="video"), 1),
        (replace(DONE, wants_files=True), photos("a", "b"), 0),
        (replace(DONE, wants_files=True), (*photos("a"), *photos("a", kind="document")), 0),
        (replace(DONE, wants_files=True), photos("a", "b", kind="document"), 1),
    ],
)
def test_done_means_that_all_results_came(
    facts: Facts, delivered: tuple[Delivered, ...], finished: int
) -> None:
    """A picture costs 1, so the price tells how many there are."""
    verdict = judge(facts, books(delivered=delivered), send())
    assert (verdict.finished, verdict.lost) == (finished, 1 - finished)


def test_done_without_any_submission_is_lost() -> None:
    assert figures(judge(DONE, books(paid=0))) == (1, 0, 0, 1)


@pytest.mark.parametrize(("paid", "asked", "twice"), [(1, 1, 0), (2, 1, 1), (2, 2, 0), (4, 2, 2)])
def test_submissions_beyond_those_asked_for_are_paid_twice(
    paid: int, asked: int, twice: int
) -> None:
    facts = replace(DONE, sent_again=asked - 1)
    verdict = judge(facts, books(paid=paid, asked=asked, delivered=photos("a", "b")), send())
    assert verdict.paid_twice == twice
    assert verdict.is_good is (twice == 0)


def test_a_result_that_came_again_without_a_reason_is_a_duplicate() -> None:
    twice = (*photos("a", "b"), *photos("a", "b", at=SENT_AT + 2))
    verdict = judge(DONE, books(delivered=twice), send(), send(SENT_AT + 1.9))
    assert (verdict.duplicates, verdict.duplicates_after_death) == (2, 0)
    assert not verdict.is_good


def test_an_answer_that_was_lost_explains_a_repeat_and_only_one() -> None:
    twice = (*photos("a", "b"), *photos("a", "b", at=SENT_AT + 2))
    verdict = judge(DONE, books(delivered=twice), send(heard=False), send(SENT_AT + 1.9))
    assert (verdict.duplicates, verdict.duplicates_after_death) == (0, 2)
    assert verdict.is_good
    thrice = (*twice, *photos("a", "b", at=SENT_AT + 4))
    sends = (send(heard=False), send(SENT_AT + 1.9), send(SENT_AT + 3.9))
    verdict = judge(DONE, books(delivered=thrice), *sends)
    assert (verdict.duplicates, verdict.duplicates_after_death) == (2, 2)


@pytest.mark.parametrize(
    ("death", "explained"),
    [
        (SENT_AT - 1.0, False),
        (SENT_AT - 0.05, True),
        (SENT_AT + 0.1, True),
        (SENT_AT + COMMITS_WITHIN - 0.1, True),
        (SENT_AT + COMMITS_WITHIN + 0.1, False),
        (SENT_AT + 9.0, False),
    ],
)
def test_a_death_explains_a_repeat_only_before_the_commit(death: float, explained: bool) -> None:
    twice = (*photos("a"), *photos("a", at=SENT_AT + 8))
    kept = books(cost=1, delivered=twice)
    verdict = judge(DONE, kept, send(), send(SENT_AT + 7.9), deaths=(death,))
    assert verdict.duplicates_after_death == int(explained)
    assert verdict.duplicates == int(not explained)


def test_who_blocked_the_bot_could_not_be_told() -> None:
    silent = replace(DONE, outcomes=frozenset(), was_blocked=True)
    refused = send(heard=False, status=403)
    verdict = judge(silent, books(), refused)
    assert (verdict.finished, verdict.outcomes) == (1, {Outcome.UNREACHABLE: 1})
    assert judge(silent, books(), send()).lost == 1
    assert judge(replace(silent, was_blocked=False), books(), refused).lost == 1


def test_untrue_words_about_money_are_remarked() -> None:
    lied = replace(DONE, outcomes=frozenset([Outcome.FAILED]), says_nothing_spent=True)
    verdict = judge(lied, books())
    assert [remark.what for remark in verdict.remarks] == ["paid, and said that nothing was spent"]
    assert judge(lied, books(paid=0)).remarks == []


ORIGINALS = frozenset([300, 301, 302])


@pytest.mark.parametrize(("taps", "again"), [(0, 3), (1, 2), (2, 1), (3, 0)])
def test_originals_come_as_often_as_they_were_asked_for(taps: int, again: int) -> None:
    """They reply to the result, and the results themselves have come once."""
    copies = tuple(Delivered(300 + n, "document", "a", SENT_AT + n) for n in range(3))
    facts = replace(DONE, copy_ids=ORIGINALS, copies_about=frozenset([200]), copies_asked=taps)
    verdict = judge(facts, books(cost=1, delivered=(*photos("a"), *copies)), send())
    assert verdict.duplicates == again


def test_each_kind_has_its_tally() -> None:
    good, lost = replace(DONE, kind="wide"), replace(DONE, kind="tall", outcomes=frozenset())
    kept = books(delivered=photos("a", "b"))
    assert judge(good, kept, send()).kinds == {"wide": Tally(1, 1, 1)}
    assert judge(lost, kept, send()).kinds == {"tall": Tally(1, 1, 0)}


@pytest.mark.parametrize(("paid", "lost"), [(0, 0), (1, 1)])
def test_what_was_taken_back_in_a_group_was_never_paid(paid: int, lost: int) -> None:
    verdict = judge(replace(DONE, outcomes=frozenset([Outcome.WITHDRAWN])), books(paid=paid))
    assert figures(verdict) == (1, 1 - lost, 0, lost)


@pytest.mark.parametrize(("moved", "lost"), [(1, 1), (2, 0)])
def test_results_that_came_in_private_since_the_group_was_closed_have_come(
    moved: int, lost: int
) -> None:
    facts = replace(DONE, chat_id=-100, came_in_private=moved)
    assert figures(judge(facts, books())) == (1, 1 - lost, 0, lost)
