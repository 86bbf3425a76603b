"""A video order into the documents of `aigc_draft/generate` (protocol notes, 9.1 and 17)."""

from __future__ import annotations

from collections.abc import Sequence

from jimeng.sdk.protocol.drafts import (
    Document,
    NewId,
    draft,
    metadata,
    nested,
    node,
    report_params,
    uploaded_image,
)
from jimeng.sdk.protocol.references import split_prompt
from jimeng.sdk.protocol.uploaded import Clip, Uploaded
from jimeng.sdk.protocol.video_orders import FIRST_LAST, OMNI, VideoOrder

_PLAIN_VERSION, _OMNI_VERSION = "3.0.5", "3.3.9"
_OMNI_FEATURE = "AIGC_Video_UnifiedEdit"
_IMAGE_TYPE, _CLIP_TYPE = 1, 2


def video_extend(order: VideoOrder) -> Document:
    """`extend` of a video job: the model and what it is booked under."""
    commerce = {
        "benefit_type": order.benefit,
        "resource_id": "generate_video",
        "resource_id_type": "str",
        "resource_sub_type": "aigc",
    }
    return {
        "root_model": order.model.key,
        "m_video_commerce_info": commerce,
        "m_video_commerce_info_list": [commerce],
    }


def video_metrics(order: VideoOrder, origin_id: str, material_types: Sequence[int]) -> str:
    """`metrics_extra`, and letter for letter `video_task_extra`, of a video job.

    `origin_id` is a fresh id of its own, except with reference material: there it is the submit id.
    """
    key = order.model.key
    resolution: Document = {"resolution": order.resolution} if order.resolution else {}
    scene: Document = {
        "type": "video",
        "scene": "BasicVideoGenerateButton",
        **resolution,
        "modelReqKey": key,
        "videoDuration": order.duration_ms // 1_000,
        "materialTypes": list(material_types),
        "reportParams": report_params(f"{key}-{order.resolution}" if order.resolution else key),
    }
    source: Document = {} if order.omni else {"promptSource": "custom"}
    return nested(
        {
            **source,
            "isDefaultSeed": 1,
            "originSubmitId": origin_id,
            "isRegenerate": False,
            "enterFrom": "click" if order.omni else "use_bgimage_prompt",
            "position": "page_bottom_box",
            "functionMode": OMNI if order.omni else FIRST_LAST,
            "sceneOptions": nested([scene]),
        }
    )


def material_types(materials: Sequence[Uploaded | Clip]) -> list[int]:
    """The kinds of reference material, in its order."""
    return [_CLIP_TYPE if isinstance(material, Clip) else _IMAGE_TYPE for material in materials]


def video_draft(
    order: VideoOrder,
    frames: Sequence[str],
    materials: Sequence[Uploaded | Clip],
    *,
    metrics: str,
    seed: int,
    now: float,
    version: str,
    new_id: NewId,
) -> str:
    """`draft_content` of a video job over uploaded frames (uris) or reference material."""
    if order.omni:
        generation = _omni_input(order, materials, new_id)
    else:
        generation = _frames_input(order, frames, new_id)
    params = node(
        new_id,
        video_gen_inputs=[generation],
        video_aspect_ratio=order.ratio,
        seed=seed,
        model_req_key=order.model.key,
        priority=0,
    )
    video = node(new_id, text_to_video_params=params, video_task_extra=metrics)
    component = node(
        new_id,
        "video_base_component",
        min_version="1.0.0",
        aigc_mode="workbench",
        metadata=metadata(new_id, now),
        generate_type="gen_video",
        abilities=node(new_id, gen_video=video),
        process_type=1,
    )
    return draft(
        new_id,
        component,
        min_version=_OMNI_VERSION if order.omni else _PLAIN_VERSION,
        version=version,
        min_features=[_OMNI_FEATURE] if order.omni else [],
    )


def _frames_input(order: VideoOrder, frames: Sequence[str], new_id: NewId) -> Document:
    names = ("first_frame_image", "end_frame_image")
    images: Document = {
        name: uploaded_image(new_id, uri) for name, uri in zip(names, frames, strict=False)
    }
    resolution: Document = {"resolution": order.resolution} if order.resolution else {}
    return _input(order, order.prompt, _PLAIN_VERSION, new_id, {**resolution, **images})


def _omni_input(order: VideoOrder, materials: Sequence[Uploaded | Clip], new_id: NewId) -> Document:
    edit = node(
        new_id,
        material_list=[_material(material, new_id) for material in materials],
        meta_list=_meta_list(order),
    )
    # The words stand in meta_list here, between the materials they speak of.
    return _input(order, "", _OMNI_VERSION, new_id, {"unified_edit_input": edit})


def _input(
    order: VideoOrder, prompt: str, min_version: str, new_id: NewId, more: Document
) -> Document:
    return node(
        new_id,
        min_version=min_version,
        prompt=prompt,
        video_mode=2,
        fps=24,
        duration_ms=order.duration_ms,
        **more,
        idip_meta_list=[],
    )


def _material(material: Uploaded | Clip, new_id: NewId) -> Document:
    if isinstance(material, Clip):
        clip = node(
            new_id,
            "video",
            source_from="upload",
            name="",
            vid=material.vid,
            fps=0,
            width=material.width,
            height=material.height,
            duration=material.duration_ms,
        )
        return node(new_id, material_type="video", video_info=clip)
    image = uploaded_image(
        new_id,
        material.uri,
        width=material.width,
        height=material.height,
        format_=material.format,
    )
    return node(new_id, material_type="image", image_info=image)


def _meta_list(order: VideoOrder) -> list[Document]:
    fields = [reference.field for reference in order.references]
    return [_meta(part, order) for part in split_prompt(order.prompt, fields)]


def _meta(part: str | int, order: VideoOrder) -> Document:
    if isinstance(part, str):
        return {"meta_type": "text", "text": part}
    kind = "video" if order.references[part].is_clip else "image"
    return {"meta_type": kind, "text": "", "material_ref": {"material_idx": part}}
