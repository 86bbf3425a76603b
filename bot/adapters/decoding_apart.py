"""Programs that decode foreign bytes, each run once as a process of its own.

What the bytes break there ends with it: no environment, no input, isolated mode, and an end.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

import structlog

log = structlog.get_logger(__name__)

SECONDS_AT_MOST: Final = 120.0

AT_ONCE: Final = 2
"""Programs that run together, whoever asks for them: each may take its whole bound of memory."""

_places: Final = WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore]()


class ApartError(Exception):
    """The program made no file; the message says how it ended."""


async def write_apart(program: Path, source: Path, target: Path) -> None:
    """Let the program read `source` and write `target`, when there is a place for it. Raises
    `ApartError`."""
    async with _places.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)):
        await _write(program, source, target)


async def _write(program: Path, source: Path, target: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", str(program), str(source), str(target)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={},
    )
    try:
        async with asyncio.timeout(SECONDS_AT_MOST):
            _, said = await process.communicate()
    except TimeoutError:
        raise ApartError("it took too long") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0 or not await asyncio.to_thread(target.is_file):
        words = said.decode(errors="replace")[-200:]
        log.warning("decoding.failed", program=program.stem, status=process.returncode, said=words)
        raise ApartError(f"status {process.returncode}")
