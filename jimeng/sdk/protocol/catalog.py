"""Picture models, ratios and sizes: dated data and look-ups (protocol notes, 11.1 to 11.4).

Read on 2026-02-28 from the client most people run, with the user document's own table for 1k, 2k
and 4k. The service changes its models; `models(live=True)` of a client reads what it has today.
"""

from __future__ import annotations

from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError
from jimeng.sdk.protocol.regions import Region

CATALOG_DATE = "2026-02-28"
DEFAULT_IMAGE_MODEL = "jimeng-4.0"
DEFAULT_RATIO = "1:1"
DEFAULT_RESOLUTION = "2k"
EXPLICIT_KEY = "key:"
"""Prefix of a model given by its internal key, for one that this catalogue doesn't know yet."""

RATIO_CODES = {
    "1:1": 1,
    "3:4": 2,
    "16:9": 3,
    "4:3": 4,
    "9:16": 5,
    "2:3": 6,
    "3:2": 7,
    "21:9": 8,
}
RATIOS = tuple(RATIO_CODES)
RESOLUTIONS = ("1k", "2k", "4k")

_EVERYWHERE = tuple(Region)
_DREAMINA = (Region.US, Region.HK, Region.JP, Region.SG)
_CHINA = (Region.CN,)
_NOT_US = (Region.CN, Region.HK, Region.JP, Region.SG)

_Table = dict[str, tuple[int, int]]

_DOCUMENT: dict[str, _Table] = {
    "1k": {
        "1:1": (1328, 1328),
        "4:3": (1472, 1104),
        "3:4": (1104, 1472),
        "16:9": (1664, 936),
        "9:16": (936, 1664),
        "3:2": (1584, 1056),
        "2:3": (1056, 1584),
        "21:9": (2016, 864),
    },
    "2k": {
        "1:1": (2048, 2048),
        "4:3": (2304, 1728),
        "3:4": (1728, 2304),
        "16:9": (2560, 1440),
        "9:16": (1440, 2560),
        "3:2": (2496, 1664),
        "2:3": (1664, 2496),
        "21:9": (3024, 1296),
    },
    "4k": {
        "1:1": (4096, 4096),
        "4:3": (4608, 3456),
        "3:4": (3456, 4608),
        "16:9": (5120, 2880),
        "9:16": (2880, 5120),
        "3:2": (4992, 3328),
        "2:3": (3328, 4992),
        "21:9": (6048, 2592),
    },
}
_SMALL: _Table = {
    "1:1": (1024, 1024),
    "4:3": (1024, 768),
    "3:4": (768, 1024),
    "16:9": (1024, 576),
    "9:16": (576, 1024),
    "3:2": (1024, 682),
    "2:3": (682, 1024),
    "21:9": (1195, 512),
}
_PRO_4K: _Table = {
    "1:1": (4096, 4096),
    "4:3": (4693, 3520),
    "3:4": (3520, 4693),
    "16:9": (5404, 3040),
    "9:16": (3040, 5404),
    "3:2": (4992, 3328),
    "2:3": (3328, 4992),
    "21:9": (6197, 2656),
}
_NANOBANANA_PRO: dict[str, _Table] = {"1k": _SMALL, "2k": _DOCUMENT["2k"], "4k": _PRO_4K}


class Size(Struct, frozen=True):
    """What is written into a draft for a ratio at a resolution."""

    width: int
    height: int
    resolution: str
    ratio: str
    ratio_code: int


class ImageModel(Struct, frozen=True):
    """One picture model under its public name."""

    name: str
    key: str
    regions: tuple[Region, ...]
    # The model may choose the ratio from the prompt.
    intelligent_ratio: bool = False
    # Words like 连续 in the prompt switch to the several-pictures mode.
    several_pictures: bool = False
    documented: bool = False


_KEY_30 = "high_aes_general_v30l:general_v3.0_18b"
_KEY_31 = "high_aes_general_v30l_art_fangzhou:general_v3.0_18b"
_NANO = "external_model_gemini_flash_image_v25"

