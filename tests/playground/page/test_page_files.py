"""Files as a browser asks for them: whole, in ranges, shown or downloaded, never able to run."""

from __future__ import annotations

import pytest

from playground.chat_page.file_answers import disposition, parse_range
from tests.playground.page.pictures import picture
from tests.playground.page.scene import Scene

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-3", (0, 3)),
        ("bytes=4-", (4, 9)),
        ("bytes=-3", (7, 9)),
        ("bytes=-99", (0, 9)),
        ("bytes=8-99", (8, 9)),
        ("bytes=5-2", None),
        ("bytes=0-1,4-5", None),
        ("lines=0-3", None),
        ("bytes=", None),
        ("bytes=a-b", None),
    ],
)
async def test_range_header_is_read_as_the_rfc_says(
    header: str, span: tuple[int, int] | None
) -> None:
    assert parse_range(header, 10) == span


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-12", "bytes=-0"])
async def test_range_outside_the_file_is_an_error(header: str) -> None:
    with pytest.raises(ValueError, match="range"):
        parse_range(header, 10)


async def test_file_name_of_any_language_survives_the_header() -> None:
    assert (
        disposition("猫 1.png", download=True) == "attachment; filename*=UTF-8''%E7%8C%AB%201.png"
    )


async def _file_address(scene: Scene, name: str, data: bytes) -> str:
    [message] = await scene.world.user_send(scene.person.id, documents=[(name, data)])
    shown = scene.world.render.seen_by_person(message)
    document = shown["document"]
    assert isinstance(document, dict)
    return f"{scene.url}/api/files/{document['file_unique_id']}"


async def test_picture_is_shown_in_place_and_kept(scene: Scene) -> None:
    data = picture(64, 48, kind="PNG")
    answer = await scene.http.get(await _file_address(scene, "a.png", data))
    assert answer.status_code == 200
    assert answer.content == data
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"].startswith("inline")
    assert "immutable" in answer.headers["cache-control"]


async def test_download_carries_the_name(scene: Scene) -> None:
    address = await _file_address(scene, "原图.png", picture(64, 48, kind="PNG"))
    answer = await scene.http.get(address, params={"download": "1"})
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "%E5%8E%9F%E5%9B%BE.png" in answer.headers["content-disposition"]


async def test_uploaded_page_is_never_shown_as_a_page(scene: Scene) -> None:
    address = await _file_address(scene, "evil.html", b"<script>parent.pwned = 1</script>")
    answer = await scene.http.get(address)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


async def test_ranges_are_served(scene: Scene) -> None:
    address = await _file_address(scene, "a.bin", bytes(range(100)))
    part = await scene.http.get(address, headers={"Range": "bytes=10-19"})
    beyond = await scene.http.get(address, headers={"Range": "bytes=100-"})
    assert part.status_code == 206
    assert part.content == bytes(range(10, 20))
    assert part.headers["content-range"] == "bytes 10-19/100"
    assert beyond.status_code == 416
    assert beyond.headers["content-range"] == "bytes */100"


async def test_unknown_file_is_told_in_a_sentence(scene: Scene) -> None:
    answer = await scene.http.get(f"{scene.url}/api/files/nothing")
    assert answer.status_code == 400
    assert answer.json() == {"error": "There is no such file."}
