"""The bot as a process of its own: started with settings for this playground alone, ended politely.

Rule: the bot sees no other settings than ours (a fresh working folder, so no `.env` either), its
log goes to stderr, and its data folder is removed at the end.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import ctypes
import os
import shutil
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Mapping
from pathlib import Path

from playground.assembly import FAST_FACTOR, Addresses

MAIN = Path(__file__).resolve().parents[1] / "main.py"
LAST_LINES = 20
POLITE_SECONDS = 10.0
_FOREIGN = ("TELEGRAM_", "JIMENG_", "ALLOWED_", "ADMIN_", "DATABASE_", "ENCRYPTION_")
_FOREIGN_NAMES = frozenset({"data_dir", "log_level", "time_scale"})
_PROXIES = frozenset({"http_proxy", "https_proxy", "all_proxy", "no_proxy"})
_PR_SET_PDEATHSIG = 1


def bot_environment(
    environ: Mapping[str, str],
    addresses: Addresses,
    admin: int,
    data_dir: Path,
    *,
    fast: bool,
    key: str,
) -> dict[str, str]:
    """The bot's environment: ours, and of the rest what is no setting of it.

    `key` is 32 bytes in base64, for what the bot encrypts.
    """
    kept = {
        name: value
        for name, value in environ.items()
        if not name.upper().startswith(_FOREIGN) and name.lower() not in _FOREIGN_NAMES | _PROXIES
    }
    ours = {
        "TELEGRAM_BOT_TOKEN": addresses.bot_token,
        "TELEGRAM_API_URL": addresses.telegram_api,
        "JIMENG_API_URL": addresses.jimeng_api,
        "ALLOWED_USERS": "*",
        "ADMIN_USERS": str(admin),
        "DATA_DIR": str(data_dir),
        # What it encrypts ends with the folder, so the key need not outlive the process.
        "ENCRYPTION_KEYS": f"playground:{key}",
        "LOG_LEVEL": environ.get("LOG_LEVEL") or "WARNING",
    }
    if fast:
        ours["TIME_SCALE"] = str(FAST_FACTOR)
    return {**kept, **ours}


class BotProcess:
    """`python main.py`, watched."""

    def __init__(self, addresses: Addresses, admin: int, *, fast: bool) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="jimeng-playground-"))
        self._environment = bot_environment(
            os.environ,
            addresses,
            admin,
            self._folder,
            fast=fast,
            key=base64.b64encode(os.urandom(32)).decode(),
        )
        self._last: deque[str] = deque(maxlen=LAST_LINES)
        self._process: asyncio.subprocess.Process | None = None
        self._pump: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the bot."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(MAIN),
            cwd=self._folder,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            # A Ctrl-C in the terminal is ours to pass on, so that the bot ends once and in order.
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
        self._pump = asyncio.create_task(self._copy_log())

    async def wait(self) -> int:
        """Exit status, once the bot has ended and its log is copied."""
        assert self._process is not None  # noqa: S101 - start() comes first
        status = await self._process.wait()
        if self._pump is not None:
            await self._pump
        return status

    def last_words(self) -> str:
        """The last lines of its log."""
        return "".join(self._last)

    async def close(self) -> None:
        """End the bot, by force if it does not end politely, and remove its data."""
        process = self._process
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                await asyncio.wait_for(process.wait(), POLITE_SECONDS)
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if self._pump is not None:
            await self._pump
        await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)

    async def _copy_log(self) -> None:
        assert self._process is not None  # noqa: S101 - start() comes first
        stream = self._process.stdout
        while stream is not None and (line := await stream.readline()):
            text = line.decode("utf-8", "replace")
            self._last.append(text)
            sys.stderr.write(text)


def _die_with_parent() -> None:
    """Ask Linux to end the bot when the playground is killed, so that no bot stays behind."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
