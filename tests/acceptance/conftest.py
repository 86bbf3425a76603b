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


@pytest.fixture(scope="module")
def shared_bot(playground: Playground, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """One for all of a file, whose tests keep out of each other's way by their people."""
    running = Bot(playground, tmp_path_factory.mktemp("shared") / "data")
    running.start()
    yield running
    running.close()
