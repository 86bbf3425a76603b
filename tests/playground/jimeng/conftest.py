"""A running Jimeng stand-in per test, and a plain HTTP client in front of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from playground.jimeng_service import JimengWorld, Settings, build_app
from playground.server import start
from playground.stage import Stage
from tests.playground.jimeng.site import Service, Site


@pytest.fixture
def settings() -> Settings:
    """Durations of the stand-in; a test module may override this fixture."""
    return Settings()


@pytest.fixture
async def service(settings: Settings) -> AsyncIterator[Service]:
    """The stand-in, listening on a free port of loopback."""
    stage = Stage()
    world = JimengWorld(stage, settings)
    running = await start(build_app(stage, world))
    async with httpx.AsyncClient(base_url=running.url, trust_env=False) as client:
        yield Service(stage, world, running.url, client)
    stage.holds.release_all()
    await running.close()


@pytest.fixture
def site(service: Service) -> Site:
    """A mainland account and the requests that its browser would send."""
    return Site(service, "cn-session-of-a-test", "cn")
