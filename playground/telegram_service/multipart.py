"""multipart/form-data, read as leniently as the real server reads it.

Rule: pure; clients write file names quoted or bare and in raw UTF-8, and all of that is taken. A
part with a file name is an upload, any other one a parameter. Raises MultipartError.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

_BOUNDARY = re.compile(r'boundary=(?:"([^"]+)"|([^;\s]+))', re.IGNORECASE)
_PARAMETER = re.compile(r';\s*([\w*]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))')


class MultipartError(ValueError):
    """The body is no form; the text says what is missing."""


@dataclass(frozen=True)
class Part:
    """One part of a form."""

    name: str
    file_name: str | None
    data: bytes


def boundary_of(content_type: str) -> bytes:
    """The boundary that a Content-Type names."""
    match = _BOUNDARY.search(content_type)
    if match is None:
        raise MultipartError("boundary not found")
    return (match[1] or match[2]).encode()


def parse_form(body: bytes, boundary: bytes) -> list[Part]:
    """The parts of a form, in order."""
    # A line end before the first boundary makes all boundaries look alike.
    chunks = (b"\r\n" + body).split(b"\r\n--" + boundary)
    if len(chunks) < 2 or not chunks[-1].startswith(b"--"):
        raise MultipartError("boundary not found")
    return [_part(chunk) for chunk in chunks[1:-1]]


def _part(chunk: bytes) -> Part:
    head, gap, data = chunk.partition(b"\r\n\r\n")
    if not gap:
        raise MultipartError("headers of a part not found")
    for line in head.decode("utf-8", "surrogateescape").split("\r\n"):
        name, _, value = line.partition(":")
        if name.strip().lower() == "content-disposition":
            return _described(value, data)
    raise MultipartError("field name not found")


def _described(disposition: str, data: bytes) -> Part:
    given: dict[str, str] = {}
    for match in _PARAMETER.finditer(disposition):
        quoted, bare = match[2], match[3]
        value = bare.strip() if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        given.setdefault(match[1].lower(), value)
    if "name" not in given:
        raise MultipartError("field name not found")
    encoded = given.get("filename*")
    if "filename" not in given and encoded is not None:
        given["filename"] = unquote(encoded.rpartition("''")[2])
    return Part(given["name"], given.get("filename"), data)
