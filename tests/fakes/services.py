"""Doubles of the ports that are no stores: a service and a messenger that do as they are told."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.domain.accounts import (
    Balance,
    Claim,
    ClaimResult,
    Credential,
    CredentialKind,
    Gain,
    Probe,
    ProbeResult,
)
from bot.domain.callbacks import Tap
from bot.domain.commands import Note
from bot.domain.errors import UserError
from bot.domain.ids import JobId, MessageId, SubmitId, UserId
from bot.domain.jobs import Artifact, Job, JobState, Origin, PartKind, Progress, RemoteResult
from bot.domain.models import Model
from bot.domain.observations import (
    Absent,
    Accepted,
    Fetched,
    Finished,
    LoginEnded,
    Observation,
    Refused,
    Sent,
    Unreachable,
)
from bot.domain.offers import Offer
from bot.domain.results import SentFile


class FakeClock:
    """Stands still until it is moved; sleeping moves it."""

    def __init__(self, now: float) -> None:
        self.time = now

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)
        self.time += seconds


class FakeBackend:
    """A service whose next answers are planned; by default it takes and finishes everything."""

    def __init__(self) -> None:
        self.submitted: list[str] = []
        self.spent: dict[SubmitId, int] = {}
        self.looked_up: list[str] = []
        self.checked: list[list[JobId]] = []
        self.submissions: deque[Observation | Exception] = deque()
        self.lookups: deque[Observation] = deque()
        self.pictures: list[list[str]] = []
        self.checks: deque[Observation] = deque()
        self.probed = Probe(result=ProbeResult.ALIVE, region="cn")
        self.balances: deque[Balance | LoginEnded | Unreachable] = deque()
        self.claims = 0
        self.gained: list[Gain] = []
        self.probes = 0
        self.listings = 0
        self.listed: Sequence[Model] = ()
        self.claim = Claim(result=ClaimResult.RECEIVED, amount=66)

    def seed_of(self, job: Job) -> int | None:
        return job.request.seed

    def read_secret(self, text: str) -> Credential:
        if not text.strip():
            raise UserError("login-empty")
        return Credential(CredentialKind.SESSION, text.strip())

    async def submit(
        self, credential: Credential, job: Job, pictures: Sequence[Path]
    ) -> Observation:
        self.submitted.append(job.submit_id)
        self.pictures.append([picture.name for picture in pictures])
        answer = self.submissions.popleft() if self.submissions else Accepted("task", 3.0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def find(self, credential: Credential, job: Job) -> Observation:
        self.looked_up.append(job.submit_id)
        return self.lookups.popleft() if self.lookups else Absent()

    async def check(
        self, credential: Credential, jobs: Sequence[Job]
    ) -> Mapping[JobId, Observation]:
        self.checked.append([job.id for job in jobs])
        results = (RemoteResult(url="https://results.test/1"),)
        done = Finished("task", results, Progress(finished=1, total=1))
        return {job.id: self.checks.popleft() if self.checks else done for job in jobs}

    async def fetch(self, job: Job, folder: Path) -> Observation:
        artifact = Artifact(index=1, path="1.webp", size=1, sha256="0" * 64, format="webp")
        return Fetched((artifact,))

    async def probe(self, credential: Credential) -> Probe:
        self.probes += 1
        return self.probed

    async def balance(self, credential: Credential) -> Balance | LoginEnded | Unreachable:
        return self.balances.popleft() if self.balances else Balance(gift=66, purchase=0, vip=0)

    async def spendings(self, credential: Credential) -> Mapping[SubmitId, int]:
        return self.spent

    async def gains(self, credential: Credential) -> Sequence[Gain]:
        return self.gained

    async def models(self, credential: Credential) -> Sequence[Model]:
        self.listings += 1
        return self.listed

    async def claim_credits(self, credential: Credential) -> Claim:
        self.claims += 1
        return self.claim


class FakeNotifier:
    """Remembers what people would have been shown, and sends as planned."""

    def __init__(self) -> None:
        self.shown: list[tuple[JobId, JobState]] = []
        self.sends: list[tuple[JobId, int, int]] = []
        self.places: list[tuple[int, PartKind]] = []
        self.named: list[tuple[tuple[SentFile, ...], frozenset[int]]] = []
        self.taken: list[JobId] = []
        self.answers: deque[Observation] = deque()
        self.greeted: list[JobId] = []

    async def greet(self, job: Job) -> None:
        self.greeted.append(job.id)

    def wait_before_showing(self, job: Job) -> float:
        return 0.0

    async def show_status(self, job: Job) -> MessageId | None:
        self.shown.append((job.id, job.state))
        return MessageId(500) if job.status_message_id is None else None

    async def take_away(self, job: Job) -> None:
        self.taken.append(job.id)

    async def send_part(
        self,
        job: Job,
        part: int,
        *,
        folder: Path,
        known: Sequence[SentFile] = (),
        stars: frozenset[int] = frozenset(),
    ) -> Observation:
        self.places.append((job.origin.chat_id, job.parts[part].kind))
        self.named.append((tuple(known), stars))
        self.sends.append((job.id, part, job.parts[part].attempts))
        return self.answers.popleft() if self.answers else Sent(part, (900,))


class FakeSpeaker:
    """Remembers what people would have been told; `waits` are its answers, in order."""

    def __init__(self) -> None:
        self.said: list[tuple[Origin, list[str]]] = []
        self.told: list[tuple[UserId, str, list[Note], Tap | None]] = []
        self.waits: deque[float | None] = deque()
        self.offers: list[Offer] = []

    async def say(
        self, origin: Origin, notes: Sequence[Note], offer: Offer | None = None
    ) -> float | None:
        wait = self.waits.popleft() if self.waits else None
        if wait is None:
            self.offers += [offer] if offer is not None else []
            self.said.append((origin, [note.key for note in notes]))
        return wait

    async def tell(
        self, user_id: UserId, language: str, notes: Sequence[Note], offer: Tap | None = None
    ) -> float | None:
        wait = self.waits.popleft() if self.waits else None
        if wait is None:
            self.told.append((user_id, language, list(notes), offer))
        return wait

    def keys(self) -> list[str]:
        """The keys of everything that was said."""
        return [key for _, keys in self.said for key in keys]


class FakePictures:
    """Gives what is planned; else a path for each picture that the job names."""

    def __init__(self) -> None:
        self.answers: deque[Sequence[Path] | Unreachable | Refused] = deque()

    async def fetch(self, job: Job, folder: Path) -> Sequence[Path] | Unreachable | Refused:
        if self.answers:
            return self.answers.popleft()
        return [folder / picture.source for picture in job.request.inputs]


class FakeShowcase:
    """Remembers what would have been taken away and erased; what is `gone` can't be found."""

    def __init__(self) -> None:
        self.taken: list[tuple[int, int]] = []
        self.discarded: list[JobId] = []
        self.gone = False

    async def locate(self, job_id: JobId, number: int) -> Path | None:
        return None if self.gone else Path(f"{job_id}-{number}.webp")

    async def take_away(self, chat_id: int, message_id: int) -> None:
        self.taken.append((chat_id, message_id))

    async def discard(self, job_id: JobId) -> None:
        self.discarded.append(job_id)


class FakeRanks:
    """Chats and their administrators, as planned."""

    def __init__(self) -> None:
        self.admins: set[tuple[int, int]] = set()

    async def is_admin(self, chat_id: int, user_id: int) -> bool:
        return (chat_id, user_id) in self.admins
