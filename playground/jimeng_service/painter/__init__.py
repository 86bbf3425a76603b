"""The painter: a picture for a prompt, of exactly the asked size, the same each time.

Rule: everything follows from prompt, seed and index: the scene, its composition and its colours.
Words of the prompt make fitting scenes likelier. Blocking; run it in a thread.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from PIL import Image

from playground.jimeng_service.painter.abstract import orbits, tiling
from playground.jimeng_service.painter.botanical import botanical
from playground.jimeng_service.painter.canvas import Canvas
from playground.jimeng_service.painter.city import city
from playground.jimeng_service.painter.film import ROOM, Film, Move, StoppedError, encode
from playground.jimeng_service.painter.landscape import hills, waves
from playground.jimeng_service.painter.lettering import sign
from playground.jimeng_service.painter.palettes import DAY, NIGHT, Palette
from playground.jimeng_service.painter.subjects import Ground, place_subjects

__all__ = ["Painting", "StoppedError", "paint", "paint_file"]

QUALITY, EFFORT = 85, 1

Scene = Callable[[Canvas, Random, Palette], None]


@dataclass(frozen=True)
class Painting:
    """What to paint; `references` are small copies of uploaded pictures, `seconds` is a film's.

    Without `is_smooth` the edges are rough, for a quarter of the work.
    """

    prompt: str
    seed: int
    index: int
    width: int
    height: int
    references: tuple[Image.Image, ...] = field(default=(), repr=False)
    seconds: float = 0.0
    is_smooth: bool = True

    def scaled_to(self, width: int) -> Painting:
        """The same painting as a small still."""
        return replace(
            self, width=width, height=max(1, round(self.height * width / self.width)), seconds=0.0
        )


@dataclass(frozen=True)
class _Kind:
    scene: Scene
    palettes: tuple[Palette, ...]
    words: re.Pattern[str]
    ground: Ground


def _kind(
    scene: Scene, palettes: tuple[Palette, ...], words: str, ground: Ground = "none"
) -> _Kind:
    return _Kind(scene, palettes, re.compile(words, re.I), ground)


KINDS: tuple[_Kind, ...] = (
    _kind(
        hills,
        DAY,
        r"山|谷|村|雪|森|日出|晨|mountain|hill|valley|village|forest|sunrise|snow",
        "land",
    ),
    _kind(city, NIGHT, r"城|街|夜|霓虹|楼|city|street|night|neon|skyline|tower"),
    _kind(
        botanical,
        DAY,
        r"花|园|草|叶|植物|猫|garden|flower|plant|leaf|botanic|cat|watercolor",
        "garden",
    ),
    _kind(waves, DAY, r"海|浪|湖|船|江|河|sea|ocean|wave|lake|river|boat|beach"),
    _kind(tiling, DAY, r"抽象|几何|图案|abstract|geometr|pattern|tile|mosaic|ceramic|poster|海报"),
    _kind(orbits, NIGHT, r"星|宇宙|月|太空|space|star|planet|moon|galaxy|cosm"),
)


def paint_file(painting: Painting, stopped: Callable[[], bool] = lambda: False) -> bytes:
    """The painting as a WebP file, or a film as MP4. Raises StoppedError if told to stop."""
    if painting.seconds:
        return encode(_film(painting), stopped)
    out = io.BytesIO()
    paint(painting).save(out, "WEBP", quality=QUALITY, method=EFFORT)
    return out.getvalue()


def paint(painting: Painting) -> Image.Image:
    """The picture itself."""
    image = _scene(painting, Random(_number(painting)), painting.width, painting.height)
    _hang_references(image, painting.references)
    sign(image, painting.prompt)
    return image


def _scene(painting: Painting, chance: Random, width: int, height: int) -> Image.Image:
    """The scene alone, without lettering."""
    kind = _choose(painting.prompt, chance)
    palette = chance.choice(kind.palettes)
    canvas = Canvas(width, height, is_smooth=painting.is_smooth)
    kind.scene(canvas, chance, palette)
    place_subjects(canvas, chance, palette, painting.prompt, kind.ground)
    return canvas.finish(vignette=0.28)


def _film(painting: Painting) -> Film:
    """A camera move through a scene painted with room around it."""
    chance = Random(_number(painting))
    scene = _scene(painting, chance, round(painting.width * ROOM), round(painting.height * ROOM))
    frames = painting.references
    return Film(
        scene=scene,
        size=(painting.width, painting.height),
        seconds=painting.seconds,
        prompt=painting.prompt,
        move=Move.by_chance(chance),
        first=frames[0] if frames else None,
        last=frames[1] if len(frames) == 2 else None,
    )


def _choose(prompt: str, chance: Random) -> _Kind:
    """A scene; those whose words occur in the prompt are five times as likely."""
    weights = [5 if kind.words.search(prompt) else 1 for kind in KINDS]
    if max(weights) == 5:
        weights = [weight if weight == 5 else 0 for weight in weights]
        if chance.random() < 0.2:
            weights = [1] * len(KINDS)
    return chance.choices(KINDS, weights)[0]


def _hang_references(image: Image.Image, references: tuple[Image.Image, ...]) -> None:
    """Uploaded pictures hang in the scene as small framed prints."""
    side = round(min(image.size) * 0.3)
    for number, reference in enumerate(references[:4]):
        print_ = reference.copy()
        print_.thumbnail((side, side))
        grow = side / max(print_.size)
        print_ = print_.resize((round(print_.width * grow), round(print_.height * grow)))
        border = max(2, side // 24)
        frame = Image.new(
            "RGB", (print_.width + 2 * border, print_.height + 2 * border), (250, 248, 242)
        )
        frame.paste(print_, (border, border))
        left = round(image.width * 0.06) + number * (side + 3 * border)
        image.paste(frame, (left, round(image.height * 0.07)))


def _number(painting: Painting) -> int:
    text = f"{painting.prompt}\0{painting.seed}\0{painting.index}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:16])
