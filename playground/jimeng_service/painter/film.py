"""A short film for a prompt: a slow move through a painted scene, as a playable MP4.

Rule: exactly the asked size, length and frame rate (H.264, playable while it loads). A given first
or last frame opens or closes the film. One frame is held at a time. Blocking; run it in a thread.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random

from PIL import Image, ImageOps

from playground.jimeng_service.painter.lettering import sign

FPS = 24
HOLD = 2
"""Frames for which a picture stands: the camera moves twelve times a second, at half the cost."""
ROOM = 1.22
"""How much larger than the film the scene is painted, for the camera to move in."""
FADE_SECONDS = 0.8
PRESET, QUALITY = "ultrafast", "26"


@dataclass(frozen=True)
class Move:
    """A camera move: centre and zoom at the start and at the end, in shares of the scene."""

    start: tuple[float, float, float]
    end: tuple[float, float, float]

    @classmethod
    def by_chance(cls, chance: Random) -> Move:
        """Pan, or go in or out."""
        zoomed, wide = chance.uniform(1.12, ROOM), 1.02
        first, last = chance.choice(((wide, zoomed), (zoomed, wide), (1.14, 1.14)))
        side = chance.choice((-1, 1))
        tilt = chance.uniform(-0.6, 0.6)
        return cls((-0.9 * side, -tilt, first), (0.9 * side, tilt, last))

    def box(self, share: float, scene: tuple[int, int]) -> tuple[float, float, float, float]:
        """The part of the scene that is seen at a share of the film."""
        eased = share * share * (3 - 2 * share)
        x, y, zoom = (a + (b - a) * eased for a, b in zip(self.start, self.end, strict=True))
        width, height = scene[0] / zoom, scene[1] / zoom
        left = (scene[0] - width) / 2 * (1 + x)
        top = (scene[1] - height) / 2 * (1 + y)
        return left, top, left + width, top + height


@dataclass(frozen=True)
class Film:
    """What is filmed."""

    scene: Image.Image
    size: tuple[int, int]
    seconds: float
    prompt: str
    move: Move
    first: Image.Image | None = None
    last: Image.Image | None = None

    @property
    def frame_count(self) -> int:
        """Number of frames."""
        return max(1, round(self.seconds * FPS))

    def frames(self) -> Iterator[Image.Image]:
        """The pictures of the film, each to be shown for `HOLD` frames."""
        first, last = _fitted(self.first, self.size), _fitted(self.last, self.size)
        fade = FADE_SECONDS * FPS
        for number in range(0, self.frame_count, HOLD):
            share = number / max(1, self.frame_count - 1)
            box = self.move.box(share, self.scene.size)
            frame = self.scene.resize(self.size, Image.Resampling.BILINEAR, box=box)
            if first is not None and number < fade:
                frame = Image.blend(first, frame, number / fade)
            left = self.frame_count - 1 - number
            if last is not None and left < fade:
                frame = Image.blend(last, frame, left / fade)
            sign(frame, self.prompt)
            yield frame


def _fitted(image: Image.Image | None, size: tuple[int, int]) -> Image.Image | None:
    return ImageOps.fit(image, size) if image is not None else None


class StoppedError(Exception):
    """The film is not wanted any more."""


def encode(film: Film, stopped: Callable[[], bool]) -> bytes:
    """The film as an MP4 file. Needs PyAV, which only the playground uses.

    Asks `stopped` at each picture and raises StoppedError, so that a shutdown need not wait.
    """
    # The index goes to the front in a second pass, which needs a real file.
    with tempfile.TemporaryDirectory(prefix="jimeng-film-") as folder:
        path = Path(folder, "film.mp4")
        _write(film, path, stopped)
        return path.read_bytes()


def _write(film: Film, path: Path, stopped: Callable[[], bool]) -> None:
    import av  # a large library: loaded when the first film is asked for

    with av.open(str(path), "w", format="mp4", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=FPS)
        stream.width, stream.height = film.size
        stream.pix_fmt = "yuv420p"
        stream.time_base = Fraction(1, FPS)
        stream.options = {"preset": PRESET, "crf": QUALITY, "tune": "animation"}
        for number, image in enumerate(film.frames()):
            if stopped():
                raise StoppedError
            picture = av.VideoFrame.from_image(image)  # type: ignore[no-untyped-call]  # in av's stubs
            frame = picture.reformat(format="yuv420p")
            for pts in range(number * HOLD, min((number + 1) * HOLD, film.frame_count)):
                frame.pts = pts
                container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
