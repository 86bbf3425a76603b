"""Video models, ratios, lengths, benefit types: dated data (protocol notes, 9.2, 9.3, 11.5).

Benefit types follow the client most people run; a wrong one can only lead to a refusal or another
price, which is why they are data here and nowhere else.
"""

from __future__ import annotations

from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError
from jimeng.sdk.protocol.catalog import EXPLICIT_KEY
from jimeng.sdk.protocol.regions import Region

DEFAULT_VIDEO_MODEL = "jimeng-video-3.0"
DEFAULT_VIDEO_RESOLUTION = "720p"
DEFAULT_SIDE = 1024
DEFAULT_DURATION_MS = 5_000

VIDEO_RATIOS = ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16")
VIDEO_RESOLUTIONS = ("480p", "720p", "1080p")

_EVERYWHERE = tuple(Region)
_CHINA = (Region.CN,)
_ASIA = (Region.HK, Region.JP, Region.SG)
_NOT_US = (Region.CN, *_ASIA)

_BASIC = "basic_video_operation_vgfm_v_three"
_SHORT = (5, 10)
_SEEDANCE = tuple(range(4, 16))
_ANY_LENGTH = tuple(range(1, 61))


class VideoModel(Struct, frozen=True, kw_only=True):
    """One video model under its public name."""

    name: str
    key: str
    regions: tuple[Region, ...]
    seconds: tuple[int, ...]
    """Lengths that may be asked for."""
    benefit: str
    omni_benefit: str | None = None
    """Benefit type with reference material; None where the model takes none."""
    sends_resolution: bool = False
    """Whether the wire carries the resolution for this model."""
    documented: bool = False


_VGFM = "dreamina_ic_generate_video_model_vgfm"

VIDEO_MODELS: dict[str, VideoModel] = {
    model.name: model
    for model in (
        VideoModel(
            name="jimeng-video-3.0",
            key=f"{_VGFM}_3.0",
            regions=_EVERYWHERE,
            seconds=_SHORT,
            benefit=_BASIC,
            sends_resolution=True,
            documented=True,
        ),
        VideoModel(
            name="jimeng-video-3.0-pro",
            key=f"{_VGFM}_3.0_pro",
            regions=_NOT_US,
            seconds=_SHORT,
            benefit=_BASIC,
            documented=True,
        ),
        VideoModel(
            name="jimeng-video-2.0",
            key=f"{_VGFM}_lite",
            regions=_NOT_US,
            seconds=_SHORT,
            benefit=_BASIC,
            documented=True,
        ),
        VideoModel(
            name="jimeng-video-2.0-pro",
            key=f"{_VGFM}1.0",
            regions=_NOT_US,
            seconds=_SHORT,
            benefit=_BASIC,
            documented=True,
        ),
        VideoModel(
            name="jimeng-video-3.0-fast",
            key=f"{_VGFM}_3.0_fast",
            regions=_NOT_US,
            seconds=_SHORT,
            benefit=_BASIC,
            sends_resolution=True,
        ),
        VideoModel(
            name="jimeng-video-3.5-pro",
            key=f"{_VGFM}_3.5_pro",
            regions=_EVERYWHERE,
            seconds=(5, 10, 12),
            benefit="dreamina_video_seedance_15_pro",
        ),
        VideoModel(
            name="jimeng-video-seedance-2.0",
            key="dreamina_seedance_40_pro",
            regions=_CHINA,
            seconds=_SEEDANCE,
            benefit="dreamina_video_seedance_20_pro",
            omni_benefit="dreamina_video_seedance_20_video_add",
        ),
        VideoModel(
            name="jimeng-video-seedance-2.0-fast",
            key="dreamina_seedance_40",
            regions=_CHINA,
            seconds=_SEEDANCE,
            benefit="dreamina_seedance_20_fast",
            omni_benefit="dreamina_seedance_20_fast_with_video",
        ),
        VideoModel(
            name="jimeng-video-veo3",
            key="dreamina_veo3_generate_video",
            regions=_ASIA,
            seconds=(8,),
            benefit="generate_video_veo3",
        ),
        VideoModel(
            name="jimeng-video-veo3.1",
            key="dreamina_veo3.1_generate_video",
            regions=_ASIA,
            seconds=(8,),
            benefit="generate_video_veo3.1",
        ),
        VideoModel(
            name="jimeng-video-sora2",
            key="dreamina_sora2_generate_video",
            regions=_ASIA,
            seconds=(4, 8, 12),
            benefit="generate_video_sora2",
        ),
    )
}


def video_models(region: Region) -> tuple[VideoModel, ...]:
    """The video models that a region has, the documented ones first."""
    return tuple(model for model in VIDEO_MODELS.values() if region in model.regions)


def video_model(name: object, region: Region) -> VideoModel:
    """The model of that name in a region; `key:…` names one by its internal key.

    Raises InvalidRequestError, naming what the region has.
    """
    if isinstance(name, str) and name.startswith(EXPLICIT_KEY) and name != EXPLICIT_KEY:
        return _by_key(name, region)
    model = VIDEO_MODELS.get(name) if isinstance(name, str) else None
    if model is None or region not in model.regions:
        allowed = ", ".join(model.name for model in video_models(region))
        raise InvalidRequestError(f"no video model {name!r} in region {region.value}: {allowed}")
    return model


def _by_key(name: str, region: Region) -> VideoModel:
    key = name.removeprefix(EXPLICIT_KEY)
    known = (model for model in video_models(region) if model.key == key)
    unknown = VideoModel(
        name=name,
        key=key,
        regions=_EVERYWHERE,
        seconds=_ANY_LENGTH,
        benefit=_BASIC,
        # The site sends it for all models; only the client most people run leaves it out.
        sends_resolution=True,
    )
    return next(known, unknown)


def video_name(key: str) -> str | None:
    """The public name of a video model by its internal key."""
    return next((model.name for model in VIDEO_MODELS.values() if model.key == key), None)
