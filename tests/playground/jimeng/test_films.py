"""Films: playable, of the asked size, length and rate; given frames open and close them."""

from __future__ import annotations

import io
from fractions import Fraction

import av
import pytest
from PIL import Image, ImageChops, ImageStat

from playground.jimeng_service.painter import Painting, StoppedError, paint_file
from playground.jimeng_service.painter.film import Move


def _film(prompt: str = "海浪", seed: int = 1, **more: object) -> bytes:
    references = more.get("references", ())
    assert isinstance(references, tuple)
    return paint_file(Painting(prompt, seed, 0, 160, 90, references=references, seconds=2.0))


def _frames(content: bytes) -> list[Image.Image]:
    with av.open(io.BytesIO(content), "r") as container:
        return [frame.to_image() for frame in container.decode(video=0)]


def _difference(first: Image.Image, second: Image.Image) -> float:
    return float(sum(ImageStat.Stat(ImageChops.difference(first, second)).mean))


def test_it_is_what_was_asked_for() -> None:
    """H.264 in MP4, 24 frames a second, exact size and length, index at the front."""
    content = _film()
    with av.open(io.BytesIO(content), "r") as container:
        (stream,) = container.streams.video
        assert stream.codec_context.name == "h264"
        assert (stream.width, stream.height) == (160, 90)
        assert stream.average_rate == Fraction(24)
        assert stream.frames == 48
        assert container.duration == 2_000_000
    assert content.index(b"moov") < content.index(b"mdat")


def test_it_moves() -> None:
    """The first and the last picture are not the same."""
    frames = _frames(_film())
    assert _difference(frames[0], frames[-1]) > 5


def test_another_seed_is_another_film() -> None:
    """And the same seed the same bytes."""
    assert _film() == _film()
    assert _difference(_frames(_film())[0], _frames(_film(seed=2))[0]) > 5


def test_given_frames_open_and_close_it() -> None:
    """The first upload fades out at the start, the second one in at the end."""
    red, blue = Image.new("RGB", (64, 64), "red"), Image.new("RGB", (64, 64), "blue")
    frames = _frames(_film(references=(red, blue)))
    opening, closing = (frame.getpixel((80, 40)) for frame in (frames[0], frames[-1]))
    assert isinstance(opening, tuple)
    assert isinstance(closing, tuple)
    assert opening[0] > 200 > 80 > opening[2]
    assert closing[2] > 180 > 80 > closing[0]


def test_a_stopped_film_is_not_finished() -> None:
    """A shutdown need not wait for it."""
    with pytest.raises(StoppedError):
        paint_file(Painting("海浪", 1, 0, 160, 90, seconds=600.0), lambda: True)


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
def test_the_camera_stays_inside_the_scene(share: float) -> None:
    """At the corners of its way as well."""
    scene = (1000, 600)
    left, top, right, low = Move((-1, -1, 1.02), (1, 1, 1.2)).box(share, scene)
    assert 0 <= left < right <= scene[0] + 1e-9
    assert 0 <= top < low <= scene[1] + 1e-9
    assert (right - left) / (low - top) == pytest.approx(1000 / 600)
