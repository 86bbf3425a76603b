"""The catalogue as one list: built in, or joined with what the service says it has today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import structs

from jimeng.sdk.protocol import catalog, video_catalog
from jimeng.sdk.protocol.catalog import CATALOG_DATE, EXPLICIT_KEY, RATIOS, RESOLUTIONS
from jimeng.sdk.protocol.limits import MAX_COMPOSED, MAX_FRAMES, MAX_REFERENCES
from jimeng.sdk.protocol.regions import Region
from jimeng.sdk.protocol.video_catalog import VIDEO_RATIOS, VIDEO_RESOLUTIONS
from jimeng.sdk.types import Model

BUILT_IN = f"built in {CATALOG_DATE}"
LIVE = "live"


def built_in(region: Region | None = None) -> tuple[Model, ...]:
    """The models that this version knows, for a region or altogether."""
    return (*_pictures(region), *_videos(region))


def _pictures(region: Region | None) -> tuple[Model, ...]:
    return tuple(
        Model(
            name=model.name,
            key=model.key,
            video=False,
            regions=tuple(one.value for one in model.regions),
            ratios=RATIOS,
            resolutions=RESOLUTIONS,
            sizes=_sizes(model.name, region or model.regions[0]),
            references=MAX_COMPOSED,
            smart_ratio=model.intelligent_ratio,
            documented=model.documented,
            source=BUILT_IN,
        )
        for model in catalog.IMAGE_MODELS.values()
        if region is None or region in model.regions
    )


def _sizes(name: str, region: Region) -> dict[str, dict[str, tuple[int, int]]]:
    return {
        resolution: {
            ratio: (size.width, size.height)
            for ratio in RATIOS
            for size in [catalog.size(name, ratio, resolution, region)]
        }
        for resolution in RESOLUTIONS
    }


def _videos(region: Region | None) -> tuple[Model, ...]:
    return tuple(
        Model(
            name=model.name,
            key=model.key,
            video=True,
            regions=tuple(one.value for one in model.regions),
            ratios=VIDEO_RATIOS,
            resolutions=VIDEO_RESOLUTIONS if model.sends_resolution else (),
            seconds=model.seconds,
            frames=MAX_FRAMES,
            references=MAX_REFERENCES if model.omni_benefit else 0,
            benefit=model.benefit,
            documented=model.documented,
            source=BUILT_IN,
        )
        for model in video_catalog.VIDEO_MODELS.values()
        if region is None or region in model.regions
    )


def joined(known: Sequence[Model], live: Sequence[Model]) -> tuple[Model, ...]:
    """What the service has today: known models under their names, new ones by their keys.

    A kind of which the service listed nothing keeps its built-in models.
    """
    names = {model.key: model for model in known}
    listed = tuple(_named(model, names) for model in live)
    kinds = {model.video for model in listed}
    return (*listed, *(model for model in known if model.video not in kinds))


def _named(model: Model, known: Mapping[str, Model]) -> Model:
    familiar = known.get(model.key)
    if familiar is None:
        return structs.replace(model, name=f"{EXPLICIT_KEY}{model.key}")
    return structs.replace(
        model,
        name=familiar.name,
        regions=familiar.regions,
        ratios=model.ratios or familiar.ratios,
        resolutions=model.resolutions or familiar.resolutions,
        sizes=model.sizes or familiar.sizes,
        seconds=model.seconds or familiar.seconds,
        frames=model.frames or familiar.frames,
        references=model.references or familiar.references,
        smart_ratio=familiar.smart_ratio,
        benefit=familiar.benefit,
        documented=familiar.documented,
    )
