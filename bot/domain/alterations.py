"""A request that ended, asked again with one thing changed: another model, a smaller size.

The buttons under a failure offer what is possible; whoever taps one reads a receipt first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bot.domain.errors import UserError
from bot.domain.models import Catalogue, Model
from bot.domain.ratios import aspect_of, nearest_ratio
from bot.domain.requests import GenerationRequest, ImageRequest, VideoRequest

OFFERED_AT_MOST: Final = 12
"""Buttons of one kind that are worth reading."""

LEGIBLE: Final = re.compile(r"[A-Za-z0-9_.-]{1,38}")
"""Names that fit into a button's data; a model by its internal key has to be typed."""


class Aspect(StrEnum):
    """What of a request may be changed."""

    MODEL = "model"
    RESOLUTION = "res"
    RATIO = "ar"
    SECONDS = "dur"


@dataclass(frozen=True, slots=True)
class Alteration:
    """One change, as a button says it: `model.jimeng-4.0`, `res.1k`, `ar.16-9`, `dur.5`."""

    aspect: Aspect
    value: str

    def __str__(self) -> str:
        return f"{self.aspect}.{self.value.replace(':', '-')}"


def read_alteration(text: str) -> Alteration | None:
    """What a button says; None for anything else."""
    aspect, dot, value = text.partition(".")
    if not dot or not value or aspect not in set(Aspect):
        return None
    is_ratio = aspect == Aspect.RATIO
    return Alteration(Aspect(aspect), value.replace("-", ":") if is_ratio else value)


def other_models(
    request: GenerationRequest, catalogue: Catalogue, region: str
) -> Sequence[Alteration]:
    """The models that can make this, on this site, but the one that was asked; none is made up."""
    return [
        Alteration(Aspect.MODEL, model.name)
        for model in catalogue.of_kind(request.kind)
        if model.name != request.model
        and LEGIBLE.fullmatch(model.name)
        and (not region or region in model.regions)
        and len(request.inputs) <= model.max_inputs
    ][:OFFERED_AT_MOST]


def smaller(request: GenerationRequest, catalogue: Catalogue) -> Sequence[Alteration]:
    """Smaller sizes and shorter films of the same model, the nearest first."""
    model = catalogue.named(request.model)
    if model is None:
        return []
    found: list[Alteration] = []
    if request.resolution in model.resolutions:
        below = model.resolutions[: model.resolutions.index(request.resolution)]
        found += [Alteration(Aspect.RESOLUTION, each) for each in reversed(below)]
    if isinstance(request, VideoRequest):
        shorter = [each for each in model.seconds if each < request.seconds]
        found += [Alteration(Aspect.SECONDS, str(each)) for each in reversed(shorter)]
    return found[:OFFERED_AT_MOST]


def others_of_model(request: GenerationRequest, catalogue: Catalogue) -> Sequence[Alteration]:
    """Every size, length and ratio of the model but those that were asked."""
    model = catalogue.named(request.model)
    if model is None:
        return []
    found = [
        Alteration(Aspect.RESOLUTION, each)
        for each in model.resolutions
        if each != request.resolution
    ]
    if isinstance(request, VideoRequest):
        lengths = [each for each in model.seconds if each != request.seconds]
        found += [Alteration(Aspect.SECONDS, str(each)) for each in lengths]
    return found + [
        Alteration(Aspect.RATIO, each) for each in model.ratios if each != request.ratio
    ]


def altered(
    request: GenerationRequest, alteration: Alteration, catalogue: Catalogue
) -> GenerationRequest:
    """The request with the change. Another model gets what it can do of the rest.

    Raises `UserError` (followup-model-gone, alteration-impossible).
    """
    wanted = alteration.value if alteration.aspect is Aspect.MODEL else request.model
    model = catalogue.named(wanted)
    if model is None or model.kind is not request.kind:
        raise UserError("followup-model-gone", model=wanted)
    match alteration.aspect:
        case Aspect.MODEL:
            if len(request.inputs) > model.max_inputs:
                raise UserError("alteration-impossible", model=model.name)
            return _fitted(request, model)
        case Aspect.RESOLUTION if alteration.value in model.resolutions:
            return replace(request, resolution=alteration.value)
        case Aspect.RATIO if alteration.value in model.ratios:
            return replace(request, ratio=alteration.value)
        case Aspect.SECONDS if isinstance(request, VideoRequest):
            if alteration.value.isdecimal() and int(alteration.value) in model.seconds:
                return replace(request, seconds=int(alteration.value))
    raise UserError("alteration-impossible", model=model.name)


def _fitted(request: GenerationRequest, model: Model) -> GenerationRequest:
    """What the model doesn't do is asked as the nearest that it does; the receipt shows it."""
    ratio = request.ratio
    if model.ratios and ratio not in model.ratios:
        ratio = nearest_ratio(aspect_of(ratio), model.ratios)
    resolution = request.resolution
    if resolution not in model.resolutions:
        resolution = model.resolutions[0] if model.resolutions else ""
    if isinstance(request, ImageRequest):
        negative = request.negative if model.takes_negative else ""
        return replace(
            request,
            model=model.name,
            model_title=model.title,
            ratio=ratio,
            resolution=resolution,
            negative=negative,
        )
    seconds = request.seconds
    if model.seconds and seconds not in model.seconds:
        seconds = min(model.seconds, key=lambda each: abs(each - request.seconds))
    return replace(
        request,
        model=model.name,
        model_title=model.title,
        ratio=ratio,
        resolution=resolution,
        seconds=seconds,
    )
