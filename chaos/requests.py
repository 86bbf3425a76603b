"""A person of the crowd and a request of theirs, as the suite remembers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from chaos.chat_reading import Outcome, Standing, Tappable, read_standing
from chaos.control import Message
from chaos.kinds import Kind
from chaos.plan import Wish


@dataclass(slots=True)
class Person:
    """Somebody with an account of their own. Times in seconds of `monotonic`."""

    id: int
    token: str
    group: int = 0
    """The chat of the group that they are in."""

    said_login_at: float = float("-inf")
    login_message: int = 0
    has_blocked: bool = False
    has_lost_session: bool = False


@dataclass(slots=True)
class Request:
    """One message, or one button under a result, that asked for work, and what became of it.

    `message_id` is the message that the bot's answers reply to: the person's own, or the bot's one
    with the button. `queries` are the taps on that button, which the bot answers by name.
    """

    wish: Wish
    person: Person
    chat_id: int
    message_id: int
    said_at: float
    said_on: float
    """The same moment in Unix seconds."""

    parent: Request | None = None
    tap: Tappable | None = None
    queries: list[str] = field(default_factory=list)
    job: str = ""
    """The name of its job, where only an answer to the tap tells it."""

    standing: Standing = field(default_factory=lambda: Standing(frozenset(), (), frozenset()))
    ended_at: float | None = None
    cancel_at: float | None = None
    cancelled_by: int = 0
    """The message that asked to cancel it."""

    edit_at: float | None = None
    reworded: str = ""
    """The words that took the place of the prompt."""

    asked_version: tuple[int, int] | None = None
    asked_at: float = float("-inf")
    tapped_at: float = float("-inf")
    stopped_waiting: bool = False
    was_blocked: bool = False
    asks_by_yes: bool = False
    """The ✅ under its receipt is what asks, not the tap that opened it."""

    has_agreed: bool = False
    sent_again: int = 0
    copies_asked: int = 0
    """Taps on 📄 under its result."""

    paid_until: float = float("inf")
    """Unix seconds of the first tap that asked for more under the same prompt."""

    record_troubles: list[str] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """What was asked for."""
        return self.wish.kind

    @property
    def prompt(self) -> str:
        """Its name in all books, shared with what was asked for by buttons under its result."""
        return self.wish.prompt

    def read(self, messages: Sequence[Message]) -> None:
        """See in its chat where it stands."""
        job = self.job if self.tap is not None else None
        self.standing = read_standing(
            messages, self.message_id, job=job, cancelled_by=self.cancelled_by
        )
        # In a group the bot deletes the message of what was taken back before it was sent.
        if self.kind.in_group and self.stopped_waiting and not self.standing.job_ids:
            self.standing = replace(self.standing, outcomes=frozenset([Outcome.WITHDRAWN]))
