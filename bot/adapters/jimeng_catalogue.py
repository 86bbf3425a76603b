"""The SDK's model tables as the bot's catalogue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import jimeng
from bot.domain.models import Catalogue, Model
from bot.domain.requests import MediaKind
from jimeng.sdk.protocol.catalog import CATALOG_DATE, IMAGE_MODELS, RATIOS, RESOLUTIONS
from jimeng.sdk.protocol.limits import MAX_FRAMES, MAX_REFERENCE_CLIPS, MAX_REFERENCE_IMAGES
from jimeng.sdk.protocol.model_lists import LIVE, built_in
from jimeng.sdk.protocol.video_catalog import VIDEO_RATIOS, VIDEO_RESOLUTIONS

_SEEDREAM = re.compile(r"jimeng-([345]\.[0-9].*)")
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)*\b.*")
_NICKNAMES = {"jimeng-video-3.5-pro": ("seedance-1.5-pro",)}  # protocol notes, section 9.3

COUNTING: Final = frozenset(name for name, each in IMAGE_MODELS.items() if each.several_pictures)
"""Models that read a number of pictures out of the prompt (protocol notes, section 8.4)."""


def read_catalogue() -> Catalogue:
    """All models that the SDK knows, in its order: the default and the documented ones first."""
    return Catalogue(
        tuple(
            Model(
                name=model.name,
                kind=MediaKind.VIDEO if model.video else MediaKind.IMAGE,
                regions=frozenset(model.regions),
                ratios=model.ratios,
                resolutions=model.resolutions,
                seconds=model.seconds,
                takes_negative=not model.video,
                max_inputs=model.frames if model.video else model.references,
                max_references=MAX_REFERENCE_IMAGES if model.video and model.references else 0,
                max_clips=MAX_REFERENCE_CLIPS if model.video and model.references else 0,
                smart_ratio=model.smart_ratio,
                aliases=_aliases(model),
                makes=1 if model.video else 4,
                counts_words=model.name in COUNTING,
            )
            for model in built_in()
        ),
        dated=CATALOG_DATE,
    )


def read_listed(
    models: Sequence[jimeng.Model], built_in: Catalogue, region: str
) -> tuple[Model, ...]:
    """What of these the service itself listed for an account of this region.

    Built-in models keep the limits that we know; those of the others are the service's, as far as
    a request can carry them.
    """
    return tuple(
        replace(_listed(model, built_in.named(model.name), built_in), regions=frozenset({region}))
        for model in models
        if model.source == LIVE
    )


def _listed(model: jimeng.Model, known: Model | None, built_in: Catalogue) -> Model:
    if known is not None:
        return known
    ratios, resolutions = (
        (VIDEO_RATIOS, VIDEO_RESOLUTIONS) if model.video else (RATIOS, RESOLUTIONS)
    )
    return Model(
        name=model.name,
        kind=MediaKind.VIDEO if model.video else MediaKind.IMAGE,
        regions=frozenset(model.regions),
        ratios=tuple(each for each in ratios if each in model.ratios) or ratios,
        resolutions=tuple(each for each in resolutions if each in model.resolutions) or resolutions,
        seconds=model.seconds,
        takes_negative=not model.video,
        max_inputs=MAX_FRAMES if model.video else model.references,
        aliases=_called(model, built_in),
        makes=1 if model.video else 4,
        title=model.title or model.key,
        is_built_in=False,
    )


def _called(model: jimeng.Model, built_in: Catalogue) -> tuple[str, ...]:
    """What people will type for "Image 5.5 Pro": that, 5.5 pro, jimeng-5.5-pro, or the key."""
    version = _VERSION.search(model.title)
    family = "jimeng-video-" if model.video else "jimeng-"
    names = [model.title, model.key]
    if version is not None:
        slug = re.sub(r"\s+", "-", version[0].strip().lower())
        names += [version[0], family + slug]
    return tuple(name for name in names if name and built_in.named(name) is None)


def _aliases(model: jimeng.Model) -> tuple[str, ...]:
    """Seedream is the same picture model by its maker's name, under the same version."""
    seedream = _SEEDREAM.fullmatch(model.name)
    own = (f"seedream-{seedream[1]}",) if seedream else ()
    return own + _NICKNAMES.get(model.name, ())
