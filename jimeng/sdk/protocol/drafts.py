"""A picture order into the documents of `aigc_draft/generate` (protocol notes, section 8).

Fields, their nesting and their oddities follow the client most people run; where the site itself
differs (protocol notes, section 13) is said in place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from jimeng.sdk.protocol.image_orders import ImageOrder
from jimeng.sdk.types import TaskKind

Document = dict[str, object]
NewId = Callable[[], str]


def nested(document: object) -> str:
    """A document as JSON text, for the fields that are text holding JSON."""
    return msgspec.json.encode(document).decode()


def plain_number(value: float) -> float:
    """A number as the site writes it: 1, not 1.0."""
    return int(value) if float(value).is_integer() else value


def node(new_id: NewId, type_: str = "", /, **fields: object) -> Document:
    """An object with the type and the fresh id that most objects of a draft have."""
    return {"type": type_, "id": new_id(), **fields}


def image_metrics(order: ImageOrder, submit_id: str, uris: Sequence[str], new_id: NewId) -> str:
    """`metrics_extra` of a picture job: telemetry, yet part of what the service compares."""
    several = order.kind is TaskKind.SEVERAL_IMAGES
    key = order.model.key
    resolution = order.size.resolution
    scene: Document = {
        "type": "image",
        "scene": "ImageMultiGenerate" if several else "ImageBasicGenerate",
        "modelReqKey": key,
        "resolutionType": resolution,
        "abilityList": [_telemetry_ability(order, new_id) for _ in uris],
        "reportParams": report_params(f"{key}-{resolution}"),
    }
    if not several:
        scene["benefitCount"] = 4
    metrics: Document = {
        "promptSource": "custom",
        "generateCount": 1,
        "enterFrom": "click",
        "sceneOptions": nested([scene]),
        "generateId": submit_id,
        "isRegenerate": False,
    }
    if several:
        templates = ("templateId", "templateSource", "lastRequestId", "originRequestId")
        metrics |= dict.fromkeys(templates, "")
    return nested(metrics)


def report_params(vip_key: str) -> Document:
    """The reporting block that every scene has."""
    return {
        "enterSource": "generate",
        "vipSource": "generate",
        "extraVipFunctionKey": vip_key,
        "useVipFunctionDetailsReporterHoc": True,
    }


def _telemetry_ability(order: ImageOrder, new_id: NewId) -> Document:
    return {
        "abilityName": "byte_edit",
        "strength": plain_number(order.strength),
        # That host even for the mainland site, as recorded.
        "source": {"imageUrl": f"blob:https://dreamina.capcut.com/{new_id()}"},
    }


def image_draft(
    order: ImageOrder, uris: Sequence[str], *, seed: int, now: float, version: str, new_id: NewId
) -> str:
    """`draft_content` of a picture job. `uris` are uploaded pictures; none means text to image.

    `now` is Unix seconds, `version` the draft version of the client that we claim to be.
    """
    if uris:
        component = _component(new_id, now, "blend", _blend(order, uris, new_id))
    else:
        component = _component(new_id, now, "generate", _generate(order, seed, new_id))
    return draft(
        new_id,
        component,
        min_version="3.2.9" if uris else "3.0.2",
        version=version,
    )


def draft(
    new_id: NewId,
    component: Document,
    *,
    min_version: str,
    version: str,
    min_features: Sequence[str] = (),
) -> str:
    """The outer document around one component, as JSON text."""
    return nested(
        node(
            new_id,
            "draft",
            min_version=min_version,
            min_features=list(min_features),
            is_from_tsn=True,
            version=version,
            main_component_id=component["id"],
            component_list=[component],
        )
    )


def metadata(new_id: NewId, now: float) -> Document:
    """Who made a component and when; `now` is Unix seconds."""
    return node(
        new_id,
        created_platform=3,
        created_platform_version="",
        created_time_in_ms=str(int(now * 1000)),
        created_did="",
    )


def _component(new_id: NewId, now: float, generate_type: str, abilities: Document) -> Document:
    return node(
        new_id,
        "image_base_component",
        min_version="3.0.2",
        aigc_mode="workbench",
        metadata=metadata(new_id, now),
        generate_type=generate_type,
        abilities=node(new_id, **abilities),
    )


def _generate(order: ImageOrder, seed: int, new_id: NewId) -> Document:
    core = _core_param(order, order.prompt, new_id)
    core["seed"] = seed
    # The site puts gen_option beside `generate`; the client most people run puts it inside, and
    # the service takes both.
    inside = node(new_id, core_param=core, gen_option=_gen_option(new_id))
    return {"generate": inside}


def _blend(order: ImageOrder, uris: Sequence[str], new_id: NewId) -> Document:
    core = _core_param(order, "##" * len(uris) + order.prompt, new_id)
    several: Document = {"min_version": "3.2.9"} if len(uris) > 1 else {}
    blend = node(
        new_id,
        **several,
        min_features=[],
        core_param=core,
        ability_list=[_ability(order, uri, new_id) for uri in uris],
        prompt_placeholder_info_list=[
            node(new_id, ability_index=index) for index in range(len(uris))
        ],
        postedit_param=node(new_id, generate_type=0),
    )
    return {"blend": blend, "gen_option": _gen_option(new_id)}


def _gen_option(new_id: NewId) -> Document:
    return node(new_id, generate_all=False)


def _core_param(order: ImageOrder, prompt: str, new_id: NewId) -> Document:
    size = order.size
    core = node(
        new_id,
        model=order.model.key,
        prompt=prompt,
        sample_strength=plain_number(order.strength),
        large_image_info=node(
            new_id,
            min_version="3.0.2",
            height=size.height,
            width=size.width,
            resolution_type=size.resolution,
        ),
        intelligent_ratio=order.intelligent_ratio,
        negative_prompt=order.negative_prompt,
    )
    if order.kind is TaskKind.COMPOSITION or not order.intelligent_ratio:
        core["image_ratio"] = size.ratio_code
    return core


def _ability(order: ImageOrder, uri: str, new_id: NewId) -> Document:
    image = uploaded_image(new_id, uri)
    return node(
        new_id,
        name="byte_edit",
        image_uri_list=[uri],
        image_list=[image],
        strength=plain_number(order.strength),
    )


def uploaded_image(
    new_id: NewId, uri: str, *, width: int = 0, height: int = 0, format_: str = ""
) -> Document:
    """An uploaded picture as drafts refer to it; peers leave size and format empty mostly."""
    return node(
        new_id,
        "image",
        source_from="upload",
        platform_type=1,
        name="",
        image_uri=uri,
        width=width,
        height=height,
        format=format_,
        uri=uri,
    )
