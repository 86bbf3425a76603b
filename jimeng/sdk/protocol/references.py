"""Reference material for videos: named pictures and clips, and where a prompt speaks of them.

`@image_file_1` in a prompt means the material of that name (protocol notes, section 17).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError
from jimeng.sdk.protocol.limits import (
    MAX_REFERENCE_CLIPS,
    MAX_REFERENCE_IMAGES,
    MAX_REFERENCES,
)
from jimeng.sdk.protocol.messages import Fetch, Open
from jimeng.sdk.protocol.sources import about_input, from_address, from_bytes, from_path

_FIELD = re.compile(r"(image|video)_file_[1-9][0-9]?")
_SOURCES = ("path", "url", "bytes")
_FORM = '{"field": "image_file_1" or "video_file_1", …, and one of "path", "url", "bytes"}'


class Reference(Struct, frozen=True):
    """One named piece of material."""

    field: str
    source: Open | Fetch

    @property
    def is_clip(self) -> bool:
        """Whether it is a clip, not a picture."""
        return self.field.startswith("video")


def references(materials: object) -> tuple[Reference, ...]:
    """Check a list of materials; raises InvalidRequestError naming the form."""
    if not isinstance(materials, list | tuple) or not materials:
        raise InvalidRequestError(f"materials must be a list of {_FORM}")
    found = []
    for number, material in enumerate(materials, 1):
        with about_input(number):
            found.append(_reference(material))
    repeated = [name for name, count in Counter(r.field for r in found).items() if count > 1]
    if repeated:
        raise InvalidRequestError(f"materials name {', '.join(repeated)} more than once")
    clips = sum(reference.is_clip for reference in found)
    pictures = len(found) - clips
    if pictures > MAX_REFERENCE_IMAGES or clips > MAX_REFERENCE_CLIPS:
        raise InvalidRequestError(
            f"{pictures} pictures and {clips} clips: allowed are {MAX_REFERENCE_IMAGES} and "
            f"{MAX_REFERENCE_CLIPS}, {MAX_REFERENCES} in all"
        )
    return tuple(found)


def _reference(material: object) -> Reference:
    if not isinstance(material, Mapping):
        raise InvalidRequestError(f"a material must be {_FORM}")
    field = material.get("field")
    sources = [name for name in _SOURCES if name in material]
    extra = set(material) - {"field", *_SOURCES}
    if not isinstance(field, str) or not _FIELD.fullmatch(field) or len(sources) != 1 or extra:
        raise InvalidRequestError(f"a material must be {_FORM}")
    source = _source(sources[0], material[sources[0]], clip=field.startswith("video"))
    return Reference(field, source)


def _source(name: str, value: object, *, clip: bool) -> Open | Fetch:
    if name == "path":
        return from_path(value, clip=clip)
    return from_address(value, clip=clip) if name == "url" else from_bytes(value, clip=clip)


def split_prompt(prompt: str, fields: Sequence[str]) -> list[str | int]:
    """A prompt as texts and, where it names material, the index of that material."""
    # The longest names first: image_file_10 must not be read as image_file_1.
    names = sorted(fields, key=len, reverse=True)
    pattern = "|".join(f"@{re.escape(name)}" for name in names)
    parts: list[str | int] = []
    for part in re.split(f"({pattern})", prompt):
        if part.removeprefix("@") in fields and part.startswith("@"):
            parts.append(list(fields).index(part[1:]))
        elif part:
            parts.append(part)
    return parts
