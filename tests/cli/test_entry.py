"""`python -m jimeng` as a process of its own."""

from __future__ import annotations

import subprocess
import sys


def test_the_module_runs_and_ends_with_its_exit_code() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jimeng", "models", "--region", "us"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "nanobanana" in done.stdout
    wrong = subprocess.run(
        [sys.executable, "-m", "jimeng", "paint"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert wrong.returncode == 2
    assert "invalid choice" in wrong.stderr
