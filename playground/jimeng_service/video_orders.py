"""Read the component of a video draft: from text, from one or two frames, or omni reference.

Rule: protocol notes, sections 9, 11.5 and 17.
"""

from __future__ import annotations

from dataclasses import dataclass

from playground.jimeng_service import catalog
from playground.jimeng_service.drafts import Submission, check_telemetry_text
from playground.jimeng_service.envelope import Refusal
from playground.jimeng_service.fields import (
    Object,
    exactly,
    filled_text_of,
    integer_of,
    object_of,
    objects_of,
    text_of,
)
from playground.jimeng_service.image_orders import KnowsUri
from playground.jimeng_service.model_shop import ModelShop
from playground.jimeng_service.regions import Region

MOST_MATERIALS = 12


@dataclass(frozen=True)
class VideoOrder:
    """What is to be filmed."""

    model: str
    prompt: str
    size: catalog.Size
    duration_ms: int
    fps: int
    seed: int
    references: tuple[str, ...] = ()
    generate_type: int = 10
    count: int = 1


def read_video_order(
    submission: Submission, region: Region, knows: KnowsUri, shop: ModelShop
) -> VideoOrder:
    """Check a video component; `knows` tells whether an upload exists."""
    exactly(submission.component, "generate_type", "gen_video")
    ability = object_of(object_of(submission.component, "abilities"), "gen_video")
    if "video_task_extra" in ability:
        check_telemetry_text(ability, "video_task_extra")
    params = object_of(ability, "text_to_video_params")
    model_key = filled_text_of(params, "model_req_key")
    model = _model(model_key, submission.root_model, region, shop)
    inputs = objects_of(params, "video_gen_inputs")
    if len(inputs) != 1:
        raise Refusal("1000", "invalid parameter: video_gen_inputs")
    ratio = catalog.video_ratio(text_of(params, "video_aspect_ratio"))
    if ratio is None:
        raise Refusal("1000", "invalid parameter: video_aspect_ratio")
    seed = integer_of(params, "seed")
    if not 0 <= seed < 2**32:
        raise Refusal("1000", "invalid parameter: seed")
    _check_benefit(submission.extend)
    prompt, references = _what(inputs[0], knows)
    return VideoOrder(
        model=model_key,
        prompt=prompt,
        size=catalog.video_size(ratio, _resolution(inputs[0])),
        duration_ms=_duration(inputs[0], model),
        fps=integer_of(inputs[0], "fps"),
        seed=seed,
        references=references,
    )


def _model(key: str, root: str, region: Region, shop: ModelShop) -> catalog.VideoModel:
    for name in (key, root):
        known = shop.videos.get(name)
        if known is None or region.cluster not in known.clusters:
            raise Refusal("1000", "invalid parameter: model_req_key")
    return shop.videos[key]


def _check_benefit(extend: Object) -> None:
    info = object_of(extend, "m_video_commerce_info")
    exactly(info, "resource_id", "generate_video")
    exactly(info, "resource_id_type", "str")
    exactly(info, "resource_sub_type", "aigc")
    if not catalog.benefit_type_is_known(text_of(info, "benefit_type")):
        raise Refusal("1000", "invalid parameter: benefit_type")
    if "m_video_commerce_info_list" in extend:
        objects_of(extend, "m_video_commerce_info_list")


def _resolution(inputs: Object) -> str | None:
    if "resolution" not in inputs:
        return None
    return exactly(inputs, "resolution", *catalog.VIDEO_RESOLUTIONS)


def _duration(inputs: Object, model: catalog.VideoModel) -> int:
    duration = integer_of(inputs, "duration_ms")
    if duration not in model.durations_ms:
        raise Refusal("1000", "invalid parameter: duration_ms")
    return duration


def _what(inputs: Object, knows: KnowsUri) -> tuple[str, tuple[str, ...]]:
    """Prompt and uploads: frames, or the omni mode's materials with the prompt in pieces."""
    if integer_of(inputs, "video_mode") != 2 or integer_of(inputs, "fps") != 24:
        raise Refusal("1000", "invalid parameter: video_mode")
    if "unified_edit_input" in inputs:
        return _omni(object_of(inputs, "unified_edit_input"), knows)
    frames = [name for name in ("first_frame_image", "end_frame_image") if name in inputs]
    uris = tuple(text_of(object_of(inputs, name), "image_uri") for name in frames)
    prompt = text_of(inputs, "prompt")
    if not (prompt.strip() or uris) or not all(knows(uri) for uri in uris):
        raise Refusal("1000", "invalid parameter: video_gen_inputs")
    return prompt, uris


def _omni(edit: Object, knows: KnowsUri) -> tuple[str, tuple[str, ...]]:
    materials = objects_of(edit, "material_list")
    uris = tuple(_material(material) for material in materials)
    if not 1 <= len(uris) <= MOST_MATERIALS or not all(knows(uri) for uri in uris):
        raise Refusal("1000", "invalid parameter: material_list")
    texts: list[str] = []
    for meta in objects_of(edit, "meta_list"):
        if exactly(meta, "meta_type", "text", "image", "video", "audio") == "text":
            texts.append(text_of(meta, "text"))
        elif not 0 <= integer_of(object_of(meta, "material_ref"), "material_idx") < len(uris):
            raise Refusal("1000", "invalid parameter: material_idx")
    return "".join(texts).strip(), uris


def _material(material: Object) -> str:
    kind = exactly(material, "material_type", "image", "video", "audio")
    info = object_of(material, f"{kind}_info")
    if kind == "image":
        return text_of(info, "image_uri")
    return text_of(info, "vid")
