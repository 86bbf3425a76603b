"""`python -m playground` as a program: its lines, its end, its complaints."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from playground.assembly import Addresses
from playground.bot_process import bot_environment
from tests.playground.jimeng.site import CREDIT

ROOT = Path(__file__).parents[2]
Run = Callable[..., Awaitable[asyncio.subprocess.Process]]

pytestmark = pytest.mark.acceptance


@pytest.fixture
async def run() -> AsyncIterator[Run]:
    """Start the program with arguments; what is left of it is killed at the end."""
    started: list[asyncio.subprocess.Process] = []

    async def start(*arguments: str) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "playground",
            *arguments,
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def _announced(process: asyncio.subprocess.Process) -> dict[str, str]:
    """The two lines on stdout, as a driver reads them."""
    assert process.stdout is not None
    async with asyncio.timeout(60):
        first = (await process.stdout.readline()).decode()
        addresses: dict[str, str] = json.loads(await process.stdout.readline())
    assert addresses["page"] in first
    return addresses


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_services_alone(run: Run, number: signal.Signals) -> None:
    """All addresses answer; a signal ends everything within seconds and without a word."""
    process = await run("--no-bot", "--fast", "--port", "0")
    addresses = await _announced(process)
    assert set(addresses) == {
        "page",
        "telegram_api",
        "jimeng_api",
        "control",
        "bot_token",
        "login_token",
    }
    async with httpx.AsyncClient(trust_env=False) as client:
        page = await client.get(addresses["page"], headers={"host": "anything.test"})
        assert page.headers["content-type"].startswith("text/html")
        me = await client.get(f"{addresses['telegram_api']}/bot{addresses['bot_token']}/getMe")
        assert me.json()["ok"] is True
        site = await client.post(f"{addresses['jimeng_api']}{CREDIT}", json={})
        assert site.json()["ret"] == "1014"
        books = (await client.get(f"{addresses['control']}/books")).json()
        assert addresses["login_token"] in books["accounts"]
        assert (await client.get(f"{addresses['control']}/speed")).json()["factor"] > 1
    process.send_signal(number)
    async with asyncio.timeout(10):
        out, err = await process.communicate()
    assert (process.returncode, out, err) == (0, b"", b"")


async def test_ends_although_calls_are_open(run: Run) -> None:
    """Neither a long poll nor a held call keeps it."""
    process = await run("--no-bot", "--port", "0")
    addresses = await _announced(process)
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        bot = f"{addresses['telegram_api']}/bot{addresses['bot_token']}"
        await client.post(f"{addresses['control']}/hold", json={"edge": "getMe"})
        calls = [
            asyncio.create_task(client.post(f"{bot}/getUpdates", json={"timeout": 50})),
            asyncio.create_task(client.get(f"{bot}/getMe")),
        ]
        await client.get(f"{addresses['control']}/holds", params={"wait": "getMe"})
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            _, err = await process.communicate()
        await asyncio.gather(*calls, return_exceptions=True)
    assert (process.returncode, err) == (0, b"")


async def test_busy_port(run: Run) -> None:
    """One plain sentence with the port, no trace, a status of its own."""
    taken = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    port = taken.sockets[0].getsockname()[1]
    process = await run("--no-bot", "--port", str(port))
    out, err = await process.communicate()
    taken.close()
    assert process.returncode == 2
    assert err.decode() == f"Port {port} is already in use; choose another one.\n"
    assert out == b""


async def test_help_says_what_it_is(run: Run) -> None:
    """And ends well."""
    process = await run("--help")
    out, _ = await process.communicate()
    assert process.returncode == 0
    assert b"--no-bot" in out


async def test_with_the_bot(run: Run) -> None:
    """Announced once the bot listens; the bot ends with it, and its data folder is gone."""
    process = await run("--fast", "--port", "0")
    addresses = await _announced(process)
    async with httpx.AsyncClient(trust_env=False) as client:
        calls = (await client.get(f"{addresses['control']}/received")).json()
    assert "getUpdates" in {call.get("method") for call in calls}
    folder = _data_folder(process.pid)
    assert folder.is_dir()
    process.send_signal(signal.SIGINT)
    async with asyncio.timeout(20):
        _, told = await process.communicate()
    assert process.returncode == 0
    assert not folder.exists()
    assert b"encryption" not in told.lower(), told.decode()


def _data_folder(pid: int) -> Path:
    """Working folder of the playground's only child."""
    return Path(f"/proc/{_child(pid)}/cwd").readlink()


def _child(pid: int) -> int:
    """Process id of a process's only child."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    assert len(children) == 1
    return int(children[0])


async def test_death_of_the_bot_is_told(run: Run) -> None:
    """With its last words, and status 1."""
    process = await run("--fast", "--port", "0")
    await _announced(process)
    os.kill(_child(process.pid), signal.SIGKILL)
    async with asyncio.timeout(20):
        _, err = await process.communicate()
    assert process.returncode == 1
    assert b"The bot ended with status" in err


def test_the_bots_environment_holds_our_settings_alone() -> None:
    """Nothing of the operator's own settings or proxies reaches the playground's bot."""
    addresses = Addresses("p", "http://t", "http://j", "c", "1:token", "login")
    operator = {
        "PATH": "/bin",
        "TELEGRAM_BOT_TOKEN": "real",
        "TELEGRAM_PROXY": "socks5://x",
        "DATABASE_URL": "postgresql://x",
        "ENCRYPTION_KEYS": "k",
        "TIME_SCALE": "3",
        "https_proxy": "http://x",
        "LOG_LEVEL": "DEBUG",
    }
    made = bot_environment(operator, addresses, 7, Path("/somewhere"), fast=False, key="a2V5")
    assert made == {
        "PATH": "/bin",
        "TELEGRAM_BOT_TOKEN": "1:token",
        "TELEGRAM_API_URL": "http://t",
        "JIMENG_API_URL": "http://j",
        "ALLOWED_USERS": "*",
        "ADMIN_USERS": "7",
        "DATA_DIR": "/somewhere",
        "ENCRYPTION_KEYS": "playground:a2V5",
        "LOG_LEVEL": "DEBUG",
    }
    fast = bot_environment(operator, addresses, 7, Path("/somewhere"), fast=True, key="a2V5")
    assert float(fast["TIME_SCALE"]) > 1
