"""What the running bot's operators ask for in the chat: the same checks, and a copy on the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot import ports
from bot.config import Settings
from bot.domain.commands import Note
from operating.backing_up import name_copy
from operating.doctor import look_around
from operating.findings import found
from storage import Storage


@dataclass(frozen=True, slots=True)
class InsideDoctor:
    """Implements `bot.ports.Doctor` with the checks of `main.py doctor`."""

    settings: Settings

    async def examine(self) -> Sequence[ports.Finding]:
        """Every check, in an order in which one explains the next. Never raises."""
        try:
            return await look_around(self.settings)
        except Exception as error:
            broke = Note("doctor-checks-broke", {"error": type(error).__name__})
            return [found(Note("doctor-itself"), broke, Note("doctor-see-log"))]


@dataclass(frozen=True, slots=True)
class DiskBackups:
    """Implements `bot.ports.Backups` in the data directory."""

    settings: Settings
    storage: Storage

    async def make(self) -> ports.Backup:
        """Raises `StorageError`; no half file stays."""
        copy = name_copy(self.settings, None, datetime.now(UTC))
        await self.storage.backup(copy)
        size = (await asyncio.to_thread(copy.stat)).st_size
        return ports.Backup(copy, size)
