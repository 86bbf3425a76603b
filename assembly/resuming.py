"""What a start says to the operators: one line, in the log and in their chats."""

from __future__ import annotations

import time
from dataclasses import asdict

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.domain.commands import Note
from bot.domain.jobs import JobState
from bot.domain.overview import resumed_line
from storage import Storage

log = structlog.get_logger(__name__)


async def note_what_resumes(
    storage: Storage, bot: Bot, *, now: float, replayed: int, told: int
) -> Note:
    """Leases of the process before us end here; gives the line for the operators' chats."""
    await storage.jobs.release_all()
    if ahead := await storage.jobs.bring_back(now):
        log.warning("clock.was_ahead", jobs=ahead)
    counts = await storage.jobs.count_by_state()
    left = await storage.unfinished(time.time())
    arrived = replayed + await _waiting_at_telegram(bot)
    log.info(
        "bot.resumed",
        updates=replayed,
        told=told,
        arrived=arrived,
        queued=counts.get(JobState.QUEUED, 0),
        running=counts.get(JobState.RUNNING, 0),
        delivering=counts.get(JobState.DELIVERING, 0),
        checking=counts.get(JobState.SUBMITTING, 0),
        asking=counts.get(JobState.UNCERTAIN, 0),
        waiting_for_login=counts.get(JobState.NEEDS_LOGIN, 0),
        **asdict(left),
    )
    return resumed_line(counts, left, arrived)


async def _waiting_at_telegram(bot: Bot) -> int:
    """What people sent while nobody polled; 0 where Telegram won't tell now."""
    try:
        return (await bot.get_webhook_info()).pending_update_count
    except TelegramError as error:
        log.info("telegram.waiting_unknown", error=type(error).__name__)
        return 0
