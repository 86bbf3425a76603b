"""A call's parameters, however they were sent: query, form, JSON or multipart.

Rule: everything becomes text, as in the real server, so `reply_markup` is JSON text whether it came
as an object or as a string; uploads stand apart, by field name. A parameter that comes twice counts
once, the first wins, and the address goes before the body.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from aiohttp import ClientPayloadError, web

from playground.telegram_service.errors import ApiError, bad_request
from playground.telegram_service.multipart import MultipartError, boundary_of, parse_form
from playground.telegram_service.settings import MAX_UPLOAD_BYTES
from playground.telegram_service.wire import FieldError, Fields, Json, decode

MAX_BODY_BYTES = MAX_UPLOAD_BYTES + (1 << 20)  # the frame around one largest upload
_TRUE = ("true", "yes", "1")


@dataclass(frozen=True)
class Upload:
    """A file in the call."""

    name: str
    data: bytes


@dataclass
class Query:
    """The parameters of one call."""

    args: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The parameter, empty if absent."""
        return self.args.get(name, "")

    def __contains__(self, name: str) -> bool:
        return name in self.args

    def required(self, name: str) -> str:
        """The parameter. Raises ApiError if it is absent or empty."""
        value = self.text(name)
        if not value:
            raise bad_request(f'Parameter "{name}" is required')
        return value

    def flag(self, name: str) -> bool:
        """true, yes and 1 are true, everything else is not."""
        return self.text(name).strip().lower() in _TRUE

    def integer(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number between limits; what is not a number counts as 0."""
        text = self.text(name)
        value = default if not text else whole(text)
        return min(max(value, low), high)

    def message_id(self, name: str = "message_id") -> int:
        """A message number, 0 if there is none worth the name."""
        return max(0, whole(self.text(name)))

    def json(self, name: str, complaint: str) -> Json:
        """The decoded parameter, None if absent. Raises ApiError."""
        text = self.text(name)
        if not text:
            return None
        try:
            return decode(text)
        except ValueError:
            raise bad_request(complaint) from None

    def fields(self, name: str, unreadable: str, no_object: str) -> Fields | None:
        """The parameter as an object, None if absent. Raises ApiError."""
        value = self.json(name, unreadable)
        if not self.text(name):
            return None
        try:
            return Fields.of(value, no_object)
        except FieldError as exc:
            raise bad_request(str(exc)) from exc

    def for_journal(self) -> dict[str, str]:
        """What can be shown of the call: uploads by name and size."""
        shown = dict(self.args)
        for name, upload in self.files.items():
            shown[name] = f"<{upload.name or 'file'}, {len(upload.data)} bytes>"
        return shown


def whole(text: str) -> int:
    """The number in a text, 0 if there is none."""
    text = text.strip()
    return int(text) if text.lstrip("-").isascii() and text.lstrip("-").isdigit() else 0


async def read_query(request: web.Request) -> Query:
    """Read the call. Raises ApiError: 413 over 50 MB, 415 for other bodies, 400 for bad ones."""
    if request.content_length is not None and request.content_length > MAX_BODY_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    query = Query()
    _merge(query.args, _pairs(request.rel_url.raw_query_string))
    kind = request.content_type if "Content-Type" in request.headers else ""
    body = await _read_body(request)
    if kind == "multipart/form-data":
        _read_form(body, request.headers["Content-Type"], query)
    elif kind == "application/json":
        _merge(query.args, _json_args(body))
    elif kind == "application/x-www-form-urlencoded":
        _merge(query.args, _pairs(body.decode("utf-8", "surrogateescape")))
    elif body:
        raise ApiError(415, "Unsupported Media Type")
    for value in query.args.values():
        _check_encoding(value)
    return query


def _pairs(text: str) -> dict[str, str]:
    pairs = parse_qsl(text, keep_blank_values=True, errors="surrogateescape")
    return dict(reversed(pairs))


def _merge(args: dict[str, str], more: Mapping[str, str]) -> None:
    for name, value in more.items():
        args.setdefault(name, value.replace("\0", " "))


def _check_encoding(value: str) -> None:
    if any(0xD800 <= ord(character) <= 0xDFFF for character in value):
        raise bad_request("strings must be encoded in UTF-8")


async def _read_body(request: web.Request) -> bytes:
    body = bytearray()
    try:
        async for chunk in request.content.iter_any():
            body += chunk
            if len(body) > MAX_BODY_BYTES:
                raise ApiError(413, "Request Entity Too Large")
    except (OSError, ClientPayloadError) as exc:
        # The caller died in the middle; nobody reads this answer, but the call has no effect.
        raise ApiError(400, "Bad Request: unexpected end of the body") from exc
    return bytes(body)


def _json_args(body: bytes) -> dict[str, str]:
    if not body:
        return {}
    try:
        value = decode(body.decode("utf-8"))
    except ValueError:
        raise ApiError(400, "Bad Request: can't parse JSON object") from None
    if not isinstance(value, dict):
        raise ApiError(400, "Bad Request: JSON object expected")
    return {name: _as_text(item) for name, item in value.items()}


def _as_text(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _read_form(body: bytes, content_type: str, query: Query) -> None:
    try:
        parts = parse_form(body, boundary_of(content_type))
    except MultipartError as exc:
        raise ApiError(400, f"Bad Request: {exc}") from exc
    for part in parts:
        if part.file_name is not None:
            _check_encoding(part.file_name)
            query.files.setdefault(part.name, Upload(part.file_name, part.data))
        else:
            _merge(query.args, {part.name: part.data.decode("utf-8", "surrogateescape")})
