"""What a run tells: its figures, every problem with its evidence, and the one line for programs.

Rule: pure text from facts; the last line has integers only, in a fixed order.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from chaos.control import Books
from chaos.journal_notes import Note
from chaos.kinds import number_in
from chaos.requests import Request
from chaos.verdict import Facts, Verdict

MILESTONE_SECONDS: Final = 45.0
ACCEPTED_AT_LEAST, KILLS_AT_LEAST, FAULTS_AT_LEAST = 40, 4, 20
MOMENTS_SHOWN: Final = 40
SLOWEST_SHOWN: Final = 3
AFTERMATH: Final = 10.0

Name = TypeVar("Name", bound=str)


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that a report is made of. Times in Unix seconds, durations in seconds."""

    seed: int
    duration: float
    plant: str | None
    people: int
    began: float
    requests: Sequence[Request]
    facts: Sequence[Facts]
    """One for each request, in the same order."""

    verdict: Verdict
    books: Books
    notes: Sequence[Note]
    deaths: Sequence[float]
    aims: Mapping[str, int]
    hits: Mapping[str, int]
    planned: Mapping[str, int]
    taken: Mapping[str, int]
    resumed_after: Sequence[float]
    drained_after: float
    stopped_after: float
    died_by_itself: Sequence[int]

    @property
    def faults(self) -> int:
        """Troubles that took place."""
        return sum(self.taken.values())

    @property
    def shortfalls(self) -> list[str]:
        """What the run did too little of to prove anything; shorter runs owe less."""
        share = min(1.0, self.duration / MILESTONE_SECONDS)
        owed = (
            ("accepted", self.verdict.accepted, ACCEPTED_AT_LEAST),
            ("kills", len(self.deaths), KILLS_AT_LEAST),
            ("faults", self.faults, FAULTS_AT_LEAST),
        )
        return [
            f"{name}={number} is less than {int(least * share)}"
            for name, number, least in owed
            if number < int(least * share)
        ]

    @property
    def is_good(self) -> bool:
        """Whether the run proves what it is for."""
        return self.verdict.is_good and not self.shortfalls


def last_line(run: Run) -> str:
    """The line for programs."""
    verdict = run.verdict
    figures = {
        "accepted": verdict.accepted,
        "finished": verdict.finished,
        "paid_twice": verdict.paid_twice,
        "lost": verdict.lost,
        "duplicates": verdict.duplicates,
        "duplicates_after_death": verdict.duplicates_after_death,
        "kills": len(run.deaths),
        "faults": run.faults,
    }
    return " ".join(f"{name}={number}" for name, number in figures.items())


def lines(run: Run) -> Iterator[str]:
    """The whole report."""
    plant = f", planted bug: {run.plant}" if run.plant else ""
    yield f"seed {run.seed}, {run.duration:g} s of faults, {run.people} people{plant}"
    yield f"requests: {_tally(Counter(request.kind.name for request in run.requests))}"
    yield f"outcomes: {_tally(run.verdict.outcomes)}"
    yield f"submissions accepted: {len(run.books.submissions)}"
    yield f"from request to outcome: {_spread(_latencies(run.requests))}"
    yield f"kills: {len(run.deaths)}; aimed at {_tally(run.aims)}; met {_tally(run.hits) or 'none'}"
    yield f"listening again after a start: {_spread(run.resumed_after)}"
    if run.died_by_itself:
        yield f"the bot ended by itself with {_tally(Counter(map(str, run.died_by_itself)))}"
    yield f"drained after {run.drained_after:.1f} s, stopped within {run.stopped_after:.1f} s"
    yield f"faults: {run.faults} took place"
    for name in sorted(run.planned):
        yield f"  {run.taken.get(name, 0):4} of {run.planned[name]:4}  {name}"
    yield "slowest:"
    slowest = sorted(run.facts, key=lambda facts: _latency(run.requests[facts.index]))
    for facts in slowest[-SLOWEST_SHOWN:]:
        yield from _evidence(run, f"{_latency(run.requests[facts.index]):.0f} s", facts)
    for shortfall in run.shortfalls:
        yield f"too little: {shortfall}"
    yield f"problems: {len(run.verdict.problems)}"
    for problem in run.verdict.problems:
        yield from _evidence(run, problem.what, problem.facts)
    for remark in run.verdict.remarks:
        yield "remark, not asserted:"
        yield from _evidence(run, remark.what, remark.facts)
    yield "by kind:"
    for kind, tally in sorted(run.verdict.kinds.items()):
        figures = f"{tally.asked:4} asked, {tally.accepted:4} accepted, {tally.finished:4} finished"
        yield f"  {figures}  {kind}"
    yield last_line(run)


def _tally(counts: Mapping[Name, int]) -> str:
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    return ", ".join(f"{name} {number}" for name, number in ordered)


def _spread(seconds: Iterable[float]) -> str:
    ordered = sorted(seconds)
    if not ordered:
        return "none"
    late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return (
        f"median {statistics.median(ordered):.1f} s, 95% {late:.1f} s, longest {ordered[-1]:.1f} s"
    )


def _latencies(requests: Iterable[Request]) -> list[float]:
    return [_latency(request) for request in requests if request.ended_at is not None]


def _latency(request: Request) -> float:
    """Seconds until its person saw how it ended; without end for one that never did."""
    return (request.ended_at or math.inf) - request.said_at


def _evidence(run: Run, what: str, facts: Facts | None) -> Iterator[str]:
    """All that is known of one request, in the order in which it happened."""
    if facts is None:
        yield f"  {what}: nobody asked for it"
        return
    request = run.requests[facts.index]
    chat, message = request.chat_id, request.message_id
    yield f"  {what}: {request.wish.text!r} (chat {chat}, message {message})"
    for troubled in request.record_troubles:
        yield f"      its record lied: {troubled}"
    for words in request.standing.words:
        yield f"      the chat says: {' | '.join(words.splitlines())}"
    for happened, told in sorted(_story(run, request, facts))[:MOMENTS_SHOWN]:
        yield f"      {happened - run.began:8.2f} s  {told}"


def _story(run: Run, request: Request, facts: Facts) -> Iterator[tuple[float, str]]:
    number, chat = number_in(request.prompt), request.chat_id
    mine = {request.message_id, *request.standing.message_ids, *facts.copies_about}
    yield request.said_on, "asked"
    moments = [request.said_on]
    for note in run.notes:
        is_ours = note.chat_id == chat and note.message_id in mine
        if is_ours or (number and note.prompt_number == number):
            moments.append(note.at)
            how = "answered" if note.heard else "no good answer"
            fault = f", fault: {note.fault}" if note.fault else ""
            yield note.at, f"{note.name} about {note.message_id}: {note.status}, {how}{fault}"
    for submission in run.books.submissions:
        if number and number_in(submission.prompt) == number:
            yield submission.at, f"paid {submission.cost} for {submission.submit_id}"
    for page in run.books.requests:
        for one in page.delivered if page.chat_id == chat else ():
            if one.message_id in facts.result_ids | facts.copy_ids:
                yield one.at, f"{one.kind} {one.digest[:8]} came as message {one.message_id}"
    for death in run.deaths:
        if min(moments) <= death <= max(moments) + AFTERMATH:
            yield death, "the bot is killed"
