"""What goes into the reckoning about each request, and what comes out of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from chaos.chat_reading import Outcome


@dataclass(frozen=True, slots=True)
class Facts:
    """What the suite itself knows of a request; `index` is its place among all.

    `results` is how many each submission gives, None for as many as it cost; `may_be_partial` where
    a record was made to lie about it. `result_ids` are the messages with its results, `copy_ids`
    those with originals that were asked for later, under the messages `copies_about`, by
    `copies_asked` taps; `came_in_private` counts the media that found the group closed and came to
    their person's own chat, as replies to nothing: the books don't know them. Requests by buttons
    have their parent's prompt: what was accepted between `paid_since` and `paid_until` (Unix
    seconds) is this one's. `sent_again` counts the taps that asked for a doubtful submission to be
    sent again.
    """

    prompt: str
    chat_id: int
    message_id: int
    outcomes: frozenset[Outcome]
    index: int = 0
    kind: str = ""
    status_ids: frozenset[int] = frozenset()
    result_ids: frozenset[int] = frozenset()
    copy_ids: frozenset[int] = frozenset()
    copies_about: frozenset[int] = frozenset()
    copies_asked: int = 0
    came_in_private: int = 0
    results: int | None = None
    wants_files: bool = False
    may_be_partial: bool = False
    was_blocked: bool = False
    says_nothing_spent: bool = False
    sent_again: int = 0
    paid_since: float = float("-inf")
    paid_until: float = float("inf")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that must not be, about one request, or about none (None)."""

    what: str
    facts: Facts | None


@dataclass(slots=True)
class Tally:
    """How it went with the requests of one kind."""

    asked: int = 0
    accepted: int = 0
    finished: int = 0


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
    kinds: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost, paid twice or sent twice without a reason."""
        return (
            self.paid_twice == self.lost == self.duplicates == 0 and self.accepted == self.finished
        )
