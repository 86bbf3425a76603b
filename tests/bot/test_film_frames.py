"""The last picture of a film, out of the file that we keep."""

from __future__ import annotations

import io
from pathlib import Path

import av
import pytest
from PIL import Image, ImageChops, ImageStat

from bot.adapters.film_frames import NoFrameError, save_last_frame
from playground.jimeng_service.painter import Painting, paint_file


@pytest.mark.parametrize("seconds", [1.0, 5.0])
async def test_it_is_the_very_last_one(tmp_path: Path, seconds: float) -> None:
    film = paint_file(Painting("海浪", 1, 0, 160, 90, seconds=seconds))
    (tmp_path / "film.mp4").write_bytes(film)
    await save_last_frame(tmp_path / "film.mp4", tmp_path / "last.png")
    with av.open(io.BytesIO(film), "r") as container:
        frames = [frame.to_image() for frame in container.decode(video=0)]
    with Image.open(tmp_path / "last.png") as saved:
        assert saved.format == "PNG"
        assert difference(saved, frames[-1]) == 0
        assert difference(saved, frames[0]) > 5


@pytest.mark.parametrize("content", [b"", b"no film", b"\x00\x00\x00\x18ftypmp42" + bytes(500)])
async def test_what_is_no_film_ends_that_process_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "film.mp4").write_bytes(content)
    with pytest.raises(NoFrameError):
        await save_last_frame(tmp_path / "film.mp4", tmp_path / "last.png")
    assert not (tmp_path / "last.png").exists()


async def test_a_film_that_is_gone_has_none(tmp_path: Path) -> None:
    with pytest.raises(NoFrameError):
        await save_last_frame(tmp_path / "gone.mp4", tmp_path / "last.png")


def difference(first: Image.Image, second: Image.Image) -> float:
    return float(sum(ImageStat.Stat(ImageChops.difference(first, second)).mean))
