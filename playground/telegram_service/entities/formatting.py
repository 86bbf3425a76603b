"""From the parameters of a call to a text that can be sent.

Rule: parse first, clean after, count last; limits are counted in code points of the result. Every
refusal is an ApiError in the server's words.
"""

from __future__ import annotations

from playground.telegram_service.entities.detect import detected
from playground.telegram_service.entities.html import parse_html
from playground.telegram_service.entities.links import checked_link
from playground.telegram_service.entities.markdown import parse_markdown
from playground.telegram_service.entities.markdown_v2 import parse_markdown_v2
from playground.telegram_service.entities.model import (
    Entity,
    FormattedText,
    ordered,
    trimmed,
    utf16_length,
)
from playground.telegram_service.entities.scanner import EntityError
from playground.telegram_service.errors import bad_request
from playground.telegram_service.settings import (
    MAX_CAPTION,
    MAX_ENTITIES,
    MAX_RAW_TEXT,
    MAX_TEXT,
)
from playground.telegram_service.wire import FieldError, Fields, Json

_PARSERS = {"html": parse_html, "markdownv2": parse_markdown_v2, "markdown": parse_markdown}
_PLAIN = frozenset(
    [
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "code",
        "blockquote",
        "expandable_blockquote",
    ]
)
_FOUND_ANYWAY = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    ]
)


def formatted_text(text: str, parse_mode: str, entities: Json) -> FormattedText:
    """The text as parsed or with the given entities, not yet cleaned. Raises ApiError."""
    if len(text.encode(errors="surrogatepass")) > MAX_RAW_TEXT:
        raise bad_request("Text is too long")
    mode = parse_mode.lower()
    if text and mode and mode != "none":
        parser = _PARSERS.get(mode)
        if parser is None:
            raise bad_request("Unsupported parse_mode")
        try:
            return parser(text)
        except EntityError as exc:
            raise bad_request(f"Can't parse entities: {exc}") from exc
    if not isinstance(entities, list):
        return FormattedText(text)
    try:
        given = [_entity(item) for item in entities]
    except FieldError as exc:
        raise bad_request(f"Can't parse MessageEntity: {exc}") from exc
    return _fitted(text, [entity for entity in given if entity is not None])


def _entity(value: Json) -> Entity | None:
    fields = Fields.of(value, "expected an Object")
    offset, length = fields.integer("offset"), fields.integer("length")
    kind = fields.string("type")
    if kind in _FOUND_ANYWAY:
        return None
    if kind in _PLAIN:
        return Entity(kind, offset, length)
    if kind == "pre":
        return Entity(kind, offset, length, fields.optional_string("language"))
    if kind == "text_link":
        url = checked_link(fields.string("url"))
        return Entity(kind, offset, length, url) if url is not None else None
    if kind == "text_mention":
        return Entity(kind, offset, length, str(fields.object("user").integer("id")))
    if kind == "custom_emoji":
        return Entity(kind, offset, length, fields.string("custom_emoji_id"))
    if kind == "date_time":
        unix = str(fields.integer("unix_time"))
        return Entity(kind, offset, length, unix, fields.optional_string("date_time_format"))
    raise FieldError("Unsupported type specified")


def _fitted(text: str, entities: list[Entity]) -> FormattedText:
    """Given entities have to lie on characters of the text; more than 100 are not looked at."""
    boundaries, offset = {0}, 0
    for character in text:
        offset += utf16_length(character)
        boundaries.add(offset)
    for entity in entities:
        if entity.length < 0 or entity.offset < 0 or entity.end > offset:
            raise bad_request(
                f"Entity beginning at UTF-16 offset {entity.offset} ends after the end of the text"
                f" at UTF-16 offset {entity.end}"
            )
        if entity.offset not in boundaries:
            raise bad_request(
                f"Entity begins in a middle of a UTF-16 symbol at offset {entity.offset}"
            )
        if entity.end not in boundaries:
            raise bad_request(f"Entity ends in a middle of a UTF-16 symbol at offset {entity.end}")
    return FormattedText(text, ordered(entities))


def cleaned(formatted: FormattedText) -> FormattedText:
    """Without controls and outer white space, at most 100 entities, automatic ones added."""
    text = "".join(_clean(character) for character in formatted.text)
    entities = formatted.entities[:MAX_ENTITIES]
    if "\r" in text:
        entities = tuple(_without_returns(text, entity) for entity in entities)
        text = text.replace("\r", "")
    return detected(trimmed(FormattedText(text, entities)))


def _clean(character: str) -> str:
    code = ord(character)
    if code < 32 and character not in "\n\r" and code != 9:
        return " "
    return " " if 0x2028 <= code <= 0x202E else character


def _without_returns(text: str, entity: Entity) -> Entity:
    before = text.encode("utf-16-le")
    gone_head = before[: entity.offset * 2].decode("utf-16-le", "replace").count("\r")
    gone_all = before[: entity.end * 2].decode("utf-16-le", "replace").count("\r")
    return Entity(
        entity.type,
        entity.offset - gone_head,
        entity.length - (gone_all - gone_head),
        entity.argument,
        entity.extra,
    )


def message_text(formatted: FormattedText) -> FormattedText:
    """A text as a message holds it. Raises ApiError if blank or too long."""
    result = cleaned(formatted)
    if not result.text:
        raise bad_request("Message text is empty")
    if result.length > MAX_TEXT:
        raise bad_request("Message is too long")
    return result


def message_caption(formatted: FormattedText) -> FormattedText:
    """A caption as a message holds it, possibly empty. Raises ApiError if too long."""
    result = cleaned(formatted)
    if result.length > MAX_CAPTION:
        raise bad_request("Message caption is too long")
    return result
