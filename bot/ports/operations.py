"""What an operator's commands need: pauses, counts, copies, checks, and a line to the operators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.domain.callbacks import Tap
from bot.domain.commands import Note
from bot.domain.holds import Hold
from bot.domain.overview import Stats


class HoldStore(Protocol):
    """The pauses that hold."""

    async def set(self, pause: Hold, *, by: int) -> None:
        """Hold this scope; a pause of it that holds already gets the new reason."""
        ...

    async def end(self, scope: str) -> bool:
        """False when the scope was not paused."""
        ...

    async def all(self) -> Sequence[Hold]:
        """The oldest first."""
        ...


class OverviewStore(Protocol):
    """Counts over everybody's jobs."""

    async def stats(self, since: float) -> Stats:
        """Of the jobs made since then."""
        ...

    async def oldest_unknown(self) -> float | None:
        """Since when the longest doubtful submission has been doubtful, Unix seconds of jobs."""
        ...

    async def stores_soundly(self) -> bool:
        """The database finds nothing wrong with itself."""
        ...


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database on the server's disk; `size` in bytes."""

    path: Path
    size: int


class Backups(Protocol):
    """Makes copies of the database while it is in use."""

    async def make(self) -> Backup:
        """Raises `StorageError`; no half file stays."""
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """One checked thing; `advice` says what to do and is empty when all is well."""

    name: Note
    details: Sequence[Note]
    advice: Sequence[Note] = ()

    @property
    def is_ok(self) -> bool:
        return not self.advice


class Doctor(Protocol):
    """Looks whether all that the bot needs is well."""

    async def examine(self) -> Sequence[Finding]:
        """Every check, in an order in which one explains the next. Never raises."""
        ...


class OperatorLine(Protocol):
    """Speaks to the operators in their private chats, each in their language."""

    async def tell(self, notes: Sequence[Note], taps: Sequence[Tap] = ()) -> bool:
        """Say these lines with these buttons; True when at least one of them got it.

        Never raises: an operator who can't be reached must not stop what was to be told of.
        """
        ...


class Exits(Protocol):
    """How the bot is told to end."""

    def drain(self) -> None:
        """Take nothing more, finish what is in hand, end."""
        ...

    @property
    def started_at(self) -> float:
        """Real Unix seconds: a wish to drain from before then was meant for another process."""
        ...

    @property
    def in_hand(self) -> int:
        """How many jobs are being worked on at this moment."""
        ...
