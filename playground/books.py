"""The books: what people asked for, what was charged, what was delivered.

Rule: only the two services write here, from what they saw themselves, and never from what the bot
says. `paid_twice` sums over prompts the accepted submissions beyond those that a person asked for.
A prompt that nobody wrote in a chat (a driver without one) counts as asked for once.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from playground.journal import JSON

MessageKey = tuple[int, int]  # chat id, message id


@dataclass(slots=True)
class Submission:
    """One accepted job at the Jimeng service; `at` in Unix seconds."""

    account: str
    submit_id: str
    prompt: str
    cost: int
    at: float


@dataclass(slots=True)
class Delivery:
    """One medium that a person got; `digest` tells equal bytes, `at` in Unix seconds."""

    message_id: int
    kind: str
    digest: str
    at: float


@dataclass(slots=True)
class Request:
    """One message of a person; every message counts, keyed by its text."""

    user_id: int
    chat_id: int
    message_id: int
    texts: list[str]
    taps: int = 0
    delivered: list[Delivery] = field(default_factory=list)

    def asks_for(self, prompt: str) -> int:
        """How many submissions of this prompt the message and its taps ask for."""
        written = sum(1 for text in self.texts if mentions(text, prompt))
        return written + self.taps if written else 0


@dataclass(slots=True)
class Account:
    """Money of one account, as the Jimeng service counts it."""

    name: str
    region: str
    submissions: int = 0
    charged: int = 0
    claimed: int = 0
    refused: int = 0
    balance: dict[str, int] = field(default_factory=dict)


def mentions(text: str, prompt: str) -> bool:
    """Whether a message's text holds this prompt, not merely a longer word with it inside."""
    if not prompt or prompt not in text:
        return False
    before = r"(?<!\w)" if _is_word(prompt[0]) else ""
    after = r"(?!\w)" if _is_word(prompt[-1]) else ""
    return re.search(before + re.escape(prompt) + after, text) is not None


def _is_word(character: str) -> bool:
    # Chinese needs no blanks around a prompt, so only ASCII words are held apart.
    return character.isascii() and (character.isalnum() or character == "_")


