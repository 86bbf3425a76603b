"""The first thing a newcomer does: open the page, log in, draw, look. With the real bot."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.acceptance.driving import ROOT
from tests.chromium import CHROMIUM

PATIENCE_MS = 40_000
ARTIFACTS = ROOT / "test-artifacts"
README_PICTURE = ROOT / "docs" / "images" / "chat.png"

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.browser,
    pytest.mark.xdist_group("acceptance-browser"),
]


@pytest.fixture(scope="module")
def addresses() -> Iterator[dict[str, str]]:
    """What `make playground` starts: services, page and bot, in one command."""
    process = subprocess.Popen(
        [sys.executable, "-m", "playground", "--fast", "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    told: dict[str, str] = json.loads(process.stdout.readline())
    assert told["page"] in first
    yield told
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 0


@pytest.fixture
def page(addresses: dict[str, str]) -> Iterator[Page]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = chromium.new_context(
            viewport={"width": 1180, "height": 860},
            locale="zh-CN",
            color_scheme="light",
            reduced_motion="reduce",
        )
        opened = context.new_page()
        opened.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        opened.goto(addresses["page"])
        yield opened
        chromium.close()


def say(page: Page, text: str) -> None:
    page.get_by_label("输入消息").fill(text)
    page.keyboard.press("Enter")


def test_a_newcomer_draws_four_pictures_and_opens_the_originals(
    page: Page, addresses: dict[str, str]
) -> None:
    say(page, f"/login {addresses['login_token']}")
    expect(page.locator(".row.in").last).to_contain_text("余额 66")
    expect(
        page.get_by_text(addresses["login_token"], exact=False).locator("css=.row *")
    ).to_have_count(0)

    say(page, "/image 一只可爱的猫咪在花园里玩耍")
    pictures = page.locator(".mosaic button.frame img")
    expect(pictures).to_have_count(4)
    expect(page.get_by_text("完成 · 2048×2048")).to_be_visible()
    for index in range(4):
        expect(pictures.nth(index)).to_have_js_property("complete", True)
    shown = [pictures.nth(index).evaluate("image => image.naturalWidth") for index in range(4)]
    assert all(width >= 320 for width in shown)

    say(page, "/credit")
    expect(page.locator(".row.in").last).to_contain_text("赠送 128")
    keep(page, "chat.png", README_PICTURE)

    say(page, "/image 雨后的江南小巷，水墨风格 --file")
    files = page.locator(".file")
    expect(files).to_have_count(4)
    for index in range(4):
        files.nth(index).get_by_role("button").first.click()
        note = page.locator(".viewer-note")
        expect(note).to_contain_text("2048 × 2048")
        page.keyboard.press("Escape")
        expect(note).to_have_count(0)


def keep(page: Page, name: str, published: Path) -> None:
    """Leave a screenshot; with UPDATE_SCREENSHOTS=1 it becomes the one that the papers show."""
    ARTIFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTIFACTS / name)
    if os.environ.get("UPDATE_SCREENSHOTS"):
        published.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ARTIFACTS / name, published)
