"""Read the body of a submission into an order.

Rule: what the protocol notes, sections 8 and 9, give as the draft's schema must be there with the
right types, and nested JSON must be text (`ret` 1002). Telemetry is checked for its form only:
clients of different ages fill it differently, and the server prices by other fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from playground.jimeng_service.envelope import Refusal
from playground.jimeng_service.fields import (
    Object,
    exactly,
    filled_text_of,
    integer_of,
    list_of,
    nested_object,
    object_of,
    objects_of,
    present,
    text_of,
)
from playground.jimeng_service.regions import Region
from playground.journal import JSON

UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
WITHOUT_IDS = frozenset({"meta_list"})  # the omni mode's prompt in pieces (section 17)
VERSION = re.compile(r"\d+(\.\d+)+")


@dataclass(frozen=True)
class Submission:
    """The outer part of a submission, checked; the component is still to be read."""

    submit_id: str
    root_model: str
    component: Object
    extend: Object
    continues: str | None
    """History id of a record to go on with (`action` 2), or None."""


def read_submission(body: Object, region: Region) -> Submission:
    """Check the envelope of a draft. Raises Refusal."""
    submit_id = text_of(body, "submit_id")
    if not UUID.fullmatch(submit_id):
        raise Refusal("1000", "invalid parameter: submit_id")
    if integer_of(object_of(body, "http_common_info"), "aid") != region.aid:
        raise Refusal("1000", "invalid parameter: http_common_info.aid")
    extend = object_of(body, "extend")
    _check_telemetry(body, "metrics_extra")
    draft = nested_object(body, "draft_content")
    _check_ids(draft)
    return Submission(
        submit_id=submit_id,
        root_model=filled_text_of(extend, "root_model"),
        component=_component(draft),
        extend=extend,
        continues=_continued_record(body),
    )


def _check_ids(draft: Object) -> None:
    """Every object of a draft has a UUID of its own; what points into a list has none."""
    seen: set[str] = set()
    ahead: list[JSON] = [draft]
    while ahead:
        value = ahead.pop()
        if isinstance(value, list):
            ahead += value
        elif isinstance(value, dict):
            own = text_of(value, "id").lower()
            if not UUID.fullmatch(own) or own in seen:
                raise Refusal("1000", "invalid parameter: id")
            seen.add(own)
            ahead += [inner for name, inner in value.items() if name not in WITHOUT_IDS]


def _component(draft: Object) -> Object:
    exactly(draft, "type", "draft")
    filled_text_of(draft, "id")
    min_version, version = version_of(draft, "min_version"), version_of(draft, "version")
    if version < min_version:
        raise Refusal("1000", "invalid parameter: version")
    if "min_features" in draft:
        list_of(draft, "min_features")
    components = objects_of(draft, "component_list")
    main = text_of(draft, "main_component_id")
    if len(components) != 1 or text_of(components[0], "id") != main or not main:
        raise Refusal("1000", "invalid parameter: main_component_id")
    component = components[0]
    exactly(component, "aigc_mode", "workbench")
    version_of(component, "min_version")
    if "metadata" in component:
        _check_metadata(object_of(component, "metadata"))
    return component


def _check_metadata(metadata: Object) -> None:
    created = present(metadata, "created_time_in_ms")  # text, in older clients a number
    if isinstance(created, bool) or not str(created).isdecimal():
        raise Refusal("1000", "invalid parameter: created_time_in_ms")


def version_of(parent: Object, name: str) -> tuple[int, ...]:
    """A dotted version as numbers."""
    text = text_of(parent, name)
    if not VERSION.fullmatch(text):
        raise Refusal("1000", f"invalid parameter: {name}")
    return tuple(int(part) for part in text.split("."))


def check_telemetry_text(parent: Object, name: str) -> Object:
    """Telemetry is a string that contains JSON, and its sceneOptions is one inside it."""
    metrics = nested_object(parent, name)
    if "sceneOptions" in metrics:
        scenes = metrics["sceneOptions"]
        if not isinstance(scenes, str):
            raise Refusal("1002", "invalid parameter: sceneOptions")
        _check_list_text(scenes)
    return metrics


def _check_list_text(scenes: str) -> None:
    wrapped = nested_object({"text": f'{{"list":{scenes}}}'}, "text")
    list_of(wrapped, "list")


def _check_telemetry(body: Object, name: str) -> None:
    if name in body:
        check_telemetry_text(body, name)


def _continued_record(body: Object) -> str | None:
    action: JSON = body.get("action")
    if action is None:
        return None
    if integer_of(body, "action") != 2:
        raise Refusal("1000", "invalid parameter: action")
    return filled_text_of(body, "history_id")
