"""The bot as a process whose CPU and memory are looked at from outside."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.processes import ROOT
from playground.assembly import FAST_FACTOR, Addresses


@asynccontextmanager
async def run_bot(
    addresses: Addresses, admin: int, data_dir: str | None = None
) -> AsyncIterator[Process]:
    """`python main.py` for this playground, on a data directory of its own unless one is named."""
    with TemporaryDirectory(prefix="jimeng-bench-") as own:
        folder = data_dir or own
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(ROOT / "main.py"),
            cwd=folder,
            env=_environment(addresses, admin, folder),
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


def _environment(addresses: Addresses, admin: int, folder: str) -> dict[str, str]:
    """The bot's settings, and nothing of those of this machine."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        "TELEGRAM_BOT_TOKEN": addresses.bot_token,
        "TELEGRAM_API_URL": addresses.telegram_api,
        "JIMENG_API_URL": addresses.jimeng_api,
        "ALLOWED_USERS": "*",
        "ADMIN_USERS": str(admin),
        "DATA_DIR": folder,
        "LOG_LEVEL": "ERROR",
        "TIME_SCALE": str(FAST_FACTOR),
    }


def cpu_seconds(pid: int) -> float:
    """User and system time that a process has used."""
    return read_cpu_ticks(Path(f"/proc/{pid}/stat").read_text()) / os.sysconf("SC_CLK_TCK")


def read_cpu_ticks(stat: str) -> int:
    """The two times of a /proc stat line, added. The name before them may hold anything."""
    fields = stat.rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
