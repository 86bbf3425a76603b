"""The playground with its bot, started by make or by hand, and ended by Ctrl-C or SIGTERM.

The services alone, `--help` and the death of the bot are in tests/playground/test_program.py.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.acceptance.driving import Playground
from tests.commands.programs import ROOT, environment, run, run_main

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]
SECONDS_TO_END = 15.0


@dataclass
class Started:
    """A playground that has announced itself."""

    process: subprocess.Popen[str]
    addresses: dict[str, str]
    family: tuple[int, ...]
    """Process ids of it and of all its children; the bot is the last."""


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """Stands for `.venv`, so that make finds everything ready and this Python in it."""
    folder = tmp_path / "venv"
    (folder / "bin").mkdir(parents=True)
    python = folder / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    (folder / ".ready-run").touch()
    os.utime(folder / ".ready-run", (2**32, 2**32))
    return folder


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[Sequence[str]], Started]]:
    """Start a playground in a session of its own, as a terminal does; all is killed at the end."""
    processes: list[subprocess.Popen[str]] = []

    def started(command: Sequence[str]) -> Started:
        (tmp_path / "tmp").mkdir()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(TMPDIR=str(tmp_path / "tmp")),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        processes.append(process)
        assert process.stdout is not None
        first, second = process.stdout.readline(), process.stdout.readline()
        addresses = json.loads(second)
        assert first.strip().endswith(addresses["page"])
        return Started(process, addresses, tuple(family(process.pid)))

    yield started
    for process in processes:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def family(pid: int) -> Iterator[int]:
    """A process and all that came from it, each before its children."""
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from family(int(child))


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits for its parent does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_everything_and_leaves_nothing(
    start: Callable[[Sequence[str]], Started], tmp_path: Path, number: signal.Signals
) -> None:
    playground = start([sys.executable, "-m", "playground", "--fast", "--port", "0"])
    assert len(playground.family) == 2
    assert list((tmp_path / "tmp").iterdir()) != []

    os.kill(playground.process.pid, number)
    out, _ = playground.process.communicate(timeout=SECONDS_TO_END)
    assert (playground.process.returncode, out) == (0, "")
    assert [pid for pid in playground.family if is_alive(pid)] == []
    assert list((tmp_path / "tmp").iterdir()) == []


def test_ctrl_c_in_a_terminal_ends_make_too(
    start: Callable[[Sequence[str]], Started], tmp_path: Path, venv: Path
) -> None:
    """A terminal sends it to make and to the playground at once; the bot must hear it only once."""
    playground = start(["make", "playground", "PORT=0", f"VENV={venv}"])
    assert len(playground.family) == 3

    os.killpg(playground.process.pid, signal.SIGINT)
    playground.process.communicate(timeout=SECONDS_TO_END)
    assert [pid for pid in playground.family if is_alive(pid)] == []
    assert list((tmp_path / "tmp").iterdir()) == []


def test_the_bot_of_a_playground_is_healthy(
    start: Callable[[Sequence[str]], Started], tmp_path: Path
) -> None:
    """`main.py health`, asked with the settings of the bot that runs, once somebody was heard."""
    playground = start([sys.executable, "-m", "playground", "--fast", "--port", "0"])
    with httpx.Client(base_url=playground.addresses["control"], trust_env=False) as control:
        person = Playground(playground.process, playground.addresses, control).new_person()
        person.says("/start")
        person.reads("/login")
    bot = Path(f"/proc/{playground.family[-1]}/environ").read_bytes().split(b"\0")
    (data_dir,) = (line[9:].decode() for line in bot if line.startswith(b"DATA_DIR="))
    ended = run_main("health", cwd=tmp_path, DATA_DIR=data_dir)
    assert ended.status == 0, ended.out
    assert ended.out.count("moved") == 2


def test_a_busy_port_is_told_in_one_sentence(venv: Path) -> None:
    """With make in front of it as well."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run(["make", "playground", f"PORT={port}", f"VENV={venv}"])
    assert ended.status != 0
    said = [line for line in ended.err.splitlines() if not line.startswith("make")]
    assert said == [f"Port {port} is already in use; choose another one."]
    assert ended.out == ""


def test_help_of_make_tells_every_target() -> None:
    shown = run(["make"])
    assert shown.status == 0
    for target in ("setup", "playground", "run", "test", "check", "bench"):
        assert f"  make {target} " in shown.out
