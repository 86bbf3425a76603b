"""The reckoning: what the services' books, the journal and the chats say about every request.

Rule: pure, and from outside. A request counts as accepted unless the bot clearly did not take it;
as finished when it ended in one clear outcome, with all its results where that is "done". Results
that came twice are explained by a lost answer or a death right after, or not at all.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from chaos.chat_reading import Outcome
from chaos.control import Books, Delivered, RequestPage, Submission
from chaos.journal_notes import Note

COMMITS_WITHIN: Final = 5.0
"""Seconds from a send to the commit of its message ids, at most, on a machine with much to do."""

FORBIDDEN: Final = 403


@dataclass(frozen=True, slots=True)
class Facts:
    """What the suite itself knows of a request.

    `results` is how many each submission gives, None for as many as it cost; `may_be_partial` where
    a record was made to lie about it.
    """

    prompt: str
    chat_id: int
    message_id: int
    outcomes: frozenset[Outcome]
    status_ids: frozenset[int] = frozenset()
    results: int | None = None
    wants_files: bool = False
    may_be_partial: bool = False
    was_blocked: bool = False
    says_nothing_spent: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that must not be, about one request."""

    what: str
    facts: Facts


@dataclass(slots=True)
class Verdict:
    """The numbers of the last line, and what they are made of."""

    accepted: int = 0
    finished: int = 0
    paid_twice: int = 0
    lost: int = 0
    duplicates: int = 0
    duplicates_after_death: int = 0
    outcomes: dict[Outcome, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost, paid twice or sent twice without a reason."""
        return (
            self.paid_twice == self.lost == self.duplicates == 0 and self.accepted == self.finished
        )


def reckon(
    requests: Iterable[Facts], books: Books, notes: Sequence[Note], deaths: Sequence[float]
) -> Verdict:
    """Judge the whole run. `deaths` in Unix seconds, as the books' times."""
    pages = {(page.chat_id, page.message_id): page for page in books.requests}
    submissions: defaultdict[str, list[Submission]] = defaultdict(list)
    for submission in books.submissions:
        submissions[submission.prompt].append(submission)
    calls: defaultdict[tuple[int, int], list[Note]] = defaultdict(list)
    for note in notes:
        calls[note.chat_id, note.message_id].append(note)
    verdict = Verdict()
    for facts in requests:
        page = pages.get((facts.chat_id, facts.message_id))
        paid = submissions[facts.prompt]
        mine = calls[facts.chat_id, facts.message_id]
        edits = [n for message in facts.status_ids for n in calls[facts.chat_id, message]]
        _judge_outcome(verdict, facts, page, paid, [*mine, *edits])
        _judge_payment(verdict, facts, books)
        if page is not None:
            sends = [note for note in mine if note.is_media]
            _judge_duplicates(verdict, facts, page.delivered, sends, deaths)
    return verdict


def _judge_outcome(
    verdict: Verdict,
    facts: Facts,
    page: RequestPage | None,
    paid: Sequence[Submission],
    calls: Sequence[Note],
) -> None:
    outcomes = facts.outcomes
    if outcomes == {Outcome.NOT_TAKEN} and not paid:
        _count(verdict, Outcome.NOT_TAKEN)
        return
    verdict.accepted += 1
    if not outcomes and facts.was_blocked and any(c.status == FORBIDDEN for c in calls):
        outcomes = frozenset([Outcome.UNREACHABLE])
    for outcome in outcomes:
        _count(verdict, outcome)
    if not outcomes or outcomes == {Outcome.NOT_TAKEN}:
        verdict.lost += 1
        words = "paid and never told how it ended" if paid else "never told how it ended"
        verdict.problems.append(Problem(words, facts))
    elif len(outcomes) > 1:
        verdict.problems.append(Problem(f"ended in {len(outcomes)} ways", facts))
    elif outcomes == {Outcome.DONE} and (missing := _missing(facts, page, paid)):
        verdict.lost += 1
        verdict.problems.append(Problem(f"said to be done, {missing}", facts))
    else:
        verdict.finished += 1
        if paid and facts.says_nothing_spent:
            verdict.remarks.append(Problem("paid, and said that nothing was spent", facts))


def _missing(facts: Facts, page: RequestPage | None, paid: Sequence[Submission]) -> str:
    """What of the results is not there, in words; empty when all is."""
    if not paid:
        return "without any submission"
    wanted = facts.results if facts.results is not None else max(one.cost for one in paid)
    if facts.may_be_partial:
        wanted = 1
    delivered = page.delivered if page is not None else ()
    originals = len({one.digest for one in delivered if one.kind == "document"})
    shown = len({one.digest for one in delivered if one.kind != "document"})
    if facts.wants_files and originals < wanted:
        return f"{originals} originals of {wanted} came"
    came = shown if facts.wants_files else shown + originals  # refused pictures come as files
    if max(came, originals) < wanted:
        return f"{came} results of {wanted} came"
    return ""


def _judge_payment(verdict: Verdict, facts: Facts, books: Books) -> None:
    page = books.prompts.get(facts.prompt)
    extra = max(0, page.accepted - page.asked) if page is not None else 0
    if page is not None and extra:
        verdict.paid_twice += extra
        words = f"accepted {page.accepted} times, asked for {page.asked} times"
        verdict.problems.append(Problem(words, facts))


def _judge_duplicates(
    verdict: Verdict,
    facts: Facts,
    delivered: Sequence[Delivered],
    sends: Sequence[Note],
    deaths: Sequence[float],
) -> None:
    groups: defaultdict[tuple[str, str], list[Delivered]] = defaultdict(list)
    for one in sorted(delivered, key=lambda one: one.at):
        groups[one.kind, one.digest].append(one)
    unexplained = 0
    for repeated in groups.values():
        for first, second in itertools.pairwise(repeated):
            if _is_explained(first, second, sends, deaths):
                verdict.duplicates_after_death += 1
            else:
                unexplained += 1
    if unexplained:
        verdict.duplicates += unexplained
        words = f"{unexplained} results came again without a reason"
        verdict.problems.append(Problem(words, facts))


def _is_explained(
    first: Delivered, second: Delivered, sends: Sequence[Note], deaths: Sequence[float]
) -> bool:
    """Whether the bot could not know that the first one arrived."""
    before = [send for send in sends if send.at <= first.at]
    send = max(before, key=lambda send: send.at, default=None)
    if send is not None and not send.heard:
        return True
    since = send.at if send is not None else first.at
    until = min(second.at, first.at + COMMITS_WITHIN)
    return any(since <= death <= until for death in deaths)


def _count(verdict: Verdict, outcome: Outcome) -> None:
    verdict.outcomes[outcome] = verdict.outcomes.get(outcome, 0) + 1
