"""A Bot API server on loopback, a clock that is set by hand, and a plain HTTP client."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from playground.server import start
from playground.stage import Stage
from playground.telegram_service import TelegramSettings, TelegramWorld, build_app
from playground.telegram_service.people import User
from tests.playground.telegram.service import HandClock, Service


@pytest.fixture
def settings() -> TelegramSettings:
    """Settings of the service; a test module may give its own."""
    return TelegramSettings(conflict_pause_seconds=0.05, same_offset_wait_seconds=0.2)


@pytest.fixture
async def service(settings: TelegramSettings) -> AsyncIterator[Service]:
    """The running service."""
    stage = Stage(clock=HandClock())
    world = TelegramWorld(stage, settings)
    server = await start(build_app(stage, world))
    async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
        yield Service(server.url, stage, world, client)
    await server.close()


@pytest.fixture
async def mei(service: Service) -> User:
    """A person who pressed start; her first message is number 1."""
    user = service.world.add_user("Mei")
    await service.world.user_send(user.id, text="/start")
    return user
