"""Formatted text: a string and the entities that lie over it.

Rule: offsets and lengths are in UTF-16 code units, as clients count them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from playground.telegram_service.wire import JsonObject

# Inside these nothing else is formatted or detected.
VERBATIM = frozenset({"code", "pre"})
_ORDER = (
    "blockquote",
    "expandable_blockquote",
    "text_link",
    "text_mention",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "custom_emoji",
    "date_time",
    "code",
    "pre",
)
_ARGUMENTS = {
    "text_link": "url",
    "pre": "language",
    "custom_emoji": "custom_emoji_id",
}


@dataclass(frozen=True)
class Entity:
    """One formatted stretch; `argument` is the link, language, emoji id, user id or Unix time."""

    type: str
    offset: int
    length: int
    argument: str = ""
    extra: str = ""

    @property
    def end(self) -> int:
        """The offset just behind the stretch."""
        return self.offset + self.length

    def to_json(self) -> JsonObject:
        """The form of MessageEntity; a text_mention's user is filled in by the renderer."""
        body: JsonObject = {"offset": self.offset, "length": self.length, "type": self.type}
        name = _ARGUMENTS.get(self.type)
        if name is not None and self.argument:
            body[name] = self.argument
        if self.type == "date_time":
            body["unix_time"] = int(self.argument)
            if self.extra:
                body["date_time_format"] = self.extra
        return body


@dataclass(frozen=True)
class FormattedText:
    """A text and its entities, in order."""

    text: str
    entities: tuple[Entity, ...] = ()

    @property
    def length(self) -> int:
        """Unicode code points, which is what limits count."""
        return len(self.text)


def utf16_length(text: str) -> int:
    """Code units of the text in UTF-16."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def ordered(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Drop empty ones and what lies inside code, sort by place, outer ones first."""
    found = [entity for entity in entities if entity.length > 0]
    verbatim = [entity for entity in found if entity.type in VERBATIM]
    kept = [
        entity
        for entity in found
        if not any(
            code is not entity and code.offset <= entity.offset and entity.end <= code.end
            for code in verbatim
        )
        or entity.type in VERBATIM
    ]
    return tuple(sorted(kept, key=lambda e: (e.offset, -e.length, _rank(e.type))))


def _rank(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def trimmed(formatted: FormattedText) -> FormattedText:
    """The text without white space at both ends, entities moved and cut accordingly."""
    text = formatted.text
    head = utf16_length(text) - utf16_length(text.lstrip())
    body = text.strip()
    if body == text:
        return formatted
    size = utf16_length(body)
    moved: list[Entity] = []
    for entity in formatted.entities:
        start, end = max(0, entity.offset - head), min(size, entity.end - head)
        if end > start:
            moved.append(replace(entity, offset=start, length=end - start))
    return FormattedText(body, tuple(moved))
