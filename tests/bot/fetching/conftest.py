"""A fetcher whose names look public and whose sockets stay on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.adapters.fetching import Fetcher
from tests.bot.fetching.sites import Names, Site, Wire, serving


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serving() as started:
        yield started


@pytest.fixture
def names() -> Names:
    return Names()


@pytest.fixture
def wire(site: Site) -> Wire:
    wire = Wire()
    wire.ports[80] = site.port
    return wire


@pytest.fixture
async def fetcher(names: Names, wire: Wire) -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(trusted=None, proxy=None, resolve=names, network=wire)
    yield fetcher
    await fetcher.aclose()
