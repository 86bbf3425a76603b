"""Find a font that can write the prompt, and never fail.

Rule: fonts are looked for at run time in the places of the common systems. Where none can write
Chinese, Chinese text is described instead of drawn as empty boxes.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

from PIL import ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

PLACES = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("~/.local/share/fonts").expanduser(),
    Path("~/.fonts").expanduser(),
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
EAST_ASIAN = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJK-Medium.ttc",
    "NotoSansSC-Regular.otf",
    "SourceHanSansSC-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "NotoSerifCJK-Regular.ttc",
    "PingFang.ttc",
    "Hiragino Sans GB.ttc",
    "STHeiti Light.ttc",
    "msyh.ttc",
    "simsun.ttc",
)
LATIN = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Arial.ttf", "arial.ttf", "Helvetica.ttc")

_EAST = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_UNDRAWN = re.compile(r"[^\u0020-\u007e\u00a0-\u2fff\u3000-\ud7ff\uf900-\ufaff\uff00-\uffef]")


@functools.cache
def find(names: tuple[str, ...]) -> Path | None:
    """The first of these fonts that is installed."""
    installed = {path.name: path for path in _font_files()}
    return next((installed[name] for name in names if name in installed), None)


def _font_files() -> Iterator[Path]:
    for place in PLACES:
        try:
            yield from (
                path for path in place.rglob("*") if path.suffix in (".ttc", ".ttf", ".otf")
            )
        except OSError:
            continue


@functools.lru_cache(maxsize=32)
def font(size: int, *, east_asian: bool) -> Font:
    """A font of this size; Pillow's own where nothing is installed."""
    for names in (EAST_ASIAN, LATIN) if east_asian else (LATIN, EAST_ASIAN):
        path = find(names)
        if path is not None:
            try:
                return ImageFont.truetype(str(path), size)
            except OSError:
                continue
    return ImageFont.load_default(size)


def writable(text: str) -> tuple[str, bool]:
    """The text as it can be written here, and whether it needs an East Asian font."""
    clean = " ".join(_UNDRAWN.sub("", text).split())
    east_asian = _EAST.search(clean) is not None
    if east_asian and find(EAST_ASIAN) is None:
        return f"a prompt of {len(clean)} characters (no Chinese font here)", False
    return clean or "…", east_asian
