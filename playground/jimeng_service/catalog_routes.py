"""The model catalogue as the service tells it.

Rule: protocol notes, sections 6 and 11.4: a list of models with a resolution map, options for the
number of pictures and a limit for input pictures per ability. The names inside a model's entry are
those that several public clients read; no full answer is published.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from playground.jimeng_service.catalog import (
    NANOBANANA,
    SIZES,
    VIDEO_RATIOS,
    VIDEO_RESOLUTIONS,
)
from playground.jimeng_service.envelope import mweb
from playground.jimeng_service.fields import Object
from playground.jimeng_service.gate import Caller
from playground.jimeng_service.image_orders import MOST_REFERENCES
from playground.jimeng_service.model_shop import ModelShop
from playground.jimeng_service.regions import Region
from playground.jimeng_service.world import JimengWorld
from playground.journal import JSON

FRAMES_PER_SECOND = 24
"""Lengths are listed in frames."""


def calls(
    world: JimengWorld,
) -> dict[str, Callable[[web.Request, Caller, Object], Awaitable[web.StreamResponse]]]:
    """The catalogue calls by path."""
    now = world.stage.clock.now

    async def images(request: web.Request, caller: Caller, body: Object) -> web.Response:
        return mweb(now(), {"model_list": image_models(world.models, caller.region)})

    async def videos(request: web.Request, caller: Caller, body: Object) -> web.Response:
        return mweb(now(), {"model_list": video_models(world.models, caller.region)})

    return {
        "/mweb/v1/get_common_config": images,
        "/mweb/v1/video_generate/get_common_config": videos,
    }


def image_models(shop: ModelShop, region: Region) -> list[JSON]:
    """The region's image models."""
    return [
        {
            "model_req_key": key,
            "model_name": model.name,
            "resolution_map": _resolutions(key),
            "generate_count_options": [1, 2, 3, 4, 5, 6, 7, 8],
            "input_image_limit": [{"ability_name": "byte_edit", "max_image_num": MOST_REFERENCES}],
        }
        for key, model in shop.images.items()
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


def video_models(shop: ModelShop, region: Region) -> list[JSON]:
    """The region's video models."""
    return [
        {
            "model_req_key": key,
            "model_name": model.name,
            "options": [
                _strings("resolution", list(VIDEO_RESOLUTIONS)[:3]),
                _strings("video_aspect_ratio", [f"{x}:{y}" for x, y in VIDEO_RATIOS]),
                _numbers("fps", [FRAMES_PER_SECOND]),
                _numbers(
                    "frames",
                    [FRAMES_PER_SECOND * ms // 1000 for ms in sorted(model.durations_ms)],
                ),
            ],
        }
        for key, model in shop.videos.items()
        if region.cluster in model.clusters
    ]


def _strings(key: str, values: list[str]) -> JSON:
    return {"key": key, "enum_val": {"string_value": list[JSON](values)}}


def _numbers(key: str, values: list[int]) -> JSON:
    return {"key": key, "enum_val": {"int_value": list[JSON](values)}}
