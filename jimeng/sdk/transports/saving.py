"""Writing a fetched body to disk: a digest, and a file that appears whole or not at all."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError
from jimeng.sdk.protocol.formats import HEAD_BYTES
from jimeng.sdk.protocol.messages import Save, Saved
from jimeng.sdk.transports.metering import Meter


def check_destination(effect: Save) -> None:
    """Refuse a place where no file can be, before anything is fetched for it."""
    path = Path(effect.path)
    if path.is_dir():
        raise InvalidRequestError(f"{path} is a folder: name the file")
    if not path.parent.is_dir():
        raise InvalidRequestError(f"there is no folder {path.parent} to save into")


class Sink:
    """A temporary file beside its destination; `finish` moves it there, else it is removed."""

    def __init__(self, effect: Save) -> None:
        self._path = Path(effect.path)
        self._meter = Meter(effect.max_bytes, effect.max_seconds)
        self._digest = hashlib.sha256()
        self._head = b""

    def __enter__(self) -> Sink:
        # Not a tempfile: those are for their owner's eyes only, and a result is an ordinary file.
        part = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}.part")
        self._file = part.open("xb")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        with suppress(FileNotFoundError):
            Path(self._file.name).unlink()

    def accept(self, headers: Mapping[str, str]) -> None:
        """Check the headers before the body."""
        self._meter.accept(headers)

    def write(self, chunk: bytes) -> None:
        """Take the next part of the body."""
        self._meter.count(chunk)
        if len(self._head) < HEAD_BYTES:
            self._head = (self._head + chunk)[:HEAD_BYTES]
        self._digest.update(chunk)
        self._file.write(chunk)

    def finish(self, status: int, headers: Mapping[str, str]) -> Saved:
        """Put the file in its place."""
        self._file.close()
        Path(self._file.name).replace(self._path)
        return Saved(status, headers, self._meter.size, self._digest.hexdigest(), self._head)


def refused(status: int, headers: Mapping[str, str]) -> Saved:
    """What is told of an answer other than 200: nothing was written."""
    return Saved(status, headers, 0, "", b"")
