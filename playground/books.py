"""The books: what people asked for, what was charged, what was delivered.

Rule: only the two services write here, from what they saw themselves, and never from what the bot
says. `paid_twice` sums over prompts the accepted submissions beyond those that a person asked for.
A new message asks; an edit or a tap asks only if the person's side says so.
"""

from __future__ import annotations

from playground.book_entries import Account, Delivery, Request, Submission
from playground.book_report import Report
from playground.journal import JSON

MessageKey = tuple[int, int]  # chat id, message id


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
        self._requests[chat_id, message_id] = Request(user_id, chat_id, message_id, [text], [text])
        if reply_to is not None:
            self._reply_to[chat_id, message_id] = reply_to

    def edited(self, chat_id: int, message_id: int, text: str, *, asks: bool = False) -> None:
        """A person edited a message; the new wording asks only if the person says so."""
        request = self._requests.get((chat_id, message_id))
        if request is None:
            return
        request.texts.append(text)
        if asks:
            request.asking.append(text)

    def sent(self, chat_id: int, message_id: int, reply_to: int | None) -> None:
        """The bot sent a message; only the reply chain matters here."""
        if reply_to is not None:
            self._reply_to[chat_id, message_id] = reply_to

    def tapped(self, chat_id: int, message_id: int, *, asks: bool = False) -> None:
        """A person tapped a button under a bot's message; it may ask once more for its request."""
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
        return self._report().paid_twice()

    def to_json(self) -> dict[str, JSON]:
        """The form of `GET /books`."""
        return self._report().to_json()

    def _report(self) -> Report:
        return Report(tuple(self._requests.values()), self._submissions, self._accounts)

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
