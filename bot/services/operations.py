"""What an operator does while the bot runs: quotas, pauses, a look at the work, copies, the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import structlog

from bot.domain.holds import Hold
from bot.domain.ids import UserId
from bot.domain.jobs import JobState
from bot.domain.operator_words import QuotaWish, read_pause, read_resume
from bot.domain.overview import Stats
from bot.domain.quotas import Limit
from bot.ports import (
    Backup,
    Backups,
    Clock,
    Doctor,
    Exits,
    Finding,
    HoldStore,
    JobStore,
    OverviewStore,
    QuotaStore,
)
from bot.services.generations import CatalogueOf

log = structlog.get_logger(__name__)

GRANULARITY: Final = 1.0
"""Telegram tells times in whole seconds, rounded down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkReport:
    """Unfinished jobs by state; `oldest_unknown` is how long, in seconds, the longest doubtful
    submission has been doubtful."""

    by_state: Mapping[JobState, int]
    oldest_unknown: float | None
    in_hand: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Operations:
    """Asked for by operators alone; that is checked before."""

    jobs: JobStore
    quotas: QuotaStore
    holds: HoldStore
    overview: OverviewStore
    doctor: Doctor
    backups: Backups
    exits: Exits
    catalogue_of: CatalogueOf
    clock: Clock
    wake: Callable[[], None]

    async def limits(self) -> Sequence[Limit]:
        """All quotas."""
        return await self.quotas.limits()

    async def set_quota(self, wish: QuotaWish) -> None:
        """It holds from the next job on."""
        limit = wish.limit
        if wish.is_dropped:
            await self.quotas.drop_limit(limit.subject, limit.period, limit.unit)
        else:
            await self.quotas.set_limit(limit)
        log.info(
            "quota.set",
            kind=limit.subject.kind,
            id=limit.subject.id,
            period=limit.period,
            unit=limit.unit,
            most="default" if wish.is_dropped else limit.most,
        )

    async def pause(self, words: str, by: UserId) -> Hold:
        """Stop taking and sending what the words name; what runs at the service runs on."""
        models = [model.name for model in (await self.catalogue_of(by)).models]
        scope, reason = read_pause(words, models)
        pause = Hold(scope=scope, reason=reason, since=self.clock.now())
        await self.holds.set(pause, by=by)
        log.info("work.paused", scope=scope, by=by)
        return pause

    async def resume(self, words: str) -> Sequence[str]:
        """End the named pause, or all; gives what goes on. Raises `UserError`."""
        scopes = read_resume(words, [pause.scope for pause in await self.holds.all()])
        ended = [scope for scope in scopes if await self.holds.end(scope)]
        log.info("work.resumed", scopes=ended)
        self.wake()
        return ended

    async def paused(self) -> Sequence[Hold]:
        """What is paused now."""
        return await self.holds.all()

    async def work(self) -> WorkReport:
        """Where all jobs stand."""
        counts = await self.jobs.count_by_state()
        since = await self.overview.oldest_unknown()
        return WorkReport(
            by_state={state: n for state, n in counts.items() if n and not state.is_final},
            oldest_unknown=None if since is None else max(0.0, self.clock.now() - since),
            in_hand=self.exits.in_hand,
        )

    async def stats(self, days: int) -> Stats:
        """Counts of the last so many days."""
        return await self.overview.stats(self.clock.now() - days * 86_400.0)

    async def examine(self) -> Sequence[Finding]:
        """Whether all that the bot needs is well."""
        return await self.doctor.examine()

    async def back_up(self) -> Backup:
        """A copy on the server's disk. Raises `StorageError`."""
        return await self.backups.make()

    def is_drain_over(self, asked_at: float) -> bool:
        """Whether a wish to drain, of this real Unix time, was meant for an earlier process: its
        update comes again only because that one had no time to note it down."""
        return asked_at + GRANULARITY < self.exits.started_at

    def drain(self) -> None:
        """Take nothing more, and end once nothing is in hand."""
        log.info("bot.drain_asked", in_hand=self.exits.in_hand)
        self.exits.drain()
