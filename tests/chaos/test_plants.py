"""The planted bugs still find their seams in the bot; `make chaos PLANT=…` shows what they do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from chaos.__main__ import PLANTS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("plant", PLANTS)
def test_each_has_its_place(plant: str) -> None:
    """In a process of its own, since it changes the bot's classes."""
    code = f"from chaos.planted_main import PLANTS; PLANTS[{plant!r}]()"
    planted = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert planted.returncode == 0, planted.stderr
