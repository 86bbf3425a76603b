"""Reading texts and captions from a call."""

from __future__ import annotations

from playground.telegram_service.entities.formatting import formatted_text, message_caption
from playground.telegram_service.entities.model import FormattedText
from playground.telegram_service.errors import ApiError, bad_request
from playground.telegram_service.params import Query
from playground.telegram_service.wire import Fields, Json


def read_text(query: Query) -> FormattedText:
    """The parsed `text`, not yet cleaned or counted. Raises ApiError."""
    text = query.text("text")
    if not text:
        raise bad_request("Message text is empty")
    return formatted_text(text, query.text("parse_mode"), _entities(query, "entities"))


def read_caption(query: Query) -> FormattedText:
    """The parsed `caption`. Raises ApiError."""
    entities = _entities(query, "caption_entities")
    return formatted_text(query.text("caption"), query.text("parse_mode"), entities)


def item_caption(fields: Fields) -> FormattedText:
    """The parsed caption of one InputMedia. Raises ApiError or FieldError."""
    return formatted_text(
        fields.optional_string("caption"),
        fields.optional_string("parse_mode"),
        fields.raw("caption_entities"),
    )


def checked_caption(caption: FormattedText) -> FormattedText:
    """The caption as it is kept. Raises ApiError if too long."""
    return message_caption(caption)


def _entities(query: Query, name: str) -> Json:
    # Entities that cannot be read are no reason to refuse a message, as on the real server.
    try:
        return query.json(name, "")
    except ApiError:
        return None
