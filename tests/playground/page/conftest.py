"""The page over a real Telegram world, and a bot that the test plays itself."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest_asyncio
from playwright.async_api import Browser

from playground import chat_page, server, telegram_service
from playground.stage import Stage
from playground.telegram_service import TelegramWorld
from tests.playground.page.browser import start_chromium
from tests.playground.page.scene import LOGIN_TOKEN, Scene
from tests.playground.page.scripted_bot import ScriptedBot


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """One browser for a file of tests; every test opens a window of its own."""
    async with start_chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def scene() -> AsyncIterator[Scene]:
    """A fresh world with one person, served on free ports."""
    stage = Stage()
    world = TelegramWorld(stage)
    person = world.add_user("小满", "zh-hans")
    info = chat_page.PageInfo(login_token=LOGIN_TOKEN, boot_id="first")
    page = await server.start(chat_page.build_app(world, info))
    telegram = await server.start(telegram_service.build_app(stage, world))
    async with httpx.AsyncClient(trust_env=False, timeout=30) as http:
        bot = ScriptedBot(http, telegram.url, world.bot_token)
        yield Scene(stage, world, person, page.url, bot, http, info)
    await page.close()
    await telegram.close()
