"""A file that appears whole or not at all. Everything here blocks: for threads only."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

HEAD_BYTES: Final = 16


class PartFile:
    """A temporary file beside its destination, readable by its owner only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self._part: Path | None = None
        self._digest = hashlib.sha256()
        self.size = 0
        self.head = b""

    @property
    def sha256(self) -> str:
        """Of all that was written, in hex."""
        return self._digest.hexdigest()

    def open(self) -> None:
        """Begin it."""
        folder, name = self._path.parent, self._path.name
        handle, part = tempfile.mkstemp(dir=folder, prefix=f".{name}.", suffix=".part")
        self._part, self._file = Path(part), os.fdopen(handle, "wb")

    def write(self, data: bytes) -> None:
        """Take the next bytes."""
        if len(self.head) < HEAD_BYTES:
            self.head = (self.head + data)[:HEAD_BYTES]
        self._digest.update(data)
        self._opened.write(data)
        self.size += len(data)

    def keep(self) -> None:
        """Bring it to the disk and put it in its place; an older file there is replaced."""
        self._opened.flush()
        os.fsync(self._opened.fileno())  # the database may say next that it is there
        self._opened.close()
        if self._part is not None:
            self._part.replace(self._path)

    def drop(self) -> None:
        """Remove what is there of it."""
        if self._file is not None:
            with suppress(OSError):  # a full disk fails at the last flush too
                self._file.close()
        if self._part is not None:
            self._part.unlink(missing_ok=True)

    @property
    def _opened(self) -> BinaryIO:
        if self._file is None:
            raise ValueError("the file was not opened")
        return self._file
