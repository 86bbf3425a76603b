"""Pictures of iPhones become JPEGs: upright, in their size, without where they were taken."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PIL import Image

from bot.adapters import decoding_apart, heif_to_jpeg
from bot.adapters.decoding_apart import ApartError, write_apart
from bot.adapters.heif_pictures import NotConvertedError, convert_if_heif
from tests.bot.heif_samples import BLUE, GPS, ORIENTATION, RED, heic


def is_like(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 25 for a, b in zip(pixel, colour, strict=True))


def names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


@pytest.mark.parametrize(
    ("turned", "tile"), [(False, 0), (True, 0), (True, 128)], ids=["plain", "turned", "tiles"]
)
async def test_it_becomes_an_upright_jpeg_of_its_size(
    tmp_path: Path, turned: bool, tile: int
) -> None:
    path = tmp_path / "input-1"
    path.write_bytes(heic(240, 360, turned=turned, tile=tile))
    await convert_if_heif(path)
    with Image.open(path) as made:
        assert (made.format, made.size) == ("JPEG", (240, 360))
        assert is_like(made.getpixel((120, 20)), RED)
        assert is_like(made.getpixel((120, 340)), BLUE)
        assert made.info.get("icc_profile")
        assert dict(made.getexif()) == {}
        assert made.getexif().get(ORIENTATION) is None
        assert made.getexif().get_ifd(GPS) == {}
    assert b"telephone" not in path.read_bytes()
    assert names(tmp_path) == [path.name]


async def test_another_picture_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "input-1"
    Image.new("RGB", (9, 9)).save(path, "PNG")
    before = path.read_bytes()
    await convert_if_heif(path)
    assert path.read_bytes() == before


WHOLE = heic(64, 64)


@pytest.mark.parametrize(
    "content",
    [
        b"\0\0\0\x18ftypheic and the rest",
        WHOLE[: len(WHOLE) // 2],
        WHOLE[:-40] + bytes(40),
        WHOLE[:200] + b"\xff" * 40 + WHOLE[240:],
        b"\0\0\0\x14ftypheic" + b"\0" * 4 + b"heic" + b"\xff\xff\xff\xffmeta" * 2_000,
    ],
    ids=["no more than a name", "half", "damaged", "damaged boxes", "endless boxes"],
)
async def test_what_is_broken_ends_that_process_alone(tmp_path: Path, content: bytes) -> None:
    """It may come out as a grey picture, as browsers show it; never as a crash of ours."""
    path = tmp_path / "input-1"
    path.write_bytes(content)
    try:
        await convert_if_heif(path)
    except NotConvertedError:
        assert path.read_bytes() == content
    assert names(tmp_path) == [path.name]


async def test_what_claims_too_many_pixels_is_not_decoded(tmp_path: Path) -> None:
    path, made = tmp_path / "input-1", tmp_path / "made.jpg"
    claimed, told = (64).to_bytes(4, "big"), (30_000).to_bytes(4, "big")
    path.write_bytes(WHOLE.replace(b"ispe\0\0\0\0" + claimed * 2, b"ispe\0\0\0\0" + told * 2))
    assert path.read_bytes() != WHOLE
    with pytest.raises(ApartError):
        await write_apart(Path(heif_to_jpeg.__file__), path, made)
    assert not made.exists()


def test_the_bounds_are_those_of_a_telephone() -> None:
    assert 8064 * 6048 <= heif_to_jpeg.PIXELS_AT_MOST < 60_000_000


async def test_no_more_than_two_decode_at_once_whoever_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, most, may_end = 0, 0, asyncio.Event()

    async def stand_in(*_: Path) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await may_end.wait()
        running -= 1

    monkeypatch.setattr(decoding_apart, "_write", stand_in)
    asked = [asyncio.create_task(write_apart(tmp_path, tmp_path, tmp_path)) for _ in range(6)]
    await asyncio.sleep(0)  # each begins, or stands in line
    assert running == 2
    may_end.set()
    await asyncio.gather(*asked)
    assert most == 2
