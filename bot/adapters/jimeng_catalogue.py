"""The SDK's model tables as the bot's catalogue."""

from __future__ import annotations

import jimeng
from bot.domain.models import Catalogue, Model
from bot.domain.requests import MediaKind


def read_catalogue() -> Catalogue:
    """All models that the SDK knows, its default first."""
    models = sorted(jimeng.image_models(), key=lambda m: m.name != jimeng.DEFAULT_IMAGE_MODEL)
    return Catalogue(
        tuple(
            Model(
                name=model.name,
                kind=MediaKind.IMAGE,
                regions=frozenset(region.value for region in model.regions),
                ratios=jimeng.RATIOS,
                resolutions=jimeng.RESOLUTIONS,
            )
            for model in models
        )
    )
