"""A video request into checked values; nothing is sent before this passed.

Frames and materials are only named here; their content is checked when they are opened.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError
from jimeng.sdk.protocol import video_catalog
from jimeng.sdk.protocol.catalog import CATALOG_DATE
from jimeng.sdk.protocol.checks import (
    Options,
    checked_options,
    checked_prompt,
    seed_option,
    text_option,
    whole_option,
)
from jimeng.sdk.protocol.limits import MAX_FRAMES
from jimeng.sdk.protocol.messages import Fetch, Open
from jimeng.sdk.protocol.references import Reference, references
from jimeng.sdk.protocol.regions import Region
from jimeng.sdk.protocol.sources import about_input, from_path_or_address
from jimeng.sdk.protocol.video_catalog import (
    DEFAULT_DURATION_MS,
    DEFAULT_SIDE,
    DEFAULT_VIDEO_RESOLUTION,
    VIDEO_RATIOS,
    VIDEO_RESOLUTIONS,
    VideoModel,
)

FIRST_LAST, OMNI = "first_last_frames", "omni_reference"
FUNCTION_MODES = (FIRST_LAST, OMNI)

_OPTIONS = (
    "width",
    "height",
    "ratio",
    "resolution",
    "duration_ms",
    "filePaths",
    "seed",
    "functionMode",
    "materials",
)


class VideoOrder(Struct, frozen=True, kw_only=True):
    """A video request, valid by construction."""

    prompt: str
    model: VideoModel
    ratio: str
    resolution: str | None
    """None where the wire does not carry it for this model."""
    duration_ms: int
    frames: tuple[Open | Fetch, ...]
    references: tuple[Reference, ...]
    seed: int | None
    adjusted: tuple[str, ...]

    @property
    def omni(self) -> bool:
        """Whether reference material goes along."""
        return bool(self.references)

    @property
    def benefit(self) -> str:
        """The benefit type to submit under."""
        return (self.model.omni_benefit if self.omni else None) or self.model.benefit


def video_order(prompt: object, model: object, options: Options, region: Region) -> VideoOrder:
    """Check a video request; raises InvalidRequestError naming what is allowed."""
    given = checked_options(options, _OPTIONS)
    chosen = video_catalog.video_model(model, region)
    mode = _one_of("functionMode", text_option(given, "functionMode", FIRST_LAST), FUNCTION_MODES)
    frames = _frames(given)
    materials = _materials(given, mode, chosen, frames)
    resolution = _one_of(
        "resolution",
        text_option(given, "resolution", DEFAULT_VIDEO_RESOLUTION),
        VIDEO_RESOLUTIONS,
    )
    ratio, ratio_notes = _ratio(given)
    return VideoOrder(
        # A picture may speak for itself; without one there must be words.
        prompt=checked_prompt(prompt, may_be_empty=bool(frames)),
        model=chosen,
        ratio=ratio,
        resolution=resolution if chosen.sends_resolution else None,
        duration_ms=_duration(given, chosen),
        frames=frames,
        references=materials,
        seed=seed_option(given),
        adjusted=(*ratio_notes, *_resolution_notes(given, chosen), *_model_notes(chosen)),
    )


def nearest_ratio(width: int, height: int) -> str:
    """The named ratio that is nearest to a width and a height."""

    def distance(ratio: str) -> float:
        across, down = map(int, ratio.split(":"))
        return abs(math.log(width / height) - math.log(across / down))

    return min(VIDEO_RATIOS, key=distance)


def _ratio(given: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    """The ratio to send, and what is to be said about it; `ratio` wins over width and height."""
    width = _side(given, "width")
    height = _side(given, "height")
    named = text_option(given, "ratio", "")
    if named:
        return _one_of("ratio", named, VIDEO_RATIOS), ()
    ratio = nearest_ratio(width, height)
    across, down = map(int, ratio.split(":"))
    if width * down == height * across:
        return ratio, ()
    return ratio, (f"{width}×{height} cannot be sent: the nearest ratio, {ratio}, is",)


def _side(given: Mapping[str, object], name: str) -> int:
    side = whole_option(given, name)
    if side is None:
        return DEFAULT_SIDE
    if side <= 0:
        raise InvalidRequestError(f"{name} must be above zero, not {side}")
    return side


def _duration(given: Mapping[str, object], model: VideoModel) -> int:
    allowed = [seconds * 1_000 for seconds in model.seconds]
    duration = whole_option(given, "duration_ms")
    if duration is None:
        return DEFAULT_DURATION_MS if DEFAULT_DURATION_MS in allowed else allowed[0]
    if duration not in allowed:
        names = ", ".join(map(str, allowed))
        raise InvalidRequestError(f"duration_ms {duration} for {model.name}: allowed are {names}")
    return duration


def _frames(given: Mapping[str, object]) -> tuple[Open | Fetch, ...]:
    paths = given.get("filePaths")
    if paths is None:
        return ()
    if not isinstance(paths, list | tuple) or len(paths) > MAX_FRAMES:
        raise InvalidRequestError(
            f"filePaths must be a list of at most {MAX_FRAMES}: first and last frame"
        )
    frames = []
    for number, path in enumerate(paths, 1):
        with about_input(number):
            frames.append(from_path_or_address(path))
    return tuple(frames)


def _materials(
    given: Mapping[str, object], mode: str, model: VideoModel, frames: tuple[Open | Fetch, ...]
) -> tuple[Reference, ...]:
    materials = given.get("materials")
    if mode == FIRST_LAST:
        if materials is not None:
            raise InvalidRequestError(f"materials need functionMode {OMNI!r}")
        return ()
    if model.omni_benefit is None:
        able = ", ".join(m.name for m in video_catalog.VIDEO_MODELS.values() if m.omni_benefit)
        raise InvalidRequestError(f"{model.name} takes no reference material; these do: {able}")
    if frames:
        raise InvalidRequestError(f"filePaths and functionMode {OMNI!r} exclude each other")
    return references(materials)


def _resolution_notes(given: Mapping[str, object], model: VideoModel) -> tuple[str, ...]:
    asked = given.get("resolution")
    if asked is None or model.sends_resolution:
        return ()
    return (f"resolution {asked} cannot be sent for {model.name}: the service chooses",)


def _model_notes(model: VideoModel) -> tuple[str, ...]:
    if model.name in video_catalog.VIDEO_MODELS:
        return ()
    return (f"model key {model.key} is not in the catalogue of {CATALOG_DATE}: sent as is",)


def _one_of(what: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise InvalidRequestError(f"{what} {value!r} is not one of {', '.join(allowed)}")
    return value
