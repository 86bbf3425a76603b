"""Other processes of a run: the playground's services, and programs that are measured alone.

Rule: what a program found is the JSON on its stdout; its complaints go to our stderr.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import httpx
import msgspec

ROOT = Path(__file__).resolve().parents[1]
T = TypeVar("T")

PLENTY = 1_000_000
"""Credits of an account that is not to run dry."""


def run_program(module: str, *arguments: str, gives: type[T]) -> T:
    """Run `python -m module` in a process of its own; what it wrote, decoded."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return msgspec.json.decode(done.stdout, type=gives)


@dataclass(frozen=True)
class Services:
    """The playground's services in a process of their own, without a bot."""

    jimeng: str
    control: str

    def new_account(self) -> str:
        """A refresh token whose account has plenty of credits."""
        token = uuid4().hex
        with self._client() as client:
            client.post("/credits", json={"token": token, "gift": PLENTY}).raise_for_status()
        return token

    def calls_by(self, token: str) -> list[str]:
        """The paths that an account called, in order."""
        with self._client() as client:
            name = client.get("/books").json()["accounts"][token]["name"]
            return [c["path"] for c in client.get("/received").json() if c["who"] == name]

    def _client(self) -> httpx.Client:
        return httpx.Client(base_url=self.control, trust_env=False, timeout=60)


@contextmanager
def services() -> Iterator[Services]:
    """Start `python -m playground --no-bot --fast`; end it afterwards."""
    command = [sys.executable, "-m", "playground", "--no-bot", "--fast", "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        addresses = _announced(process)
        yield Services(addresses["jimeng_api"], addresses["control"])
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _announced(process: subprocess.Popen[str]) -> dict[str, str]:
    """The line of JSON that follows the line for people."""
    _, line = (process.stdout.readline() for _ in range(2)) if process.stdout else ("", "")
    if not line:
        raise SystemExit("the playground did not start")
    addresses: dict[str, str] = json.loads(line)
    return addresses
