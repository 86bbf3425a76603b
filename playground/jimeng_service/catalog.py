"""Which models a region has, and which sizes a model takes.

Rule: data of the protocol notes, section 11, with every table that some client is known to send:
neither a 1k table of another age nor a ratio code that disagrees with the pixels is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

Size = tuple[int, int]

_ALL = frozenset({"cn", "us", "sg"})
_CN = frozenset({"cn"})
_INTERNATIONAL = frozenset({"us", "sg"})
_CN_SG = frozenset({"cn", "sg"})
_SG = frozenset({"sg"})

NANOBANANA = "external_model_gemini_flash_image_v25"
MANY_PICTURES = frozenset({"high_aes_general_v40", "high_aes_general_v41", "high_aes_general_v40l"})
_HALF_K = frozenset({"high_aes_general_v50p_large", "high_aes_general_v50_flash"})


@dataclass(frozen=True)
class ImageModel:
    """An image model: its name on the site and the clusters that have it."""

    name: str
    clusters: frozenset[str]


IMAGE_MODELS: dict[str, ImageModel] = {
    "high_aes_general_v40": ImageModel("Image 4.0", _ALL),
    "high_aes_general_v30l_art_fangzhou:general_v3.0_18b": ImageModel("Image 3.1", _CN),
    "high_aes_general_v30l:general_v3.0_18b": ImageModel("Image 3.0", _ALL),
    "high_aes_general_v21_L:general_v2.1_L": ImageModel("Image 2.1", _CN),
    "text2img_xl_sft": ImageModel("Image XL Pro", _CN),
    NANOBANANA: ImageModel("Nano Banana", _INTERNATIONAL),
    "dreamina_image_lib_1": ImageModel("Nano Banana Pro", _INTERNATIONAL),
    "high_aes_general_v41": ImageModel("Image 4.1", _ALL),
    "high_aes_general_v40l": ImageModel("Image 4.5", _ALL),
    "high_aes_general_v42": ImageModel("Image 4.6", _CN_SG),
    "high_aes_general_v43": ImageModel("Image 4.7", _CN),
    "high_aes_general_v50": ImageModel("Image 5.0", _CN_SG),
    "high_aes_general_v50p_large": ImageModel("Image 5.0 Pro", _CN),
    "high_aes_general_v50_flash": ImageModel("Image 5.0 Flash", _CN),
    "high_aes_general_v20_L:general_v2.0_L": ImageModel("Image 2.0 Pro", _CN),
    "high_aes_general_v20:general_v2.0": ImageModel("Image 2.0", _CN),
    "high_aes_general_v14:general_v1.4": ImageModel("Image 1.4", _CN),
}

# By ratio code 1..8: 1:1, 3:4, 16:9, 4:3, 9:16, 2:3, 3:2, 21:9 (section 11.3).
SIZES: dict[str, tuple[Size, ...]] = {
    "1k": (
        (1328, 1328),
        (1104, 1472),
        (1664, 936),
        (1472, 1104),
        (936, 1664),
        (1056, 1584),
        (1584, 1056),
        (2016, 864),
    ),
    "2k": (
        (2048, 2048),
        (1728, 2304),
        (2560, 1440),
        (2304, 1728),
        (1440, 2560),
        (1664, 2496),
        (2496, 1664),
        (3024, 1296),
    ),
    "4k": (
        (4096, 4096),
        (3456, 4608),
        (5120, 2880),
        (4608, 3456),
        (2880, 5120),
        (3328, 4992),
        (4992, 3328),
        (6048, 2592),
    ),
}
_OTHER_SIZES: dict[str, frozenset[Size]] = {
    "1k": frozenset(
        {
            (1024, 1024),
            (768, 1024),
            (1024, 768),
            (1024, 576),
            (576, 1024),
            (1024, 682),
            (682, 1024),
            (1195, 512),
            (2016, 846),
        }
    ),
    "2k": frozenset(),
    "4k": frozenset({(4693, 3520), (3520, 4693), (5404, 3040), (3040, 5404), (6197, 2656)}),
}

SMALLEST_SIDE, LARGEST_SIDE = 256, 6197


def size_is_taken(model: str, resolution: str, size: Size) -> bool:
    """Whether some known table has this size for this resolution."""
    if resolution == "1.5k":  # a bucket of two newest models; its exact sizes are not known
        return model in _HALF_K and all(SMALLEST_SIDE <= side <= LARGEST_SIDE for side in size)
    if model == NANOBANANA and resolution == "2k" and size == (1024, 1024):
        return True
    return size in SIZES.get(resolution, ()) or size in _OTHER_SIZES.get(resolution, ())


def ratio_code_is_taken(code: int, resolution: str) -> bool:
    """Codes 0..8 everywhere (one client counts from 0), 101..108 at 4k (section 11.3)."""
    return 0 <= code <= 8 or (resolution == "4k" and 101 <= code <= 108)


@dataclass(frozen=True)
class VideoModel:
    """A video model: clusters and lengths in milliseconds (section 11.5)."""

    name: str
    clusters: frozenset[str]
    durations_ms: frozenset[int]


def _seconds(first: int, last: int, step: int = 1) -> frozenset[int]:
    return frozenset(range(first * 1000, last * 1000 + 1, step * 1000))


VIDEO_MODELS: dict[str, VideoModel] = {
    "dreamina_ic_generate_video_model_vgfm_3.0": VideoModel("Video 3.0", _ALL, _seconds(3, 10)),
    "dreamina_ic_generate_video_model_vgfm_3.0_pro": VideoModel(
        "Video 3.0 Pro", _CN_SG, _seconds(3, 10)
    ),
    "dreamina_ic_generate_video_model_vgfm_3.0_fast": VideoModel(
        "Video 3.0 Fast", _CN_SG, _seconds(3, 10)
    ),
    "dreamina_ic_generate_video_model_vgfm_lite": VideoModel(
        "Video 2.0", _CN_SG, _seconds(5, 10, 5)
    ),
    "dreamina_ic_generate_video_model_vgfm1.0": VideoModel(
        "Video 2.0 Pro", _CN_SG, _seconds(5, 10, 5)
    ),
    "dreamina_ic_generate_video_model_vgfm_3.5_pro": VideoModel(
        "Video 3.5 Pro", _ALL, _seconds(4, 12)
    ),
    "dreamina_seedance_40_pro": VideoModel("Seedance 2.0", _CN, _seconds(4, 15)),
    "dreamina_seedance_40": VideoModel("Seedance 2.0 Fast", _CN, _seconds(4, 15)),
    "dreamina_seedance_40_pro_vision": VideoModel("Seedance 2.0 VIP", _CN, _seconds(4, 15)),
    "dreamina_seedance_40_vision": VideoModel("Seedance 2.0 Fast VIP", _CN, _seconds(4, 15)),
    "dreamina_seedance_40_mini": VideoModel("Seedance 2.0 Mini", _CN, _seconds(4, 15)),
    "dreamina_veo3_generate_video": VideoModel("Veo 3", _SG, _seconds(8, 8)),
    "dreamina_veo3.1_generate_video": VideoModel("Veo 3.1", _SG, _seconds(8, 8)),
    "dreamina_sora2_generate_video": VideoModel("Sora 2", _SG, _seconds(4, 12, 4)),
}

VIDEO_RATIOS: tuple[Size, ...] = ((21, 9), (16, 9), (4, 3), (1, 1), (3, 4), (9, 16))
VIDEO_RESOLUTIONS: dict[str, int] = {"480p": 480, "720p": 720, "1080p": 1080, "4k": 2160}

BENEFIT_TYPES = (
    "basic_video_operation_vgfm_v_three",
    "dreamina_video_seedance_15_pro",
    "dreamina_video_seedance_20",
    "dreamina_seedance_20_fast",
    "seedance_20_",
    "generate_video_veo3",
    "generate_video_sora2",
)


def benefit_type_is_known(benefit_type: str) -> bool:
    """Whether the type belongs to a family that some client uses (section 9.3)."""
    return benefit_type.startswith(BENEFIT_TYPES)


def video_ratio(text: str) -> Size | None:
    """The named ratio that `w:h` means; a reduced fraction such as 7:3 means 21:9."""
    wide, colon, high = text.partition(":")
    if not (colon and wide.isdecimal() and high.isdecimal() and int(wide) and int(high)):
        return None
    width, height = int(wide), int(high)
    return next((r for r in VIDEO_RATIOS if r[0] * height == r[1] * width), None)


def video_size(ratio: Size, resolution: str | None) -> Size:
    """Pixels of a video: the short side is the resolution's number; sides are even."""
    short = VIDEO_RESOLUTIONS[resolution or "720p"]
    width, height = ratio
    if width >= height:
        return _even(short * width / height), short
    return short, _even(short * height / width)


def _even(value: float) -> int:
    return round(value / 2) * 2
