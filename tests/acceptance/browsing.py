"""What `make playground` starts, and its page in Debian's chromium, as a person uses it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.acceptance.driving import ROOT
from tests.chromium import CHROMIUM

PATIENCE_MS = 40_000
ARTIFACTS = ROOT / "test-artifacts"
PUBLISHED = ROOT / "docs" / "images"


@contextmanager
def everything() -> Iterator[dict[str, str]]:
    """Services, page and bot, in one command; gives the addresses that it tells."""
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


@contextmanager
def opened(address: str) -> Iterator[Page]:
    """The page, in Chinese, in a window of the size that the papers show."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = chromium.new_context(
            viewport={"width": 1180, "height": 860},
            locale="zh-CN",
            color_scheme="light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        page.goto(address)
        yield page
        chromium.close()


@dataclass
class Visitor:
    """Somebody new in front of the page; `token` is a login of their own."""

    page: Page
    token: str
    control: httpx.Client

    def says(self, text: str) -> None:
        """Type a message and send it."""
        self.page.get_by_label("输入消息").fill(text)
        self.page.keyboard.press("Enter")

    def logs_in(self) -> None:
        """Link the account."""
        self.says(f"/login {self.token}")
        expect(self.answers.last).to_contain_text("余额")

    def sends(self, *pictures: bytes, caption: str) -> None:
        """Choose pictures from the disk and send them with a caption."""
        files: list[Any] = [
            {"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": data}
            for n, data in enumerate(pictures)
        ]
        self.page.locator("input[type=file]").set_input_files(files)
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("textbox").fill(caption)
        dialog.get_by_role("button", name="发送", exact=True).click()

    def replies(self, message: Locator, text: str) -> None:
        """Answer one message with a text."""
        message.click(button="right")
        self.page.get_by_role("menuitem", name="回复").click()
        self.says(text)

    def taps(self, label: str) -> None:
        """Tap the newest button whose label holds this."""
        self.page.get_by_role("button", name=label).last.click()

    @property
    def answers(self) -> Locator:
        """The bot's messages."""
        return self.page.locator(".row.in")

    @property
    def pictures(self) -> Locator:
        """The pictures of the bot's albums."""
        return self.page.locator(".row.in .mosaic button.frame img")

    def sees_pictures(self, number: int) -> None:
        """Wait for so many pictures of the bot, each loaded."""
        expect(self.pictures).to_have_count(number)
        for index in range(number):
            expect(self.pictures.nth(index)).to_have_js_property("complete", True)

    def keeps(self, name: str) -> None:
        """Leave a screenshot; with UPDATE_SCREENSHOTS=1 it becomes the one that the papers show."""
        expect(self.page.locator(".toast")).to_have_count(0)  # they lie over the buttons
        ARTIFACTS.mkdir(exist_ok=True)
        self.page.screenshot(path=ARTIFACTS / name)
        if os.environ.get("UPDATE_SCREENSHOTS"):
            PUBLISHED.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ARTIFACTS / name, PUBLISHED / name)


def control_of(addresses: dict[str, str]) -> httpx.Client:
    """The playground's control address; a context manager."""
    return httpx.Client(base_url=addresses["control"], timeout=60, trust_env=False)


@contextmanager
def visitor(addresses: dict[str, str], token: str) -> Iterator[Visitor]:
    """A new person with an account of 66 credits, who opens the page."""
    with control_of(addresses) as control:
        person = control.post("/users", json={"first_name": "小林"}).json()["id"]
        control.post("/credits", json={"token": token, "gift": 66}).raise_for_status()
        with opened(f"{addresses['page']}?users={person}") as page:
            yield Visitor(page, token, control)
