"""The books as `GET /books` shows them: by user, account and prompt.

Rule: what one service knows meets what the other knows by the prompt alone, as every request has
one of its own. A prompt that nobody wrote in a chat counts as asked for once: a driver of the
Jimeng service alone has no chat. A prompt that stands only in an edit which asked for nothing was
not asked for at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from playground.book_entries import Account, Request, Submission
from playground.journal import JSON


class Report:
    """One look at the books; find who wrote a prompt once, then count."""

    def __init__(
        self,
        requests: Sequence[Request],
        submissions: Sequence[Submission],
        accounts: Mapping[str, Account],
    ) -> None:
        self._requests = requests
        self._submissions = submissions
        self._accounts = accounts
        self._by_prompt: defaultdict[str, list[Submission]] = defaultdict(list)
        for submission in submissions:
            self._by_prompt[submission.prompt].append(submission)
        self._writers = {
            prompt: [request for request in requests if request.mentions(prompt)]
            for prompt in self._by_prompt
        }

    def paid_twice(self) -> int:
        """Accepted submissions that nobody asked for, summed over prompts."""
        return sum(
            max(0, len(accepted) - self._asked(prompt))
            for prompt, accepted in self._by_prompt.items()
        )

    def _asked(self, prompt: str) -> int:
        writers = self._writers[prompt]
        return sum(request.asks_for(prompt) for request in writers) if writers else 1

    def to_json(self) -> dict[str, JSON]:
        """The whole form."""
        return {
            "users": self._users(),
            "accounts": {token: self._account(page) for token, page in self._accounts.items()},
            "prompts": {prompt: self._prompt(prompt) for prompt in self._by_prompt},
            "submissions": [submission.to_json() for submission in self._submissions],
            "requests": [request.to_json() for request in self._requests],
            "accepted": len(self._submissions),
            "charged": _charged(self._submissions),
            "delivered": _delivered(self._requests),
            "paid_twice": self.paid_twice(),
        }

    def _users(self) -> dict[str, JSON]:
        own: defaultdict[int, list[Request]] = defaultdict(list)
        for request in self._requests:
            own[request.user_id].append(request)
        paid: defaultdict[int, list[Submission]] = defaultdict(list)
        for prompt, writers in self._writers.items():
            for user_id in {request.user_id for request in writers}:
                paid[user_id] += self._by_prompt[prompt]
        return {
            str(user_id): {
                "requests": sum(len(request.asking) for request in requests),
                "taps": sum(request.taps for request in requests),
                "accepted": len(paid[user_id]),
                "charged": _charged(paid[user_id]),
                "delivered": _delivered(requests),
            }
            for user_id, requests in own.items()
        }

    def _account(self, page: Account) -> dict[str, JSON]:
        prompts = {one.prompt for one in self._submissions if one.account == page.name}
        writers = {
            (request.chat_id, request.message_id): request
            for prompt in prompts
            for request in self._writers[prompt]
        }
        return {
            "name": page.name,
            "region": page.region,
            "requests": len(writers),
            "submissions": page.submissions,
            "accepted": page.submissions,
            "charged": page.charged,
            "delivered": _delivered(writers.values()),
            "claimed": page.claimed,
            "refused": page.refused,
            "balance": dict(page.balance),
        }

    def _prompt(self, prompt: str) -> dict[str, JSON]:
        accepted = self._by_prompt[prompt]
        return {
            "accepted": len(accepted),
            "asked": self._asked(prompt),
            "charged": _charged(accepted),
            "delivered": _delivered(self._writers[prompt]),
        }


def _charged(submissions: Iterable[Submission]) -> int:
    return sum(submission.cost for submission in submissions)


def _delivered(requests: Iterable[Request]) -> int:
    return sum(len(request.delivered) for request in requests)
