"""The service that generates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from bot.domain.accounts import Balance, Claim, Credential, Gain, Probe
from bot.domain.ids import JobId, SubmitId
from bot.domain.jobs import Job
from bot.domain.models import Model
from bot.domain.observations import LoginEnded, Observation, Unreachable


class GenerationBackend(Protocol):
    """The service that makes pictures and videos. Nothing here raises for what the service says:
    it comes back as an observation."""

    async def submit(
        self, credential: Credential, job: Job, pictures: Sequence[Path]
    ) -> Observation:
        """Send the job under its submit_id, once: Accepted, NotSent, AnswerLost or Refused."""
        ...

    async def find(self, credential: Credential, job: Job) -> Observation:
        """Look the submit_id up: Accepted, Absent, LoginEnded or Unreachable."""
        ...

    async def check(
        self, credential: Credential, jobs: Sequence[Job]
    ) -> Mapping[JobId, Observation]:
        """Ask for all these jobs of one account at once: an observation for each."""
        ...

    async def fetch(self, job: Job, folder: Path) -> Observation:
        """Bring the results to the folder: Fetched, AddressesExpired, Unreachable or Refused."""
        ...

    def seed_of(self, job: Job) -> int | None:
        """The seed that a submitted job was made with, as far as it is known."""
        ...

    def read_secret(self, text: str) -> Credential:
        """The credential that a person's text names.

        Raises `UserError` (login-empty, login-has-proxy, login-malformed); the text is not quoted.
        """
        ...

    async def probe(self, credential: Credential) -> Probe:
        """Whether the secret works, and for which region."""
        ...

    async def balance(self, credential: Credential) -> Balance | LoginEnded | Unreachable: ...

    async def spendings(self, credential: Credential) -> Mapping[SubmitId, int]:
        """What the account's latest submissions took, in credits; empty when it can't be read."""
        ...

    async def gains(self, credential: Credential) -> Sequence[Gain]:
        """The account's latest gains that were for no job; empty when they can't be read."""
        ...

    async def models(self, credential: Credential) -> Sequence[Model]:
        """What the service lists for the account just now; empty where it can't be read."""
        ...

    async def claim_credits(self, credential: Credential) -> Claim:
        """Ask for the day's credits, once; never raises."""
        ...
