"""The reckoning: what the services' books, the journal and the chats say about every request.

Rule: pure, and from outside. A request counts as accepted unless the bot clearly did not take it;
as finished when it ended in one clear outcome, with all its results where that is "done". Results
that came twice are explained by a lost answer or a death right after, or not at all.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from chaos.chat_reading import Outcome
from chaos.control import Books, Delivered, Submission
from chaos.journal_notes import Note
from chaos.kinds import number_in
from chaos.payments import judge_payments
from chaos.verdict import Facts, Problem, Verdict

COMMITS_WITHIN: Final = 5.0
"""Seconds from a send to the commit of its message ids, at most, on a machine with much to do."""

FORBIDDEN: Final = 403


def reckon(
    requests: Iterable[Facts], books: Books, notes: Sequence[Note], deaths: Sequence[float]
) -> Verdict:
    """Judge the whole run. `deaths` in Unix seconds, as the books' times."""
    everything = list(requests)
    submissions: defaultdict[str, list[Submission]] = defaultdict(list)
    for submission in books.submissions:
        submissions[number_in(submission.prompt)].append(submission)
    delivered: defaultdict[int, list[Delivered]] = defaultdict(list)
    for page in books.requests:
        delivered[page.chat_id] += page.delivered
    calls: defaultdict[tuple[int, int], list[Note]] = defaultdict(list)
    for note in notes:
        calls[note.chat_id, note.message_id].append(note)
    verdict = Verdict()
    for facts in everything:
        paid = [
            one
            for one in submissions[number_in(facts.prompt)]
            if facts.paid_since <= one.at < facts.paid_until
        ]
        came = [one for one in delivered[facts.chat_id] if one.message_id in facts.result_ids]
        mine = calls[facts.chat_id, facts.message_id]
        edits = [n for message in facts.status_ids for n in calls[facts.chat_id, message]]
        _judge_outcome(verdict, facts, came, paid, [*mine, *edits])
        _judge_duplicates(verdict, facts, came, mine, deaths)
        copies = [one for one in delivered[facts.chat_id] if one.message_id in facts.copy_ids]
        about = [n for message in facts.copies_about for n in calls[facts.chat_id, message]]
        _judge_duplicates(verdict, facts, copies, about, deaths, wanted=facts.copies_asked)
    judge_payments(verdict, everything, submissions, books)
    return verdict


def _judge_outcome(
    verdict: Verdict,
    facts: Facts,
    came: Sequence[Delivered],
    paid: Sequence[Submission],
    calls: Sequence[Note],
) -> None:
    outcomes, tally = facts.outcomes, verdict.kinds[facts.kind]
    tally.asked += 1
    if outcomes == {Outcome.NOT_TAKEN} and not paid:
        _count(verdict, Outcome.NOT_TAKEN)
        return
    verdict.accepted += 1
    tally.accepted += 1
    if not outcomes and facts.was_blocked and any(c.status == FORBIDDEN for c in calls):
        outcomes = frozenset([Outcome.UNREACHABLE])
    for outcome in outcomes:
        _count(verdict, outcome)
    if not outcomes or outcomes == {Outcome.NOT_TAKEN}:
        verdict.lost += 1
        words = "paid and never told how it ended" if paid else "never told how it ended"
        verdict.problems.append(Problem(words, facts))
    elif outcomes == {Outcome.WITHDRAWN} and paid:
        verdict.lost += 1
        verdict.problems.append(Problem("taken back, and paid all the same", facts))
    elif len(outcomes) > 1:
        verdict.problems.append(Problem(f"ended in {len(outcomes)} ways", facts))
    elif outcomes == {Outcome.DONE} and (missing := _missing(facts, came, paid)):
        verdict.lost += 1
        verdict.problems.append(Problem(f"said to be done, {missing}", facts))
    else:
        verdict.finished += 1
        tally.finished += 1
        if paid and facts.says_nothing_spent:
            verdict.remarks.append(Problem("paid, and said that nothing was spent", facts))


def _missing(facts: Facts, delivered: Sequence[Delivered], paid: Sequence[Submission]) -> str:
    """What of the results is not there, in words; empty when all is."""
    if not paid:
        return "without any submission"
    wanted = facts.results if facts.results is not None else min(one.cost for one in paid)
    if facts.may_be_partial:
        wanted = 1
    originals = len({one.digest for one in delivered if one.kind == "document"})
    shown = len({one.digest for one in delivered if one.kind != "document"})
    if facts.wants_files and originals + facts.came_in_private < wanted:
        return f"{originals} originals of {wanted} came"
    came = shown if facts.wants_files else shown + originals  # refused pictures come as files
    came += facts.came_in_private
    if max(came, originals) < wanted:
        return f"{came} results of {wanted} came"
    return ""


def _judge_duplicates(
    verdict: Verdict,
    facts: Facts,
    delivered: Sequence[Delivered],
    calls: Sequence[Note],
    deaths: Sequence[float],
    *,
    wanted: int = 1,
) -> None:
    """Each result may come `wanted` times; what is more needs a reason."""
    sends = [note for note in calls if note.is_media]
    groups: defaultdict[tuple[str, str], list[Delivered]] = defaultdict(list)
    for one in sorted(delivered, key=lambda one: one.at):
        groups[one.kind, one.digest].append(one)
    unexplained = 0
    for repeated in groups.values():
        pairs = list(itertools.pairwise(repeated))
        without_reason = sum(not _is_explained(*pair, sends, deaths) for pair in pairs)
        extra = max(0, without_reason - (wanted - 1))
        unexplained += extra
        verdict.duplicates_after_death += len(pairs) - without_reason
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
