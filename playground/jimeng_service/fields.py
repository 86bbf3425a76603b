"""Read fields of a request's JSON, strictly.

Rule: a field that is missing is `ret` 1000, one of the wrong type is `ret` 1002, an empty body is
2008 (protocol notes, sections 4.6, 6 and 12). Unknown extra fields are ignored, as clients of
different ages send different ones.
"""

from __future__ import annotations

import json
import math
from typing import cast

from playground.jimeng_service.envelope import Refusal
from playground.journal import JSON

Object = dict[str, JSON]


def parse_object(text: str | bytes) -> Object:
    """The object in a body. Raises Refusal 2008 (empty), 1000 (not JSON) or 1002 (no object)."""
    if not text.strip():
        raise Refusal("2008")
    return as_object(_parse(text), "body")


def nested_object(parent: Object, name: str) -> Object:
    """A field that is a string which contains a JSON object."""
    return as_object(_parse(text_of(parent, name)), name)


def _parse(text: str | bytes) -> JSON:
    try:
        return cast(JSON, json.loads(text))
    except (ValueError, RecursionError):
        raise Refusal("1000", "invalid parameter: not JSON") from None


def as_object(value: JSON, name: str) -> Object:
    """The value as an object."""
    if not isinstance(value, dict):
        raise Refusal("1002", f"invalid parameter: {name}")
    return value


def present(parent: Object, name: str) -> JSON:
    """A field that must be there."""
    if name not in parent:
        raise Refusal("1000", f"invalid parameter: {name}")
    return parent[name]


def object_of(parent: Object, name: str) -> Object:
    """A field that is an object."""
    return as_object(present(parent, name), name)


def list_of(parent: Object, name: str) -> list[JSON]:
    """A field that is a list."""
    value = present(parent, name)
    if not isinstance(value, list):
        raise Refusal("1002", f"invalid parameter: {name}")
    return value


def objects_of(parent: Object, name: str) -> list[Object]:
    """A field that is a list of objects."""
    return [as_object(item, name) for item in list_of(parent, name)]


def texts_of(parent: Object, name: str) -> list[str]:
    """A field that is a list of strings."""
    items = list_of(parent, name)
    if not all(isinstance(item, str) for item in items):
        raise Refusal("1002", f"invalid parameter: {name}")
    return [item for item in items if isinstance(item, str)]


def text_of(parent: Object, name: str) -> str:
    """A field that is a string."""
    value = present(parent, name)
    if not isinstance(value, str) or not _is_text(value):
        raise Refusal("1002", f"invalid parameter: {name}")
    return value


def _is_text(value: str) -> bool:
    """JSON can spell half a character, which is no text that could be answered."""
    return not any("\ud800" <= character <= "\udfff" for character in value)


def filled_text_of(parent: Object, name: str) -> str:
    """A field that is a string with something in it."""
    value = text_of(parent, name)
    if not value.strip():
        raise Refusal("1000", f"invalid parameter: {name}")
    return value


def integer_of(parent: Object, name: str) -> int:
    """A field that is a whole number (1.0 counts, as JSON does not tell them apart)."""
    value = number_of(parent, name)
    if value != int(value):
        raise Refusal("1002", f"invalid parameter: {name}")
    return int(value)


def number_of(parent: Object, name: str) -> float:
    """A field that is a number."""
    value = present(parent, name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Refusal("1002", f"invalid parameter: {name}")
    return value


def flag_of(parent: Object, name: str) -> bool:
    """A field that is true or false; absent means false."""
    value = parent.get(name, False)
    if not isinstance(value, bool):
        raise Refusal("1002", f"invalid parameter: {name}")
    return value


def exactly(parent: Object, name: str, *allowed: str) -> str:
    """A string field with one of a few values."""
    value = text_of(parent, name)
    if value not in allowed:
        raise Refusal("1000", f"invalid parameter: {name}")
    return value
