"""An operator at the shell of the machine that a bot runs on."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.acceptance.driving import PATIENCE, ROOT, Bot


def command(bot: Bot, *typed: str) -> subprocess.CompletedProcess[str]:
    """`python main.py …` with the bot's settings; what it printed and how it ended."""
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *typed],
        cwd=bot.data_dir.parent,
        env=bot.environment(),
        capture_output=True,
        text=True,
        timeout=2 * PATIENCE,
        check=False,
    )


def bytes_on_disk(bot: Bot, *, but: tuple[str, ...] = ()) -> bytes:
    """Everything in the data directory, the database's log included."""
    files = sorted(file for file in bot.data_dir.rglob("*") if file.is_file())
    return b"\0".join(file.read_bytes() for file in files if file.name not in but)


@contextmanager
def no_room(bot: Bot) -> Iterator[None]:
    """No file of the living bot can be written, its log and its signs of life included.

    A limit of the kernel's on the process, which SQLite meets as it meets a failing disk.
    """
    assert bot.process is not None
    before = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, before)
