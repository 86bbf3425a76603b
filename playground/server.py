"""Start an aiohttp application on an address, and end it quietly.

Rule: a busy port is told in one plain sentence; closing does not wait for long polls or held calls.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass

from aiohttp import web

CLOSING_SECONDS = 0.5


class PortBusyError(Exception):
    """The port is taken (or may not be used); the text says so in one sentence."""


@dataclass(frozen=True)
class RunningServer:
    """A listening application."""

    url: str
    port: int
    runner: web.AppRunner

    async def close(self) -> None:
        """Stop listening and drop open connections."""
        await self.runner.cleanup()


async def start(app: web.Application, host: str = "127.0.0.1", port: int = 0) -> RunningServer:
    """Serve the application; port 0 picks a free one. Raises PortBusyError."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSING_SECONDS)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
    except OSError as exc:
        await runner.cleanup()
        raise PortBusyError(_why_not(exc, host, port)) from exc
    bound = int(runner.addresses[0][1])
    return RunningServer(f"http://{_reachable(host)}:{bound}", bound, runner)


def _why_not(exc: OSError, host: str, port: int) -> str:
    if exc.errno == errno.EADDRINUSE:
        return f"Port {port} is already in use; choose another one."
    if exc.errno == errno.EACCES:
        return f"Port {port} may not be used by this user; choose one above 1023."
    return f"The address {host}:{port} cannot be used: {exc.strerror or exc}."


def _reachable(host: str) -> str:
    if host in ("0.0.0.0", ""):  # noqa: S104 - compared with, not bound to
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
