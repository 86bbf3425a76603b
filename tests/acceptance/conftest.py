from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.driving import Bot, Playground


@pytest.fixture(scope="module")
def playground() -> Iterator[Playground]:
    started = Playground.start()
    yield started
    started.close()


@pytest.fixture
def bot(playground: Playground, tmp_path: Path) -> Iterator[Bot]:
    """A bot that has started, on a fresh data directory."""
    running = Bot(playground, tmp_path / "data")
    running.start()
    yield running
    running.close()
    playground.control.delete("/faults")
