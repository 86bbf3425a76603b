"""The two programs of a run: the playground, which lives throughout, and the bot, which does not.

Rule: only processes that were started here are ended here.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
TIME_SCALE: Final = 20
"""Runs the bot's waiting as fast as --fast runs the service's jobs."""

ENDS_WITHIN: Final = 20.0
_KEPT_ENVIRONMENT: Final = ("PATH", "HOME", "LANG")


class ProgramError(Exception):
    """A program did not do what it must for a run at all; the text says which."""


@dataclass(slots=True)
class PlaygroundProcess:
    """Both services, without a bot of their own."""

    process: asyncio.subprocess.Process
    addresses: Mapping[str, str]

    @classmethod
    async def start(cls) -> PlaygroundProcess:
        """Start it and return once it listens."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "playground", "--no-bot", "--fast", "--port", "0"),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None  # noqa: S101 - it was asked for
        await process.stdout.readline()
        line = await process.stdout.readline()
        if not line:
            raise ProgramError("the playground did not start")
        return cls(process, json.loads(line))

    async def close(self) -> None:
        """End it."""
        if self.process.returncode is None:
            self.process.terminate()
            await asyncio.wait_for(self.process.communicate(), ENDS_WITHIN)


@dataclass(slots=True)
class BotProcess:
    """The bot on a data directory that outlives it; `plant` names a bug to run it with."""

    addresses: Mapping[str, str]
    folder: Path
    plant: str | None = None
    process: asyncio.subprocess.Process | None = None
    killed_at: list[float] = field(default_factory=list)
    """Unix seconds."""

    died_by_itself: list[int] = field(default_factory=list)

    @property
    def log(self) -> Path:
        """Where all its lives write to."""
        return self.folder / "bot.log"

    @property
    def is_alive(self) -> bool:
        """Whether it runs now."""
        return self.process is not None and self.process.returncode is None

    async def start(self) -> None:
        """Start it; it may take a second until it listens."""
        if self.process is not None and self.process.returncode not in (None, -signal.SIGKILL):
            self.died_by_itself.append(self.process.returncode)
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *self._command(), cwd=self.folder, env=self._environment(), stdout=log, stderr=log
            )

    async def kill(self) -> None:
        """SIGKILL: no chance to say goodbye to anything."""
        assert self.process is not None  # noqa: S101 - it was started first
        if self.process.returncode is None:
            self.killed_at.append(time.time())
            self.process.kill()
        await self.process.wait()

    async def stop(self) -> float:
        """SIGTERM; gives the seconds that it took to end."""
        assert self.process is not None  # noqa: S101 - it was started first
        began = time.monotonic()
        if self.process.returncode is None:
            self.process.terminate()
        try:
            await asyncio.wait_for(self.process.wait(), ENDS_WITHIN)
        except TimeoutError:
            await self.kill()
        return time.monotonic() - began

    def _command(self) -> tuple[str, ...]:
        if self.plant is None:
            return (sys.executable, str(ROOT / "main.py"))
        return (sys.executable, "-m", "chaos.planted_main", self.plant)

    def _environment(self) -> dict[str, str]:
        """Nothing of this machine's own settings."""
        kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
        return {
            **kept,
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_BOT_TOKEN": self.addresses["bot_token"],
            "TELEGRAM_API_URL": self.addresses["telegram_api"],
            "JIMENG_API_URL": self.addresses["jimeng_api"],
            "ALLOWED_USERS": "*",
            "DATA_DIR": str(self.folder / "data"),
            "TIME_SCALE": str(TIME_SCALE),
        }
