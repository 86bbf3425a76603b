"""Chromium for tests of the page, and the few things that every such test does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from tests.chromium import CHROMIUM
from tests.playground.page.scene import Scene

PATIENCE_MS = 15_000


@asynccontextmanager
async def start_chromium() -> AsyncIterator[Browser]:
    """Chromium without a window."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        await chromium.close()


@asynccontextmanager
async def open_page(
    chromium: Browser,
    scene: Scene,
    path: str = "/",
    forgiven: str = "nothing",
    **options: Any,
) -> AsyncIterator[Page]:
    """The page in a window of its own; errors of its scripts fail the test at the end.

    `forgiven` is a part of the one console message that the test provokes on purpose.
    """
    settings: dict[str, Any] = {
        "viewport": {"width": 1440, "height": 900},
        "color_scheme": "light",
        "locale": "zh-CN",
        "reduced_motion": "reduce",
        **options,
    }
    troubles: list[str] = []
    context = await chromium.new_context(**settings)
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "console",
        lambda message: troubles.append(message.text) if message.type == "error" else None,
    )
    try:
        await page.goto(scene.url + path)
        yield page
    finally:
        await context.close()
    unforgiven = [trouble for trouble in troubles if forgiven not in trouble]
    assert not unforgiven, "\n".join(unforgiven)
