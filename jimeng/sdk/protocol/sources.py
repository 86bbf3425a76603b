"""Where an input comes from: memory, a file, or an address on the web."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import TypeAlias

from jimeng.sdk.lib.exceptions.api_exception import APIException, InvalidRequestError
from jimeng.sdk.protocol.limits import MAX_INPUT_BYTES, MAX_INPUT_SECONDS
from jimeng.sdk.protocol.messages import Fetch, Open

Source: TypeAlias = str | PurePath | bytes | bytearray | memoryview
"""What callers may give: an http(s) address or a path, or the bytes themselves."""

_WEB = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@contextmanager
def about_input(number: int) -> Iterator[None]:
    """Name the input, counted from 1, in an error that is raised in here."""
    try:
        yield
    except APIException as error:
        error.picture = number
        error.message = f"input {number}: {error.message}"
        raise


def from_anywhere(value: object) -> Open | Fetch:
    """A picture: bytes, a path, or an address."""
    if isinstance(value, bytes | bytearray | memoryview):
        return from_bytes(value, clip=False)
    if not isinstance(value, str | PurePath):
        raise InvalidRequestError(
            f"bytes, a path or an http(s) address is needed, not {_kind(value)}"
        )
    return from_path_or_address(value)


def from_bytes(value: object, *, clip: bool) -> Open:
    """The bytes themselves."""
    if not isinstance(value, bytes | bytearray | memoryview):
        raise InvalidRequestError(f"bytes are needed, not {_kind(value)}")
    return Open(bytes(value), clip)


def from_path_or_address(value: object) -> Open | Fetch:
    """A picture: a path, or an http(s) address, told apart by how it begins."""
    if isinstance(value, str) and _ADDRESS.match(value):
        return from_address(value, clip=False)
    return from_path(value, clip=False)


def from_path(value: object, *, clip: bool) -> Open:
    """A file on disk."""
    if not isinstance(value, str | PurePath):
        raise InvalidRequestError(f"a path or an http(s) address is needed, not {_kind(value)}")
    if not str(value):
        raise InvalidRequestError("the path is empty")
    return Open(str(value), clip)


def from_address(value: object, *, clip: bool) -> Fetch:
    """A file on the web."""
    return Fetch(checked_address(value), MAX_INPUT_BYTES, MAX_INPUT_SECONDS, clip)


def checked_address(value: object) -> str:
    """An http(s) address with a host in it."""
    if not isinstance(value, str) or not _WEB.match(value):
        raise InvalidRequestError("an address must begin with http:// or https:// and a host")
    return value


def _kind(value: object) -> str:
    return type(value).__name__
