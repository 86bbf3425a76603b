"""Programs started as people start them, with nothing of this machine's settings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


@dataclass(frozen=True)
class Ended:
    """How a program ended and what it said."""

    status: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    """What a program needs from around it, and what the test adds."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, **more}


def run(
    command: Sequence[str | Path], *, cwd: Path = ROOT, more: Mapping[str, str] | None = None
) -> Ended:
    """Run a program to its end."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment(**(more or {})),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def run_main(*arguments: str, cwd: Path, **settings: str) -> Ended:
    """`python main.py …` in a folder, with these settings alone."""
    return run([sys.executable, ROOT / "main.py", *arguments], cwd=cwd, more=settings)
