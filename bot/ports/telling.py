"""How people are told, and how their pictures are brought."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from bot.domain.callbacks import Tap
from bot.domain.commands import Note
from bot.domain.ids import MessageId, UserId
from bot.domain.jobs import Job, Origin
from bot.domain.observations import Observation, Refused, Unreachable
from bot.domain.offers import Offer
from bot.domain.results import SentFile


class Speaker(Protocol):
    """Says sentences to people, in reply to the message that an origin names."""

    async def say(
        self, origin: Origin, notes: Sequence[Note], offer: Offer | None = None
    ) -> float | None:
        """Say these lines in one message, with an offer's buttons; never raises for what
        Telegram answers. What may not have arrived is said again, a few times: what a person must
        hear rather comes twice than never.

        Gives the seconds after which it may be said again because it surely was not, or None: it
        was said, or there is no use in trying again.
        """
        ...

    async def tell(
        self, user_id: UserId, language: str, notes: Sequence[Note], offer: Tap | None = None
    ) -> float | None:
        """Say these lines to a person in private, unasked, with a button where one is offered.

        Raises and gives what `say` does.
        """
        ...


class Notifier(Protocol):
    """Tells people. Texts, languages and the pace of messages are its business."""

    async def greet(self, job: Job) -> None:
        """Give the first sign that a request was taken, where that isn't its message."""
        ...

    def wait_before_showing(self, job: Job) -> float:
        """Seconds of real time until a change of this job may be shown, 0 for at once."""
        ...

    async def show_status(self, job: Job) -> MessageId | None:
        """Bring the job's status message up to date; gives its id when one was newly sent.

        Does nothing while `wait_before_showing` is above 0.
        """
        ...

    async def take_away(self, job: Job) -> None:
        """Delete the job's status message, if there is one and Telegram still lets us."""
        ...

    async def send_part(
        self,
        job: Job,
        part: int,
        *,
        folder: Path,
        known: Sequence[SentFile] = (),
        stars: frozenset[int] = frozenset(),
    ) -> Observation:
        """Send one part of the results: Sent, SendDelayed, SendDoubtful or SendRefused.

        A file that Telegram has in this form (`known`) is not uploaded again; `stars` are the
        numbers of the results that the buttons show as starred.
        """
        ...


class PictureSource(Protocol):
    """Brings the pictures that people sent to our disk."""

    async def fetch(self, job: Job, folder: Path) -> Sequence[Path] | Unreachable | Refused: ...
