"""The painter: exact sizes, one picture per prompt, seed and index, and always lettering."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from playground.jimeng_service.painter import Painting, fonts, lettering, paint

SMALL = (160, 120)


def _painted(prompt: str = "a fox", seed: int = 1, index: int = 0, **more: object) -> Image.Image:
    width, height = SMALL
    references = more.get("references", ())
    assert isinstance(references, tuple)
    return paint(Painting(prompt, seed, index, width, height, references=references))


def _shapes_differ(first: Image.Image, second: Image.Image) -> float:
    """Mean difference of edges, so that a change of colour alone counts little."""
    edges = [_edges(image) for image in (first, second)]
    return ImageStat.Stat(ImageChops.difference(*edges)).mean[0]


def _edges(image: Image.Image) -> Image.Image:
    grey = image.convert("L")
    shifted = ImageChops.offset(grey, 1, 1)
    return ImageChops.difference(grey, shifted).point(lambda value: 255 * (value > 12))


@pytest.mark.parametrize("size", [(1, 1), (37, 500), (936, 1664), (1195, 512), (2016, 846)])
def test_size_is_exact(size: tuple[int, int]) -> None:
    """Whatever the ratio, also for sizes that nobody would ask for."""
    assert paint(Painting("a fox", 1, 0, *size)).size == size


@pytest.mark.parametrize("size", [(37, 500), (160, 120), (2016, 846)])
def test_rough_edges_are_the_same_picture(size: tuple[int, int]) -> None:
    """Where only programs look, half the work does: the same scene, of the same size."""
    smooth, rough = (paint(Painting("a fox", 1, 0, *size, is_smooth=s)) for s in (True, False))
    assert rough.size == size
    assert ImageStat.Stat(ImageChops.difference(smooth, rough).convert("L")).mean[0] < 8


def test_widest_picture_of_all() -> None:
    """6197 pixels wide, the largest of the tables."""
    assert paint(Painting("a fox", 1, 0, 6197, 2656)).size == (6197, 2656)


@pytest.mark.parametrize(
    "prompt",
    ["一只可爱的猫咪在花园里玩耍", "雨夜的城市街道", "山谷里的小村庄", "海浪", "星", "几何"],
)
def test_same_again(prompt: str) -> None:
    """Deterministic in every scene."""
    assert _painted(prompt).tobytes() == _painted(prompt).tobytes()


@pytest.mark.parametrize(
    ("prompt", "seed", "index"), [("a fix", 1, 0), ("a fox", 2, 0), ("a fox", 1, 1)]
)
def test_composition_differs(prompt: str, seed: int, index: int) -> None:
    """Prompt, seed and index each change shapes, not colours alone."""
    assert _shapes_differ(_painted(), _painted(prompt, seed, index)) > 8


def test_shade_alone_would_not_count() -> None:
    """The measure above is blind to colour: it must not pass by that."""
    picture = _painted()
    red, green, blue = picture.split()
    assert _shapes_differ(picture, Image.merge("RGB", (blue, red, green))) < 8


def test_references_hang_in_the_picture() -> None:
    """A composition shows what was uploaded."""
    reference = Image.new("RGB", (40, 40), (255, 0, 255))
    colours = _painted(references=(reference,)).getcolors(SMALL[0] * SMALL[1])
    assert colours is not None
    assert max(count for count, colour in colours if colour == (255, 0, 255)) > 300


def test_lettering_changes_the_corner_and_the_foot() -> None:
    """DEMO at the top right, the prompt along the lower edge."""
    plain = Image.new("RGB", (400, 300), (200, 200, 200))
    signed = plain.copy()
    lettering.sign(signed, "一只可爱的猫咪")
    box = ImageChops.difference(plain, signed).getbbox()
    assert box is not None
    upper = ImageChops.difference(plain.crop((0, 0, 400, 60)), signed.crop((0, 0, 400, 60)))
    lower = ImageChops.difference(plain.crop((0, 240, 400, 300)), signed.crop((0, 240, 400, 300)))
    badge, words = upper.getbbox(), lower.getbbox()
    assert badge is not None
    assert badge[0] > 250
    assert words is not None
    assert words[2] < 300


def test_long_prompts_are_folded_and_cut() -> None:
    """Two lines at most, each within the width, the end marked."""
    face = fonts.font(20, east_asian=False)
    lines = lettering.fold("word " * 200, face, 300)
    assert len(lines) == 2
    assert all(face.getlength(line) <= 330 for line in lines)
    assert lines[1].endswith("…")
    assert lettering.fold("short", face, 300) == ["short"]


def test_without_a_chinese_font_the_prompt_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never empty boxes, never a failure."""
    monkeypatch.setattr(fonts, "find", lambda names: None)
    fonts.font.cache_clear()
    text, east_asian = fonts.writable("一只可爱的猫咪")
    assert (text, east_asian) == ("a prompt of 7 characters (no Chinese font here)", False)
    picture = Image.new("RGB", (300, 200))
    lettering.sign(picture, "一只可爱的猫咪")
    assert picture.getbbox() is not None
    fonts.font.cache_clear()


def test_what_no_font_draws_is_left_out() -> None:
    """Emoji and controls would be boxes."""
    assert fonts.writable("fox 😀\x07 jumps\n") == ("fox jumps", False)
    assert fonts.writable("😀") == ("…", False)


def test_fonts_draw_something() -> None:
    """The chosen font has ink for Latin text on this machine."""
    face = fonts.font(24, east_asian=False)
    assert isinstance(face, ImageFont.FreeTypeFont | ImageFont.ImageFont)
    sheet = Image.new("L", (120, 40))
    ImageDraw.Draw(sheet).text((4, 4), "DEMO", font=face, fill=255)
    assert sheet.getbbox() is not None
