"""Hostile pictures cost a bounded amount of memory, stop nobody, and leave nothing of theirs."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.adapters.previews import PIXELS_AT_MOST, NotAPictureError, make_preview, make_thumbnail
from tests.bot.hostile_pictures import (
    GREY,
    PNG_HEAD,
    RGBA,
    chunk,
    claimed,
    jpeg_claiming,
    jpeg_with,
    png,
    saved,
    webp_claiming,
    zeros,
)

MEMORY_BOUND = 512
"""MB that one picture may take at its worst, as `previews.PIXELS_AT_MOST` promises."""

# As a process of its own, since a process never gives its peak back.
MEASURE = """
import resource, sys
from pathlib import Path
from PIL import Image
from bot.adapters import previews
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before = peak()
try:
    previews._encode(Path(sys.argv[1]), previews.LONG_SIDE, previews.PREVIEW_BYTES)
    print("made", peak() - before)
except previews.NotAPictureError:
    print("refused", peak() - before)
"""


def peak_of(content: bytes, folder: Path) -> tuple[str, int]:
    """What became of a picture, and by how many MB the process grew meanwhile."""
    path = folder / "picture"
    path.write_bytes(content)
    command = [sys.executable, "-W", "ignore", "-c", MEASURE, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    outcome, grown = done.stdout.split()
    return outcome, int(grown)


BOMB = zeros(200_000_000)
WIDE, HIGH = 6_250, PIXELS_AT_MOST // 6_250


def largest(kind: str, mode: str, **options: object) -> bytes:
    return saved(Image.new(mode, (WIDE, HIGH)), kind, **options)


@pytest.mark.parametrize("make", [
    pytest.param(lambda: png(WIDE, HIGH, color=RGBA), id="png with alpha"),
    pytest.param(lambda: largest("WEBP", "RGB", quality=1, method=0), id="webp"),
    pytest.param(lambda: largest("WEBP", "RGBA", lossless=True, method=0), id="webp with alpha"),
    pytest.param(lambda: largest("JPEG", "CMYK", progressive=True), id="progressive cmyk jpeg"),
])  # fmt: skip
def test_the_largest_that_is_let_in_stays_under_the_bound(make, tmp_path: Path) -> None:
    outcome, grown = peak_of(make(), tmp_path)
    assert outcome == "made"
    assert grown < MEMORY_BOUND


@pytest.mark.parametrize("content", [
    pytest.param(png(9_000, 9_000, color=GREY), id="81 million pixels in some kilobytes"),
    pytest.param(claimed(2**31 - 1, 2**31 - 1), id="png claiming all there is"),
    pytest.param(jpeg_claiming(65_500, 65_500), id="jpeg claiming 4 billion"),
    pytest.param(webp_claiming(16_383, 16_383), id="webp claiming 268 million"),
    pytest.param(png(8, 8, extra=chunk(b"zTXt", b"Comment\0\0" + BOMB)), id="text bomb"),
    pytest.param(png(8, 8, extra=chunk(b"iCCP", b"icc\0\0" + BOMB)), id="profile bomb"),
])  # fmt: skip
def test_what_is_refused_costs_next_to_nothing(content: bytes, tmp_path: Path) -> None:
    outcome, grown = peak_of(content, tmp_path)
    assert outcome == "refused"
    assert grown < 64


async def test_the_bot_goes_on_while_a_picture_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(png(WIDE, HIGH))
    making = asyncio.create_task(make_preview(path))
    turns = 0
    while not making.done():
        await asyncio.sleep(0)
        turns += 1
    assert Image.open(BytesIO(await making)).size[0] == 2_560
    assert turns > 100  # two, if the loop had stood still


SMALL = Image.effect_noise((64, 48), 60).convert("RGB")


def truncated(kind: str) -> bytes:
    whole = saved(SMALL, kind)
    return whole[: len(whole) * 2 // 3]


@pytest.mark.parametrize("content", [
    pytest.param(truncated("JPEG"), id="truncated jpeg"),
    pytest.param(truncated("PNG"), id="truncated png"),
    pytest.param(truncated("WEBP"), id="truncated webp"),
    pytest.param(saved(SMALL, "GIF"), id="gif"),
    pytest.param(saved(SMALL, "TIFF"), id="tiff"),
    pytest.param(saved(SMALL, "BMP"), id="bmp"),
    pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", id="postscript"),
    pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="svg"),
    pytest.param(b"<!doctype html><title>no</title>", id="html"),
    pytest.param(b"PK\3\4" + bytes(200), id="zip"),
    pytest.param(PNG_HEAD, id="png head only"),
    pytest.param(PNG_HEAD + chunk(b"IHDR", bytes(13)), id="png of no size"),
    pytest.param(png(8, 8, pixels=b"no zlib at all"), id="png of nonsense"),
    pytest.param(b"\xff\xd8\xff" + bytes(500), id="jpeg head only"),
    pytest.param(b"RIFF\x10\0\0\0WEBPVP8 ", id="webp head only"),
    pytest.param(jpeg_claiming(16, 0), id="jpeg of no height"),
])  # fmt: skip
async def test_what_is_no_whole_picture_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(content)
    for make in (make_preview, make_thumbnail):
        with pytest.raises(NotAPictureError):
            await make(path)


SECRET = b"<script>alert(1)</script>"


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (64, 48), color) for color in ("red", "blue", "green")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=10)


EXIF = b"Exif\0\0"


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's words about broken EXIF
@pytest.mark.parametrize("content", [
    pytest.param(jpeg_with(EXIF + SECRET, 0xE1), id="exif of junk"),
    pytest.param(jpeg_with(EXIF + b"MM\0*\0\0\0\x08\xff\xff" + SECRET, 0xE1), id="exif claims"),
    pytest.param(jpeg_with(EXIF + b"II*\0\xff\xff\xff\xff" + SECRET, 0xE1), id="exif pointing out"),
    pytest.param(jpeg_with(b"ICC_PROFILE\0\1\1" + SECRET * 900, 0xE2), id="icc of junk"),
    pytest.param(jpeg_with(b"http://ns.adobe.com/xap/1.0/\0" + SECRET, 0xE1), id="xmp of junk"),
    pytest.param(jpeg_with(SECRET, 0xFE), id="comment"),
    pytest.param(png(64, 48, extra=chunk(b"eXIf", b"MM\0*" + SECRET)), id="png exif of junk"),
    pytest.param(png(64, 48, extra=chunk(b"tEXt", b"Comment\0" + SECRET)), id="png text"),
    pytest.param(png(64, 48) + b"PK\3\4" + SECRET, id="png and zip"),
    pytest.param(saved(SMALL, "JPEG") + SECRET, id="jpeg and html"),
    pytest.param(saved(SMALL, "WEBP") + SECRET, id="webp and html"),
    pytest.param(moving("WEBP"), id="moving webp"),
    pytest.param(moving("PNG"), id="moving png"),
])  # fmt: skip
async def test_only_the_pixels_travel_on(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(content)
    preview = await make_preview(path)
    opened = Image.open(BytesIO(preview))
    assert (opened.format, opened.size) == ("JPEG", (64, 48))
    assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert SECRET not in preview


async def test_a_picture_that_moves_is_shown_by_its_first_frame(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(moving("WEBP"))
    opened = Image.open(BytesIO(await make_preview(path)))
    red, green, blue = opened.resize((1, 1)).tobytes()
    assert red > 200
    assert max(green, blue) < 60


WHOLE = [saved(SMALL, kind) for kind in ("JPEG", "PNG", "WEBP")] + [moving("WEBP")]


@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12),
    st.floats(0, 1),
)
def test_any_damage_ends_in_a_preview_or_a_refusal(tmp_path_factory, whole, damage, end) -> None:
    content = bytearray(whole)
    for place, value in damage:
        content[int(place * (len(content) - 1))] = value
    path = tmp_path_factory.mktemp("damaged") / "picture"
    path.write_bytes(content[: int(len(content) * end)])
    try:
        preview = asyncio.run(make_preview(path))
    except NotAPictureError:
        return
    assert Image.open(BytesIO(preview)).format == "JPEG"
