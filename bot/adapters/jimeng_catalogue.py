"""The SDK's model tables as the bot's catalogue."""

from __future__ import annotations

import re

import jimeng
from bot.domain.models import Catalogue, Model
from bot.domain.requests import MediaKind
from jimeng.sdk.protocol.limits import MAX_REFERENCE_CLIPS, MAX_REFERENCE_IMAGES
from jimeng.sdk.protocol.model_lists import built_in

_SEEDREAM = re.compile(r"jimeng-([345]\.[0-9].*)")
_NICKNAMES = {"jimeng-video-3.5-pro": ("seedance-1.5-pro",)}  # protocol notes, section 9.3


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
            )
            for model in built_in()
        )
    )


def _aliases(model: jimeng.Model) -> tuple[str, ...]:
    """Seedream is the same picture model by its maker's name, under the same version."""
    seedream = _SEEDREAM.fullmatch(model.name)
    own = (f"seedream-{seedream[1]}",) if seedream else ()
    return own + _NICKNAMES.get(model.name, ())