class Books:
    """Both services' accounts of one run."""

    def __init__(self) -> None:
        self._requests: dict[MessageKey, Request] = {}
        self._reply_to: dict[MessageKey, int] = {}
        self._submissions: list[Submission] = []
        self._accounts: dict[str, Account] = {}

    # Written by the Telegram service.

    def message(
        self, user_id: int, chat_id: int, message_id: int, text: str, reply_to: int | None = None
    ) -> None:
        """A person sent a message (a caption is text, too)."""
        self._requests[chat_id, message_id] = Request(user_id, chat_id, message_id, [text])
        if reply_to is not None:
            self._reply_to[chat_id, message_id] = reply_to

    def edited(self, chat_id: int, message_id: int, text: str) -> None:
        """A person edited a message; the new text asks as well, if it is another one."""
        request = self._requests.get((chat_id, message_id))
        if request is not None and text not in request.texts:
            request.texts.append(text)

    def sent(self, chat_id: int, message_id: int, reply_to: int | None) -> None:
        """The bot sent a message; only the reply chain matters here."""
        if reply_to is not None:
            self._reply_to[chat_id, message_id] = reply_to

    def tapped(self, chat_id: int, message_id: int, *, asks: bool = True) -> None:
        """A person tapped a button under a bot's message: asks once more for its request."""
        request = self._request_above(chat_id, message_id)
        if asks and request is not None:
            request.taps += 1

    def delivered(
        self,
        chat_id: int,
        message_id: int,
        reply_to: int | None,
        kind: str,
        digest: str,
        at: float = 0.0,
    ) -> None:
        """The bot sent a medium; `digest` tells equal bytes, `kind` photo, document or video."""
        self.sent(chat_id, message_id, reply_to)
        request = self._request_above(chat_id, message_id)
        if request is not None:
            request.delivered.append(Delivery(message_id, kind, digest, at))

    # Written by the Jimeng service.

    def account(self, token: str, name: str, region: str) -> Account:
        """The page of one account, opened on first use; the service writes the balance into it."""
        return self._accounts.setdefault(token, Account(name, region))

    def accepted(self, token: str, submit_id: str, prompt: str, cost: int, at: float = 0.0) -> None:
        """A submission was accepted and charged."""
        page = self._accounts[token]
        page.submissions += 1
        page.charged += cost
        self._submissions.append(Submission(page.name, submit_id, prompt, cost, at))

    # Read by drivers.

    @property
    def submissions(self) -> tuple[Submission, ...]:
        """All accepted submissions, oldest first."""
        return tuple(self._submissions)

    def paid_twice(self) -> int:
        """Accepted submissions that nobody asked for, summed over prompts."""
        accepted = Counter(submission.prompt for submission in self._submissions)
        return sum(max(0, n - self._asked(prompt)) for prompt, n in accepted.items())

    def _asked(self, prompt: str) -> int:
        return sum(request.asks_for(prompt) for request in self._requests.values()) or 1

    def _request_above(self, chat_id: int, message_id: int) -> Request | None:
        """The person's message at the top of a reply chain; the nearest one wins."""
        seen: set[int] = set()
        current: int | None = message_id
        while current is not None and current not in seen:
            seen.add(current)
            request = self._requests.get((chat_id, current))
            if request is not None:
                return request
            current = self._reply_to.get((chat_id, current))
        return None

    def to_json(self) -> dict[str, JSON]:
        """The form of `GET /books`."""
        return {
            "users": self._users_json(),
            "accounts": {token: _account_json(page) for token, page in self._accounts.items()},
            "prompts": self._prompts_json(),
            "submissions": [_submission_json(submission) for submission in self._submissions],
            "requests": [_request_json(request) for request in self._requests.values()],
            "accepted": len(self._submissions),
            "charged": sum(s.cost for s in self._submissions),
            "delivered": sum(len(r.delivered) for r in self._requests.values()),
            "paid_twice": self.paid_twice(),
        }

    def _users_json(self) -> dict[str, JSON]:
        users: dict[str, dict[str, int]] = {}
        for request in self._requests.values():
            page = users.setdefault(
                str(request.user_id), {"requests": 0, "taps": 0, "delivered": 0}
            )
            page["requests"] += len(request.texts)
            page["taps"] += request.taps
            page["delivered"] += len(request.delivered)
        return {user: dict(page) for user, page in users.items()}

    def _prompts_json(self) -> dict[str, JSON]:
        prompts: dict[str, JSON] = {}
        for prompt, accepted in Counter(s.prompt for s in self._submissions).items():
            asking = [r for r in self._requests.values() if r.asks_for(prompt)]
            prompts[prompt] = {
                "accepted": accepted,
                "asked": self._asked(prompt),
                "charged": sum(s.cost for s in self._submissions if s.prompt == prompt),
                "delivered": sum(len(request.delivered) for request in asking),
            }
        return prompts


def _account_json(page: Account) -> dict[str, JSON]:
    return {
        "name": page.name,
        "region": page.region,
        "submissions": page.submissions,
        "charged": page.charged,
        "claimed": page.claimed,
        "refused": page.refused,
        "balance": dict(page.balance),
    }


def _submission_json(submission: Submission) -> dict[str, JSON]:
    return {
        "account": submission.account,
        "submit_id": submission.submit_id,
        "prompt": submission.prompt,
        "cost": submission.cost,
        "at": round(submission.at, 6),
    }


def _request_json(request: Request) -> dict[str, JSON]:
    return {
        "user_id": request.user_id,
        "chat_id": request.chat_id,
        "message_id": request.message_id,
        "texts": list(request.texts),
        "taps": request.taps,
        "delivered": [
            {
                "message_id": delivery.message_id,
                "kind": delivery.kind,
                "digest": delivery.digest,
                "at": round(delivery.at, 6),
            }
            for delivery in request.delivered
        ],
    }
