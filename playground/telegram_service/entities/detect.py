"""Entities that nobody marked: commands, mentions, hashtags, links, addresses.

Rule: found in every message, from people and from the bot, except where something verbatim or a
link already lies. A command ends at the first character that is no Latin letter, digit or
underscore, and a word character glued to it on either side makes it ordinary text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playground.telegram_service.entities.links import checked_link
from playground.telegram_service.entities.model import (
    Entity,
    FormattedText,
    ordered,
    utf16_length,
)

_COMMAND = re.compile(
    r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>@])", re.UNICODE
)
_MENTION = re.compile(r"(?<![\w@/])@[a-zA-Z0-9_]{3,32}(?!\w)")
_HASHTAG = re.compile(r"(?<![\w#@/])#(?=[^\W_]*[^\W\d_])\w{1,256}(?![#\w])")
_CASHTAG = re.compile(r"(?<![\w$/])\$[A-Z]{1,8}(?![\w$])")
_EMAIL = re.compile(
    r"(?<![\w.+-])[a-zA-Z0-9_.+-]{1,64}@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,24}(?![\w-])"
)
_URL = re.compile(
    r"(?<![\w@./-])(?:https?://[^\s<>\"'，。！？；：（）【】]+"
    r"|(?:[a-zA-Z0-9-]+\.)+(?:com|org|net|io|me|cn|dev|app|ai|tv|info)(?:/[^\s<>\"'，。]*)?)(?!\w)",
)
_PATTERNS = (
    ("url", _URL),
    ("email", _EMAIL),
    ("bot_command", _COMMAND),
    ("mention", _MENTION),
    ("hashtag", _HASHTAG),
    ("cashtag", _CASHTAG),
)
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"})


def detected(formatted: FormattedText) -> FormattedText:
    """The text with what was found added; earlier kinds win where two would overlap."""
    taken = [(e.offset, e.end) for e in formatted.entities if e.type in _OPAQUE]
    found: list[Entity] = []
    for kind, start, stretch in _stretches(formatted.text):
        offset = utf16_length(formatted.text[:start])
        entity = Entity(kind, offset, utf16_length(stretch))
        if all(entity.end <= begin or end <= entity.offset for begin, end in taken):
            taken.append((entity.offset, entity.end))
            found.append(entity)
    if not found:
        return formatted
    return FormattedText(formatted.text, ordered((*formatted.entities, *found)))


def _stretches(text: str) -> Iterator[tuple[str, int, str]]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            stretch = match.group()
            if kind == "url":
                stretch = stretch.rstrip(".,:;!?)]}")
                if checked_link(stretch) is None:
                    continue
            yield kind, match.start(), stretch
