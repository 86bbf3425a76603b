"""What is kept about a person, for themselves: counted, handed over, erased."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog

from bot.domain.ids import UserId
from bot.domain.jobs import ACTIVE_STATES
from bot.ports import JobStore, Packer, PersonalStore, ResultArchive
from bot.services.languages import Languages
from bot.services.status_board import StatusBoard

log = structlog.get_logger(__name__)

MOST_UNFINISHED: Final = 1_000


@dataclass(frozen=True, slots=True)
class Belongings:
    """How much there is, by kind; `sent` are the unfinished jobs that the service may have."""

    rows: Mapping[str, int]
    unfinished: int
    sent: int

    @property
    def total(self) -> int:
        """All that is stored."""
        return sum(self.rows.values())


class PersonalData:
    """A person's data from their own side; nobody else's is ever touched.

    `wall_clock` gives real Unix seconds. `follow_menu` shows a person the menu of everybody.
    """

    def __init__(
        self,
        *,
        personal: PersonalStore,
        jobs: JobStore,
        archive: ResultArchive,
        packer: Packer,
        board: StatusBoard,
        languages: Languages,
        follow_menu: Callable[[UserId, str | None], Awaitable[None]],
        wall_clock: Callable[[], float],
    ) -> None:
        self._personal = personal
        self._jobs = jobs
        self._archive = archive
        self._packer = packer
        self._board = board
        self._languages = languages
        self._follow_menu = follow_menu
        self._wall_clock = wall_clock

    async def survey(self, user_id: UserId) -> Belongings:
        """How much there is of a person."""
        rows = await self._personal.survey(user_id)
        unfinished = await self._jobs.of_user(user_id, ACTIVE_STATES, limit=MOST_UNFINISHED)
        sent = sum(job.submitted_at is not None for job in unfinished)
        return Belongings(rows, len(unfinished), sent)

    def pack(self, user_id: UserId) -> AsyncIterator[Path]:
        """Everything that is stored, as archives that a bot may send, one after the other; each is
        erased when the next is asked for."""
        return self._packer.pack(user_id, self._personal.export(user_id))

    async def forget(self, user_id: UserId, *, asked_in: int) -> int:
        """Erase everything of a person, down to the files; gives the number of things erased. What
        they sent after the update `asked_in` is handled as a newcomer's.

        A job that runs at the service ends there without us; what a step of ours still holds of it
        is erased when that step finds the job gone. Repeated, it erases what came since.
        """
        unfinished = await self._jobs.of_user(user_id, ACTIVE_STATES, limit=MOST_UNFINISHED)
        erased = await self._personal.erase(user_id, self._wall_clock(), asked_in=asked_in)
        for job_id in erased.jobs:
            await self._archive.discard(job_id)
        for job in unfinished:
            await self._board.remove(job)
        self._languages.forget(user_id)
        await self._follow_menu(user_id, None)
        log.info(
            "person.forgotten",
            rows=erased.rows,
            jobs=len(erased.jobs),
            unfinished=len(unfinished),
            is_gone=erased.is_gone,
        )
        return erased.rows
