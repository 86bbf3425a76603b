"""Where an input comes from: memory, a file, or an address on the web."""

from __future__ import annotations

from pathlib import PurePath
from typing import TypeAlias

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError
from jimeng.sdk.protocol.limits import MAX_INPUT_BYTES, MAX_INPUT_SECONDS
from jimeng.sdk.protocol.messages import Fetch, Open

Source: TypeAlias = str | PurePath | bytes | bytearray | memoryview
"""What callers may give: an http(s) address or a path, or the bytes themselves."""

_WEB = ("http://", "https://")


def from_anywhere(value: object, *, clip: bool = False) -> Open | Fetch:
    """Bytes, a path, or an address."""
    if isinstance(value, bytes | bytearray | memoryview):
        return from_bytes(value, clip=clip)
    return from_path_or_address(value, clip=clip)


def from_bytes(value: object, *, clip: bool = False) -> Open:
    """The bytes themselves."""
    if not isinstance(value, bytes | bytearray | memoryview):
        raise InvalidRequestError(f"an input of bytes was expected, not {type(value).__name__}")
    return Open(bytes(value), clip)


def from_path_or_address(value: object, *, clip: bool = False) -> Open | Fetch:
    """A path, or an http(s) address, told apart by how it begins."""
    if isinstance(value, str) and value.lower().startswith(_WEB):
        return from_address(value, clip=clip)
    return from_path(value, clip=clip)


def from_path(value: object, *, clip: bool = False) -> Open:
    """A file on disk."""
    if not isinstance(value, str | PurePath) or not str(value):
        raise InvalidRequestError(
            f"an input must be a path, an http(s) address or bytes, not {type(value).__name__}"
        )
    return Open(str(value), clip)


def from_address(value: object, *, clip: bool = False) -> Fetch:
    """A file on the web."""
    if not isinstance(value, str) or not value.lower().startswith(_WEB):
        raise InvalidRequestError("an address must begin with http:// or https://")
    return Fetch(value, MAX_INPUT_BYTES, MAX_INPUT_SECONDS, clip)
