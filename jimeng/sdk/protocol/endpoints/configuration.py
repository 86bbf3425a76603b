"""What the service says it has: models with their sizes, lengths and inputs (notes, section 6).

The shape is known from clients that read it live (2026-09). Every field is optional here: a model
with odd details is still a model.
"""

from __future__ import annotations

from contextlib import suppress

import msgspec
from msgspec import Struct

from jimeng.sdk.protocol.catalog import RATIO_CODES
from jimeng.sdk.protocol.decoding import read_envelope
from jimeng.sdk.protocol.endpoints.posting import post
from jimeng.sdk.protocol.messages import HTTPRequest, HTTPResponse
from jimeng.sdk.protocol.model_lists import LIVE
from jimeng.sdk.protocol.session import Identity
from jimeng.sdk.types import Model

IMAGE_CONFIG = "/mweb/v1/get_common_config"
VIDEO_CONFIG = "/mweb/v1/video_generate/get_common_config"

_RATIOS = {code: ratio for ratio, code in RATIO_CODES.items()}
_FRAMES_PER_SECOND = 24


class _RatioSize(Struct):
    ratio_type: int | None = None
    width: int | None = None
    height: int | None = None


class _Bucket(Struct):
    image_ratio_sizes: list[_RatioSize] | None = None


class _Limit(Struct):
    ability_name: str | None = None
    max_image_num: int | None = None


class _Values(Struct):
    string_value: list[str] | None = None
    int_value: list[int] | None = None


class _Option(Struct):
    key: str | None = None
    enum_val: _Values | None = None


class _Named(Struct):
    model_req_key: str | None = None


class _Listed(Struct):
    model_req_key: str | None = None
    model_name: str | None = None
    resolution_map: dict[str, _Bucket | None] | None = None
    input_image_limit: list[_Limit] | int | None = None
    options: list[_Option] | None = None


class _Config(Struct):
    # Each model is read by itself, so that an odd one does not hide the others.
    model_list: list[msgspec.Raw] | None = None


def build_config(identity: Identity, now: int, *, video: bool) -> HTTPRequest:
    """Ask for the models of a kind."""
    return post(identity, "mweb", VIDEO_CONFIG if video else IMAGE_CONFIG, now, {})


def read_config(response: HTTPResponse, identity: Identity, *, video: bool) -> tuple[Model, ...]:
    """The models of a kind, named by their keys still."""
    payload = read_envelope(response)
    rows = [] if payload.empty else payload.read(_Config).model_list or []
    listed = map(_listed, rows)
    read = _video if video else _image
    region = identity.region.value
    return tuple(
        read(model, model.model_req_key, region) for model in listed if model.model_req_key
    )


def _listed(raw: msgspec.Raw) -> _Listed:
    """A model with what can be read of it: all, or at least its key."""
    with suppress(msgspec.ValidationError):
        return msgspec.json.decode(raw, type=_Listed)
    with suppress(msgspec.ValidationError):
        return _Listed(model_req_key=msgspec.json.decode(raw, type=_Named).model_req_key)
    return _Listed()


def _image(model: _Listed, key: str, region: str) -> Model:
    sizes = {name: _sizes(bucket) for name, bucket in (model.resolution_map or {}).items()}
    return Model(
        name=model.model_name or key,
        key=key,
        title=model.model_name or "",
        video=False,
        regions=(region,),
        ratios=tuple(dict.fromkeys(ratio for table in sizes.values() for ratio in table)),
        resolutions=tuple(sizes),
        sizes=sizes,
        references=_references(model.input_image_limit),
        source=LIVE,
    )


def _references(limit: list[_Limit] | int | None) -> int:
    """The limit of input pictures: one number, or one per ability."""
    if isinstance(limit, int):
        return limit
    return max((one.max_image_num or 0 for one in limit or []), default=0)


def _sizes(bucket: _Bucket | None) -> dict[str, tuple[int, int]]:
    rows = bucket.image_ratio_sizes if bucket else None
    return {
        _RATIOS[row.ratio_type]: (row.width, row.height)
        for row in rows or []
        if row.ratio_type in _RATIOS and row.width and row.height
    }


def _video(model: _Listed, key: str, region: str) -> Model:
    values = {option.key: option.enum_val or _Values() for option in model.options or []}
    frames = values.get("frames", _Values()).int_value or []
    return Model(
        name=model.model_name or key,
        key=key,
        title=model.model_name or "",
        video=True,
        regions=(region,),
        ratios=tuple(values.get("video_aspect_ratio", _Values()).string_value or ()),
        resolutions=tuple(values.get("resolution", _Values()).string_value or ()),
        seconds=tuple(round(count / _FRAMES_PER_SECOND) for count in frames),
        source=LIVE,
    )
