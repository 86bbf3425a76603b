"""Where there is no chromium, its tests are left out, and one sentence says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE_TESTS = ("test_page_logic.py", "test_page_texts.py")


def run(chromium: Path, *options: str) -> str:
    """Run some tests of the page, with and without the marker, in a pytest of their own."""
    folder = Path("tests/playground/page")
    done = subprocess.run(
        [
            sys.executable,
            *("-m", "pytest", "-q", "-p", "no:cacheprovider", *options),
            *(str(folder / name) for name in PAGE_TESTS),
        ],
        cwd=ROOT,
        env={**os.environ, "CHROMIUM": str(chromium)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.mark.parametrize("options", [(), ("-n", "2")])
def test_without_a_browser_one_sentence_tells_how_many_tests_are_missing(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    missing = tmp_path / "chromium"
    told = [line for line in run(missing, *options).splitlines() if "chromium" in line]
    (sentence,) = told
    number, _, words = sentence.partition(" ")
    assert int(number) >= 5
    assert words == f"browser tests were skipped: no chromium at {missing}."


def test_with_a_browser_they_are_all_there(tmp_path: Path) -> None:
    present = tmp_path / "chromium"
    present.touch()
    output = run(present, "--collect-only")
    assert "test_page_logic.py" in output
    assert "skipped" not in output
    assert "deselected" not in output
