"""One real database for each test that asks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import Keyring, Storage, database_url, open_storage
from storage.crypto import Key


@pytest.fixture
def keyring() -> Keyring:
    return Keyring([Key("first", bytes(range(32)))])


@pytest.fixture
async def storage(tmp_path: Path, keyring: Keyring) -> AsyncIterator[Storage]:
    opened = await open_storage(database_url(tmp_path), keyring)
    yield opened
    await opened.close()
