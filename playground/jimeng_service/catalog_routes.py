"""The model catalogue as the service tells it.

Rule: protocol notes, sections 6 and 11.4: a list of models with a resolution map, options for the
number of pictures and a limit for input pictures. The names inside a model's entry are our reading,
since no full answer is published.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from playground.jimeng_service.catalog import (
    IMAGE_MODELS,
    NANOBANANA,
    SIZES,
    VIDEO_MODELS,
    VIDEO_RATIOS,
    VIDEO_RESOLUTIONS,
)
from playground.jimeng_service.envelope import mweb
from playground.jimeng_service.fields import Object
from playground.jimeng_service.gate import Caller
from playground.jimeng_service.image_orders import MOST_REFERENCES
from playground.jimeng_service.regions import Region
from playground.jimeng_service.world import JimengWorld
from playground.journal import JSON


def calls(
    world: JimengWorld,
) -> dict[str, Callable[[web.Request, Caller, Object], Awaitable[web.StreamResponse]]]:
    """The catalogue calls by path."""
    now = world.stage.clock.now

    async def images(request: web.Request, caller: Caller, body: Object) -> web.Response:
        return mweb(now(), {"model_list": image_models(caller.region)})

    async def videos(request: web.Request, caller: Caller, body: Object) -> web.Response:
        return mweb(now(), {"model_list": video_models(caller.region)})

    return {
        "/mweb/v1/get_common_config": images,
        "/mweb/v1/video_generate/get_common_config": videos,
    }


def image_models(region: Region) -> list[JSON]:
    """The region's image models."""
    return [
        {
            "model_req_key": key,
            "model_name": model.name,
            "resolution_map": _resolutions(key),
            "generate_count_options": [1, 2, 3, 4, 5, 6, 7, 8],
            "input_image_limit": MOST_REFERENCES,
        }
        for key, model in IMAGE_MODELS.items()
        if region.cluster in model.clusters
    ]


def _resolutions(key: str) -> dict[str, JSON]:
    if key == NANOBANANA:
        return {"1k": {"image_ratio_sizes": [{"ratio_type": 1, "width": 1024, "height": 1024}]}}
    return {
        name: {
            "image_ratio_sizes": [
                {"ratio_type": code, "width": width, "height": height}
                for code, (width, height) in enumerate(sizes, start=1)
            ]
        }
        for name, sizes in SIZES.items()
    }


def video_models(region: Region) -> list[JSON]:
    """The region's video models."""
    return [
        {
            "model_req_key": key,
            "model_name": model.name,
            "duration_ms_options": list[JSON](sorted(model.durations_ms)),
            "resolution_options": list[JSON](list(VIDEO_RESOLUTIONS)[:3]),
            "ratio_options": list[JSON](f"{width}:{height}" for width, height in VIDEO_RATIOS),
            "fps": 24,
        }
        for key, model in VIDEO_MODELS.items()
        if region.cluster in model.clusters
    ]
