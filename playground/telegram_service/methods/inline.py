"""answerInlineQuery.

Rule: cached photos, videos and documents of this bot's own; an inline answer can upload nothing,
and the playground fetches no addresses. Limits after Bot API notes, section 2.
"""

from __future__ import annotations

import re

from playground.telegram_service.errors import bad_request
from playground.telegram_service.inline import InlineAnswer, InlineResult
from playground.telegram_service.keyboards import markup_of
from playground.telegram_service.methods.call import Call
from playground.telegram_service.methods.texts import checked_caption, item_caption
from playground.telegram_service.settings import (
    MAX_INLINE_OFFSET,
    MAX_INLINE_RESULT_ID,
    MAX_INLINE_RESULTS,
)
from playground.telegram_service.wire import FieldError, Fields, Json, JsonObject, as_array

# The kinds, and whether a title must be there.
_KINDS = {"photo": False, "video": True, "document": True}
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MOST_SECONDS = 2**31 - 1
_USUAL_SECONDS = 300


async def answer_inline_query(call: Call) -> Json:
    """answerInlineQuery: once, soon, at most fifty results."""
    query = call.query
    asked = call.world.inline.waiting(query.text("inline_query_id"))
    results = _results(call)
    next_offset = query.text("next_offset")
    if len(next_offset.encode()) > MAX_INLINE_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    answer = InlineAnswer(
        asked.id,
        True,
        results,
        next_offset,
        _button(call),
        query.integer("cache_time", _USUAL_SECONDS, 0, _MOST_SECONDS),
        query.flag("is_personal"),
    )
    asked.answer.set_result(answer)
    return True


def _results(call: Call) -> list[InlineResult]:
    value = call.query.json("results", "Can't parse JSON encoded inline query results")
    items = as_array(value)
    if items is None:
        raise bad_request("Expected an Array of inline query results")
    if len(items) > MAX_INLINE_RESULTS:
        raise bad_request("Too many inline query results specified")
    try:
        results = [_result(call, item) for item in items]
    except FieldError as exc:
        raise bad_request(f"Can't parse inline query result: {exc}") from exc
    ids = [result.id for result in results]
    if len(set(ids)) != len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    return results


def _result(call: Call, value: Json) -> InlineResult:
    fields = Fields.of(value, "Inline query result must be an object")
    kind = fields.string("type")
    if kind not in _KINDS:
        raise bad_request(f'type "{kind}" is unsupported for the inline query result')
    name = fields.string("id")
    if not 1 <= len(name.encode()) <= MAX_INLINE_RESULT_ID:
        raise bad_request("RESULT_ID_INVALID")
    title = fields.string("title") if _KINDS[kind] else fields.optional_string("title")
    if f"{kind}_url" in fields:
        raise bad_request("WEBDOCUMENT_URL_INVALID")  # addresses lead nowhere here
    medium = call.world.uploads.known(kind, fields.string(f"{kind}_file_id"))
    markup = fields.raw("reply_markup")
    return InlineResult(
        name,
        medium,
        checked_caption(item_caption(fields)),
        title,
        fields.optional_string("description"),
        markup_of(markup) if markup is not None else None,
    )


def _button(call: Call) -> JsonObject | None:
    fields = call.query.fields(
        "button",
        "Can't parse inline query results button JSON object",
        "Object expected as inline query results button",
    )
    if fields is None:
        return None
    try:
        text = fields.string("text")
        if ("web_app" in fields) == ("start_parameter" in fields):
            raise bad_request("Button must have exactly one action")
        if "web_app" in fields:
            return {"text": text, "web_app": {"url": fields.object("web_app").string("url")}}
        parameter = fields.string("start_parameter")
    except FieldError as exc:
        raise bad_request(f"Can't parse inline query results button: {exc}") from exc
    if not parameter:
        raise bad_request("START_PARAM_EMPTY")
    if not _START_PARAMETER.fullmatch(parameter):
        raise bad_request("START_PARAM_INVALID")
    return {"text": text, "start_parameter": parameter}
