"""The entries of the books: requests, deliveries, submissions, accounts.

Rule: plain records and their JSON. What counts as asked is said once, in `Request.asks_for`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playground.journal import JSON


@dataclass(slots=True)
class Submission:
    """One accepted job at the Jimeng service; `at` in Unix seconds."""

    account: str
    submit_id: str
    prompt: str
    cost: int
    at: float

    def to_json(self) -> dict[str, JSON]:
        """As `GET /books` lists it."""
        return {
            "account": self.account,
            "submit_id": self.submit_id,
            "prompt": self.prompt,
            "cost": self.cost,
            "at": round(self.at, 6),
        }


@dataclass(slots=True)
class Delivery:
    """One medium that a person got; `digest` tells equal bytes, `at` in Unix seconds."""

    message_id: int
    kind: str
    digest: str
    at: float

    def to_json(self) -> dict[str, JSON]:
        """As `GET /books` lists it."""
        return {
            "message_id": self.message_id,
            "kind": self.kind,
            "digest": self.digest,
            "at": round(self.at, 6),
        }


@dataclass(slots=True)
class Request:
    """One message of a person: all its wordings, and those of them that ask for something.

    The first wording asks. A later one and a tap ask only if the person said so.
    """

    user_id: int
    chat_id: int
    message_id: int
    texts: list[str]
    asking: list[str]
    taps: int = 0
    delivered: list[Delivery] = field(default_factory=list)

    def mentions(self, prompt: str) -> bool:
        """Whether any wording holds the prompt."""
        return any(mentions(text, prompt) for text in self.texts)

    def asks_for(self, prompt: str) -> int:
        """How many submissions of this prompt the message and its taps ask for."""
        written = sum(1 for text in self.asking if mentions(text, prompt))
        return written + self.taps if self.mentions(prompt) else 0

    def to_json(self) -> dict[str, JSON]:
        """As `GET /books` lists it."""
        return {
            "user_id": self.user_id,
            "chat_id": self.chat_id,
            "message_id": self.message_id,
            "texts": list(self.texts),
            "asked": len(self.asking) + self.taps,
            "taps": self.taps,
            "delivered": [delivery.to_json() for delivery in self.delivered],
        }


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
