"""The page's pure modules, called in the browser that they are written for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from tests.playground.page.browser import open_page
from tests.playground.page.scene import Scene

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
]


async def _in_page(page: Page, module: str, expression: str, *args: object) -> Any:
    words = ", ".join(json.dumps(arg, ensure_ascii=False) for arg in args)
    return await page.evaluate(f"import('./static/js/{module}').then(m => m.{expression}({words}))")


async def test_every_album_layout_fills_its_frame_without_overlap(
    chromium: Browser, scene: Scene
) -> None:
    shapes = [(100, 100), (160, 90), (90, 160), (300, 100), (100, 300)]
    async with open_page(chromium, scene) as page:
        for count in range(1, 11):
            for turn in range(len(shapes)):
                chosen = [shapes[(turn * 2 + n * 3) % len(shapes)] for n in range(count)]
                sizes = [{"width": width, "height": height} for width, height in chosen]
                layout = await _in_page(page, "album_layout.js", "albumLayout", sizes)
                _check_layout(layout["boxes"], layout["height"], count)


def _check_layout(boxes: list[dict[str, float]], height: float, count: int) -> None:
    assert len(boxes) == count
    assert 0.2 < height <= 1.7
    area = 0.0
    for number, box in enumerate(boxes):
        assert box["x"] >= -1e-9
        assert box["y"] >= -1e-9
        assert box["x"] + box["w"] <= 1 + 1e-9
        assert box["y"] + box["h"] <= height + 1e-9
        assert min(box["w"], box["h"]) > 0.05
        area += box["w"] * box["h"]
        for other in boxes[number + 1 :]:
            apart_x = box["x"] + box["w"] <= other["x"] + 1e-9 or (
                other["x"] + other["w"] <= box["x"] + 1e-9
            )
            apart_y = box["y"] + box["h"] <= other["y"] + 1e-9 or (
                other["y"] + other["h"] <= box["y"] + 1e-9
            )
            assert apart_x or apart_y
    assert area > 0.93 * height


TREES: list[tuple[str, list[tuple[str, int, int]], list[Any]]] = [
    ("abc", [], ["abc"]),
    ("a猫b", [("bold", 1, 1)], ["a", ["bold", "猫"], "b"]),
    ("🐱猫", [("bold", 2, 1)], ["🐱", ["bold", "猫"]]),
    ("abcd", [("italic", 1, 2), ("bold", 0, 4)], [["bold", "a", ["italic", "bc"], "d"]]),
    ("abcd", [("bold", 0, 2), ("italic", 1, 2)], [["bold", "a", ["italic", "b"]], "cd"]),
    ("abc", [("bold", 1, 99), ("code", 7, 2), ("code", 1, 0)], ["a", ["bold", "bc"]]),
    ("a\nbc\nd", [("pre", 2, 2)], ["a", ["pre", "bc"], "d"]),
]


async def test_entities_become_a_tree(chromium: Browser, scene: Scene) -> None:
    async with open_page(chromium, scene) as page:
        for text, entities, tree in TREES:
            given = [{"type": kind, "offset": at, "length": size} for kind, at, size in entities]
            found = await _in_page(page, "entities.js", "entityTree", text, given)
            assert [_plain(node) for node in found] == tree, text


def _plain(node: Any) -> Any:
    if isinstance(node, str):
        return node
    return [node["entity"]["type"], *(_plain(child) for child in node["children"])]


async def test_only_harmless_addresses_become_links(chromium: Browser, scene: Scene) -> None:
    async with open_page(chromium, scene) as page:
        for address in (
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "data:text/html,x",
            "http://",
        ):
            assert await _in_page(page, "entities.js", "safeAddress", address) is None, address
        safe = await _in_page(page, "entities.js", "safeAddress", "example.com/a")
    assert safe == "http://example.com/a"


VIDEO = """() => import('./static/js/render/media.js').then((media) => {
  const video = {
    file_unique_id: "v1", width: 1280, height: 720, duration: 65,
    thumbnail: { file_unique_id: "t1", width: 320, height: 180 },
  };
  const { node, width } = media.singleVisual({ video }, () => {});
  const player = node.querySelector("video");
  const time = node.querySelector(".duration").textContent;
  return [width, player.controls, player.getAttribute("poster"), player.preload, time];
})"""


async def test_video_has_poster_controls_and_its_length(chromium: Browser, scene: Scene) -> None:
    # The poster is no real file, so the page may or may not have asked for it in vain by the end.
    async with open_page(chromium, scene, forgiven="400 (Bad Request)") as page:
        shown = await page.evaluate(VIDEO)
    assert shown == [420, True, "api/files/t1", "none", "1:05"]


SIZES = """() => import('./static/js/format.js').then((m) =>
  [0, 1, 1023, 1024, 1536, 104857600, 3000000000].map((bytes) => m.sizeOf(bytes)))"""


async def test_sizes_are_for_people(chromium: Browser, scene: Scene) -> None:
    async with open_page(chromium, scene) as page:
        shown = await page.evaluate(SIZES)
    assert shown == ["", "1 B", "1023 B", "1.0 KB", "1.5 KB", "100 MB", "2.8 GB"]
