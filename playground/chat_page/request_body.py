"""Reading the bodies of the page's calls: JSON, or a form with files.

Every reader raises `BadBodyError`, whose text may be shown to the person in front of the page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import BodyPartReader, web


class BadBodyError(ValueError):
    """The body of a call cannot be used; the text says why."""


@dataclass(frozen=True)
class Upload:
    """One file as the browser sent it."""

    name: str
    data: bytes


@dataclass(frozen=True)
class SendForm:
    """A message a person wants to send, from JSON or from a form with files."""

    fields: Mapping[str, object]
    photos: tuple[Upload, ...] = ()
    documents: tuple[Upload, ...] = ()


async def read_json(request: web.Request) -> Mapping[str, object]:
    """The JSON object of a call."""
    try:
        body: object = json.loads(await request.text())
    except ValueError:
        raise BadBodyError("the body is not JSON") from None
    if not isinstance(body, dict):
        raise BadBodyError("the body is not a JSON object")
    return body


async def read_send_form(request: web.Request) -> SendForm:
    """A message to send: JSON without files, or multipart with parts `photo` and `document`."""
    if not request.content_type.startswith("multipart/"):
        return SendForm(await read_json(request))
    fields: dict[str, object] = {}
    files: dict[str, list[Upload]] = {"photo": [], "document": []}
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or not part.name:
                raise BadBodyError("the form has a part without a name")
            if part.name in files:
                data = bytes(await part.read(decode=True))
                files[part.name].append(Upload(part.filename or "file", data))
            else:
                fields[part.name] = await part.text()
    except BadBodyError:
        raise
    except ValueError:
        raise BadBodyError("the form cannot be read") from None
    return SendForm(fields, tuple(files["photo"]), tuple(files["document"]))


def text_of(fields: Mapping[str, object], name: str) -> str | None:
    """A text field, or None where it is missing or empty."""
    value = fields.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise BadBodyError(f"{name} is not text")
    return value


def number_of(fields: Mapping[str, object], name: str) -> int | None:
    """A whole number given as a number or as text (forms and queries know text only), or None."""
    value = fields.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise BadBodyError(f"{name} is not a whole number")
    try:
        return int(value)
    except ValueError:
        raise BadBodyError(f"{name} is not a whole number") from None


def required_number(fields: Mapping[str, object], name: str) -> int:
    """A whole number that the call cannot do without."""
    value = number_of(fields, name)
    if value is None:
        raise BadBodyError(f"{name} is missing")
    return value
