"""A playground behind the real hosts' names, and a folder with the files that examples read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.documents.service import Service, example_files


@pytest.fixture(scope="session")
def picture() -> bytes:
    """The picture behind every example path and address."""
    out = io.BytesIO()
    Image.new("RGB", (96, 64), "teal").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def service() -> Iterator[Service]:
    """The playground; nothing leads there by itself yet."""
    running = Service()
    yield running
    running.close()


@pytest.fixture
def stage(
    service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, picture: bytes
) -> Service:
    """The playground in place of the real sites, in a folder with the example files."""
    service.lead_here(monkeypatch, picture)
    monkeypatch.chdir(tmp_path)
    example_files(tmp_path, picture)
    return service
