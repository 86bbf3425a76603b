"""Typing the bot's name into the field: the grid, the choice, the share button. A real browser."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests.playground.page.browser import PATIENCE_MS, open_page
from tests.playground.page.pictures import picture
from tests.playground.page.scene import Scene
from tests.playground.page.test_page_browser import field

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
]
expect.set_options(timeout=PATIENCE_MS)


async def photo_ids(scene: Scene, count: int) -> list[str]:
    """Photos that the bot sent to somebody who started it, by their names."""
    await scene.world.user_send(scene.person.id, text="/start")
    ids = []
    for number in range(count):
        files = {"photo": ("a.png", picture(320 + number, 200))}
        chat = {"chat_id": str(scene.person.id)}
        sent = await scene.bot.call("sendPhoto", chat, files)
        ids.append(sent["photo"][-1]["file_id"])
    return ids


async def answer(scene: Scene, words: str, file_ids: list[str], **more: Any) -> None:
    """Wait for a query with these words, and answer it."""
    query = await scene.bot.next("inline_query")
    while query["query"] != words:
        query = await scene.bot.next("inline_query")
    results = [
        {"type": "photo", "id": f"{query['offset']}{n}", "photo_file_id": each, "title": f"cat {n}"}
        for n, each in enumerate(file_ids)
    ]
    call = {"inline_query_id": query["id"], "results": results, **more}
    await scene.bot.call("answerInlineQuery", call)


async def test_typing_the_name_shows_a_grid_and_choosing_sends(
    chromium: Browser, scene: Scene
) -> None:
    names = await photo_ids(scene, 3)
    name = scene.world.bot.user.username
    async with open_page(chromium, scene) as page:
        own = page.locator(".row.out")
        await expect(own).to_have_count(1)  # /start: the history is there before the choice
        await field(page).fill(f"@{name} 猫")
        await answer(scene, "猫", names)
        tiles = page.locator(".inline-tile")
        await expect(tiles).to_have_count(3)
        await expect(tiles.first.locator("img")).to_have_js_property("complete", True)
        await field(page).press("Escape")
        await expect(page.locator(".inline-results")).to_be_hidden()
        await field(page).fill(f"@{name} 猫 2")
        await answer(scene, "猫 2", names)
        await page.get_by_role("option", name="cat 1").click()
        await expect(own).to_have_count(2)
        await expect(own.last.locator(".via")).to_have_text(f"通过 @{name}")
        await expect(field(page)).to_have_value("")
        await expect(page.locator(".inline-results")).to_be_hidden()


async def test_nothing_found_leads_to_the_private_chat(chromium: Browser, scene: Scene) -> None:
    name = scene.world.bot.user.username
    button = {"text": "去聊天里生成", "start_parameter": "inline"}
    async with open_page(chromium, scene) as page:
        await field(page).fill(f"@{name} 无")
        await answer(scene, "无", [], button=button)
        await page.get_by_role("button", name="去聊天里生成").click()
        said = await asyncio.wait_for(scene.bot.next("message"), 15)
        assert said["text"] == "/start inline"


async def test_the_share_button_puts_the_words_into_the_field(
    chromium: Browser, scene: Scene
) -> None:
    name = scene.world.bot.user.username
    markup = {"inline_keyboard": [[{"text": "↗ 分享", "switch_inline_query": "#A7K2M 1"}]]}
    names = await photo_ids(scene, 1)
    async with open_page(chromium, scene) as page:
        message = {"chat_id": scene.person.id, "text": "x", "reply_markup": markup}
        await scene.bot.call("sendMessage", message)
        await page.get_by_role("button", name="↗ 分享").last.click()
        await expect(field(page)).to_have_value(f"@{name} #A7K2M 1")
        await answer(scene, "#A7K2M 1", names)
        await expect(page.locator(".inline-tile")).to_have_count(1)


async def test_an_answer_to_words_that_changed_is_thrown_away_and_scrolling_asks_for_more(
    chromium: Browser, scene: Scene
) -> None:
    (one,) = await photo_ids(scene, 1)
    name = scene.world.bot.user.username
    async with open_page(chromium, scene) as page:
        await field(page).fill(f"@{name} a")
        first = await scene.bot.next("inline_query")
        await field(page).fill(f"@{name} ab")
        await answer(scene, "ab", [one] * 40, next_offset="40.")
        stale = [{"type": "photo", "id": "stale", "photo_file_id": one, "title": "stale"}]
        call = {"inline_query_id": first["id"], "results": stale}
        await scene.bot.call("answerInlineQuery", call)
        tiles = page.locator(".inline-tile")
        await expect(tiles).to_have_count(40)
        await page.locator(".inline-results").evaluate(
            "node => node.scrollTo(0, node.scrollHeight)"
        )
        await answer(scene, "ab", [one] * 2)
        await expect(tiles).to_have_count(42)
        await expect(page.get_by_role("option", name="stale")).to_have_count(0)
