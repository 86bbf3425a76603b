"""The first thing a newcomer does: open the page, log in, draw, look. With the real bot."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from playground.jimeng_service.painter import Painting, paint
from tests.acceptance.browsing import Visitor, control_of, everything, opened, visitor
from tests.acceptance.photographs import photograph

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.browser,
    pytest.mark.xdist_group("acceptance-browser"),
]


@pytest.fixture(scope="module")
def addresses() -> Iterator[dict[str, str]]:
    with everything() as told:
        yield told


@pytest.fixture
def newcomer(addresses: dict[str, str]) -> Iterator[Visitor]:
    """The page as it opens by itself, and the login that it shows."""
    with opened(addresses["page"]) as page, control_of(addresses) as control:
        yield Visitor(page, addresses["login_token"], control)


@pytest.fixture
def person(addresses: dict[str, str], request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Somebody new, with a login of their own."""
    token = request.node.name.encode().hex()[-32:]
    with visitor(addresses, token) as somebody:
        yield somebody


def test_a_newcomer_draws_four_pictures_and_opens_the_originals(newcomer: Visitor) -> None:
    page = newcomer.page
    newcomer.logs_in()
    expect(newcomer.answers.last).to_contain_text("余额 66")
    expect(page.get_by_text(newcomer.token, exact=False).locator("css=.row *")).to_have_count(0)

    newcomer.says("/image 一只可爱的猫咪在花园里玩耍")
    newcomer.sees_pictures(4)
    expect(page.get_by_text("完成 · 2048×2048")).to_be_visible()
    shown = [newcomer.pictures.nth(n).evaluate("image => image.naturalWidth") for n in range(4)]
    assert all(width >= 320 for width in shown)

    newcomer.says("/credit")
    expect(newcomer.answers.last).to_contain_text("赠送 128")
    newcomer.keeps("chat.png")

    newcomer.says("/image 雨后的江南小巷，水墨风格 --file")
    files = page.locator(".file")
    expect(files).to_have_count(4)
    for index in range(4):
        files.nth(index).get_by_role("button").first.click()
        note = page.locator(".viewer-note")
        expect(note).to_contain_text("2048 × 2048")
        page.keyboard.press("Escape")
        expect(note).to_have_count(0)


def test_words_become_pictures_a_similar_one_a_star_and_a_video(person: Visitor) -> None:
    """Plain words, the buttons under the results, and a reply to one of them."""
    person.logs_in()
    person.says("雨夜的霓虹街道，倒影 --res 1k")
    person.sees_pictures(4)
    person.taps("类似")  # drawn when the album is there
    expect(person.page.locator(".toast")).to_contain_text("#")
    person.sees_pictures(8)
    person.page.get_by_role("button", name="⭐").last.click()
    expect(person.page.locator(".toast").last).to_contain_text("⭐")
    person.keeps("guide-pictures.png")

    person.replies(person.pictures.nth(2), "/video 3 雨停了，镜头慢慢推近 --res 480p")
    person.taps("✅")
    expect(person.page.locator(".row.in video, .row.in .film")).to_have_count(1)
    expect(person.answers.filter(has_text="的第 3 张").first).to_be_visible()
    person.keeps("guide-video.png")


def test_a_photo_with_a_caption_is_redrawn(person: Visitor) -> None:
    view = io.BytesIO()
    paint(Painting("山谷和小屋", seed=7, index=0, width=1200, height=675)).save(view, "JPEG")
    person.logs_in()
    person.sends(view.getvalue(), caption="变成油画")
    person.sees_pictures(4)
    expect(person.answers.filter(has_text="16:9").first).to_be_visible()
    expect(person.page.get_by_role("button", name="类似")).to_be_visible()
    person.keeps("guide-edit.png")


def test_an_album_becomes_one_job_with_its_references(person: Visitor) -> None:
    person.logs_in()
    album = [photograph(hue=hue) for hue in (0, 80, 160)]
    person.sends(*album, caption="图1 和 图2 站在 图3 前面 --res 1k")
    person.sees_pictures(4)
    expect(person.answers.filter(has_text="图3").first).to_be_visible()


def test_a_login_that_ends_is_asked_for_once_and_the_job_goes_on(person: Visitor) -> None:
    person.logs_in()
    ended = {"token": person.token, "session": "dead"}
    person.control.post("/credits", json=ended).raise_for_status()
    person.says("/image 山谷里的一座小屋 --res 1k")
    expect(person.answers.last).to_contain_text("没花积分")
    person.control.post("/credits", json={**ended, "session": "alive"}).raise_for_status()
    person.logs_in()
    person.sees_pictures(4)
    person.says("/credit")
    expect(person.answers.last).to_contain_text("余额")
    person.keeps("guide-credit.png")
    person.says("/settings")
    expect(person.answers.last).to_contain_text("/settings why")
    person.keeps("guide-settings.png")
