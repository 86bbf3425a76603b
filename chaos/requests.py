"""A person of the crowd and a request of theirs, as the suite remembers them."""

from __future__ import annotations

from dataclasses import dataclass, field

from chaos.chat_reading import Standing
from chaos.kinds import Kind
from chaos.plan import Wish


@dataclass(slots=True)
class Person:
    """Somebody with an account of their own. Times in seconds of `monotonic`."""

    id: int
    token: str
    said_login_at: float = float("-inf")
    login_message: int = 0
    has_blocked: bool = False
    has_lost_session: bool = False


@dataclass(slots=True)
class Request:
    """One message that asked for work, and what its person saw of it since."""

    wish: Wish
    person: Person
    message_id: int
    said_at: float
    said_on: float
    """The same moment in Unix seconds."""

    standing: Standing = field(default_factory=lambda: Standing(frozenset(), (), frozenset()))
    ended_at: float | None = None
    cancel_at: float | None = None
    asked_version: tuple[int, int] | None = None
    asked_at: float = float("-inf")
    tapped_at: float = float("-inf")
    stopped_waiting: bool = False
    was_blocked: bool = False
    record_troubles: list[str] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """What was asked for."""
        return self.wish.kind

    @property
    def prompt(self) -> str:
        """Its name in all books."""
        return self.wish.prompt
