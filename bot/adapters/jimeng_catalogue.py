"""The SDK's model tables as the bot's catalogue."""

from __future__ import annotations

from bot.domain.models import Catalogue, Model
from bot.domain.requests import MediaKind
from jimeng.sdk.protocol.catalog import IMAGE_MODELS, RATIOS, RESOLUTIONS


def read_catalogue() -> Catalogue:
    """All models that the SDK knows, in its order: the default and the documented ones first."""
    return Catalogue(
        tuple(
            Model(
                name=model.name,
                kind=MediaKind.IMAGE,
                regions=frozenset(region.value for region in model.regions),
                ratios=RATIOS,
                resolutions=RESOLUTIONS,
            )
            for model in IMAGE_MODELS.values()
        )
    )
