"""Who paid for what: accepted submissions against what was asked for, by the number in each prompt.

Rule: pure. A button under a result pays under the same prompt as its message, so what shares a
number is judged together: it may have as many different submissions as it has requests that were
taken, and each of them is accepted once, and once more for each "send again" that asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from chaos.chat_reading import Outcome
from chaos.control import Books, Submission
from chaos.kinds import number_in
from chaos.verdict import Facts, Problem, Verdict


def judge_payments(
    verdict: Verdict,
    requests: Sequence[Facts],
    submissions: Mapping[str, Sequence[Submission]],
    books: Books,
) -> None:
    """Count what was paid beyond what was asked for."""
    families: defaultdict[str, list[Facts]] = defaultdict(list)
    for facts in requests:
        families[number_in(facts.prompt)].append(facts)
    by_books: defaultdict[str, int] = defaultdict(int)
    for prompt, page in books.prompts.items():
        by_books[number_in(prompt)] += max(0, page.accepted - page.asked)
    for number, paid in submissions.items():
        family = families.get(number, [])
        extra = max(_beyond(family, paid), by_books[number])
        if extra:
            verdict.paid_twice += extra
            jobs = len({one.submit_id for one in paid})
            words = f"accepted {len(paid)} times for {jobs} jobs, {len(family)} requests"
            verdict.problems.append(Problem(words, family[0] if family else None))


def _beyond(family: Sequence[Facts], paid: Sequence[Submission]) -> int:
    different = len({one.submit_id for one in paid})
    taken = sum(facts.outcomes != {Outcome.NOT_TAKEN} for facts in family)
    again = sum(facts.sent_again for facts in family)
    # What was not taken and paid all the same is counted as lost.
    unasked = max(0, different - max(taken, min(1, len(family))))
    return unasked + max(0, len(paid) - different - again)
