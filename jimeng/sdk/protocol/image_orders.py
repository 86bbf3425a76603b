"""A picture request into checked values; nothing is sent before this passed.

What is not allowed raises InvalidRequestError and names what is. What the wire cannot carry is
sent as the site's clients send it, and said in `adjusted` (protocol notes, sections 8 and 11).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError
from jimeng.sdk.protocol import catalog
from jimeng.sdk.protocol.catalog import ImageModel, Size
from jimeng.sdk.protocol.checks import (
    Options,
    checked_options,
    checked_prompt,
    flag_option,
    seed_option,
    text_option,
)
from jimeng.sdk.protocol.regions import Region
from jimeng.sdk.types import TaskKind

DEFAULT_STRENGTH = 0.5

_IMAGE_OPTIONS = ("ratio", "resolution", "sampleStrength", "negativePrompt", "intelligentRatio")
_SEVERAL = re.compile(r"连续|绘本|故事|[0-9]+张")
_COUNT = re.compile(r"([0-9]+)张")
_USUAL_COUNT = 4
_MOST_COUNTED = 1_000


class ImageOrder(Struct, frozen=True, kw_only=True):
    """A picture request, valid by construction."""

    kind: TaskKind
    prompt: str
    model: ImageModel
    size: Size
    strength: float
    negative_prompt: str
    intelligent_ratio: bool
    seed: int | None
    expected: int
    adjusted: tuple[str, ...]


def image_order(
    prompt: str, model: str, options: Options, region: Region, *, composition: bool = False
) -> ImageOrder:
    """Check a picture request; raises InvalidRequestError naming what is allowed."""
    allowed = _IMAGE_OPTIONS if composition else (*_IMAGE_OPTIONS, "seed")
    given = checked_options(options, allowed)
    chosen = catalog.image_model(model, region)
    ratio = text_option(given, "ratio", catalog.DEFAULT_RATIO)
    resolution = text_option(given, "resolution", catalog.DEFAULT_RESOLUTION)
    size = catalog.size(model, ratio, resolution, region)
    intelligent = flag_option(given, "intelligentRatio")
    text = checked_prompt(prompt)
    kind = _kind(chosen, text, composition)
    return ImageOrder(
        kind=kind,
        prompt=text,
        model=chosen,
        size=size,
        strength=_strength(given),
        negative_prompt=text_option(given, "negativePrompt", ""),
        intelligent_ratio=intelligent and chosen.intelligent_ratio,
        seed=seed_option(given),
        expected=_expected(kind, text),
        adjusted=(
            *_size_notes(chosen, size, ratio, resolution, given),
            *_intelligence_notes(chosen, intelligent),
            *_model_notes(chosen),
        ),
    )


def _strength(given: Mapping[str, object]) -> float:
    value = given.get("sampleStrength")
    if value is None:
        return DEFAULT_STRENGTH
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise InvalidRequestError("sampleStrength must be a number from 0 to 1")
    if not math.isfinite(value) or not 0 <= value <= 1:
        raise InvalidRequestError(f"sampleStrength {value} is not between 0 and 1")
    return value


def _kind(model: ImageModel, prompt: str, composition: bool) -> TaskKind:
    if composition:
        return TaskKind.COMPOSITION
    if model.several_pictures and _SEVERAL.search(prompt):
        return TaskKind.SEVERAL_IMAGES
    return TaskKind.TEXT_TO_IMAGE


def _expected(kind: TaskKind, prompt: str) -> int:
    """Pictures to expect: the number before 张 in the several-pictures mode, else four."""
    count = _COUNT.search(prompt) if kind is TaskKind.SEVERAL_IMAGES else None
    number = int(count[1][:9]) if count else 0
    return number if 0 < number < _MOST_COUNTED else _USUAL_COUNT


def _size_notes(
    model: ImageModel, size: Size, ratio: str, resolution: str, given: Mapping[str, object]
) -> tuple[str, ...]:
    """nanobanana's fixed sizes, where they aren't what was explicitly asked for."""
    if model.name != "nanobanana":
        return ()
    notes = []
    if given.get("ratio") is not None and size.ratio != ratio:
        notes.append(f"ratio {ratio} cannot be sent for {model.name} here: it is {size.ratio}")
    asked = given.get("resolution") is not None
    if asked and (size.width, size.height) != catalog.nominal_size(size.ratio, resolution):
        notes.append(
            f"resolution {resolution} cannot be sent for {model.name} here: "
            f"it is {size.width}×{size.height}"
        )
    return tuple(notes)


def _intelligence_notes(model: ImageModel, asked: bool) -> tuple[str, ...]:
    if not asked or model.intelligent_ratio:
        return ()
    return (f"intelligentRatio cannot be sent for {model.name}: the asked ratio is sent",)


def _model_notes(model: ImageModel) -> tuple[str, ...]:
    if model.name in catalog.IMAGE_MODELS:
        return ()
    return (f"model key {model.key} is not in the catalogue of {catalog.CATALOG_DATE}: sent as is",)
