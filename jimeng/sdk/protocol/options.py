"""The caller's camelCase options into checked values; nothing is sent before this passed.

What is not allowed raises InvalidRequestError and names what is. What the wire cannot carry is
sent as the site's clients send it, and said in `adjusted` (protocol notes, sections 8 and 11).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError
from jimeng.sdk.protocol import catalog
from jimeng.sdk.protocol.catalog import ImageModel, Size
from jimeng.sdk.protocol.regions import Region
from jimeng.sdk.types import TaskKind

Options: TypeAlias = Mapping[str, object] | None

SEED_LIMIT = 2**32
DEFAULT_STRENGTH = 0.5

_IMAGE_OPTIONS = ("ratio", "resolution", "sampleStrength", "negativePrompt", "intelligentRatio")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
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
    intelligent = _flag(given, "intelligentRatio")
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


def checked_options(options: Options, allowed: tuple[str, ...]) -> Mapping[str, object]:
    """The options as a mapping without unknown names."""
    if options is None:
        return {}
    if not isinstance(options, Mapping):
        raise InvalidRequestError(f"options must be a dict with {', '.join(allowed)}")
    unknown = [str(name) for name in options if name not in allowed]
    if unknown:
        raise InvalidRequestError(
            f"unknown option {', '.join(sorted(unknown))}; allowed: {', '.join(allowed)}"
        )
    return options


def checked_prompt(prompt: object, *, may_be_empty: bool = False) -> str:
    """The prompt as given; only what cannot be sent at all is refused."""
    if not isinstance(prompt, str):
        raise InvalidRequestError("the prompt must be text")
    if not prompt.strip() and not may_be_empty:
        raise InvalidRequestError("the prompt is empty")
    try:
        prompt.encode()
    except UnicodeEncodeError as error:
        raise InvalidRequestError("the prompt has half a surrogate pair in it") from error
    return prompt


def text_option(given: Mapping[str, object], name: str, default: str) -> str:
    """A text option; None counts as not given."""
    value = given.get(name)
    if value is None:
        return default
    if not isinstance(value, str):
        raise InvalidRequestError(f"{name} must be text, not {type(value).__name__}")
    return checked_prompt(value, may_be_empty=True)


def whole_option(given: Mapping[str, object], name: str) -> int | None:
    """A whole-number option; True and 1.0 are not numbers here."""
    value = given.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidRequestError(f"{name} must be a whole number, not {value!r}")
    return value


def seed_option(given: Mapping[str, object]) -> int | None:
    """The seed, 0 to 2^32-1."""
    seed = whole_option(given, "seed")
    if seed is not None and not 0 <= seed < SEED_LIMIT:
        raise InvalidRequestError(f"seed {seed} is not between 0 and {SEED_LIMIT - 1}")
    return seed


def checked_submit_id(submit_id: object) -> str | None:
    """A caller's own submit id: a UUID in its usual text form."""
    if submit_id is None:
        return None
    if not isinstance(submit_id, str) or not _UUID.fullmatch(submit_id):
        raise InvalidRequestError(
            "submit_id must be a UUID like 1b4e28ba-2fa1-41d2-883f-0016d3cca427"
        )
    return submit_id


def _strength(given: Mapping[str, object]) -> float:
    value = given.get("sampleStrength")
    if value is None:
        return DEFAULT_STRENGTH
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise InvalidRequestError("sampleStrength must be a number from 0 to 1")
    if not math.isfinite(value) or not 0 <= value <= 1:
        raise InvalidRequestError(f"sampleStrength {value} is not between 0 and 1")
    return value


def _flag(given: Mapping[str, object], name: str) -> bool:
    value = given.get(name)
    if value is None:
        return False
    if not isinstance(value, bool):
        raise InvalidRequestError(f"{name} must be True or False")
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
