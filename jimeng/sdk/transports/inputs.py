"""Inputs as files: opened, checked, and read in pieces when they go up.

A file on disk is never held in memory: it is looked at through small reads, summed in pieces, and
sent in pieces. Bytes that the caller holds already are sent from where they are.
"""

from __future__ import annotations

import io
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from jimeng.sdk.lib.exceptions.api_exception import InvalidRequestError, ServerError
from jimeng.sdk.protocol.messages import Fetch, Material, Open
from jimeng.sdk.protocol.pictures import Patch, Picture, check_size, examine, patched
from jimeng.sdk.transports.metering import Meter
from jimeng.sdk.transports.upright import set_upright

_PIECE = 256 * 1024
_OK, _TOO_MANY = 200, 429


class InputFile:
    """An open input, ready to go up; a `Material` of the protocol room."""

    def __init__(self, file: IO[bytes], picture: Picture | None, note: str | None = None) -> None:
        self._file = file
        self._patches: tuple[Patch, ...] = picture.patches if picture else ()
        self.size = _size(file)
        self.format = picture.format if picture else None
        self.width = picture.width if picture else 0
        self.height = picture.height if picture else 0
        self.note = note
        self.crc32 = self._checksum()

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def piece(self, start: int) -> bytes:
        """The bytes that go up from `start` on, some of them; empty at the end."""
        self._file.seek(start)
        return patched(self._file.read(_PIECE), start, self._patches)

    def pieces(self) -> Iterator[bytes]:
        """The bytes that go up, from the beginning."""
        start = 0
        while chunk := self.piece(start):
            yield chunk
            start += len(chunk)

    def _checksum(self) -> str:
        crc = 0
        for chunk in self.pieces():
            crc = zlib.crc32(chunk, crc)
        return f"{crc:08x}"


def open_input(effect: Open) -> InputFile:
    """Open an input from memory or from disk; raises InvalidRequestError."""
    source = effect.source
    file: IO[bytes] = io.BytesIO(source) if isinstance(source, bytes) else _open(source)
    return prepare(file, clip=effect.clip)


def prepare(file: IO[bytes], *, clip: bool) -> InputFile:
    """Check an open file by content and set it upright; it is closed if that fails."""
    try:
        if clip:
            check_size(_size(file))
            return InputFile(file, None)
        picture = examine(lambda start, length: _read(file, start, length), _size(file))
        return InputFile(file, picture) if picture.orientation == 1 else _upright(file, picture)
    except BaseException:
        file.close()
        raise


def _upright(file: IO[bytes], picture: Picture) -> InputFile:
    turned = set_upright(file, picture.format)
    if turned is None:
        note = (
            f"the picture is stored turned (orientation {picture.orientation}) and is sent as it "
            "is: install jimeng[images] to have it set upright"
        )
        return InputFile(file, picture, note)
    file.close()
    return prepare(turned, clip=False)


def _open(path: str) -> IO[bytes]:
    try:
        if not Path(path).is_file():
            raise InvalidRequestError(f"there is no file {path}")
        return Path(path).open("rb")
    except (OSError, ValueError) as error:
        raise InvalidRequestError(f"the file {path} cannot be read: {error}") from error


def _read(file: IO[bytes], start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)


def _size(file: IO[bytes]) -> int:
    return file.seek(0, io.SEEK_END)


class Intake:
    """A download on its way up: within limits into a nameless file, then checked like any other."""

    def __init__(self, effect: Fetch) -> None:
        self._clip = effect.clip
        self._meter = Meter(effect.max_bytes, effect.max_seconds)
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by its taker

    def accept(self, status: int, headers: Mapping[str, str]) -> None:
        """Check the answer before its body."""
        if status >= 500 or status == _TOO_MANY:
            raise ServerError("an input could not be fetched", http_status=status, charged="no")
        if status != _OK:
            raise InvalidRequestError("an input could not be fetched", http_status=status)
        self._meter.accept(headers)

    def write(self, chunk: bytes) -> None:
        """Take the next part of the body."""
        self._meter.count(chunk)
        self._file.write(chunk)

    def finish(self) -> InputFile:
        """Check what came by content."""
        return prepare(self._file, clip=self._clip)

    def abandon(self) -> None:
        """Let the file go after an error; what `finish` returned is closed with it."""
        self._file.close()


def pieces_of(material: Material) -> InputFile:
    """The file behind a material that this room has opened."""
    if not isinstance(material, InputFile):
        raise TypeError(f"not an opened input: {type(material).__name__}")
    return material