IMAGE_MODELS: dict[str, ImageModel] = {
    model.name: model
    for model in (
        ImageModel("jimeng-4.0", "high_aes_general_v40", _EVERYWHERE, True, True, True),
        ImageModel("jimeng-3.1", _KEY_31, _CHINA, documented=True),
        ImageModel("jimeng-3.0", _KEY_30, _EVERYWHERE, documented=True),
        ImageModel("jimeng-2.1", "high_aes_general_v21_L:general_v2.1_L", _CHINA, documented=True),
        ImageModel("jimeng-xl-pro", "text2img_xl_sft", _CHINA, documented=True),
        ImageModel("nanobanana", _NANO, _DREAMINA, documented=True),
        ImageModel("nanobananapro", "dreamina_image_lib_1", _DREAMINA),
        ImageModel("jimeng-4.1", "high_aes_general_v41", _EVERYWHERE, True, True),
        ImageModel("jimeng-4.5", "high_aes_general_v40l", _EVERYWHERE, True, True),
        ImageModel("jimeng-4.6", "high_aes_general_v42", _NOT_US, True),
        ImageModel("jimeng-4.7", "high_aes_general_v43", _CHINA),
        ImageModel("jimeng-5.0", "high_aes_general_v50", _NOT_US, True),
        ImageModel("jimeng-5.0-pro", "high_aes_general_v50p_large", _CHINA),
        ImageModel("jimeng-5.0-flash", "high_aes_general_v50_flash", _CHINA),
        ImageModel("jimeng-2.0-pro", "high_aes_general_v20_L:general_v2.0_L", _CHINA),
        ImageModel("jimeng-2.0", "high_aes_general_v20:general_v2.0", _CHINA),
        ImageModel("jimeng-1.4", "high_aes_general_v14:general_v1.4", _CHINA),
    )
}


def image_models(region: Region) -> tuple[ImageModel, ...]:
    """The picture models that a region has, the documented ones first."""
    return tuple(model for model in IMAGE_MODELS.values() if region in model.regions)


def image_model(name: object, region: Region) -> ImageModel:
    """The model of that name in a region; `key:…` names one by its internal key.

    Raises InvalidRequestError, naming what the region has.
    """
    if isinstance(name, str) and name.startswith(EXPLICIT_KEY) and name != EXPLICIT_KEY:
        key = name.removeprefix(EXPLICIT_KEY)
        known = (model for model in image_models(region) if model.key == key)
        return next(known, ImageModel(name, key, _EVERYWHERE))
    model = IMAGE_MODELS.get(name) if isinstance(name, str) else None
    if model is None or region not in model.regions:
        allowed = ", ".join(model.name for model in image_models(region))
        raise InvalidRequestError(f"no picture model {name!r} in region {region.value}: {allowed}")
    return model


def public_name(key: str) -> str:
    """The name of a model by its internal key; an unknown key stands for itself."""
    known = (model.name for model in IMAGE_MODELS.values() if model.key == key)
    return next(known, f"{EXPLICIT_KEY}{key}" if key else "")


def size(model: str, ratio: str, resolution: str, region: Region) -> Size:
    """What is sent for a ratio at a resolution; raises InvalidRequestError naming what there is.

    nanobanana has sizes of its own, whatever was asked: compare the answer with the question.
    """
    _require("ratio", ratio, RATIOS)
    _require("resolution", resolution, RESOLUTIONS)
    chosen = image_model(model, region).name
    if chosen == "nanobanana":
        if region is Region.US:
            return Size(1024, 1024, "2k", "1:1", RATIO_CODES["1:1"])
        return _size(_SMALL, ratio, "1k", RATIO_CODES[ratio])
    if chosen == "nanobananapro":
        return _size(_NANOBANANA_PRO[resolution], ratio, resolution, RATIO_CODES[ratio])
    # The client most people run counts the codes from 101 at 4k.
    code = RATIO_CODES[ratio] + (100 if resolution == "4k" else 0)
    return _size(_DOCUMENT[resolution], ratio, resolution, code)


def nominal_size(ratio: str, resolution: str) -> tuple[int, int]:
    """Width and height that the user document promises for a ratio at a resolution."""
    return _DOCUMENT[resolution][ratio]


def _size(table: _Table, ratio: str, resolution: str, code: int) -> Size:
    width, height = table[ratio]
    return Size(width, height, resolution, ratio, code)


def _require(what: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise InvalidRequestError(f"{what} {value!r} is not one of {', '.join(allowed)}")
