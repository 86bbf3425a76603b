"""reply_markup: what a bot may hang under a message.

Rule: parsed in the server's order with its complaints; a button has exactly one action. Limits
after Bot API notes, section 2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from playground.telegram_service.entities.links import checked_link
from playground.telegram_service.errors import bad_request
from playground.telegram_service.settings import MAX_BUTTONS, MAX_CALLBACK_DATA
from playground.telegram_service.wire import FieldError, Fields, Json, JsonObject, decode

Keyboard = Mapping[str, Json]
_MAX_COPY_TEXT = 256
_TEXT_ACTIONS = (
    "url",
    "callback_data",
    "switch_inline_query",
    "switch_inline_query_current_chat",
)
_OTHER_ACTIONS = (
    "pay",
    *_TEXT_ACTIONS[2:],
    "switch_inline_query_chosen_chat",
    "login_url",
    "web_app",
    "copy_text",
)
_FLAGS = ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective")


def parse_markup(text: str) -> Keyboard | None:
    """The markup of a call, None if there is none. Raises ApiError."""
    if not text:
        return None
    try:
        value = decode(text)
    except ValueError:
        raise bad_request("Can't parse reply keyboard markup JSON object") from None
    return markup_of(value)


def markup_of(value: Json) -> Keyboard | None:
    """The markup in a decoded value. Raises ApiError."""
    try:
        fields = Fields.of(value, "Object expected as reply markup")
        rows = _rows(fields, "keyboard", 'Field "keyboard" must be an Array of Arrays')
        inline = _rows(
            fields,
            "inline_keyboard",
            'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        )
        if rows:
            return {"keyboard": _ordinary_rows(rows), **_flags(fields)}
        if inline:
            return _inline(inline)
        return _without_rows(fields)
    except FieldError as exc:
        raise bad_request(str(exc)) from exc


def _rows(fields: Fields, name: str, complaint: str) -> list[Sequence[Json]]:
    rows: list[Sequence[Json]] = []
    for row in fields.optional_array(name) or ():
        if not isinstance(row, list):
            raise FieldError(complaint)
        rows.append(row)
    return rows


def _without_rows(fields: Fields) -> Keyboard | None:
    if fields.optional_boolean("remove_keyboard") or fields.optional_boolean("hide_keyboard"):
        return {"remove_keyboard": True}
    if fields.optional_boolean("force_reply"):
        return {"force_reply": True, **_flags(fields)}
    return None


def _flags(fields: Fields) -> JsonObject:
    flags: JsonObject = {name: True for name in _FLAGS if fields.optional_boolean(name)}
    placeholder = fields.optional_string("input_field_placeholder")
    if placeholder:
        flags["input_field_placeholder"] = placeholder
    return flags


def _ordinary_rows(rows: Sequence[Sequence[Json]]) -> list[list[JsonObject]]:
    try:
        return [[_ordinary(button) for button in row] for row in rows]
    except FieldError as exc:
        raise FieldError(f"Can't parse keyboard button: {exc}") from exc


def _ordinary(button: Json) -> JsonObject:
    if isinstance(button, str):
        return {"text": button}
    fields = Fields.of(button, "KeyboardButton must be a String or an Object")
    return {"text": fields.string("text")}


def _inline(rows: Sequence[Sequence[Json]]) -> Keyboard | None:
    try:
        parsed = [[_button(button) for button in row] for row in rows]
    except FieldError as exc:
        raise FieldError(f"Can't parse inline keyboard button: {exc}") from exc
    # Buttons without words are left out, and so are rows that end up empty.
    kept = [[button for button in row if button["text"]] for row in parsed]
    kept = [row for row in kept if row]
    if sum(len(row) for row in kept) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    for row in kept:
        for button in row:
            _check(button)
    return {"inline_keyboard": kept} if kept else None


def _button(value: Json) -> JsonObject:
    fields = Fields.of(value, "InlineKeyboardButton must be an Object")
    text = fields.string("text")
    return {"text": text, **_action(fields), **_decoration(fields)}


def _decoration(fields: Fields) -> JsonObject:
    names = ("style", "icon_custom_emoji_id")
    return {name: fields.optional_string(name) for name in names if fields.optional_string(name)}


def _action(fields: Fields) -> JsonObject:
    """The one action that the button names. Raises FieldError if it names none or several."""
    named = [name for name in ("url", "callback_data") if fields.optional_string(name)]
    named += [name for name in _OTHER_ACTIONS if name in fields]
    if not named:
        raise FieldError("Text buttons are unallowed in the inline keyboard")
    if len(named) > 1:
        raise FieldError("Button must have exactly one action")
    return {named[0]: _value(fields, named[0])}


def _value(fields: Fields, name: str) -> Json:
    if name == "pay":
        return True
    if name in _TEXT_ACTIONS:
        return fields.string(name)
    inner = fields.object(name)
    if name in ("login_url", "web_app"):
        return {"url": inner.string("url")}
    if name == "copy_text":
        return {"text": inner.string("text")}
    return {"query": inner.optional_string("query")}


def _check(button: JsonObject) -> None:
    data, url, web_app, copied = (
        button.get(name) for name in ("callback_data", "url", "web_app", "copy_text")
    )
    if isinstance(data, str) and len(data.encode()) > MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if isinstance(url, str) and checked_link(url) is None:
        raise bad_request(f"Inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if isinstance(copied, dict) and not 1 <= len(str(copied["text"])) <= _MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if isinstance(web_app, dict):
        target = str(web_app["url"])
        if urlsplit(target).scheme != "https" or checked_link(target) is None:
            raise bad_request(
                f"Inline keyboard button Web App URL '{target}' is invalid:"
                " Only HTTPS links are allowed"
            )


def check_place(keyboard: Keyboard | None, *, private: bool) -> None:
    """Refuse what may hang in private chats only. Raises ApiError."""
    if not private and any("web_app" in button for button in buttons(keyboard)):
        raise bad_request("BUTTON_TYPE_INVALID")


def check_editable(keyboard: Keyboard | None) -> None:
    """Edits take inline keyboards only. Raises ApiError."""
    if keyboard is not None and "inline_keyboard" not in keyboard:
        raise bad_request("Inline keyboard expected")


def buttons(keyboard: Keyboard | None) -> list[Mapping[str, Json]]:
    """All inline buttons, row by row."""
    rows = keyboard.get("inline_keyboard") if keyboard is not None else None
    if not isinstance(rows, list):
        return []
    return [
        button
        for row in rows
        if isinstance(row, list)
        for button in row
        if isinstance(button, dict)
    ]
