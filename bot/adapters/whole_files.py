"""Whether a file is there to its end, told from its structure. Pure: the file is a function.

A connection that breaks where no length was declared leaves half a file that looks like success.
Little may follow the end: encoders leave some bytes, a second file behind the first leaves more.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import Final

Read = Callable[[int, int], bytes]
"""`read(start, length)`: the bytes there, fewer at the end of the file."""

MAY_FOLLOW: Final = 64 * 1024
BOXES_AT_MOST: Final = 1_000

_PNG_END: Final = b"\x00\x00\x00\x00IEND\xaeB`\x82"
_JPEG_END: Final = b"\xff\xd9"


def is_whole(read: Read, size: int, kind: str) -> bool:
    """Whether a file of `size` bytes that begins as a `png`, `jpeg`, `webp` or `mp4` also ends
    as one."""
    match kind:
        case "png":
            return _PNG_END in _tail(read, size)
        case "jpeg":
            return _JPEG_END in _tail(read, size)
        case "webp":
            length = int.from_bytes(read(4, 4), "little")
            return 0 <= size - (length + 8) <= MAY_FOLLOW
        case "mp4":
            return {b"moov", b"mdat"} <= set(_boxes(read, size))
        case _:
            return False


def _tail(read: Read, size: int) -> bytes:
    return read(max(0, size - MAY_FOLLOW), MAY_FOLLOW)


def _boxes(read: Read, size: int) -> Iterator[bytes]:
    """The kinds of a film's outermost boxes, as far as they are there to their ends."""
    at = 0
    for _ in range(BOXES_AT_MOST):
        head = read(at, 16)
        if len(head) < 8:
            return
        length, kind = struct.unpack(">I4s", head[:8])
        if length == 1 and len(head) == 16:
            (length,) = struct.unpack(">Q", head[8:])
        elif length == 0:  # to the end of the file, wherever that is
            length = size - at
        if length < 8 or at + length > size:
            return
        yield kind
        at += length
