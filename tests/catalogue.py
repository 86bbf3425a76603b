"""A catalogue for tests: the models of the user's document, and two beyond it."""

from __future__ import annotations

from bot.domain.models import Catalogue, Model
from bot.domain.requests import MediaKind

RATIOS = ("1:1", "3:4", "4:3", "16:9", "9:16", "3:2", "2:3", "21:9")
ALL_REGIONS = frozenset({"cn", "us", "hk", "jp", "sg"})
CHINA = frozenset({"cn"})
ABROAD = ALL_REGIONS - CHINA


def make_image_model(
    name: str,
    *,
    regions: frozenset[str] = ALL_REGIONS,
    resolutions: tuple[str, ...] = ("1k", "2k", "4k"),
    aliases: tuple[str, ...] = (),
    takes_negative: bool = True,
    max_inputs: int = 6,
) -> Model:
    return Model(
        name=name,
        kind=MediaKind.IMAGE,
        regions=regions,
        ratios=RATIOS,
        resolutions=resolutions,
        aliases=aliases,
        takes_negative=takes_negative,
        max_inputs=max_inputs,
    )


def make_video_model(
    name: str,
    *,
    regions: frozenset[str] = ALL_REGIONS,
    resolutions: tuple[str, ...] = ("480p", "720p", "1080p"),
    seconds: tuple[int, ...] = (5, 10),
    max_inputs: int = 2,
    max_references: int = 0,
) -> Model:
    return Model(
        name=name,
        kind=MediaKind.VIDEO,
        regions=regions,
        ratios=("1:1", "3:4", "4:3", "16:9", "9:16", "21:9"),
        resolutions=resolutions,
        seconds=seconds,
        takes_negative=False,
        max_inputs=max_inputs,
        max_references=max_references,
        max_clips=3 if max_references else 0,
    )


def make_catalogue() -> Catalogue:
    """Six image models (jimeng-4.0 is the default) and five video models (jimeng-video-3.0)."""
    return Catalogue(
        (
            make_image_model("jimeng-4.0", aliases=("seedream-4.0",)),
            make_image_model("jimeng-3.1", regions=CHINA, resolutions=("1k", "2k")),
            make_image_model("jimeng-3.0", resolutions=("1k", "2k")),
            make_image_model("jimeng-2.1", regions=CHINA, max_inputs=0),
            make_image_model("jimeng-xl-pro", regions=CHINA, max_inputs=0),
            make_image_model("nanobanana", regions=ABROAD, resolutions=(), takes_negative=False),
            make_video_model("jimeng-video-3.0"),
            make_video_model("jimeng-video-3.0-pro", resolutions=()),
            make_video_model("jimeng-video-2.0", resolutions=("720p",)),
            make_video_model("jimeng-video-2.0-pro", resolutions=("720p",)),
            make_video_model(
                "jimeng-video-seedance-2.0", seconds=tuple(range(4, 16)), max_references=9
            ),
        )
    )
