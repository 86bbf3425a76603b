"""Pictures out of films, for a film that goes on where another ended."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Final

import structlog

from bot.adapters import last_frame

log = structlog.get_logger(__name__)

SECONDS_AT_MOST: Final = 120.0


class NoFrameError(Exception):
    """The film has no picture that could be read."""


async def save_last_frame(film: Path, target: Path) -> None:
    """Write the film's last picture to `target`, as a PNG. Raises `NoFrameError`.

    A process of its own decodes it: what foreign bytes break there ends with it.
    """
    program = [sys.executable, "-I", str(last_frame.__file__), str(film), str(target)]
    process = await asyncio.create_subprocess_exec(
        *program,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={},
    )
    try:
        async with asyncio.timeout(SECONDS_AT_MOST):
            _, said = await process.communicate()
    except TimeoutError:
        raise NoFrameError("it took too long") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0 or not await asyncio.to_thread(target.is_file):
        log.warning("film.no_frame", status=process.returncode, said=said.decode()[-200:])
        raise NoFrameError(f"status {process.returncode}")
